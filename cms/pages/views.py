from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.translation import get_language, override
from wagtail.models import Page, Site
from wagtail.views import serve as serve_page

from cms.languages.availability import address_of, links, path_in_languages
from cms.languages.languages import SOURCE_LANGUAGE, language
from cms.languages.models import LanguageStatus, State
from cms.pages.languages import titles_in_languages
from cms.pages.public import public_pages
from cms.pages.relations import terms_of
from cms.pages.withdrawals import Withdrawal


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at an address; where it is not there yet in its language, or no longer in any, say so."""
    try:
        return serve_page(request, path)
    except Http404:
        if source := _source_of(request, path):
            here = path_in_languages(address_of(source))[get_language() or SOURCE_LANGUAGE]
            return _not_translated(request, source) if here == request.path else _not_below(request, source, here)
        if withdrawal := _withdrawal_at(request, path):
            return _withdrawn(request, withdrawal)
        raise


def _source_of(request: HttpRequest, path: str) -> Page | None:
    """Return the public English page that this language lacks and an address asks for, or for something below it."""
    code = get_language()
    page = _english_at(request, path) if code != SOURCE_LANGUAGE else None
    return page if page is not None and code not in titles_in_languages(page) else None


def _english_at(request: HttpRequest, path: str) -> Page | None:
    """
    Return the public English page at a path below its language root, or the one that gives what is there.

    That is a PDF, a handout, a version, a feed.
    """
    site = Site.find_for_request(request)
    if site is None:
        return None
    exact = public_pages().filter(url_path=f"{site.root_page.url_path}{path}")
    if page := exact.specific().select_related("locale", for_specific_subqueries=True).first():
        return page
    try:
        page, _args, _kwargs = site.root_page.specific.route(request, [part for part in path.split("/") if part])
    except Http404:
        return None
    return page if public_pages().filter(pk=page.pk).exists() else None


def is_there(request: HttpRequest, path: str) -> bool:
    """Return whether a path below a language root leads to something public, be it in English alone."""
    with override(SOURCE_LANGUAGE):
        match = is_valid_path(f"/{SOURCE_LANGUAGE}/{path}")
    if not match:
        return False
    return match.func is not serve or _english_at(request, path) is not None


def _not_translated(request: HttpRequest, source: Page) -> HttpResponse:
    """Answer with the truthful page, composed of what this language has: the kind, the terms, where to read it."""
    code = get_language() or SOURCE_LANGUAGE
    status = LanguageStatus.objects.filter(translation_key=source.translation_key, language=code).first()
    titles = titles_in_languages(source)
    supported = [shown for shown in source.supports(code) if not shown.is_fallback]
    language_links = links(path_in_languages(request.path), code, titles, request)
    response = render(
        request,
        "pages/not_translated.html",
        {
            "source": source,
            "kind": getattr(source, "kind", ""),
            "terms": [shown for group in terms_of(source, code).values() for shown in group],
            "supported": supported,
            "above": (above := _page_above(source, code)),
            "above_url": address_of(above) if above else "",
            "offers": [link for link in language_links if link.title],
            "in_preparation": status is not None and status.state in {State.IN_PROGRESS, State.IN_REVIEW},
            "language_links": language_links,
            "site_language": language(code),
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _page_above(source: Page, code: str) -> Page | None:
    """Return the nearest page above `source` that is public in the language `code`, such as the list it belongs to."""
    above = source.get_ancestors().values("translation_key")
    found = public_pages().filter(translation_key__in=above, locale__language_code=code)
    return found.select_related("locale").order_by("-depth").first()


def _not_below(request: HttpRequest, source: Page, address: str) -> HttpResponse:
    """Answer 404 below a page that this language lacks, with the way to its `address`, which says where to read it."""
    code = get_language() or SOURCE_LANGUAGE
    language_links = links(path_in_languages(request.path), code, titles_in_languages(source), request)
    context = {"address": address, "language_links": language_links}
    return render(request, "pages/not_translated_below.html", context, status=404)


def _withdrawal_at(request: HttpRequest, path: str) -> Withdrawal | None:
    """Return what is to be said at the address of a page that is no longer public in any language."""
    site = Site.find_for_request(request)
    return Withdrawal.objects.at(f"{site.root_page.url_path}{path}").first() if site else None


def _withdrawn(request: HttpRequest, withdrawal: Withdrawal) -> HttpResponse:
    """Answer 410 with the date and the reason, and nothing of the page; or lead on to the page that took it in."""
    code = get_language() or SOURCE_LANGUAGE
    target = withdrawal.taken_in_by
    if target is not None and public_pages().filter(pk=target.pk).exists():
        return HttpResponsePermanentRedirect(path_in_languages(address_of(target))[code])
    return render(request, "410.html", {"withdrawal": withdrawal}, status=410)
