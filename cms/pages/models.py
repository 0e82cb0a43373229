from dataclasses import replace
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TabbedInterface, TitleFieldPanel
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from cms.accounts.models import User
from cms.languages.availability import PageLanguage, absolute, address_of
from cms.languages.changes import ChangeKind
from cms.languages.freshness import Freshness, freshness
from cms.languages.languages import Language, language
from cms.languages.policy import TranslationPolicy
from cms.pages.citation import Citation
from cms.pages.forms import ChangePanel, PageForm, Tab
from cms.pages.languages import page_languages
from cms.pages.navigation import navigation
from cms.pages.next_steps import NextStep, step_to_section
from cms.pages.permissions import PagePermissions
from cms.pages.plain_text import plain_texts
from cms.pages.public import is_public
from cms.pages.relations import Shown
from cms.pages.structured_data import structured_data
from cms.pages.withdrawals import Withdrawal

__all__ = ["BasePage", "Withdrawal"]

# Addresses below a page that are not pages (`<page>/pdf/`, `<brief>/v/<version>/`) …
RESERVED_SLUGS = frozenset({"pdf", "handout", "feed", "v"})
# … and, directly below a language root, the views of that language.
RESERVED_BELOW_ROOT = frozenset({"search", "languages"})

# The mode of a preview that turns the layout round.
MIRRORED = "mirrored"


class BasePage(TranslationPolicy, Page):
    """
    What every public page has. Written in English; the other languages are made from it by translation.

    Slugs are Latin and the same in every language, so that an address differs in its first part only.
    """

    change_kind = models.CharField(
        _("kind of change"), max_length=12, choices=ChangeKind.choices, default=ChangeKind.UPDATE
    )
    change_note = models.CharField(
        _("what has changed"),
        max_length=200,
        blank=True,
        help_text=_("One sentence for readers of the English page; it appears there with the date."),
    )

    translated_fields: tuple[str, ...] = ("title", "seo_title", "search_description")
    synchronised_fields: tuple[str, ...] = ("slug", "show_in_menus")
    own_fields: tuple[str, ...] = ("change_kind", "change_note")
    # What a reader reads, in the order of the page.
    reading_fields: tuple[str, ...] = ("title",)

    # What stands where the page is found and shared.
    sharing_fields: tuple[str, ...] = ("seo_title", "search_description")

    # What a page may lack and is better with, as the checklist of the editor asks for it.
    wished_fields: tuple[str, ...] = ("search_description",)
    # How many words a text may have when it is submitted.
    word_limits: ClassVar[dict[str, int]] = {}

    # The words of a link to a page of this type from what lies below it; empty where its title says enough.
    see_all: ClassVar[str | Promise] = ""

    # Where pages of one term are listed, below the language root.
    listing = "stories"

    # The section, below the language root, that a page leads on to where it knows nothing better.
    next_section: ClassVar[str] = "platform"

    text_panels: ClassVar[list] = [TitleFieldPanel("title")]
    connection_panels: ClassVar[list] = []
    picture_panels: ClassVar[list] = []
    sharing_panels: ClassVar[list] = [
        FieldPanel(
            "slug",
            help_text=_(
                "The last part of the address, the same in every language. When a new one goes live, the old addresses"
                " lead to it in all languages."
            ),
        ),
        FieldPanel("search_description", heading=_("Description for search and sharing")),
        ChangePanel(
            [FieldPanel("change_kind", widget=RadioSelect), FieldPanel("change_note")], heading=_("This change")
        ),
    ]

    base_form_class = PageForm

    # Whether everybody may see the page, where that was asked when it was found; see `cms.pages.public`.
    is_listed: bool | None = None

    class Meta:
        abstract = True

    @property
    def goes_live_with(self) -> Page | None:
        """The English page that this one may become public together with, such as its release."""
        return None

    @classmethod
    def get_edit_handler(cls) -> Any:
        """The form in four tabs that follow the public page; a tab without panels is left out."""
        tabs = (
            ("text", _("Text"), cls.text_panels),
            ("connections", _("Connections"), cls.connection_panels),
            ("pictures", _("Pictures"), cls.picture_panels),
            ("sharing", _("Sharing and translation"), cls.sharing_panels),
        )
        handler = TabbedInterface([Tab(panels, name=name, heading=heading) for name, heading, panels in tabs if panels])
        return handler.bind_to_model(cls)

    def clean(self) -> None:
        super().clean()
        reserved = RESERVED_SLUGS | (RESERVED_BELOW_ROOT if self._is_below_root() else frozenset())
        if self.slug in reserved:
            message = _("“%(slug)s” is an address of its own. Choose another one.")
            raise ValidationError({"slug": message % {"slug": self.slug}})

    def _is_below_root(self) -> bool:
        # A language root has depth 2; a page that is being created has no path yet, so its future parent is not known.
        return not self.path or self.depth == 3

    @property
    def kind(self) -> str:
        """The kind of page as a reader reads it, such as "Story"; empty where a page needs none."""
        return ""

    @property
    def card_title(self) -> str:
        """The words on the picture that goes along where this page is shared."""
        return self.title

    @property
    def language(self) -> Language:
        return language(self.locale.language_code)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the live page of an address in one step: Wagtail walks down to it, two queries for every page passed."""
        address = f"{self.url_path}{'/'.join(path_components)}/"
        pages = Page.objects.live().filter(url_path=address).annotate(is_listed=is_public())
        pages = pages.specific().select_related("locale", for_specific_subqueries=True)
        page = pages.first() if path_components else None
        return page.route(request, []) if page else super().route(request, path_components)

    def get_url(self, request: HttpRequest | None = None, current_site: Site | None = None) -> str:
        """Return the path of this page: there is one site, and its languages have one root each."""
        return address_of(self)

    url = property(get_url)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """What was found to be public has none: Wagtail would ask two queries for it."""
        return PageViewRestriction.objects.none() if self.is_listed else super().get_view_restrictions()

    def permissions_for_user(self, user: User) -> PagePermissions:
        return PagePermissions(user, self)

    def reading_text(self) -> str:
        """Return all that a reader reads on this page as plain text, for search and reading time."""
        texts = (text.strip() for name in self.reading_fields for text in plain_texts(getattr(self, name)))
        return "\n".join(text for text in texts if text)

    def language_links(self, request: HttpRequest | None = None) -> list[PageLanguage]:
        """Return the three languages with where this page is in each of them."""
        return page_languages(self, request)

    def freshness(self) -> Freshness | None:
        """Return how this page stands to the English text; None for the English page itself."""
        return freshness(self)

    def supports(self, code: str) -> list[Shown]:
        """Return the recommendations that this page speaks for, as the language `code` shows them."""
        return []

    def cited(self, request: HttpRequest | None = None) -> Citation:
        """Return how this page is cited, with the date of its source where that states one."""
        return Citation(
            author=settings.PUBLISHER,
            title=self.title,
            address=absolute(address_of(self), request),
            slug=self.slug,
            language=self.locale.language_code,
            issued=getattr(self, "source_date", None),
        )

    def thing(self) -> dict[str, Any]:
        """Return what this page is in the words of schema.org, beyond what every page says; empty for just a page."""
        return {}

    def next_step(self) -> NextStep | None:
        """Return where this page leads on to, at its end. A context that knows something better has that instead."""
        return step_to_section(self.locale.language_code, self.next_section, here=self.url)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """A page of any language can be looked at as it is laid out in Arabic."""
        return [("", _("As readers see it")), (MIRRORED, _("Laid out from right to left"))]

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """The two that a page is made for."""
        return [
            {"name": "phone", "icon": "mobile-alt", "device_width": 360, "label": _("Preview on a phone")},
            {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": _("Preview on a large screen")},
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        is_mirrored = getattr(request, "preview_mode", "") == MIRRORED
        entries, menu = self.language_links(request), navigation(request.path, self.language)
        return {
            **super().get_context(request, *args, **kwargs),
            "site_language": replace(self.language, direction="rtl") if is_mirrored else self.language,
            "language_links": entries,
            "freshness": self.freshness(),
            "navigation": menu,
            "citation": self.cited(request),
            "structured_data": structured_data(self, entries, menu, request),
            # Not asked before a template wants it: a PDF leads nowhere.
            "next_step": self.next_step,
        }
