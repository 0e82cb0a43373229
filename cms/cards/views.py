from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from cms.cards.cards import card_of
from cms.pages.models import BasePage
from cms.pages.public import public_pages

# Short: a page that is taken back takes its card along.
CACHE = "public, max-age=600"


@require_safe
def card(request: HttpRequest, page_id: int, digest: str) -> HttpResponseBase:
    """
    Serve the card of a public page; 404 for every other page, whatever is kept of it.

    The address of an earlier card, as it stands in an old message, leads to that of today.
    """
    page = public_pages().filter(pk=page_id).specific().select_related("locale", for_specific_subqueries=True).first()
    if not isinstance(page, BasePage):
        raise Http404
    found = card_of(page)
    if digest != found.digest:
        response: HttpResponseBase = redirect(found.path)
        response.headers["Cache-Control"] = CACHE
        return response
    etag = quote_etag(digest)
    known = get_conditional_response(request, etag=etag)
    response = known or HttpResponse(found.content(), content_type="image/jpeg", headers={"ETag": etag})
    response.headers["Cache-Control"] = CACHE
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response
