from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import override_settings
from playwright.sync_api import Browser, Page

from cms.settings.base import PASSWORD_HASHERS
from cms.translation.glossary.models import GlossaryEntry, GlossaryForm
from tests.browser.desks import Office
from tests.house import House, People, make_people
from tests.sites import Site, copy_of


@pytest.fixture
def staff_page(browser: Browser) -> Page:
    """A browser page of a laptop, in which people sign in one after another."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    yield context.new_page()
    context.close()


@pytest.fixture
def people(site: Site, settings: Any) -> People:
    """One person for each role who can sign in to `site`; a served site without people would load the demo."""
    # The served site does not know the quick passwords of tests.
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    with site.connected():
        return make_people()


@pytest.fixture(scope="module")
def office(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Office]:
    """A served site for all tests of a file: each of them sends a story of its own to the translators."""
    with django_db_blocker.unblock():
        own = copy_of(connection.settings_dict["NAME"], tmp_path_factory.mktemp("office") / "site")
        with own.connected():
            with override_settings(PASSWORD_HASHERS=PASSWORD_HASHERS):
                house = House(make_people())
            house.story_index("ar")
            # What another process changes in the glossary is known to the site a minute later: this is there before.
            term = GlossaryEntry.objects.create(term="families")
            GlossaryForm.objects.create(entry=term, language="ar", text="الأسر")
            with own.served() as address:
                yield Office(own, house, address, browser)
        own.remove()
