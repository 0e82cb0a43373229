"""A value that changes is the same everywhere at once: on the pages, in the PDFs, in the API; and nobody's task."""

from datetime import date
from typing import Any

from django.core import mail
from django.test import Client

from cms.directory.models import PageStatistic, Statistic
from initiatives.models import InitiativeIndexPage, InitiativePage
from tests.editions.conftest import Asked, listen
from tests.house import House, fresh
from tests.staff.test_dashboard import dashboard, rows

CODES = ("en", "es", "ar")


def in_all_languages(house: House, source: Any) -> set[int]:
    """Translate a page, and return the keys of all its versions."""
    return {source.pk, *(house.translate(source, code).pk for code in ("es", "ar"))}


def shown(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    assert 'data-state="outdated"' not in response.content.decode()
    return response.content.decode()


def printed(address: str) -> str:
    return listen(Client().get(f"{address}pdf/").getvalue())


def nobody_is_asked(house: House) -> bool:
    people = house.people
    workers = (people.translator_es, people.translator_ar, people.reviewer_es, people.reviewer_ar)
    return not any(rows(dashboard(person), "queue-row") for person in workers) and not mail.outbox


def test_a_changed_date(house: House, asked: Asked) -> None:
    house.story_index("es", "ar")
    story = house.go_live(house.story(source_date=date(2023, 5, 8)))
    versions = in_all_languages(house, story)
    asked.pages()
    mail.outbox.clear()
    house.change(story, source_date=date(2024, 3, 9))
    house.go_live(story)
    for code in CODES:
        html = shown(f"/{code}/stories/{story.slug}/")
        assert "2024" in html
        assert "2023" not in html
        [item] = Client().get(f"/api/stories.json?language={code}").json()["items"]
        assert (item["source_date"], item["freshness"]) == ("2024-03-09", "current")
    assert set(asked.work()) == versions
    for code in CODES:
        text = printed(f"/{code}/stories/{story.slug}/")
        assert "2024" in text
        assert "2023" not in text
    assert nobody_is_asked(house)


def test_a_changed_statistic(house: House, asked: Asked) -> None:
    figure = house.go_live(house.snippet(Statistic(key="districts", value=6170, caption="districts")))
    for code in ("es", "ar"):
        house.translate(figure, code)
    index = house.go_live(house.page(house.home, InitiativeIndexPage(title="Initiatives", slug="initiatives")))
    in_all_languages(house, index)
    initiative = InitiativePage(title="One initiative", slug="one", summary="It learns.")
    initiative.page_statistics = [PageStatistic(statistic=figure)]
    initiative = house.go_live(house.page(index, initiative))
    versions = in_all_languages(house, initiative)
    asked.pages()
    mail.outbox.clear()
    house.change(fresh(figure), value=6284)
    house.go_live(figure)
    for code in CODES:
        html = shown(f"/{code}/initiatives/one/")
        assert "6,284" in html
        assert "6,170" not in html
    assert set(asked.work()) == versions
    for code in CODES:
        text = printed(f"/{code}/initiatives/one/")
        assert "6,284" in text
        assert "6,170" not in text
    assert nobody_is_asked(house)
