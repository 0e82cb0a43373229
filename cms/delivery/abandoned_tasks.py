"""Tasks whose worker died in the middle: nothing in django-tasks-db gives them to another one.

Tasks take ids and may run twice, so running one again is always right; one that has taken three workers with it is not
tried a fourth time.
"""

import logging
from pathlib import Path

from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from cms.delivery.workers import alive_workers

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3


class WorkerDiedError(Exception):
    """Each worker that took this task died while it ran."""


def return_abandoned_tasks(data_dir: Path) -> int:
    """Put the running tasks of dead workers back into their queue and return how many there were."""
    # The tasks are read before the living: a worker that claims one in between is then seen alive.
    running = list(DBTaskResult.objects.running())
    alive = alive_workers(data_dir) if running else set()
    abandoned = [task for task in running if not task.worker_ids or task.worker_ids[-1] not in alive]
    for task in abandoned:
        if len(task.worker_ids) >= MOST_ATTEMPTS:
            task.set_failed(WorkerDiedError(f"given up after {MOST_ATTEMPTS} attempts"))
            logger.error("Task %s (%s) is given up: %d workers died of it", task.id, task.task_path, MOST_ATTEMPTS)
            # As the worker does for those that failed in its hands.
            task_finished.send(sender=type(task.task.get_backend()), task_result=task.task_result)
        else:
            same = DBTaskResult.objects.running().filter(pk=task.pk, worker_ids=task.worker_ids)
            same.update(status="READY", started_at=None)
            logger.warning("Task %s (%s) goes back to the queue: its worker died", task.id, task.task_path)
    return len(abandoned)
