from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest


def page_or_404(request: HttpRequest, paginator: Paginator) -> Any:
    """Return the page of a list that `?page=` asks for, by default the first; `Http404` where it is not there."""
    number = request.GET.get("page") or "1"
    if not (number.isascii() and number.isdigit()):
        raise Http404
    try:
        return paginator.page(number)
    except InvalidPage as error:
        raise Http404 from error
