from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from csp.decorators import csp_update
from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.query import PageQuerySet
from wagtailmedia.edit_handlers import MediaChooserPanel

from briefs.models import answers_to, recommendations_of, recommendations_printing
from cms.directory.models import PageTerm
from cms.editions.handouts import WithHandout
from cms.editions.mixins import WithEdition
from cms.languages.availability import absolute
from cms.languages.languages import SOURCE_LANGUAGE
from cms.library.hosts import PLAYERS
from cms.library.models import Recording
from cms.library.recordings import ShownRecording, recordings_in
from cms.pages.blocks import SPOKEN_IN, SPOKEN_IN_HELP, BodyBlock, PointsBlock, handout_points_field
from cms.pages.feeds import WithFeed
from cms.pages.headings import headings
from cms.pages.illustrations import with_pictures
from cms.pages.listing import ListingPage
from cms.pages.models import BasePage
from cms.pages.next_steps import following, step_to
from cms.pages.public import is_public
from cms.pages.reading import reading_minutes
from cms.pages.relations import (
    Shown,
    contacts_of,
    in_language,
    organisations_of,
    page_address,
    terms_of,
)
from cms.pages.structured_data import video
from stories.facts import with_facts

# A story with fewer parts needs no contents.
FEWEST_PARTS = 3


class StoryIndexPage(WithFeed, ListingPage):
    """All stories of a language, below the latest release."""

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["stories.StoryPage", "stories.ReleasePage"]
    item_type = "stories.StoryPage"
    see_all = _("See all stories")

    class Meta:
        verbose_name = _("list of stories")

    def in_order(self, pages: PageQuerySet) -> PageQuerySet:
        return with_facts(super().in_order(pages), self.locale.language_code)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            **answers_to(context["asked"], self.locale.language_code),
            "stories": with_pictures(context["items"]),
            # Somebody who asked for something is past the news.
            "release": None if context["asked"].number else latest_release(self.locale.language_code),
        }


class ReleasePage(WithEdition, BasePage):
    """What the alliance publishes on a day, such as a collection of stories; the stories name their release."""

    class Kind(models.TextChoices):
        COLLECTION = "collection", _("Story collection")
        OTHER = "other", _("Release")

    release_kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.COLLECTION)
    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("Two sentences that make someone want to read on")
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    source_date = models.DateField(
        _("date of the source"), null=True, blank=True, help_text=_("Leave it empty where the source states none.")
    )

    translated_fields = (*BasePage.translated_fields, "summary", "body")
    synchronised_fields = (*BasePage.synchronised_fields, "release_kind", "source_date")
    reading_fields = (*BasePage.reading_fields, "summary", "body")
    wished_fields = ("body", "page_terms", "page_contacts", *BasePage.wished_fields)

    parent_page_types: ClassVar = ["stories.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    text_panels: ClassVar = ["release_kind", *BasePage.text_panels, "summary", "body", "source_date"]
    connection_panels: ClassVar = [
        InlinePanel(
            "page_terms",
            heading=_("Themes and audiences"),
            label=_("Term"),
            help_text=_("The themes stand on the page in this order, each with its stories."),
        ),
        InlinePanel("page_contacts", heading=_("Contacts"), label=_("Contact")),
    ]
    sharing_panels: ClassVar = [*WithEdition.sharing_panels, PublishingPanel()]

    family = "story"
    next_section = "stories"

    class Meta:
        verbose_name = _("release")

    @property
    def kind(self) -> str:
        return self.get_release_kind_display()

    def thing(self) -> dict[str, Any]:
        return {"@type": "Collection"}

    def stories(self) -> list[Shown]:
        """Return the public stories of this release as this language shows them, in the editors' order."""
        code = self.locale.language_code
        sources = StoryPage.objects.filter(
            release__translation_key=self.translation_key, locale__language_code=SOURCE_LANGUAGE
        )
        ids = list(sources.order_by("path").values_list("pk", flat=True))
        return in_language(sources, code, page_address(code), ids=ids)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        terms, stories = terms_of(self), self.stories()
        themes = themes_with_stories(terms.get("theme", []), stories)
        told = {story.object.pk for theme in themes for story in theme.stories}
        return {
            **super().get_context(request, *args, **kwargs),
            "themes": themes,
            "stories": [story for story in stories if story.object.pk not in told],
            "chapters": [story.object for story in stories if not story.is_fallback],
            "missing": sum(story.is_fallback for story in stories),
            "audiences": terms.get("audience", []),
            "contacts": contacts_of(self),
            "reading_minutes": reading_minutes(self.reading_text()),
        }


@dataclass(frozen=True)
class ThemeOfRelease:
    """A theme as one language shows it, with the stories of a release that are about it."""

    theme: Shown
    stories: list[Shown]

    @property
    def url(self) -> str:
        """The one story that tells it; the list of stories about it where there are none or several."""
        return self.stories[0].url if len(self.stories) == 1 else self.theme.url


def themes_with_stories(themes: Iterable[Shown], stories: Iterable[Shown]) -> list[ThemeOfRelease]:
    """Give each of `themes` those of `stories` that are about it; one query."""
    by_source = {story.object.source_id: story for story in stories}
    about = set(PageTerm.objects.filter(page__in=by_source).values_list("page_id", "term__translation_key"))
    return [
        ThemeOfRelease(
            theme,
            [story for source, story in by_source.items() if (source, theme.object.translation_key) in about],
        )
        for theme in themes
    ]


def latest_release(code: str) -> Shown | None:
    """
    Return the release that was published last as the language `code` shows it; None where there is none.

    It is the same one in every language, at once: where it is not translated yet, it is shown as the source.
    """
    releases = ReleasePage.objects.live().filter(is_public(), locale__language_code=SOURCE_LANGUAGE)
    newest = releases.order_by("-first_published_at", "-pk")[:1]
    return next(iter(in_language(newest, code, page_address(code))), None)


class StoryPage(WithHandout, BasePage):
    """A "Beacons of Hope" story: what one kind of school community does, and what others can try."""

    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("Two sentences that make someone want to read on")
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    quotation = models.TextField(
        _("key quotation"),
        max_length=300,
        blank=True,
        help_text=_("The words to remember, without quotation marks: the page sets them large."),
    )
    quotation_speaker = models.CharField(
        _("speaker"), max_length=255, blank=True, help_text=_("A role, or a name that we may publish")
    )
    quotation_spoken_in = models.CharField(
        _("spoken in"), max_length=12, choices=SPOKEN_IN, blank=True, help_text=SPOKEN_IN_HELP
    )
    others_can_try = StreamField(
        PointsBlock(max_num=5), verbose_name=_("what others can try"), blank=True, help_text=_("At most five points")
    )
    handout_points = handout_points_field()
    note_for_translators = models.TextField(
        _("note for translators"),
        blank=True,
        help_text=_("What a translator has to know, such as who speaks to whom. Never public."),
    )
    source_date = models.DateField(
        _("date of the source"), null=True, blank=True, help_text=_("Leave it empty where the source states none.")
    )
    release = models.ForeignKey(
        ReleasePage,
        verbose_name=_("release"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"locale__language_code": SOURCE_LANGUAGE},
        help_text=_("The release that this story is part of"),
    )
    lead_image = models.ForeignKey(
        "library.LibraryImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_image_alt = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it"),
    )

    translated_fields = (
        *BasePage.translated_fields,
        "summary",
        "body",
        "quotation",
        "quotation_speaker",
        "others_can_try",
        "handout_points",
        "lead_image_alt",
    )
    synchronised_fields = (*BasePage.synchronised_fields, "quotation_spoken_in", "source_date", "release", "lead_image")
    own_fields = (*BasePage.own_fields, "note_for_translators")
    overridable_fields = ("lead_image",)
    reading_fields = (*BasePage.reading_fields, "summary", "body", "quotation", "quotation_speaker", "others_can_try")
    wished_fields = (
        "body",
        "others_can_try",
        "handout_points",
        "lead_image",
        "page_terms",
        "recommendation_links",
        *BasePage.wished_fields,
    )
    # It is about the English words; the desk shows it from there.
    exclude_fields_in_copy: ClassVar = ["note_for_translators"]

    parent_page_types: ClassVar = ["stories.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    text_panels: ClassVar = [
        *BasePage.text_panels,
        "summary",
        "body",
        MultiFieldPanel(["quotation", "quotation_speaker", "quotation_spoken_in"], heading=_("Key quotation")),
        "others_can_try",
        "handout_points",
        "source_date",
    ]
    connection_panels: ClassVar = [
        FieldPanel("release", widget=forms.Select),
        InlinePanel(
            "page_terms",
            heading=_("Themes, concerns and priorities"),
            label=_("Term"),
            help_text=_("Also the student groups, the region and the grade band that the story is about."),
        ),
        InlinePanel(
            "recommendation_links", heading=_("Recommendations this story supports"), label=_("Recommendation")
        ),
        InlinePanel("page_organisations", heading=_("Who takes part"), label=_("Organization")),
    ]
    picture_panels: ClassVar = ["lead_image", "lead_image_alt"]
    sharing_panels: ClassVar = [*WithEdition.sharing_panels, "note_for_translators"]

    family = "story"
    next_section = "stories"

    class Meta:
        verbose_name = _("story")

    @property
    def kind(self) -> str:
        return gettext("Story")

    @classmethod
    def printed_in(cls, page: Page) -> list[Page]:
        """
        Every release of its language, as a story may have moved from one to another, and what it supports.

        An English story is in the releases of all languages: they tell how many stories are not there yet.
        """
        is_english = page.locale.language_code == SOURCE_LANGUAGE
        releases = ReleasePage.objects.all() if is_english else ReleasePage.objects.filter(locale=page.locale_id)
        return [*releases, *recommendations_printing(page)]

    def supports(self, code: str) -> list[Shown]:
        return recommendations_of(self, code)

    def thing(self) -> dict[str, Any]:
        return {"@type": "Article", "headline": self.title}

    @property
    def goes_live_with(self) -> ReleasePage | None:
        return self.release

    @property
    def minutes(self) -> int:
        """How long a listed story takes to read, by what search knows of it (see `with_facts`); 0 where it does not."""
        text = getattr(self, "indexed_text", None)
        return reading_minutes(f"{self.title} {text}") if text else 0

    def part_of(self) -> Shown | None:
        """Return the release that this story is part of, as its language shows it."""
        if self.release_id is None:
            return None
        code = self.locale.language_code
        return next(iter(in_language(ReleasePage.objects.filter(pk=self.release_id), code, page_address(code))), None)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        terms, next_story = terms_of(self), following(self)
        with_pictures([self, next_story])
        parts = headings(self.body)
        return {
            **super().get_context(request, *args, **kwargs),
            "themes": terms.get("theme", []),
            "concerns": terms.get("concern", []),
            "priorities": terms.get("priority", []),
            "student_groups": terms.get("student-group", []),
            "places": [*terms.get("region", []), *terms.get("grade", [])],
            "release": self.part_of(),
            "organisations": organisations_of(self),
            "recommendations": self.supports(self.locale.language_code),
            "next_step": step_to(next_story, gettext("Next story"), with_cover=True) or self.next_step,
            "reading_minutes": reading_minutes(self.reading_text()),
            "contents": parts if len(parts) >= FEWEST_PARTS else [],
        }


class MediaGalleryPage(BasePage):
    """Recordings to watch, to listen to and to share; each with its captions and transcripts, from the library."""

    intro = models.TextField(_("introduction"), max_length=300, blank=True)

    translated_fields = (*BasePage.translated_fields, "intro")
    synchronised_fields = (*BasePage.synchronised_fields, "items")
    reading_fields = (*BasePage.reading_fields, "intro")

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    text_panels: ClassVar = [
        *BasePage.text_panels,
        "intro",
        InlinePanel("items", heading=_("Recordings"), label=_("Recording")),
    ]

    next_section = "stories"

    class Meta:
        verbose_name = _("media gallery")

    def recordings(self) -> list[ShownRecording]:
        """Return the recordings of the gallery as this language offers them."""
        if "_recordings" not in self.__dict__:
            ids = [item.recording_id for item in self.items.all()]
            self.__dict__["_recordings"] = recordings_in(ids, self.locale.language_code)
        return self.__dict__["_recordings"]

    def thing(self) -> dict[str, Any]:
        videos = [_as_video(recording) for recording in self.recordings() if recording.is_video]
        return {"@type": "CollectionPage", "hasPart": videos} if videos else {}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "recordings": self.recordings()}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Where a video lies on another site, and only there, its player may be framed: once a reader presses play."""
        players = sorted({PLAYERS[shown.hosted.host] for shown in self.recordings() if shown.hosted})
        serve = csp_update({"frame-src": players})(super().serve) if players else super().serve
        return serve(request, *args, **kwargs)


def _as_video(shown: ShownRecording) -> dict[str, Any]:
    file = shown.recording
    return video(
        shown.title.text,
        shown.description,
        address=absolute(file.file.url) if file.file else "",
        player=shown.player,
        thumbnail=absolute(file.thumbnail.url) if file.thumbnail else "",
        uploaded=file.created_at,
        language=shown.spoken,
    )


class MediaGalleryItem(Orderable):
    """A recording stands in the gallery. The same in every language."""

    page = ParentalKey(MediaGalleryPage, on_delete=models.CASCADE, related_name="items")
    recording = models.ForeignKey(
        Recording, verbose_name=_("recording"), on_delete=models.CASCADE, related_name="gallery_items"
    )

    distinct_fields = ("recording",)

    panels: ClassVar = [MediaChooserPanel("recording")]

    class Meta(Orderable.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def __str__(self) -> str:
        return str(self.recording)
