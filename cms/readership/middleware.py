"""Count the pages and PDFs that readers really got."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from cms.readership.counting import counts
from cms.readership.models import DailyCount
from cms.readership.readers import comes_first_time, is_person

Answer = Callable[[HttpRequest], HttpResponseBase]
KINDS = {"handout": DailyCount.Kind.HANDOUT, "bilingual": DailyCount.Kind.HANDOUT}


class ReadershipMiddleware:
    """
    Counts a page, its PDF or its handout once for a reader and day, when it was delivered.

    The view says which page it serves (`request.served_page`), and which kind of PDF an answer is
    (`response.edition_kind`).
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        page = getattr(request, "served_page", None)
        kind = kind_of(response)
        if page is not None and kind and is_delivered(request, response) and is_person(request):
            day = timezone.localdate()
            if comes_first_time(request, f"{page.pk} {kind}", day):
                counts.add(page.pk, day, kind)
        return response


def kind_of(response: HttpResponseBase) -> str:
    """Return as what an answer counts; nothing for what is no page and no PDF of one, such as a feed."""
    edition_kind = getattr(response, "edition_kind", "")
    if edition_kind:
        return KINDS.get(edition_kind, DailyCount.Kind.DOWNLOAD)
    return DailyCount.Kind.READ if response.headers.get("Content-Type", "").startswith("text/html") else ""


def is_delivered(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Return whether an answer brings its reader something new: all of it, or the first piece of a file."""
    if request.method != "GET":
        return False
    is_first_piece = response.status_code == 206 and response.headers.get("Content-Range", "").startswith("bytes 0-")
    return response.status_code == 200 or is_first_piece
