"""Every page type is made from nothing by an editor who reads the form and its checklist, and goes live as it is."""

import re
from itertools import count

from playwright.sync_api import Locator, Page, expect
from wagtail.models import Page as AnyPage
from wagtail.models import get_page_models

from cms.pages.models import BasePage
from cms.translation.review import approve
from home.models import HomePage
from tests.browser.staff import Staff
from tests.house import PASSWORD, People
from tests.sites import Site

# What somebody types into a field of each type; a text takes words.
TYPED = {"number": "7", "date": "2020-05-04", "email": "press@example.org", "url": "https://example.org/plan"}


def page_types() -> list[type[BasePage]]:
    """Return every page type below the home page, parents first."""
    found: list[type[BasePage]] = [HomePage]
    for parent in found:
        found += [model for model in parent.creatable_subpage_models() if model not in found]
    assert set(found) == {model for model in get_page_models() if issubclass(model, BasePage)}
    return found[1:]


def fill(section: Locator) -> None:
    """Fill the first field of a part of the form, whatever it is."""
    field = section.locator("input:not([type=hidden]), textarea, select").first
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(index=1)
    else:
        kind = "date" if "date" in (field.get_attribute("name") or "") else field.get_attribute("type")
        field.press_sequentially(TYPED.get(kind or "", "Some words."))
    field.blur()


def make(page: Page, address: str, title: str) -> int:
    """Make a page with what its checklist asks for, submit it, and return its key."""
    page.goto(address)
    page.locator("#id_title").press_sequentially(title)
    if not page.get_by_test_id("checklist").is_visible():
        page.get_by_role("button", name="Toggle checks").click()
    needed = page.get_by_test_id("checklist-needed").get_by_role("link")
    # Each time the editor saves by itself the list comes anew: it is waited for, and read at once.
    expect(needed.first.or_(page.get_by_text("Nothing is missing."))).to_be_visible()
    for target in needed.evaluate_all("(links) => links.map((link) => link.getAttribute('href'))"):
        if not target.startswith("#panel-child-text-title"):
            fill(page.locator(target))
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name=re.compile("Submit to")).press("Enter")
    expect(page.get_by_text("submitted for moderation")).to_be_visible()
    return AnyPage.objects.get(draft_title=title).pk


def test_every_page_type_is_made_from_nothing(site: Site, people: People, staff_page: Page) -> None:
    with site.connected(), site.served() as address:
        staff = Staff(staff_page, address, PASSWORD)
        staff.sign_in("test_editor")
        parents: dict[type, int] = {HomePage: HomePage.objects.get(locale__language_code="en").pk}
        numbers = count(1)
        for model in page_types():
            parent = next(parents[kind] for kind in parents if model in kind.allowed_subpage_models())
            options = model._meta
            add = f"{address}/admin/pages/add/{options.app_label}/{options.model_name}/{parent}/"
            parents[model] = make(staff_page, add, f"Page {next(numbers)}: {options.verbose_name}")
            made = AnyPage.objects.get(pk=parents[model]).specific
            approve(made, user=people.reviewer_en)
            path = made.get_url_parts()[2]
            assert (model, staff_page.request.get(f"{address}{path}").status) == (model, 200)
