from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from cms.languages.availability import links, path_in_languages
from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE, language
from cms.pages.navigation import navigation


def furniture(request: HttpRequest) -> dict[str, Any]:
    """
    Give every template what stands around a page: its language, the menu and the switch.

    For views that are no page of the tree, such as search and errors, which are there in every language; a page's own
    context says more. Touches neither the database nor the session: an error page needs it too.
    """
    codes = {each.code for each in LANGUAGES}
    code = get_language() or SOURCE_LANGUAGE
    current = language(code if code in codes else SOURCE_LANGUAGE)
    return {
        "site_language": current,
        "navigation": navigation(request.path, current),
        "language_links": links(path_in_languages(request.path), current.code, dict.fromkeys(codes, ""), request),
    }
