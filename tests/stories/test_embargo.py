"""Until its time, a release, its press release and their translations tell nothing in any language; then all do."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cms.languages.models import LanguageStatus
from home.models import PressIndexPage, PressReleasePage
from stories.models import ReleasePage
from tests.house import House, fresh

WORDS = ("Embargoed release", "Embargoed news", "Embargoed summary")
OWN_ADDRESSES = ("stories/secret/", "stories/secret/pdf/", "press/secret/")
ADDRESSES = (*OWN_ADDRESSES, "", "stories/", "press/", "search/?q=Embargoed")


@pytest.fixture
def go_live_at() -> datetime:
    return timezone.now().replace(microsecond=0) + timedelta(hours=1)


@pytest.fixture
def release(house: House, go_live_at: datetime) -> ReleasePage:
    """An approved release that waits for its time, with an approved Spanish translation."""
    house.story_index("es", "ar")
    release = house.go_live(
        house.release("secret", title="Embargoed release", summary="Embargoed summary.", go_live_at=go_live_at)
    )
    house.translate(release, "es")
    return fresh(release)


@pytest.fixture
def press_release(house: House, release: ReleasePage, go_live_at: datetime) -> PressReleasePage:
    index = house.go_live(house.page(house.home, PressIndexPage(title="For the press", slug="press")))
    house.translate(index, "es")
    press_release = house.go_live(
        house.page(
            index,
            PressReleasePage(
                title="Embargoed news",
                slug="secret",
                summary="Embargoed summary.",
                release=release,
                go_live_at=go_live_at,
            ),
        )
    )
    house.translate(press_release, "es")
    return fresh(press_release)


def told(client: Client, code: str) -> dict[str, int]:
    """Return address → status of every place where something could be told; none says any of the words."""
    statuses = {}
    for address in ADDRESSES:
        response = client.get(f"/{code}/{address}")
        said = [words for words in WORDS if words in response.content.decode()]
        assert not said, f"/{code}/{address} says {said}"
        statuses[address] = response.status_code
    return statuses


@pytest.mark.usefixtures("press_release")
def test_embargo_holds_everywhere_and_ends_everywhere(
    client: Client, release: ReleasePage, go_live_at: datetime
) -> None:
    for code in ("en", "es", "ar"):
        statuses = told(client, code)
        assert {statuses[address] for address in OWN_ADDRESSES} == {404}
    assert "secret" not in client.get("/sitemap.xml").content.decode()
    assert not LanguageStatus.objects.filter(translation_key=release.translation_key, state="live").exists()

    with time_machine.travel(go_live_at + timedelta(minutes=1)):
        call_command("publish_scheduled")
        for code in ("en", "es"):
            for address in ("stories/secret/", "press/secret/"):
                response = client.get(f"/{code}/{address}")
                assert (response.status_code, response.context["page"].locale.language_code) == (200, code)
        assert "not-translated" in client.get("/ar/stories/secret/").content.decode()
        assert "es: Embargoed release" in client.get("/es/").content.decode()
        assert "/es/stories/secret/" in client.get("/es/press/secret/").content.decode()
        assert "es: Embargoed news" in client.get("/es/press/").content.decode()


def test_english_that_waits_may_be_scheduled_in_its_editor(house: House, client: Client) -> None:
    client.force_login(house.people.editor)
    html = client.get(f"/admin/pages/{house.release().pk}/edit/").content.decode()
    assert 'name="go_live_at"' in html
