"""What a card says of its story: its theme where that adds something, and how long it takes to read."""

import pytest
from wagtail.models import Locale

from cms.directory.models import PageTerm, Term
from tests.public_tree import Publish
from tests.stories.conftest import Read


def card(read: Read, address: str) -> list[str]:
    return [part.get_text(strip=True) for part in read(address).select_one("[data-test=story-card]").select("p, h3")]


@pytest.fixture
def theme(db: None) -> Term:
    english, arabic = (Locale.objects.get(language_code=code) for code in ("en", "ar"))
    theme = Term.objects.create(vocabulary="theme", key="mentors", name="Mentors", locale=english, live=True)
    Term.objects.create(
        vocabulary="theme",
        key="mentors",
        name="المرشدون",
        locale=arabic,
        live=True,
        translation_key=theme.translation_key,
    )
    return theme


@pytest.mark.parametrize("place", ["", "stories/"])
def test_card_names_theme_and_reading_time_in_the_language_of_the_page(
    story: Publish, read: Read, theme: Term, place: str
) -> None:
    source = story("en", "A story", "word " * 450)
    arabic = story("ar", "قصة", "كلمة " * 450, of=source)
    spanish = story("es", "Una historia", "palabra", of=source)
    for page in (source, arabic, spanish):
        PageTerm.objects.create(page=page, term=theme)
    assert card(read, f"/en/{place}")[0::3] == ["Mentors", "3-minute read"]
    assert card(read, f"/ar/{place}")[0::3] == ["المرشدون", "قراءة في 3 دقائق"]
    # A theme that has no name in the language of the page is not named in another one.
    assert card(read, f"/es/{place}") == ["Una historia", "palabra", "1 minuto de lectura"]


def test_theme_that_only_says_the_title_again_is_left_out(story: Publish, read: Read, theme: Term) -> None:
    PageTerm.objects.create(page=story("en", "Mentors", "word"), term=theme)
    assert card(read, "/en/stories/") == ["Mentors", "word", "1-minute read"]
