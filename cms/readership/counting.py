"""
Count in memory and write now and then: no reader waits for the database, and a crowd costs as much as one reader.

What was counted in the last seconds before a process is killed is lost; one that ends in peace writes it.
"""

import logging
import threading
from collections import Counter
from datetime import date

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from wagtail.models import Page

from cms.readership.models import DailyCount

logger = logging.getLogger(__name__)

Counted = tuple[int, date, str]


class Counts:
    """What this process has counted and not written yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: Counter[Counted] = Counter()
        self._timer: threading.Timer | None = None

    def add(self, page_id: int, day: date, kind: str) -> None:
        """Count one reader more; it is written within `READERSHIP_SECONDS`, by a thread of its own."""
        with self._lock:
            self._waiting[page_id, day, kind] += 1
            if self._timer is None and settings.READERSHIP_SECONDS:
                self._timer = threading.Timer(settings.READERSHIP_SECONDS, self._write_and_disconnect)
                self._timer.daemon = True
                self._timer.start()

    def write(self) -> None:
        """Write what waits, in one transaction. Where the database refuses, it waits for the next time."""
        with self._lock:
            waiting, self._waiting, self._timer = self._waiting, Counter(), None
        if not waiting:
            return
        try:
            _write(waiting)
        except DatabaseError:
            logger.warning("Counts of readers could not be written; they wait", exc_info=True)
            with self._lock:
                self._waiting.update(waiting)

    def _write_and_disconnect(self) -> None:
        try:
            self.write()
        finally:
            connection.close()


@transaction.atomic
def _write(waiting: Counter[Counted]) -> None:
    # A page may have been deleted since.
    pages = set(Page.objects.filter(pk__in={page for page, _, _ in waiting}).values_list("pk", flat=True))
    for (page, day, kind), number in sorted(waiting.items()):
        if page in pages:
            row, _ = DailyCount.objects.get_or_create(page_id=page, day=day, kind=kind)
            DailyCount.objects.filter(pk=row.pk).update(number=F("number") + number)


counts = Counts()
