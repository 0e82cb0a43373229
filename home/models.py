from typing import Any, ClassVar

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, PageChooserPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.query import PageQuerySet

from briefs.models import BriefPage, PolicyPlatformPage
from cms.directory.models import PageOrganisation
from cms.languages.languages import SOURCE_LANGUAGE
from cms.pages.blocks import BodyBlock
from cms.pages.illustrations import with_pictures
from cms.pages.listing import ListingPage
from cms.pages.models import BasePage
from cms.pages.next_steps import SECTIONS, NextStep, in_own_language, step_to
from cms.pages.public import is_public, lacking
from cms.pages.relations import Shown, contacts_of, in_language, in_source_order, page_address
from initiatives.models import InitiativePage
from stories.facts import with_facts
from stories.models import StoryPage, latest_release


class HomePage(BasePage):
    """The home page of a language, the root of its tree, with a slug of its own: three siblings cannot share one."""

    strapline = models.TextField(_("strapline"), max_length=200, help_text=_("One line: what a reader finds here"))
    who_we_are = models.TextField(
        _("who we are"),
        max_length=400,
        blank=True,
        help_text=_("Two sentences. The organizations that lead the alliance are named below them by themselves."),
    )

    translated_fields = (*BasePage.translated_fields, "strapline", "who_we_are")
    synchronised_fields = ("show_in_menus",)
    own_fields = (*BasePage.own_fields, "slug")
    reading_fields = (*BasePage.reading_fields, "strapline", "who_we_are")

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    see_all = _("Home")

    text_panels: ClassVar = [*BasePage.text_panels, "strapline", "who_we_are"]

    class Meta:
        verbose_name = _("home page")

    @property
    def card_title(self) -> str:
        """Its title is the name of the site, which stands on every card."""
        return self.strapline or self.title

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        platform = PolicyPlatformPage.objects.child_of(self).live().filter(is_public()).select_related("locale").first()
        briefs = BriefPage.objects.descendant_of(self).live().filter(is_public()).select_related("locale")
        live_stories = StoryPage.objects.descendant_of(self).live().filter(is_public()).select_related("locale")
        english_stories = StoryPage.objects.filter(locale__language_code=SOURCE_LANGUAGE)
        recommendations = platform.recommendations() if platform else []
        return {
            **super().get_context(request, *args, **kwargs),
            "release": latest_release(self.locale.language_code),
            "stories": with_pictures(list(with_facts(in_source_order(live_stories), self.locale.language_code)[:3])),
            "recommendations": recommendations,
            "brief": briefs.order_by("-first_published_at", "-pk").first(),
            "elsewhere_count": lacking(english_stories, self.locale.language_code).count(),
            "leaders": leaders_of_the_alliance() if self.who_we_are else [],
            "next_step": NextStep(str(SECTIONS["platform"]), platform.url) if recommendations else self.next_step,
        }


def leaders_of_the_alliance() -> list[PageOrganisation]:
    """Return who leads the alliance: the first public initiative page about an organization that others lead."""
    alliances = InitiativePage.objects.live().filter(
        is_public(), locale__language_code=SOURCE_LANGUAGE, organisation__isnull=False
    )
    leads = PageOrganisation.objects.filter(role=PageOrganisation.Role.LEADS, organisation__live=True)
    rows = leads.filter(page__in=alliances.values("pk")).select_related("organisation")
    ordered = list(rows.order_by("page__path", "sort_order"))
    return [row for row in ordered if row.page_id == ordered[0].page_id]


class StandardPage(BasePage):
    """A page that stands for itself, such as "About us", "Contact" or "Accessibility"."""

    summary = models.TextField(
        _("summary"), max_length=300, blank=True, help_text=_("Two sentences that make someone want to read on")
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    review_by = models.DateField(
        _("to be checked by"), null=True, blank=True, help_text=_("When somebody has to see whether this is still true")
    )

    translated_fields = (*BasePage.translated_fields, "summary", "body")
    synchronised_fields = (*BasePage.synchronised_fields, "review_by")
    reading_fields = (*BasePage.reading_fields, "summary", "body")
    wished_fields = ("summary", "body", *BasePage.wished_fields)

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    text_panels: ClassVar = [*BasePage.text_panels, "summary", "body", "review_by"]
    connection_panels: ClassVar = [InlinePanel("page_contacts", heading=_("Contacts"), label=_("Contact"))]

    class Meta:
        verbose_name = _("standard page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "contacts": contacts_of(self)}


class PressIndexPage(ListingPage):
    """All press releases of a language, the newest first, and whom the press may ask."""

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["home.PressReleasePage"]
    item_type = "home.PressReleasePage"
    see_all = _("See all press releases")

    connection_panels: ClassVar = [InlinePanel("page_contacts", heading=_("Contacts"), label=_("Contact"))]

    next_section = "briefs"

    class Meta:
        verbose_name = _("list of press releases")

    def in_order(self, pages: PageQuerySet) -> PageQuerySet:
        """The newest first, by when the English text was first published."""
        first_published = PressReleasePage.objects.filter(
            translation_key=OuterRef("translation_key"), locale__language_code=SOURCE_LANGUAGE
        ).values("first_published_at")[:1]
        return pages.select_related("locale").order_by(Subquery(first_published).desc(), "-pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "contacts": contacts_of(self)}


class PressReleasePage(BasePage):
    """What the press is told. It may wait under an embargo, and says nothing to anybody until then."""

    dateline = models.CharField(
        _("dateline"), max_length=120, blank=True, help_text=_("Where and when it was given out, as the source has it")
    )
    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("Two sentences that make someone want to read on")
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    boilerplate = models.TextField(
        _("about the alliance"), max_length=600, blank=True, help_text=_("The closing passage: who we are, in short")
    )
    release = models.ForeignKey(
        Page,
        verbose_name=_("release"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"locale__language_code": SOURCE_LANGUAGE},
        help_text=_("What this press release is about: a release, a report or the recommendations"),
    )

    translated_fields = (*BasePage.translated_fields, "dateline", "summary", "body", "boilerplate")
    synchronised_fields = (*BasePage.synchronised_fields, "release")
    reading_fields = (*BasePage.reading_fields, "dateline", "summary", "body", "boilerplate")
    wished_fields = ("dateline", "body", "page_contacts", *BasePage.wished_fields)

    parent_page_types: ClassVar = ["home.PressIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    text_panels: ClassVar = [*BasePage.text_panels, "dateline", "summary", "body", "boilerplate"]
    connection_panels: ClassVar = [
        PageChooserPanel("release", ["stories.ReleasePage", "briefs.BriefPage", "briefs.PolicyPlatformPage"]),
        InlinePanel("page_contacts", heading=_("Contacts"), label=_("Contact")),
    ]
    sharing_panels: ClassVar = [*BasePage.sharing_panels, PublishingPanel()]

    next_section = "briefs"

    class Meta:
        verbose_name = _("press release")

    @property
    def kind(self) -> str:
        return gettext("Press release")

    def about(self) -> Shown | None:
        """Return what this press release is about, as its language shows it."""
        code = self.locale.language_code
        sources: QuerySet[Page] = Page.objects.filter(pk=self.release_id)
        return next(iter(in_language(sources, code, page_address(code))), None) if self.release_id else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        release = self.about()
        return {
            **super().get_context(request, *args, **kwargs),
            "release": release,
            "contacts": contacts_of(self),
            "next_step": step_to(in_own_language(release), gettext("What it is about")) or self.next_step,
        }
