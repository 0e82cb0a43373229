"""
Take the pictures of docs/pictures/ from a demo site of its own: `make pictures`.

Every page type in English and Arabic, on a phone and on a large screen, what staff see, and PDFs. With `--whole FOLDER`
the whole length of every page in full size goes into that folder, to be looked at.
"""

import argparse
import io
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 900
SCREENS = {"phone": (360, 740), "desktop": (1280, 860)}
STAFF_SCREEN = (1366, 860)
# Pictures of a large screen are shown smaller in a text; a phone is shown as it is.
WIDEST = 900
QUALITY = 55


@dataclass(frozen=True)
class Site:
    """A served demo: its address without a slash at the end, the password of its accounts."""

    address: str
    password: str


@contextmanager
def served() -> Iterator[Site]:
    """Serve a new demo site from a folder that goes in the end."""
    with closing(socket.socket()) as found, tempfile.TemporaryDirectory() as folder:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
        found.close()
        site = Site(f"http://127.0.0.1:{port}", secrets.token_urlsafe(12))
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "DATA_DIR": folder,
            "STATIC_ROOT": f"{folder}/static",
            "PORT": str(port),
            "DEMO_PASSWORD": site.password,
            "DATABASE_URL": "",
        }
        command = [sys.executable, "manage.py", "run", "--no-worker"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own command
            try:
                wait_for(f"{site.address}/health/live/", process)
                yield site
            finally:
                process.terminate()


def wait_for(address: str, process: subprocess.Popen) -> None:
    """Wait until `address` answers; loading the demo takes its time."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - on this machine
        except (urllib.error.URLError, OSError):
            time.sleep(1)
        else:
            return
    sys.exit("The demo site did not start.")


def paths_of_page_types() -> dict[str, str]:
    """Return the name of every page type with the path, below the language, of its first public English page."""
    from wagtail.models import Page

    pages = Page.objects.live().filter(locale__language_code="en", depth__gt=1).order_by("path").specific()
    found: dict[str, str] = {}
    for page in pages:
        found.setdefault(page._meta.model_name, page.url_path.partition("/")[2].partition("/")[2])
    return found


def take(page: Page, address: str, file: Path, *, whole: bool) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    keep(page, file, whole=whole)


def keep(page: Page, file: Path, *, whole: bool) -> None:
    """Write what the page shows: small, as documentation needs it, or the whole of it in full size."""
    write(Image.open(io.BytesIO(page.screenshot(full_page=whole))), file, whole=whole)


def write(image: Image.Image, file: Path, *, whole: bool) -> None:
    if not whole and image.width > WIDEST:
        image = image.resize((WIDEST, round(image.height * WIDEST / image.width)), Image.Resampling.LANCZOS)
    image.convert("RGB").save(file.with_suffix(".png" if whole else ".webp"), quality=QUALITY, method=6)


def complete() -> dict[str, str]:
    """Bring the demo to where each kind of page is there in each language; return kind → path below the language."""
    from django.core.management import call_command
    from django.test import Client

    from cms.accounts.models import User
    from stories.models import StoryPage
    from tests.kinds import add_kinds_without_demo

    call_command("load_demo", "--everything", verbosity=0)
    add_kinds_without_demo()
    paths = paths_of_page_types()
    *_others, gone, missing = StoryPage.objects.filter(locale__language_code="en").order_by("path")
    for translation in missing.get_translations():
        translation.unpublish()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(username="admin"))
    client.post(f"/admin/pages/{gone.pk}/unpublish/", {"reason": "asked", "taken_in_by": ""})
    # Pages show their PDFs, and cards what search knows.
    subprocess.run([sys.executable, "manage.py", "work", "--batch"], cwd=ROOT, check=True)
    return paths | {
        "search": "search/?q=equity",
        "languages": "languages/",
        "missing": f"stories/{missing.slug}/",
        "withdrawn": f"stories/{gone.slug}/",
        "notfound": "nowhere/",
    }


def public_pages(browser: Browser, site: Site, paths: dict[str, str], folder: Path, *, whole: bool) -> None:
    for screen, (width, height) in SCREENS.items():
        with browser.new_context(viewport={"width": width, "height": height}) as context:
            page = context.new_page()
            for kind, path in paths.items():
                for code in ("en", "ar"):
                    take(page, f"{site.address}/{code}/{path}", folder / f"{kind}-{code}-{screen}", whole=whole)


def staff(browser: Browser, site: Site, folder: Path, *, whole: bool) -> None:
    from stories.models import StoryIndexPage, StoryPage

    index = StoryIndexPage.objects.get(locale__language_code="en")
    story = StoryPage.objects.filter(locale__language_code="en").order_by("path").first()
    with staff_screen(browser) as page:
        sign_in(page, site, "editor")
        take(page, f"{site.address}/admin/", folder / "dashboard", whole=whole)
        take(page, f"{site.address}/admin/pages/{index.pk}/", folder / "explorer", whole=whole)
        take(page, f"{site.address}/admin/pages/add/stories/storypage/{index.pk}/", folder / "new-story", whole=whole)
        page.goto(f"{site.address}/admin/pages/{story.pk}/edit/")
        page.get_by_role("button", name="Toggle checks").first.click()
        page.wait_for_timeout(3000)
        keep(page, folder / "checklist", whole=whole)
        page.get_by_role("button", name="Toggle preview").first.click()
        page.wait_for_timeout(5000)
        keep(page, folder / "preview", whole=whole)
    with staff_screen(browser) as page:
        sign_in(page, site, "translator_ar")
        take(page, f"{site.address}/admin/", folder / "dashboard-translator", whole=whole)


def translation(browser: Browser, site: Site, folder: Path, *, whole: bool) -> None:
    """The desk in both directions, the decision of a reviewer, the board, the glossary, sending."""
    from django.contrib.auth import get_user_model
    from wagtail.users.models import UserProfile

    from stories.models import StoryPage

    story = StoryPage.objects.filter(locale__language_code="en").order_by("path").first()
    with staff_screen(browser) as page:
        sign_in(page, site, "editor")
        take(page, f"{site.address}/admin/translation/send/page/{story.pk}/", folder / "send", whole=whole)
        take(page, f"{site.address}/admin/reports/translations/", folder / "board", whole=whole)
        take(page, f"{site.address}/admin/glossary/", folder / "glossary", whole=whole)
    with staff_screen(browser) as page:
        sign_in(page, site, "translator_ar")
        work(page, folder / "desk", "استمعت الشراكة إلى 60 أسرة.", whole=whole)
        profile = UserProfile.get_for_user(get_user_model().objects.get(username="translator_ar"))
        profile.preferred_language = "ar"
        profile.save()
        page.goto(f"{site.address}/admin/")
        work(page, folder / "desk-right-to-left", "استمعت الشراكة إلى 60 أسرة.", whole=whole)
    with staff_screen(browser) as page:
        sign_in(page, site, "translator_es")
        page.get_by_test_id("queue-row").get_by_role("link").first.click()
        page.locator("[data-state=changed] textarea, [data-state=empty] textarea").first.focus()
        page.wait_for_timeout(3000)
        keep(page, folder / "desk-changed", whole=whole)
    with staff_screen(browser) as page:
        sign_in(page, site, "reviewer_es")
        page.get_by_test_id("queue-row").get_by_role("link").first.click()
        page.wait_for_timeout(3000)
        keep(page, folder / "review", whole=whole)


def work(page: Page, file: Path, text: str, *, whole: bool) -> None:
    """Open what waits first, and type into its first part that is not done."""
    page.get_by_test_id("queue-row").get_by_role("link").first.click()
    box = page.locator("[data-test=segment]:not([data-state=done]) [data-test=segment-input]").first
    box.fill(text)
    box.press("Control+Enter")
    page.wait_for_timeout(3000)
    keep(page, file, whole=whole)


def pdfs(folder: Path, *, whole: bool) -> None:
    """The first two sheets of PDFs side by side, and the handouts in two languages; of a whole one all sheets."""
    from briefs.models import BriefPage
    from cms.editions.accessible_pdf import make_pdf
    from cms.editions.handouts import handouts
    from cms.editions.printing import permanent_address, print_html
    from stories.models import StoryPage

    story = StoryPage.objects.filter(locale__language_code="en").order_by("path").first()
    brief = BriefPage.objects.filter(locale__language_code="en").order_by("path").first()
    for source, code in ((story, "en"), (story, "es"), (story, "ar"), (brief, "ar")):
        page = source.get_translations(inclusive=True).get(locale__language_code=code)
        content = make_pdf(print_html(page), address=permanent_address(page)).content
        name = f"pdf-{page._meta.model_name}-{code}"
        sheets_of(content, folder / name, whole=whole)
        for kind, sizes in handouts(page) if page._meta.model_name == "storypage" else ():
            tried = (make_pdf(html, address=permanent_address(page)) for html in sizes)
            content = next(pdf.content for pdf in tried if pdf.pages == 1)
            sheets_of(content, folder / f"{kind}-{code}", whole=whole)


def sheets_of(content: bytes, file: Path, *, whole: bool) -> None:
    with pypdfium2.PdfDocument(content) as pdf:
        sheets = [sheet.render(scale=1).to_pil() for sheet in list(pdf)[: None if whole else 2]]
    wide = Image.new("RGB", (sum(sheet.width + 12 for sheet in sheets) + 12, sheets[0].height + 24), "#857863")
    for number, sheet in enumerate(sheets):
        wide.paste(sheet, (12 + number * (sheet.width + 12), 12))
    write(wide, file, whole=whole)


@contextmanager
def staff_screen(browser: Browser) -> Iterator[Page]:
    width, height = STAFF_SCREEN
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        yield context.new_page()


def sign_in(page: Page, site: Site, name: str) -> None:
    page.goto(f"{site.address}/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").first.fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state("networkidle")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", metavar="FOLDER", type=Path, help="whole pages in full size, into this folder")
    whole = parser.parse_args().whole
    folder = whole or ROOT / "docs" / "pictures"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # Playwright's loop runs in this thread; Django would refuse its database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    sys.path.insert(0, str(ROOT))
    with served() as site, sync_playwright() as playwright:
        import django

        django.setup()
        playwright.selectors.set_test_id_attribute("data-test")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        staff(browser, site, folder, whole=whole is not None)
        translation(browser, site, folder, whole=whole is not None)
        paths = complete()
        pdfs(folder, whole=whole is not None)
        public_pages(browser, site, paths, folder, whole=whole is not None)
        browser.close()


if __name__ == "__main__":
    main()
