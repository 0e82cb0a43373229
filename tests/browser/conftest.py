from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from cms.settings.base import PASSWORD_HASHERS
from tests.house import People, make_people
from tests.sites import Site


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
