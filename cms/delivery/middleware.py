"""What holds for every response: its policy, its compression, what it depends on, and the language of its address."""

import re
from collections.abc import Callable

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

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
        elif parts.config is None and request.path_info.startswith(reverse("wagtailadmin_home")):
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


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but only an address that nothing answers to is sent on to the reader's language.

    Django sends every 404 without a language on; a missing file or document would become a page of the site.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        has_view = getattr(request, "resolver_match", None) is not None
        if response.status_code == 404 and has_view and not translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, ("Accept-Language",))
            response.headers.setdefault("Content-Language", translation.get_language())
            return response
        return super().process_response(request, response)
