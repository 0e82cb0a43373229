"""`manage.py work`: the task worker."""

import logging
import os
import secrets
import threading
import time
from argparse import ArgumentParser
from types import FrameType
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction, is_locked_database_exception

from cms.delivery.abandoned_tasks import return_abandoned_tasks
from cms.delivery.workers import take_clock, take_place

logger = logging.getLogger(__name__)

HOUSEKEEPING_SECONDS = 60
# They bring an index up to date for one object, given by app, model and key, and fail where it has gone since; so does
# each row of a page that was published twice. May go when they return instead: wagtail/tasks.py, modelsearch/tasks.py.
TASKS_ABOUT_ONE_OBJECT = (
    "wagtail.tasks.update_reference_index_task",
    "modelsearch.tasks.insert_or_update_object_task",
)


class SiteWorker(Worker):
    """django-tasks-db's worker with what it lacks.

    It gives the tasks of dead workers back to the queue, keeps the order of WORKER_QUEUES, does what WORKER_SCHEDULE
    says is due, and outlives a database that stays locked for longer than the time-out.
    """

    def __init__(self, *, batch: bool, interval: float) -> None:
        super().__init__(
            queue_names=settings.WORKER_QUEUES,
            interval=interval,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=secrets.token_hex(16),
            excluded_queue_names=[],
        )
        self.stopping = threading.Event()
        self.last_run: dict[str, float] = {}
        self.clock: IO[str] | None = None

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """End after the task in hand; a second signal ends at once, and the task will run again."""
        if not self.running:
            os._exit(1)
        self.running = False
        self.stopping.set()

    def run(self) -> None:
        """Work until told to stop, or in a batch until the queues are empty."""
        self.place = take_place(settings.DATA_DIR, self.worker_id)
        while self.running:
            close_old_connections()
            try:
                self.keep_house()
                self.do_what_is_due()
                task_result = self.claim_next()
            except OperationalError as error:
                if not is_locked_database_exception(error):
                    raise
                logger.warning("The database is locked; trying again.")
                self.stopping.wait(self.interval)
                continue
            if task_result is not None:
                self.run_task(task_result)
            elif self.batch:
                break
            else:
                self.stopping.wait(self.interval)
        self.place.close()

    def claim_next(self) -> DBTaskResult | None:
        """Return the first task of the first queue that has one, marked as this worker's."""
        ready = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        # Looked at without a lock first: an idle worker must not stop the site from writing every second.
        if not ready.filter(queue_name__in=self.queue_names).exists():
            return None
        with exclusive_transaction(ready.db):
            for queue_name in self.queue_names:
                task_result = ready.filter(queue_name=queue_name).get_locked()
                if task_result is not None:
                    task_result.claim(self.worker_id)
                    return task_result
        return None

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run the task and mark how it ended; one about an object that is gone has nothing to do."""
        if is_about_nothing(db_task_result):
            db_task_result.set_successful(None)
        else:
            super().run_task(db_task_result)

    def keep_house(self) -> None:
        """Give tasks of dead workers back, and be the one that looks at the clock where nobody is."""
        if self.is_due("keep house", HOUSEKEEPING_SECONDS):
            return_abandoned_tasks(settings.DATA_DIR)
            self.clock = self.clock or take_clock(settings.DATA_DIR)
            self.has_run("keep house")

    def do_what_is_due(self) -> None:
        """Run the commands of WORKER_SCHEDULE whose time has come, in one worker of the site."""
        if self.clock is None:
            return
        for command, seconds in settings.WORKER_SCHEDULE.items():
            if self.is_due(command, seconds):
                try:
                    call_command(command, verbosity=0)
                except OperationalError:
                    raise
                except Exception:  # whatever one of them meets, tasks and the others must go on
                    logger.exception("%s failed", command)
                self.has_run(command)

    def is_due(self, name: str, seconds: float) -> bool:
        """Tell whether so many seconds have gone since the last run."""
        return name not in self.last_run or time.monotonic() - self.last_run[name] >= seconds

    def has_run(self, name: str) -> None:
        """Start to count anew."""
        self.last_run[name] = time.monotonic()


def is_about_nothing(db_task_result: DBTaskResult) -> bool:
    """Tell whether the object that the task is about has gone."""
    if db_task_result.task_path not in TASKS_ABOUT_ONE_OBJECT:
        return False
    app_label, model_name, key = db_task_result.args_kwargs["args"]
    return not apps.get_model(app_label, model_name)._default_manager.filter(pk=key).exists()


class Command(BaseCommand):
    """Runs the task worker until it is told to stop."""

    # Whoever serves the site has checked it: a worker that is started again is back two seconds sooner.
    requires_system_checks = ()
    help = "Runs queued tasks and what is due by the clock, until SIGINT or SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="end when no task is left")
        parser.add_argument("--interval", type=float, default=1, help="seconds between two looks at an empty queue")

    def handle(self, *, batch: bool, interval: float, **options: Any) -> None:
        worker = SiteWorker(batch=batch, interval=interval)
        worker.configure_signals()
        worker.run()
