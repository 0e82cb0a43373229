"""From an empty form to three languages and their PDFs: a story, a recommendation and a brief, each by role."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
import pypdfium2
from playwright.sync_api import Page, expect

from tests.browser.staff import Staff
from tests.sites import PASSWORD, Site, wait_until

STORY = {
    "A day at the community garden": {
        "es": "Un día en el huerto comunitario",
        "ar": "يوم في حديقة الحي",
    },
    "Students and families plant together.": {
        "es": "Estudiantes y familias siembran juntos.",
        "ar": "يزرع الطلاب والأسر معًا.",
    },
    "Everybody brings a seed.": {
        "es": "Cada quien trae una semilla.",
        "ar": "يجلب كل شخص بذرة.",
    },
}
RECOMMENDATION = {
    "Open the School Garden to the Neighborhood": {
        "es": "Abrir el huerto escolar al vecindario",
        "ar": "فتح حديقة المدرسة أمام الحي",
    },
    "The garden is for everyone.": {
        "es": "El huerto es para todas las personas.",
        "ar": "الحديقة للجميع.",
    },
}
BRIEF = {
    "What a Garden Costs": {"es": "Lo que cuesta un huerto", "ar": "كم ثمن الحديقة"},
    "A short look at the costs.": {"es": "Una mirada breve a los costos.", "ar": "نظرة قصيرة إلى التكاليف."},
    "A garden needs water.": {"es": "Un huerto necesita agua.", "ar": "تحتاج الحديقة إلى الماء."},
}


def write_story(staff: Staff) -> None:
    title, summary, text = STORY
    staff.write(title=title, summary=summary)
    staff.type_into_body("body", text)


def write_recommendation(staff: Staff) -> None:
    title, plain_words = RECOMMENDATION
    staff.write(number="11", title=title, plain_words=plain_words)


def write_brief(staff: Staff) -> None:
    title, summary, text = BRIEF
    staff.write(title=title, summary=summary)
    staff.type_into_body("body", text)


@dataclass(frozen=True)
class Text:
    """What is written, where, and where it is read."""

    section: str
    kind: str
    write: Callable[[Staff], None]
    words: dict[str, dict[str, str]]
    address: str

    @property
    def title(self) -> str:
        return next(iter(self.words))

    def translations(self, code: str) -> dict[str, str]:
        return {english: by_code[code] for english, by_code in self.words.items()}

    def lines(self, code: str) -> list[str]:
        return list(self.words) if code == "en" else list(self.translations(code).values())


TEXTS = [
    Text("Stories", "Story", write_story, STORY, "stories/a-day-at-the-community-garden/"),
    Text(
        "The 10 recommendations",
        "Recommendation",
        write_recommendation,
        RECOMMENDATION,
        "platform/11-open-the-school-garden-to-the-neighborhood/",
    ),
    Text("Reports and briefs", "Brief", write_brief, BRIEF, "briefs/what-a-garden-costs/"),
]


def test_from_the_form_to_three_pdfs_each(demo_site: Site, staff_page: Page) -> None:
    with demo_site.served(worker=True) as site:
        staff = Staff(staff_page, site, PASSWORD)
        staff.sign_in("editor")
        numbers = [staff.add_page(text.section, text.kind, lambda page, text=text: text.write(staff)) for text in TEXTS]
        for text in TEXTS:
            assert status(staff_page, f"{site}/en/{text.address}") == 404
        staff.sign_in("reviewer_en")
        for text in TEXTS:
            staff.approve_english(text.title)
        staff.sign_in("editor")
        for number in numbers:
            staff.send(number, "es", "ar")
        for code in ("es", "ar"):
            for text in TEXTS:
                staff_page.goto(f"{site}/{code}/{text.address}")
                expect(staff_page.get_by_test_id("not-translated")).to_be_visible()
            staff.sign_in(f"translator_{code}")
            for text in TEXTS:
                staff.translate(text.title, code, text.translations(code))
            staff.sign_in(f"reviewer_{code}")
            for text in TEXTS:
                staff.approve_translation(text.title)
        for text in TEXTS:
            for code in ("en", "es", "ar"):
                assert_public(staff_page, site, code, text.address, text.lines(code))
                assert_pdf(staff_page, f"{site}/{code}/{text.address}pdf/", code, text.lines(code))


def status(page: Page, address: str) -> int:
    return page.request.get(address).status


def assert_public(page: Page, site: str, code: str, address: str, texts: list[str]) -> None:
    page.goto(f"{site}/{code}/{address}")
    html = page.locator("html")
    expect(html).to_have_attribute("lang", code)
    expect(html).to_have_attribute("dir", "rtl" if code == "ar" else "ltr")
    expect(page.get_by_role("heading", level=1)).to_have_text(texts[0])
    for text in texts[1:]:
        expect(page.get_by_text(text).first).to_be_visible()
    states = {
        link.get_attribute("lang"): link.get_attribute("data-state")
        for link in page.get_by_test_id("language-link").all()
    }
    assert states == {other: "current" if other == code else "available" for other in ("en", "es", "ar")}


def assert_pdf(page: Page, address: str, code: str, texts: list[str]) -> None:
    wait_until(lambda: status(page, address) == 200, f"{address} is made", seconds=120)
    response = page.request.get(address)
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-language"] == code
    with pikepdf.open(io.BytesIO(response.body())) as pdf:
        assert str(pdf.Root.Lang) == code
        with pdf.open_metadata() as metadata:
            assert texts[0] in metadata["dc:title"]
    printed = words_of(response.body())
    for text in texts:
        missing = [word for word in without_marks(text).split() if word.strip(".,") not in printed]
        assert not missing, f"{code}: {missing} not in the PDF"


def words_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return without_marks("\n".join(page.get_textpage().get_text_range() for page in document))


def without_marks(text: str) -> str:
    """Text without Arabic vowel marks, which a search in a PDF passes over."""
    return re.sub("[\u064b-\u0652]", "", text)
