"""What the public pages print, on the demo content: the frame, the notices, the links between languages."""

from collections.abc import Callable
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from briefs.models import RecommendationPage
from briefs.tracker import TrackerUpdate
from cms.directory.models import Term
from cms.languages.languages import LANGUAGES
from cms.languages.models import LanguageStatus
from cms.pages.blocks import QuotationBlock
from stories.models import StoryPage

STORY = "stories/protecting-student-mental-health/"
BRIEF = "briefs/funding-the-future-of-learning/"
RECOMMENDATION = "platform/2-health-wellness-community-schools/"
ADDRESSES = ("", "stories/", STORY, "platform/", RECOMMENDATION, "briefs/", BRIEF, "search/?q=school", "no-such-page/")
CODES = [language.code for language in LANGUAGES]

Read = Callable[[str], BeautifulSoup]


@pytest.fixture
def read(demo: None) -> Read:
    """Return a function that opens an address and returns its HTML."""
    return lambda address: BeautifulSoup(Client().get(address).content, "html.parser")


def hook(soup: Tag, name: str) -> list[Tag]:
    return soup.select(f'[data-test="{name}"]')


def text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def story(code: str) -> StoryPage:
    return StoryPage.objects.get(slug="protecting-student-mental-health", locale__language_code=code)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_the_same_frame(read: Read, address: str, code: str) -> None:
    soup = read(f"/{code}/{address}")
    assert (soup.html["lang"], soup.html["dir"]) == (code, "rtl" if code == "ar" else "ltr")
    assert len(soup.select("h1")) == 1
    assert soup.title.get_text().strip().endswith("· Beacons")
    # The skip link, then the languages, then everything else.
    assert soup.body.find("a")["href"] == "#content"
    switch = soup.body.find("nav")
    assert switch["data-test"] == "language-switch"
    entries = hook(switch, "language-link")
    assert [entry["lang"] for entry in entries] == [entry["hreflang"] for entry in entries] == CODES
    assert [entry.name for entry in entries if entry["data-state"] == "current"] == ["span"]
    assert [entry["lang"] for entry in entries if entry.get("aria-current")] == [code]
    # Strict Content-Security-Policy; what machines read is no script.
    assert not soup.select("script:not([src], [type='application/ld+json']), style, [style], iframe")
    assert not [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)]


@pytest.mark.parametrize("code", CODES)
def test_a_page_names_its_live_languages_and_itself(read: Read, code: str) -> None:
    soup = read(f"/{code}/{STORY}")
    alternates = {link["hreflang"]: link["href"] for link in soup.select('link[rel="alternate"]')}
    assert set(alternates) == {"en", "es", "ar", "x-default"}
    assert alternates["x-default"] == alternates["en"]
    assert soup.select_one('link[rel="canonical"]')["href"] == alternates[code]
    assert all(address.startswith("http://testserver/") for address in alternates.values())


def test_a_language_that_is_not_there_is_no_alternate(read: Read) -> None:
    story("ar").unpublish()
    english = read(f"/en/{STORY}")
    assert {link["hreflang"] for link in english.select('link[rel="alternate"]')} == {"en", "es", "x-default"}
    missing = hook(english, "language-link")[2]
    assert missing["data-state"] == "missing"
    assert text(missing) == "العربية · not yet"
    assert missing.find("small")["lang"] == "en"


def test_the_page_of_a_missing_translation_speaks_its_language(read: Read) -> None:
    story("ar").unpublish()
    soup = read(f"/ar/{STORY}")
    assert hook(soup, "not-translated")
    assert text(soup.h1) == "هذه الصفحة غير متاحة بالعربية بعد"
    assert soup.select_one('meta[name="robots"]')["content"] == "noindex"
    assert not soup.select('link[rel="alternate"]')
    titles = soup.select("main [lang]")
    assert [(title["lang"], title["dir"]) for title in titles] == [("en", "ltr"), ("es", "ltr")]


def test_a_page_that_is_behind_says_so_above_its_text(read: Read) -> None:
    LanguageStatus.objects.filter(translation_key=story("es").translation_key).update(parts_behind=2)
    spanish, arabic = read(f"/es/{STORY}"), read(f"/ar/{STORY}")
    (notice,) = hook(spanish, "freshness")
    assert notice["data-state"] == "outdated"
    assert "2 partes de esta página todavía no están actualizadas." in text(notice)
    assert "ما زال جزآن من هذه الصفحة بانتظار التحديث." in text(hook(arabic, "freshness")[0])
    assert [link["href"] for link in notice.select("a")] == ["?parts#notice", f"/en/{STORY}"]
    following = [tag.get("data-test") for tag in spanish.select("main [data-test]")]
    assert following.index("freshness") < following.index("body")


def test_a_page_that_is_up_to_date_says_so_at_its_end(read: Read) -> None:
    (line,) = hook(read(f"/ar/{STORY}"), "freshness")
    assert line["data-state"] == "current"
    assert text(line).startswith("هذه الصفحة مطابقة للنص الإنجليزي بتاريخ")
    assert not hook(read(f"/en/{STORY}"), "freshness")


def test_the_notice_of_a_correction_says_what_is_wrong() -> None:
    with translation.override("es"):
        html = render_to_string(
            "components/freshness_notice.html",
            {
                "freshness": {"state": "outdated", "corrected": True, "parts": 1, "date": date(2026, 5, 12)},
                "switch": [{"url": "/en/"}],
            },
        )
    (notice,) = hook(BeautifulSoup(html, "html.parser"), "freshness")
    assert notice["data-corrected"] == "true"
    assert "se corrigió el 12 de mayo de 2026 porque contenía un error" in text(notice)


@pytest.mark.parametrize("code", CODES)
def test_a_story_leads_on(read: Read, code: str) -> None:
    soup = read(f"/{code}/{STORY}")
    assert hook(soup, "reading-time")
    (recommendation,) = hook(soup, "recommendation")
    assert recommendation["data-number"] == "2"
    assert recommendation["href"] == f"/{code}/{RECOMMENDATION}"
    (pdf,) = hook(soup, "pdf-link")
    assert (pdf["data-language"], pdf["href"]) == (code, f"/{code}/{STORY}pdf/")
    assert int(pdf["data-bytes"]) > 10_000
    assert {link["href"] for link in soup.select("main a")} >= {f"/{code}/stories/?theme=mental-health"}
    whatsapp = soup.select_one('a[href^="https://wa.me/"]')["href"]
    assert f"http%3A%2F%2Ftestserver%2F{code}%2Fstories%2F" in whatsapp


def test_what_is_not_in_the_language_of_the_page_is_marked(read: Read) -> None:
    RecommendationPage.objects.get(locale__language_code="ar", number=2).unpublish()
    Term.objects.filter(locale__language_code="ar", vocabulary="concern").update(live=False)
    soup = read(f"/ar/{STORY}")
    title = hook(soup, "recommendation")[0].select_one("[lang]")
    assert (title["lang"], title["dir"]) == ("en", "ltr")
    concern = soup.select_one('section[aria-labelledby="h-concerns"] a')
    assert (concern["lang"], concern["dir"]) == ("en", "ltr")


def test_figures_in_arabic_texts_keep_their_order(read: Read) -> None:
    page = story("ar")
    page.title, page.summary = "عام 2023-24 & بعده", "بلغ $9,120"
    page.body.insert(0, ("quotation", {"words": "نسبة 92%", "speaker": ""}))
    page.save()
    soup = read(f"/ar/{STORY}")
    assert soup.h1.bdi["dir"] == "ltr"
    assert text(soup.h1) == "عام 2023-24 & بعده"
    assert text(soup.select_one(".standfirst bdi")) == "$9,120"
    assert text(soup.select_one("blockquote bdi")) == "92%"
    assert not soup.title.find("bdi")


def test_latin_pages_are_left_alone(read: Read) -> None:
    page = story("es")
    page.summary = "De 2023-24, $9,120"
    page.save()
    assert not read(f"/es/{STORY}").select(".standfirst bdi")


def test_a_page_is_described_by_its_summary(read: Read) -> None:
    page = story("en")
    page.summary = 'Two "sentences" & more.'
    page.save()
    soup = read(f"/en/{STORY}")
    assert soup.select_one('meta[name="description"]')["content"] == page.summary
    assert soup.select_one('meta[property="og:description"]')["content"] == page.summary
    assert soup.select_one('meta[property="og:title"]')["content"] == page.title


def test_a_block_is_previewed_in_the_look_of_the_page() -> None:
    block = QuotationBlock()
    html = render_to_string(
        "wagtailcore/shared/block_preview.html",
        {"block_def": block, "bound_block": block.bind(block.get_preview_value())},
    )
    soup = BeautifulSoup(html, "html.parser")
    assert text(soup.select_one("figure.pull blockquote")) == "We listened first."
    assert [link["href"] for link in soup.select('link[rel="stylesheet"]')][-1] == "/static/css/components.css"


@pytest.mark.parametrize("code", CODES)
def test_the_platform_lists_ten_rows_with_their_status(read: Read, code: str) -> None:
    soup = read(f"/{code}/platform/")
    rows = hook(soup, "recommendation")
    assert [row["data-number"] for row in rows] == [str(number) for number in range(1, 11)]
    assert all(hook(row, "tracker-status")[0]["data-state"] == "none" for row in rows)


def test_a_recommendation_says_where_it_stands(read: Read) -> None:
    for page in RecommendationPage.objects.filter(number=2):
        TrackerUpdate.objects.create(
            page=page, status="partly", date="2026-05-03", source_url="https://example.org/decision"
        )
    soup = read(f"/es/{RECOMMENDATION}")
    (status,) = hook(soup, "tracker-status")
    assert (status["data-state"], text(status)) == ("partly", "Cumplida en parte")
    assert "Al 3 de mayo de 2026" in text(soup.header.find_next("header"))
    assert soup.select('a[href="https://example.org/decision"]')
    assert [link["rel"] for link in soup.select("nav.pair a")] == [["prev"], ["next"]]
    assert hook(soup, "evidence")[0].select('[data-test="story-card"]')


def test_a_recommendation_without_a_story_says_so(read: Read) -> None:
    evidence = hook(read("/en/platform/1-racial-equity/"), "evidence")[0]
    assert "No story about this recommendation yet." in text(evidence)


@pytest.mark.parametrize("code", CODES)
def test_the_contents_of_a_brief_lead_to_its_headings(read: Read, code: str) -> None:
    soup = read(f"/{code}/{BRIEF}")
    links = hook(soup, "toc")[0].select("a")
    assert len(links) >= 3
    for link in links:
        assert text(soup.select_one(link["href"])) == text(link)


def test_a_list_says_what_is_not_yet_in_this_language(read: Read) -> None:
    story("ar").unpublish()
    assert "توجد قصة واحدة أخرى غير متاحة بالعربية بعد." in text(read("/ar/stories/").main)
    assert text(hook(read("/en/stories/"), "result-count")[0]) == "6 stories"


def test_a_filtered_list_names_the_term_and_a_way_back(read: Read) -> None:
    (chosen,) = read("/es/stories/?theme=mental-health").select('[data-test="filter"][data-vocabulary="theme"]')
    assert chosen.find("a")["href"] == "/es/stories/"


def test_search_marks_its_hits_and_shows_the_question_as_text(read: Read) -> None:
    soup = read("/en/search/?q=funding")
    assert text(hook(soup, "result-count")[0]) == f"{len(hook(soup, 'search-result'))} results"
    assert soup.select('[data-test="search-result"] mark')
    hostile = read("/en/search/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert not hostile.select("script")
    assert hostile.select_one('input[name="q"]')["value"] == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("400", "تتعذّر قراءة هذا الطلب"),
        ("403", "هذه الصفحة غير متاحة لكم"),
        ("404", "لم نعثر على هذه الصفحة"),
        ("405", "لا يمكن إرسال هذا إلى هنا"),
        ("500", "حدث خلل من جهتنا"),
    ],
)
def test_an_error_page_needs_nothing(template: str, sentence: str) -> None:
    # No request, no context, no database: this test has no access to one.
    with translation.override("ar"):
        soup = BeautifulSoup(render_to_string(f"{template}.html"), "html.parser")
    assert (soup.html["lang"], soup.html["dir"]) == ("ar", "rtl")
    assert text(soup.h1) == sentence
    assert {link["href"] for link in soup.select("main a")} >= {"/ar/", "/ar/stories/", "/ar/platform/"}
    assert [link.get("href") for link in hook(soup, "language-link")] == ["/en/", "/es/", None]
