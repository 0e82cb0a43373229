"""
What the components of the public pages are shown with: invented, in English and in Arabic, and nobody's.

A component is a template in `templates/components/`; here stands what it prints, by its name.
"""

from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.templatetags.static import static
from django.utils.translation import gettext as _
from wagtail.blocks import Block

from cms.languages.availability import links
from cms.languages.freshness import Freshness
from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE, Language, language
from cms.library.renditions import Source, Sources
from cms.pages.blocks import PointBlock, QuotationBlock, TextBlock
from cms.pages.charts import ChartBlock
from cms.pages.citation import Citation
from cms.pages.headings import Heading
from cms.pages.navigation import navigation
from cms.pages.next_steps import NextStep
from cms.pages.relations import Shown
from cms.pages.tables import TableBlock

DAY = datetime(2026, 5, 3, 19, tzinfo=UTC)
WORDS = {
    "title": ("A school that listened first", "مدرسة بدأت بالاستماع"),
    "summary": (
        "Families and teachers planned the school year 2025-26 together. Here is what they learned.",
        "خططت الأسر والمعلمون معًا للعام الدراسي 2025-26. وهذا ما تعلموه.",
    ),
    "sentence": ("Ask before you plan.", "اسألوا قبل أن تخططوا."),
    "quotation": ("We listened first, and only then we planned.", "استمعنا أولًا، ثم بدأنا التخطيط."),
    "speaker": ("A student", "طالبة"),
    "term": ("Student mental health", "الصحة النفسية للطلاب"),
    "kind": ("Story", "قصة"),
    "label": ("General information", "معلومات عامة"),
    "caption": ("families took part", "أسرة شاركت"),
    "qualifier": ("more than", "أكثر من"),
    "role": ("Leads", "تقود المبادرة"),
    "recommendation": ("Prioritize Health and Wellness", "إعطاء الأولوية للصحة والعافية"),
    "status": ("Partly met", "تحققت جزئيًا"),
    "funding": ("This work is supported by", "يحظى هذا العمل بدعم من"),
    "handout": ("One-page handout", "ورقة للتوزيع (صفحة واحدة)"),
    "heading": ("How it began", "كيف كانت البداية"),
    "chart": ("Share of the budget, 2025-26", "الحصة من الميزانية، 2025-26"),
    "group": ("Teaching", "التعليم"),
    "other_group": ("Buildings", "المباني"),
}
NAME = "Sample Foundation"


def samples(code: str) -> dict[str, dict[str, Any]]:
    """Return name → context of every component that prints something of its own, in the language `code`."""
    here = language(code)
    words = {name: pair[0 if code == SOURCE_LANGUAGE else 1] for name, pair in WORDS.items()}
    page, shown = _page(words, here), _shown(here)
    term = shown(name=words["term"])
    edition = SimpleNamespace(
        url="#", language=code, bytes=241_000, pages=4, is_current=True, is_own=False, faults=(), created_at=DAY
    )
    statistic = {
        "caption": words["caption"],
        "parts": [
            SimpleNamespace(text=words["qualifier"], is_number=False),
            SimpleNamespace(text="1,200", is_number=True),
        ],
    }
    organisation = SimpleNamespace(key="sample", name=NAME, other_names=["SF"], earlier_names=["Sample Fund"])
    fundings = [SimpleNamespace(shown=shown(label=words["funding"]), funders=[SimpleNamespace(name=NAME)])]
    status = SimpleNamespace(status="partly", label=words["status"])
    story = {"story": page, "brief": page, "release": Shown(page, here, False, "#")}
    behind = {"freshness": Freshness("outdated", 2, DAY)}
    return {
        "about": {"page": page, "dated": True, "freshness": Freshness("current", 0, DAY)},
        "beacon": {"status": status, "number": 2},
        "blocks/chart": {"value": _value(ChartBlock(), _chart(words))},
        "blocks/point": {"value": _value(PointBlock(), words["sentence"])},
        "blocks/quotation": {
            "value": _value(QuotationBlock(), {"words": words["quotation"], "speaker": words["speaker"]})
        },
        "blocks/reusable_text": {"value": _reusable_text(words, here)},
        "blocks/table": {"value": _value(TableBlock(), _table(words))},
        "blocks/text": {"value": _value(TextBlock(), f"<h2>{words['heading']}</h2><p>{words['summary']}</p>")},
        "brief_card": story,
        "cite": {"citation": Citation(NAME, words["title"], "https://beacons.example/en/x/", "x", code, "1.1", DAY)},
        "connected": {"terms": [term], "heading": _("Theme"), "name": "themes"},
        "contents": {"contents": [Heading("part-1", words["heading"]), Heading("part-2", words["group"])]},
        "contacts": {"contacts": [shown(label=words["label"], email="hello@example.org")]},
        "credit": {"page": SimpleNamespace(lead_image=SimpleNamespace(credit=NAME))},
        "elsewhere": {"elsewhere_count": 3, "sentence": words["sentence"]},
        "filter": {"filters": _filters(words), "offered": True},
        "freshness_current": {"page": page, "freshness": Freshness("current", 0, DAY)},
        "freshness_notice": {"page": page, **behind},
        "funders": {"fundings": fundings},
        "funding": {"fundings": fundings},
        "handouts": {
            "handouts": [SimpleNamespace(url="#", label=words["handout"], is_bilingual=False, edition=edition)]
        },
        "illustration": _illustration(),
        "key_quotation": {"page": page},
        "lost": {"heading": words["title"], "sentence": words["quotation"], "number": "404", "section": "lost"},
        "menu_entries": {"entries": navigation(f"/{code}/stories/", here)},
        "next": {"next_step": NextStep(words["title"], "#", words["kind"], page)},
        "notes": {"notes": [SimpleNamespace(number=1, text=f"<p>{words['summary']}</p>", is_referred_to=True)]},
        "number": {"page": SimpleNamespace(number=3)},
        "organisations": {"organisations": [_role(words, Shown(organisation, here, False, "#"))]},
        "other_names": {"names": ["SF", "Sample Fund"], "label": _("Also known as")},
        "pager": {"page_obj": Paginator(range(50), 20).get_page(2)},
        "pdf_link": {"edition": edition},
        "quiet_end": {"page": page, "freshness": Freshness("current", 0, DAY)},
        "reading_facts": {"reading_minutes": 4, "edition": edition},
        "recommendations": {
            "recommendations": [shown(number=2, title=words["recommendation"])],
            "heading": _("Recommendations this story supports"),
        },
        "recording": {"recording": _recording(words, here)},
        "release": story,
        "report": {"page": page, "freshness": Freshness("current", 0, DAY)},
        "release_words": story,
        "statistics": {"statistics": [shown(**statistic)]},
        "status": {"status": status},
        "story_card": story,
        "take": {"page": page, "edition": edition},
        "terms": {"terms": [term], "heading": _("Theme"), "name": "themes"},
        "translated_from": {"spoken_in": "es" if code != "es" else "ar"},
        "unknown_filter": {"unknown_filter": True},
    }


def surroundings(code: str) -> dict[str, Any]:
    """Return what stands around every component: the language of the page and its three addresses."""
    here = language(code)
    entries = links({each.code: f"/{each.code}/" for each in LANGUAGES}, code, {code: "", "en": "", "es": ""})
    return {"site_language": here, "reader": here, "language_links": entries, "switch": entries}


def _shown(here: Language) -> Any:
    return lambda **values: Shown(SimpleNamespace(**values), here, False, "#")


def _page(words: dict[str, str], here: Language) -> SimpleNamespace:
    return SimpleNamespace(
        pk=1,
        url="#",
        slug="a-school-that-listened",
        translation_key=UUID(int=0),
        family="story",
        language=here,
        title=words["title"],
        kind=words["kind"],
        summary=words["summary"],
        quotation=words["quotation"],
        quotation_speaker=words["speaker"],
        first_published_at=DAY,
        last_published_at=DAY,
        source_date=None,
        change_note="",
    )


def _role(words: dict[str, str], *organisations: Any) -> SimpleNamespace:
    return SimpleNamespace(label=words["role"], organisations=list(organisations))


def _filters(words: dict[str, str]) -> list[SimpleNamespace]:
    """One filter that is chosen, and one that offers something."""
    chosen = SimpleNamespace(name=words["term"], language=None, url="#")
    option = SimpleNamespace(name=words["group"], language=None, url="#", count=3)
    return [
        SimpleNamespace(vocabulary="theme", heading=_("Theme"), chosen=chosen, options=[]),
        SimpleNamespace(vocabulary="region", heading=_("States"), chosen=None, options=[option]),
    ]


def _reusable_text(words: dict[str, str], here: Language) -> SimpleNamespace:
    locale = SimpleNamespace(language_code=here.code)
    return SimpleNamespace(live=True, locale=locale, text=f"<p>{words['summary']}</p>")


def _value(block: Block, raw: Any) -> Any:
    return block.normalize(raw)


def _chart(words: dict[str, str]) -> dict[str, Any]:
    bars = [(words["group"], Decimal(64)), (words["other_group"], Decimal(36))]
    return {
        "caption": words["chart"],
        "unit": "percent",
        "bars": [{"label": label, "value": value} for label, value in bars],
    }


def _table(words: dict[str, str]) -> dict[str, Any]:
    rows = [["", words["chart"]], [words["group"], "$9,120"], [words["other_group"], "$880"]]
    return {"table_caption": words["chart"], "table_header_choice": "both", "data": rows}


def _illustration() -> dict[str, Any]:
    """The mark stands for a photograph, of which there may be none."""
    file: Any = SimpleNamespace(url=static("img/mark.svg"), width=440, height=260)
    return {"sources": Sources((), Source("image/jpeg", (file,))), "widths": "100vw", "alt": "", "is_first": True}


def _recording(words: dict[str, str], here: Language) -> SimpleNamespace:
    """A video on another site, with captions in a language that is not the reader's."""
    text = SimpleNamespace(text=words["title"], language=here, is_fallback=False, object=None)
    spanish = SimpleNamespace(url="", language=language("es"), is_own=False)
    return SimpleNamespace(
        recording=SimpleNamespace(pk=1, thumbnail=None, hosted_at="a-sample", credit=NAME),
        hosted=SimpleNamespace(host="Vimeo", address="https://vimeo.com/"),
        player="",
        is_video=True,
        title=text,
        description=words["summary"],
        spoken=here,
        captions=[spanish],
        has_own_captions=False,
        transcript=text,
    )
