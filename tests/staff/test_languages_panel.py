"""Beside the form of an English text: where each language stands."""

import re

from cms.accounts.models import User
from tests.house import House, fresh
from tests.staff.test_dashboard import signed_in


def panel(user: User, address: str) -> str:
    html = signed_in(user).get(address).content.decode()
    found = re.search(r'<div class="staff-languages">.*?</div>', html, re.DOTALL)
    return found[0] if found else ""


def lines(html: str) -> list[tuple[str, str]]:
    return re.findall(r'data-test="language-line"\s+data-locale="(\w+)"\s+data-state="([\w-]+)"', html)


def test_page_shows_its_languages_and_the_way_to_them(house: House) -> None:
    people, story = house.people, house.story()
    address = f"/admin/pages/{story.pk}/edit/"
    draft = panel(people.editor, address)
    assert lines(draft) == [("es", "missing"), ("ar", "missing")]
    assert "has been approved" in draft
    assert "send-link" not in draft
    house.story_index("es")
    spanish = house.translate(house.go_live(story), "es")
    html = panel(people.editor, address)
    assert lines(html) == [("es", "live"), ("ar", "missing")]
    assert f"/admin/translation/send/page/{story.pk}/" in html
    assert spanish.full_url in html
    desk = f"/admin/pages/{spanish.pk}/edit/"
    assert desk not in html
    assert desk in panel(people.admin, address)


def test_shared_text_shows_its_languages_too(house: House) -> None:
    text = house.reusable_text()
    house.send(text, "ar")
    html = panel(house.people.editor, f"/admin/snippets/directory/reusabletext/edit/{text.pk}/")
    assert lines(html) == [("es", "missing"), ("ar", "in-progress")]
    assert f"/admin/translation/send/snippet/directory/reusabletext/{text.pk}/" in html


def test_home_page_has_no_languages_to_send(house: House) -> None:
    assert panel(house.people.editor, f"/admin/pages/{fresh(house.home).pk}/edit/") == ""
