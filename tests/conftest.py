"""What all tests share: the database as every installation has it, sites of their own, a browser.

- `db` (or the mark `django_db`): the test database with language roots, roles and workflow; the test is rolled back.
- `house`, `people`: the same with one person for each role, who write, approve and translate. What the fixtures of a
  module make with `shared_house` is there for all of its tests. Not in one module with `site` or `demo`.
- `demo`: the same with the demo content, all of it live; rolled back too. Not together with the mark `django_db`.
- `site`: a copy for this test alone, for real processes; `site.connected()` lets the test itself look into it.
- `demo_site`: a copy with the demo content and the PDFs of its first story, for this test alone.
- `live_site`: the address of a served demo that the whole run shares: read only.
- `page`: a browser page; `axe(page)`: what is wrong with it.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import teardown_databases
from django.utils.translation import deactivate, override
from django_tasks_db.models import DBTaskResult
from playwright.sync_api import Browser, Page, sync_playwright

from cms.library.models import Recording, RecordingText
from home.models import PressIndexPage, PressReleasePage
from initiatives.models import CollaborationPage, InitiativePage
from stories.models import MediaGalleryItem, MediaGalleryPage, StoryPage
from tests.house import House, People, make_people
from tests.migrated import make_test_database, remove_migrated_database
from tests.sites import Site, copy_of, cut_off, demo_database, locked, remove_demo_database

# Playwright's synchronous interface keeps an event loop in this thread; Django would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session", autouse=True)
def _folder_of_the_run() -> Iterator[None]:
    # With settings that somebody works with, the last line would remove their database and files.
    assert settings.SETTINGS_MODULE == "cms.settings.test", (
        "Unset DJANGO_SETTINGS_MODULE: the tests have settings of their own."
    )
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("compile_messages")
    yield
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def _as_a_new_process() -> Iterator[None]:
    """Nothing is remembered, and the language is the usual one, whatever page an earlier test read."""
    cache.clear()
    yield
    deactivate()


@pytest.fixture(scope="session")
def django_db_setup(
    _folder_of_the_run: None,
    django_test_environment: None,
    django_db_blocker: Any,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """The test database as every installation has it.

    In the place of pytest-django's own, which makes none where no test has the mark `django_db`: `site` needs it too.
    """
    with django_db_blocker.unblock():
        # Migrations make a great many model classes, and the collector would go through them all again and again.
        gc.disable()
        made = make_test_database(_of_the_run(tmp_path_factory), Path(request.config.cache.mkdir("migrated")))
        gc.freeze()
        gc.enable()
        call_command("prepare", verbosity=0)
    yield
    with django_db_blocker.unblock():
        cut_off(connection.settings_dict["NAME"])
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="module")
def shared_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database for what all tests of a module find there; rolled back after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic(), override("en"):
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def shared_house(shared_db: None) -> House:
    """The house of all tests of a module."""
    return House(make_people())


@pytest.fixture
def house(shared_house: House, db: None) -> House:
    """The house of the module; what the test changes is rolled back, whatever it remembers forgotten."""
    return House(deepcopy(shared_house.people))


@pytest.fixture
def people(house: House) -> People:
    """One person for each role."""
    return house.people


@pytest.fixture
def site(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[Site]:
    """A site as every installation has it, for this test alone."""
    with django_db_blocker.unblock():
        own = copy_of(connection.settings_dict["NAME"], tmp_path)
        yield own
        own.remove()


@pytest.fixture(scope="session")
def _demo_template(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The demo content, made by the first process of the run that needs it; it is only ever copied."""
    of_the_run = _of_the_run(tmp_path_factory)
    with locked(of_the_run / "demo.lock"):
        if not (of_the_run / "demo").exists():
            with django_db_blocker.unblock():
                _make_demo(of_the_run)
    return Site(of_the_run / "demo", demo_database(of_the_run / "demo"))


def _of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that all processes of this run share."""
    of_the_process = tmp_path_factory.getbasetemp()
    return of_the_process.parent if "PYTEST_XDIST_WORKER" in os.environ else of_the_process


def _make_demo(folder: Path) -> None:
    making = folder / "demo-being-made"
    template = copy_of(connection.settings_dict["NAME"], making, name=demo_database(making))
    _succeed(template, "load_demo", "--everything")
    with template.connected():
        _leave_out_tasks()
    _succeed(template, "work", "--batch")
    making.rename(folder / "demo")


@pytest.fixture(scope="session")
def _demo_of_the_process(
    _demo_template: Site, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with django_db_blocker.unblock():
        own = _demo_template.copied_to(tmp_path_factory.mktemp("demo") / "site")
        yield own
        own.remove()


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):
        remove_demo_database()
        remove_migrated_database()


def _succeed(site: Site, *command: str) -> None:
    done = site.manage(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def _leave_out_tasks() -> None:
    """PDFs are made of one story and of versions, nothing is found by the admin's own search: few tests need more."""
    stories = set(StoryPage.objects.filter(slug="protecting-student-mental-health").values_list("pk", flat=True))
    waiting = DBTaskResult.objects.ready()
    editions = waiting.filter(queue_name="editions")
    editions = editions.exclude(task_path__in=["briefs.tasks.make_version_pdf", "cms.library.tasks.make_renditions"])
    editions.filter(pk__in=[task.pk for task in editions if not stories & set(task.args_kwargs["args"])]).delete()
    waiting.filter(task_path__startswith="modelsearch.").delete()


@pytest.fixture
def demo(_demo_of_the_process: Site, django_db_blocker: Any) -> Iterator[None]:
    """The demo content in this process; what the test changes is rolled back."""
    with django_db_blocker.unblock(), _demo_of_the_process.connected(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo_site(_demo_template: Site, django_db_blocker: Any, tmp_path: Path) -> Iterator[Site]:
    """The demo content as a site for this test alone."""
    with django_db_blocker.unblock():
        own = _demo_template.copied_to(tmp_path / "site")
        yield own
        own.remove()


@pytest.fixture(scope="session")
def live_site(_demo_template: Site, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[str]:
    """The address of a demo site that the whole run shares, without a slash at the end; nobody changes it."""
    with django_db_blocker.unblock():
        shared = _demo_template.copied_to(tmp_path_factory.mktemp("live") / "site")
        with shared.connected():
            _add_kinds_without_demo()
        with shared.served() as address:
            yield address
        shared.remove()


def _add_kinds_without_demo() -> None:
    """The demo has no press release, no collaboration, no video elsewhere: one of each, the pages at `…/sample/`."""
    video = Recording.objects.create(title="A visit", type="video", hosted_at="https://youtu.be/aBcDeFgHiJk")
    RecordingText.objects.create(recording=video, language="ar", title="زيارة", transcript="استمعنا أولًا.")
    for gallery in MediaGalleryPage.objects.all():
        gallery.items.add(MediaGalleryItem(recording=video))
        gallery.save()
    keys = {PressIndexPage: uuid4(), InitiativePage: uuid4()}
    for parent in [*PressIndexPage.objects.all(), *InitiativePage.objects.filter(slug="shared-learning-initiative")]:
        page = (
            PressReleasePage(dateline="Los Angeles", summary="A sample.", boilerplate="Only a sample.")
            if isinstance(parent, PressIndexPage)
            else CollaborationPage(problem_of_practice="A sample.", starts=date(2026, 1, 1))
        )
        page.title, page.slug = "Sample", "sample"
        page.locale, page.translation_key = parent.locale, keys[type(parent)]
        parent.add_child(instance=page)
        page.save_revision().publish()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        playwright.selectors.set_test_id_attribute("data-test")
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without a past; what it stores goes with it."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """What axe finds wrong with a page, of any severity: one line for each element, empty where all is well."""

    def violations(page: Page) -> list[str]:
        if not page.evaluate("window.axe !== undefined"):
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        return [f"{rule['id']} ({rule['impact']}): {node['html']}" for rule in found for node in rule["nodes"]]

    return violations
