"""The task worker as a process on a database of its own."""

import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg2
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max
from wagtail.models import Page

from cms.delivery.abandoned_tasks import return_abandoned_tasks
from cms.delivery.management.commands.work import TASKS_ABOUT_ONE_OBJECT
from cms.delivery.workers import alive_workers, take_clock, take_place
from home.models import HomePage
from stories.models import StoryIndexPage, StoryPage
from tests.sites import Site, wait_until

# What the tasks of these tests do, in a module that the worker can import.
TASKS = "tests.delivery.tasks_of_tests"


def queue(task_path: str, *args: object, queue_name: str = "default", **fields: object) -> DBTaskResult:
    """Put a task into the queue as another process would."""
    return DBTaskResult.objects.create(
        task_path=task_path,
        args_kwargs={"args": list(args), "kwargs": {}},
        queue_name=queue_name,
        backend_name="default",
        run_after=get_date_max(),
        **fields,
    )


def statuses() -> list[str]:
    return sorted(DBTaskResult.objects.values_list("status", flat=True))


def test_a_killed_workers_task_is_run_by_the_next(site: Site):
    with site.connected():
        task = queue(f"{TASKS}.note_and_wait", str(site.folder / "notes"), 600)
        notes = site.folder / "notes"

        first = site.start("work")
        wait_until(notes.exists, "the task has begun")
        first.kill()
        first.wait()
        assert statuses() == ["RUNNING"]
        task.refresh_from_db()
        task.args_kwargs["args"][1] = 0
        task.save()

        with site.running("work"):
            wait_until(lambda: statuses() == ["SUCCESSFUL"], "the task has run again")

    assert notes.read_text() == "begun\nbegun\n"


def test_the_task_of_a_living_worker_is_left_alone(site: Site):
    with site.connected():
        place = take_place(site.folder, "living")
        queue(f"{TASKS}.note", status="RUNNING", worker_ids=["dead", "living"])
        try:
            assert return_abandoned_tasks(site.folder) == 0
        finally:
            place.close()
        assert return_abandoned_tasks(site.folder) == 1
        assert statuses() == ["READY"]


def test_a_task_that_three_workers_died_of_is_given_up(site: Site):
    with site.connected():
        task = queue(f"{TASKS}.note", status="RUNNING", worker_ids=["one", "two", "three"])

        return_abandoned_tasks(site.folder)

        task.refresh_from_db()
        assert task.status == "FAILED"
        assert "WorkerDiedError" in task.exception_class_path


def test_places_are_free_again_when_a_worker_is_gone(tmp_path: Path):
    first, second = take_place(tmp_path, "first"), take_place(tmp_path, "second")
    assert alive_workers(tmp_path) == {"first", "second"}

    first.close()
    assert alive_workers(tmp_path) == {"second"}

    third = take_place(tmp_path, "third")
    assert alive_workers(tmp_path) == {"second", "third"}
    assert len(list((tmp_path / "workers").iterdir())) == 2
    second.close()
    third.close()


def test_one_worker_looks_at_the_clock(tmp_path: Path):
    clock = take_clock(tmp_path)
    assert clock is not None
    assert take_clock(tmp_path) is None

    clock.close()
    assert take_clock(tmp_path) is not None


def test_editions_wait_until_everything_else_is_done(site: Site):
    notes = site.folder / "notes"
    with site.connected():
        queue(f"{TASKS}.note", str(notes), "edition", queue_name="editions")
        queue(f"{TASKS}.note", str(notes), "first", queue_name="default")
        queue(f"{TASKS}.note", str(notes), "second", queue_name="default")

        done = site.manage("work", "--batch")

    assert done.returncode == 0, done.stderr
    assert notes.read_text() == "first\nsecond\nedition\n"


def test_a_failing_task_does_not_end_the_worker(site: Site):
    with site.connected():
        queue(f"{TASKS}.fail")
        queue("no.such.task")
        queue(f"{TASKS}.note", str(site.folder / "notes"), "after")

        done = site.manage("work", "--batch")

        assert statuses() == ["FAILED", "FAILED", "SUCCESSFUL"]
    assert done.returncode == 0, done.stderr


def test_a_task_about_an_object_that_is_gone_has_nothing_to_do(site: Site):
    with site.connected():
        for task_path in TASKS_ABOUT_ONE_OBJECT:
            queue(task_path, "home", "homepage", "987654321")

        done = site.manage("work", "--batch")

        assert statuses() == ["SUCCESSFUL", "SUCCESSFUL"]
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_worker_ends_after_the_task_in_hand(site: Site):
    notes = site.folder / "notes"
    with site.connected():
        queue(f"{TASKS}.note_and_wait", str(notes), 2)
        queue(f"{TASKS}.note", str(notes), "next")

        worker = site.start("work")
        wait_until(notes.exists, "the task has begun")
        worker.send_signal(signal.SIGTERM)

        assert worker.wait(20) == 0
        assert statuses() == ["READY", "SUCCESSFUL"]


def test_what_is_scheduled_is_published(site: Site):
    with site.connected():
        home = HomePage.objects.get(locale__language_code="en")
        home.strapline = "New since a minute ago"
        home.go_live_at = timezone.now() - timedelta(minutes=1)
        revision = home.save_revision(approved_go_live_at=home.go_live_at)

        with site.running("work"):
            wait_until(lambda: Page.objects.get(pk=home.pk).live_revision_id == revision.pk, "the revision is live")

        assert HomePage.objects.get(pk=home.pk).strapline == "New since a minute ago"


@contextmanager
def locked(site: Site) -> Iterator[None]:
    """Let nobody else use the tasks of the site."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(site.database)) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
    else:
        with closing(psycopg2.connect(site.database_url)) as other, other.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {DBTaskResult._meta.db_table} IN ACCESS EXCLUSIVE MODE")
            yield


def test_a_database_that_stays_locked_does_not_end_the_worker(site: Site):
    patience = "?timeout=1" if connection.vendor == "sqlite" else ""
    with site.connected(), site.running("work", DATABASE_URL=site.database_url + patience) as worker:
        wait_until(lambda: alive_workers(site.folder), "the worker works")
        with locked(site):
            time.sleep(4)
            assert worker.poll() is None, site.log()

        queue(f"{TASKS}.note", str(site.folder / "notes"), "unlocked")
        wait_until((site.folder / "notes").exists, "the task has run")


PUBLISH_FORTY = """
from stories.models import StoryIndexPage, StoryPage
index = StoryIndexPage.objects.get(slug="{slug}")
for number in range(40):
    page = index.add_child(instance=StoryPage(title=f"Story {{number}}", summary="…", locale=index.locale, live=False))
    page.save_revision().publish()
"""


def test_two_processes_publish_forty_pages_each_beside_the_worker(site: Site):
    slugs = ("stories-of-one", "stories-of-the-other")
    with site.connected(), site.running("work") as worker:
        home = HomePage.objects.get(locale__language_code="en")
        for slug in slugs:
            home.add_child(instance=StoryIndexPage(title=slug, slug=slug, locale=home.locale))

        publishers = [site.start("shell", "-c", PUBLISH_FORTY.format(slug=slug)) for slug in slugs]

        assert [publisher.wait(240) for publisher in publishers] == [0, 0], site.log()
        assert worker.poll() is None, site.log()
        assert StoryPage.objects.live().count() == 80
        waiting = DBTaskResult.objects.ready().filter(queue_name="default")
        wait_until(lambda: not waiting.exists(), "the worker has done what was asked")
        assert not DBTaskResult.objects.failed().exists()
    assert "locked" not in site.log()
