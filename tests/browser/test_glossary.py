"""The glossary in a browser: readable in both directions, and filled from a file."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from cms.translation.glossary.files import read_terms
from cms.translation.glossary.importing import carry_out, plan_import
from cms.translation.glossary.models import GlossaryEntry, GlossaryForm
from demo.glossary import FILE
from tests.browser.staff import Staff
from tests.house import PASSWORD, People
from tests.sites import Site


def test_a_file_is_looked_at_and_taken(
    site: Site, people: People, staff_page: Page, axe: Callable[[Page], list[str]]
) -> None:
    page = staff_page
    with site.connected():
        carry_out(plan_import(read_terms(FILE.read_bytes())[:60]), user=None)
        GlossaryForm.objects.filter(text="historia").update(text="cuento")
        story = GlossaryEntry.objects.get(term="story").pk
        with site.served() as address:
            Staff(page, address, PASSWORD).sign_in("test_editor")
            for code, direction in (("en", "ltr"), ("ar", "rtl")):
                UserProfile.objects.update_or_create(user=people.editor, defaults={"preferred_language": code})
                for screen in ("", f"edit/{story}/", "import/"):
                    page.goto(f"{address}/admin/glossary/{screen}")
                    expect(page.get_by_role("heading", level=1)).to_have_count(1)
                    expect(page.locator("html")).to_have_attribute("dir", direction)
                    assert axe(page) == []
                page.set_input_files("input[type=file]", str(FILE))
                page.locator("form button[type=submit]").last.click()
                expect(page.get_by_test_id("summary")).to_contain_text("22")
                assert axe(page) == []
            page.get_by_test_id("confirm").click()
            page.wait_for_url(f"{address}/admin/glossary/")
            expect(page.locator('[lang="es"]', has_text="historia").first).to_be_visible()
        assert plan_import(read_terms(FILE.read_bytes())).unchanged == 82
