"""The real worker sends a section; one that is killed in the middle leaves nothing half done, and nothing twice."""

from typing import Any

from django.test import Client
from wagtail.models import Page

from cms.settings import base
from cms.translation.sendings import Sending, SentText
from stories.models import StoryPage
from tests.house import House, make_people
from tests.sites import Site, wait_until

STORIES = 12


def sent() -> int:
    return SentText.objects.filter(state=SentText.State.SENT).count()


def test_killed_worker_is_followed_by_one_that_goes_on(site: Site, settings: Any) -> None:
    settings.TASKS = base.TASKS
    with site.connected():
        house = House(make_people())
        section = house.story_index("es", "ar")
        for number in range(STORIES):
            house.go_live(house.story(slug=f"story-{number}", title=f"Story {number}"))
        client = Client()
        client.force_login(house.people.editor)
        client.post(f"/admin/translation/send/section/{section.pk}/", {"languages": ["es", "ar"]})
        (sending,) = Sending.objects.all()
        total = 2 * (STORIES + 1)
        assert sending.progress.waiting == total

        first = site.start("work")
        wait_until(lambda: sent() >= 3, "some texts are sent")
        first.kill()
        first.wait()
        sent_by_the_first = sent()
        drafts = dict(StoryPage.objects.exclude(locale__language_code="en").values_list("pk", "latest_revision"))
        assert 3 <= sent_by_the_first < total

        with site.running("work"):
            wait_until(lambda: sent() == total, "all texts are sent")

        targets = StoryPage.objects.exclude(locale__language_code="en")
        assert targets.count() == 2 * STORIES
        assert not targets.filter(live=True).exists()
        assert drafts.items() <= dict(targets.values_list("pk", "latest_revision")).items()
        assert {target.revisions.count() for target in targets} == {1}
        assert not sending.failures().exists()
        assert Page.find_problems() == ([], [], [], [], [])
