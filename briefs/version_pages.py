"""The addresses of the versions of a brief, and how each is cited."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext
from wagtail.contrib.routable_page.models import path
from wagtail.models import Page

from briefs.versions import BriefVersion
from cms.editions.mixins import making
from cms.editions.serving import absent, serve_edition
from cms.languages.availability import PageLanguage, absolute, address_of
from cms.pages.citation import Citation
from cms.pages.next_steps import NextStep


@dataclass(frozen=True)
class OfferedPdf:
    """The PDF of a version, as the link to a PDF shows it."""

    version: BriefVersion

    # It is what this version says.
    is_current = True

    @property
    def is_own(self) -> bool:
        return self.version.is_own_pdf

    @property
    def faults(self) -> list[Any]:
        return self.version.edition.faults if self.version.edition else []

    @property
    def url(self) -> str:
        return f"{self.version.path}pdf/"

    @property
    def language(self) -> str:
        return self.version.page.locale.language_code

    @property
    def bytes(self) -> int:
        return self.version.edition.bytes if self.version.edition else 0

    @property
    def pages(self) -> int:
        return self.version.edition.pages if self.version.edition else 0


def shown_numbers(pages: Iterable[Page]) -> dict[int, str]:
    """Return page → the number of its version that is live, where one was kept; one query."""
    numbers = BriefVersion.objects.filter(page__in=[page.pk for page in pages]).order_by("pk")
    # The newest comes last.
    return dict(numbers.values_list("page_id", "number"))


class WithVersions:
    """Gives a page its published versions at `<page>/v/<number>/`, each with its PDF; stands before `WithEdition`."""

    @cached_property
    def kept_versions(self: Any) -> list[BriefVersion]:
        """What was published in this language, the newest first, without the texts; one query."""
        return list(self.versions.order_by("-pk").defer("text", "html", "print_html")) if self.pk else []

    @property
    def newest_version(self: Any) -> BriefVersion | None:
        """The version that is live."""
        return next(iter(self.kept_versions), None)

    def citation(self: Any, version: BriefVersion | None, request: HttpRequest | None = None) -> Citation:
        """
        Return how a version is cited, with the authors and the date that it had.

        A draft has no version yet and is cited by the address of its page.
        """
        return Citation(
            author=(version or self).authors or settings.PUBLISHER,
            title=version.title if version else self.title,
            address=absolute(version.path if version else address_of(self), request),
            slug=self.slug,
            language=self.locale.language_code,
            version=version.number if version else self.version,
            issued=(version or self).source_date,
        )

    def get_route_paths(self: Any) -> list[str]:
        """A moved brief keeps its permanent addresses: each leads on to the new one."""
        versions = [f"/v/{number}/" for number in self.versions.values_list("number", flat=True)]
        return [*super().get_route_paths(), *versions, *(f"{path}pdf/" for path in versions)]  # type: ignore[misc]

    @path("v/<str:number>/")
    def version_page(self: Any, request: HttpRequest, number: str) -> HttpResponse:
        """Show a published version as it was, with a notice where it is not the newest."""
        version = self._version(number)
        is_newest = version.pk == (self.newest_version and self.newest_version.pk)
        newer = {} if is_newest else {"next_step": NextStep(gettext("Go to the newest version"), address_of(self))}
        return self.render(
            request,
            template="briefs/version.html",
            context_overrides={
                "version": version,
                "is_newest": is_newest,
                "newest_address": absolute(address_of(self), request),
                "pdf": OfferedPdf(version),
                "citation": self.citation(version, request),
                "language_links": self._links_to_version(version, request),
                "edition_pending": False,
                **newer,
            },
        )

    @path("v/<str:number>/pdf/")
    def version_pdf(self: Any, request: HttpRequest, number: str) -> HttpResponseBase:
        """Serve the PDF of a published version; 404 with a sentence in the reader's language where there is none."""
        version = self._version(number)
        served = None
        if version.edition is not None and version.edition.file:
            what = gettext("Version %(v)s") % {"v": version.number}
            canonical = absolute(version.path, request)
            served = serve_edition(request, version.edition, page=self, what=what, canonical=canonical)
        if served is None:
            is_pending = version.edition is None or version.edition.outdated
            told = making() if is_pending else gettext("There is no PDF of this page.")
            return absent(request, self, told)
        return served

    def _version(self: Any, number: str) -> BriefVersion:
        version = self.versions.select_related("edition").filter(number=number).first()
        if version is None:
            raise Http404
        version.page = self
        return version

    def _links_to_version(self: Any, version: BriefVersion, request: HttpRequest) -> list[PageLanguage]:
        """Return the languages with the address of this version where it is there, else that of the page."""
        there = BriefVersion.objects.filter(page__translation_key=self.translation_key, number=version.number)
        codes = set(there.values_list("page__locale__language_code", flat=True))
        return [
            replace(link, url=f"{link.url}v/{version.number}/", absolute_url=f"{link.absolute_url}v/{version.number}/")
            if link.code in codes and link.state != "missing"
            else link
            for link in self.language_links(request)
        ]

    @property
    def shown_number(self: Any) -> str:
        """The number of what is live; that of a draft is what its editor gave."""
        return self.newest_version.number if self.newest_version else self.version

    def get_context(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # A draft that is looked at is no version yet.
        version = None if getattr(request, "is_preview", False) else self.newest_version
        return {
            **super().get_context(request, *args, **kwargs),  # type: ignore[misc]
            "version": version,
            "older_versions": self.kept_versions[1:] if version else [],
            "version_address": absolute(version.path, request) if version else "",
            "citation": self.citation(version, request),
        }
