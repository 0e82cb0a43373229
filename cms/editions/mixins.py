from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from cms.editions.models import Edition, Offer
from cms.editions.serving import absent, serve_edition
from cms.languages.languages import LANGUAGES
from cms.pages.cover import Family
from cms.pages.models import BasePage


class WithEdition(RoutablePageMixin):
    """Gives a page type its PDF at `<page>/pdf/`; stands first: `class StoryPage(WithEdition, BasePage)`.

    Privacy needs nothing here: routing refuses a page that is not live, and Wagtail's restrictions are asked first.
    """

    # The family of its cover and colours.
    family: ClassVar[Family] = "story"

    sharing_panels: ClassVar = [
        *BasePage.sharing_panels,
        InlinePanel(
            "own_pdfs",
            heading=_("PDFs of its own"),
            label=_("PDF"),
            max_num=len(LANGUAGES),
            help_text=_(
                "Readers get the PDF that is made of the text. Where you have a better one, such as a designed brief,"
                " choose it here: one for each language, in the language that its document in the library says. They go"
                " through the review with this page, and are given out on this page alone."
            ),
        ),
    ]
    # It belongs to this page and to its language.
    default_exclude_fields_in_copy: ClassVar = [*BasePage.default_exclude_fields_in_copy, "own_pdfs"]

    @classmethod
    def edition_templates(cls) -> list[str]:
        """The templates of the printed page, best first: named like the page's own, else the plain one."""
        return [f"editions/{cls.template.rpartition('/')[2]}", "editions/page.html"]

    @cached_property
    def _offer(self) -> Offer:
        return Edition.objects.offer_for(self)

    @classmethod
    def printed_in(cls, page: Page) -> Iterable[Page]:
        """Return the pages whose PDF may hold this page of the type; by default the one above it."""
        return Page.objects.parent_of(page)

    @property
    def edition(self) -> Edition | None:
        """The PDF that readers are offered: `.url .language .bytes .pages .is_current`; None where there is none."""
        return self._offer.edition

    @property
    def edition_pending(self) -> bool:
        """Whether the PDF of what is live now is still to be made."""
        return self._offer.is_pending

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "edition": self.edition,
            "edition_pending": self.edition_pending,
        }

    def get_route_paths(self) -> list[str]:
        """What leads on to the new address of a moved page, besides its own."""
        return [*super().get_route_paths(), "/pdf/"]

    @path("pdf/")
    def pdf(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the current edition; 404 with a sentence in the reader's language where there is none."""
        edition = self.edition
        served = serve_edition(request, edition, page=self) if edition else None
        if served is None:
            return absent(request, self, making() if self.edition_pending else gettext("There is no PDF of this page."))
        return served


def making() -> str:
    """What a reader is told who comes too early."""
    return gettext("The PDF is being made. Please come back in a few minutes.")
