"""Probes for what runs the site, the media files, and the page for requests that cannot be read."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from cms.delivery.preparation import needs_migration
from cms.delivery.workers import alive_workers

PUBLIC_FOLDERS = {
    # Renditions: the name holds what was made of which file, so what is behind it never changes.
    "images": "public, max-age=31536000, immutable",
    "media": "public, max-age=3600",
    "captions": "public, max-age=3600",
    "media_thumbnails": "public, max-age=3600",
}
"""The folders of MEDIA_ROOT that anybody may read, each with its Cache-Control.

Originals are for staff, and documents go through Wagtail's view, which asks for permission.
"""

_migrated = False


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Say that this process answers."""
    return _plain("ok")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether pages can be served: 200, or 503 with the reason in one line. A worker is told of, not asked for."""
    reason = _not_ready()
    if reason:
        return _plain(reason, status=503)
    return _plain(f"ok\nworkers: {len(alive_workers(settings.DATA_DIR))}")


def _not_ready() -> str:
    # A process that has seen the schema complete need not look again.
    global _migrated
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _migrated:
            if needs_migration():
                return "migrations are missing"
            _migrated = True
    except DatabaseError:
        return "the database does not answer"
    return ""


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """
    Say in the reader's language that a request cannot be read: asked for by `handler400`.

    As the page of a fault of ours it has no request in its context, which may be what is broken. The language is asked
    for anew: some requests are refused before anything has asked for it.
    """
    with override(get_language_from_request(request, check_path=True)):
        return HttpResponseBadRequest(render_to_string("400.html"))


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a file of a public folder of MEDIA_ROOT; 404 for everything else, folders included."""
    folder = path.split("/", 1)[0]
    if folder not in PUBLIC_FOLDERS or ".." in path.split("/"):
        raise Http404
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except (OSError, ValueError) as error:
        # A name that no file can have.
        raise Http404 from error
    response["Cache-Control"] = PUBLIC_FOLDERS[folder]
    response["Content-Security-Policy"] = "default-src 'none'"
    return response
