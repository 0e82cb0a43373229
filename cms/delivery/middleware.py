"""What holds for every response: its policy, what may be asked, its compression, and the language of its address."""

import json
import re
from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from cms.languages.languages import LANGUAGES
from cms.pages.views import is_there

ALLOWED = ("GET", "HEAD", "OPTIONS")
# The views that take what readers write: that they need a page, what is wrong with one, the password of one.
FORMS_OF_READERS = {
    "need",
    "problem",
    "wagtailcore_authenticate_with_password",
    "wagtaildocs_authenticate_with_password",
}

CODES = {language.code for language in LANGUAGES}
LANGUAGE_TAG = re.compile(r"/(?P<language>[a-z]{2})(?:-[a-z0-9]{2,4})?(?:/(?P<rest>.*))?$", re.ASCII | re.IGNORECASE)

TEXTS = re.compile(r"text/|application/(?:atom\+xml|json|xml)")


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The public policy everywhere, a looser one in the admin alone.

    A preview is a public page that the admin frames: it keeps the public policy, and may be framed by this site. The
    policy that a view has set itself, such as that of a served document, is left as it is.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if getattr(request, "is_preview", False):
            parts.replace = {**(parts.replace or {}), "frame-ancestors": [SELF]}
        elif parts.config is None and _is_of_staff(request):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


class CompressionMiddleware(GZipMiddleware):
    """Compresses texts. Files are sent as they are: parts of them are asked for, and most are compressed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = TEXTS.match(response.headers.get("Content-Type", ""))
        return super().process_response(request, response) if is_text and not response.streaming else response


class SaveDataMiddleware:
    """Tells caches that a public page comes without faces and covers to those who ask for less."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Save-Data",))
        return response


class ReadingMiddleware:
    """
    Refuses what would write to a public address: 405, which says what is allowed and leads on.

    Stands before what checks the tokens of forms, which would call it a form that is too old.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not _is_of_staff(request):
            _explain(request, response)
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if request.method in {"GET", "HEAD"} or _is_of_staff(request) or _takes_form(request):
            return None
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(ALLOWED)})
        return HttpResponseNotAllowed(ALLOWED)


def _is_of_staff(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("wagtailadmin_home"))


def _takes_form(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name in FORMS_OF_READERS


def _explain(request: HttpRequest, response: HttpResponse) -> None:
    """Put into a bare 405 what programs (below `/api/`) or people read."""
    if request.path_info.startswith("/api/"):
        response.content = json.dumps({"error": f"Use one of {response['Allow']}."})
        response["Content-Type"] = "application/json"
        response["Access-Control-Allow-Origin"] = "*"
    else:
        response.content = render_to_string("405.html", request=request)
        response["Content-Type"] = "text/html; charset=utf-8"


class LanguageMiddleware(LocaleMiddleware):
    """
    Django's, but only an address that nothing answers to is sent on to the reader's language.

    Django sends every 404 without a language on; a missing file or document would become a page of the site. Nor does
    it know a language that the site does not have (`/fr/stories/`), or one of its own written otherwise (`/EN/`,
    `/es-MX/`): such an address leads to what it means, where that is there.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        has_view = getattr(request, "resolver_match", None) is not None
        tag = LANGUAGE_TAG.match(request.path_info)
        if response.status_code != 404 or _is_in_language(request) or not (has_view or tag):
            return super().process_response(request, response)
        if tag and not has_view:
            response = _meant(request, tag) or response
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


def _is_in_language(request: HttpRequest) -> bool:
    return request.path_info.split("/")[1] in CODES


def _meant(request: HttpRequest, tag: re.Match[str]) -> HttpResponse | None:
    """Return the way to what an address with a foreign tag for its language means; None where that is nowhere."""
    readers, named = translation.get_language(), tag["language"].lower()
    # Two letters may be a page of which only the language is missing.
    meant = ((readers, request.path_info[1:]), (named if named in CODES else readers, tag["rest"] or ""))
    asked = request.META.get("QUERY_STRING", "")
    for code, rest in meant:
        path = f"{rest.rstrip('/')}/".lstrip("/")
        if is_there(request, path):
            return HttpResponseRedirect(f"/{code}/{path}{f'?{asked}' if asked else ''}")
    return None
