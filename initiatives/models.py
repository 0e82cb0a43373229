from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.query import PageQuerySet

from cms.directory.models import Organisation, Vocabulary
from cms.directory.models.entries import SOURCE_ROWS
from cms.directory.widgets import EntrySelect
from cms.editions.mixins import WithEdition
from cms.languages.availability import absolute, address_of
from cms.languages.formats import join_parts
from cms.languages.languages import SOURCE_LANGUAGE
from cms.pages.blocks import BodyBlock, PointsBlock
from cms.pages.illustrations import with_pictures
from cms.pages.listing import ListingPage
from cms.pages.models import BasePage
from cms.pages.next_steps import NextStep, following, in_own_language, step_to
from cms.pages.plain_text import plain_texts
from cms.pages.public import is_public
from cms.pages.reading import reading_minutes
from cms.pages.relations import (
    Shown,
    contacts_of,
    fundings_of,
    in_language,
    in_source_order,
    organisations_of,
    page_address,
    statistics_of,
    terms_of,
)
from cms.pages.structured_data import SITE_NAME
from initiatives.calendar_files import Entry, calendar_file
from initiatives.materials import Offer, offers
from initiatives.partners import partners_of
from initiatives.stages import Stage, last_day, stage

# Vocabulary → what its terms are called above their list, in the order of the page.
HEADINGS = {
    Vocabulary.LINE: _("Lines of work"),
    Vocabulary.PRIORITY: _("Priorities"),
    Vocabulary.VALUE: _("Values"),
    Vocabulary.AIM: _("Aims"),
    Vocabulary.CONCERN: _("Concerns"),
    Vocabulary.THEME: _("Practice themes"),
    Vocabulary.REGION: _("States"),
    Vocabulary.GRADE: _("Grade bands"),
    Vocabulary.AUDIENCE: _("For whom"),
}
# Terms of these lead to the stories about them; the others only say what an initiative stands for.
LISTED = {Vocabulary.PRIORITY, Vocabulary.CONCERN, Vocabulary.THEME, Vocabulary.REGION, Vocabulary.GRADE}


class TermList(NamedTuple):
    """The terms of one vocabulary on a page."""

    vocabulary: Vocabulary
    heading: str
    terms: list[Shown]

    @property
    def is_linked(self) -> bool:
        return self.vocabulary in LISTED


class InitiativeIndexPage(ListingPage):
    """All initiatives and alliances of a language."""

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["initiatives.InitiativePage"]
    item_type = "initiatives.InitiativePage"
    see_all = _("See all initiatives")

    next_section = "events"

    class Meta:
        verbose_name = _("list of initiatives")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        with_pictures(context["items"])
        return context


class InitiativePage(WithEdition, BasePage):
    """An initiative, or an alliance and what it does: what for, how, with whom, and who pays."""

    summary = models.TextField(_("summary"), max_length=300, help_text=_("What it is and for whom, in one sentence"))
    lead = models.TextField(_("lead"), max_length=300, blank=True, help_text=_("What it stands for, in one sentence"))
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    formats = StreamField(
        PointsBlock(),
        verbose_name=_("what it offers"),
        blank=True,
        help_text=_("A few words each, such as “School learning visits”"),
    )
    also_known_as = models.CharField(
        _("also known as"),
        max_length=255,
        blank=True,
        help_text=_("Another name that people search for; it is not translated."),
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to=SOURCE_ROWS,
        help_text=_("The organization that this page is about, if it is about one"),
    )
    launched = models.DateField(
        _("launched"), null=True, blank=True, help_text=_("Any day of the month; readers see month and year.")
    )
    duration_months = models.PositiveSmallIntegerField(
        _("length in months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("The page says by itself when it is over. Empty: it goes on."),
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

    translated_fields = (*BasePage.translated_fields, "summary", "lead", "body", "formats", "lead_image_alt")
    synchronised_fields = (
        *BasePage.synchronised_fields,
        "also_known_as",
        "organisation",
        "launched",
        "duration_months",
        "lead_image",
    )
    overridable_fields = ("lead_image",)
    reading_fields = (*BasePage.reading_fields, "also_known_as", "summary", "lead", "formats", "body")
    wished_fields = ("lead", "body", "lead_image", "page_organisations", "page_contacts", *BasePage.wished_fields)

    parent_page_types: ClassVar = ["initiatives.InitiativeIndexPage"]
    subpage_types: ClassVar = ["initiatives.CollaborationPage"]

    text_panels: ClassVar = [
        *BasePage.text_panels,
        "summary",
        "lead",
        "body",
        "formats",
        "also_known_as",
        MultiFieldPanel([FieldRowPanel(["launched", "duration_months"])], heading=_("Time")),
    ]
    connection_panels: ClassVar = [
        InlinePanel("page_organisations", heading=_("Who takes part"), label=_("Organization")),
        InlinePanel("page_fundings", heading=_("Funders"), label=_("Acknowledgment")),
        InlinePanel("page_statistics", heading=_("Figures"), label=_("Statistic")),
        InlinePanel("page_terms", heading=_("Student groups, priorities, values and other lists"), label=_("Term")),
        InlinePanel("page_contacts", heading=_("Contacts"), label=_("Contact")),
        FieldPanel("organisation", widget=EntrySelect),
    ]
    picture_panels: ClassVar = ["lead_image", "lead_image_alt"]

    family = "platform"
    next_section = "initiatives"

    class Meta:
        verbose_name = _("initiative")

    @property
    def kind(self) -> str:
        return gettext("Initiative")

    @property
    def last_day(self) -> date | None:
        """The last day by launch and length; None where one of them is not known."""
        return last_day(self.launched, self.duration_months) if self.launched and self.duration_months else None

    @property
    def state(self) -> Stage | None:
        """Planned, active or completed today; None where no launch is known."""
        first_day = self.launched.replace(day=1) if self.launched else None
        return stage(first_day, self.last_day, timezone.localdate())

    @property
    def length(self) -> str:
        """How long it takes, in whole years where they are whole; empty where that is not known."""
        if not self.duration_months:
            return ""
        years, months = divmod(self.duration_months, 12)
        if months:
            return ngettext("1 month", "%(n)s months", self.duration_months) % {"n": self.duration_months}
        return ngettext("1 year", "%(n)s years", years) % {"n": years}

    def reading_text(self) -> str:
        """Also who takes part: people search for them."""
        names = [shown.object.name for role in organisations_of(self) for shown in role.organisations]
        return "\n".join([super().reading_text(), *names])

    def events_in_language(self) -> list[Shown]:
        """Return the sessions and visits that this initiative offers, in this language, as their list orders them."""
        code = self.locale.language_code
        events = EventPage.objects.filter(
            initiative__translation_key=self.translation_key, locale__language_code=SOURCE_LANGUAGE
        )
        shown = in_language(events, code, page_address(code))
        return sorted(shown, key=lambda event: event.object.place_in_time)

    def collaborations(self) -> list["CollaborationPage"]:
        """Return the live collaborations of this initiative in its language, in the editors' order."""
        if not self.numchild:
            return []
        pages = CollaborationPage.objects.child_of(self).live().filter(is_public())
        return list(in_source_order(pages).select_related("locale"))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        terms, events = terms_of(self), self.events_in_language()
        own = [event for each in events if (event := in_own_language(each))]
        return {
            **super().get_context(request, *args, **kwargs),
            "contacts": contacts_of(self),
            "statistics": statistics_of(self),
            "fundings": fundings_of(self),
            "organisations": partners_of(self),
            "student_groups": terms.get(Vocabulary.STUDENT_GROUP, []),
            "term_lists": [TermList(name, str(HEADINGS[name]), terms[name]) for name in HEADINGS if name in terms],
            "events": events,
            "collaborations": self.collaborations(),
            "next_step": next((step_to(each, each.kind) for each in own if not each.is_past), self.next_step),
            "reading_minutes": reading_minutes(super().reading_text()),
        }

    def next_step(self) -> NextStep | None:
        return step_to(following(self), gettext("Next initiative")) or super().next_step()


class CollaborationPage(BasePage):
    """Teams of several districts that work on one problem together, as a part of an initiative."""

    class Reach(models.TextChoices):
        REGIONAL = "regional", _("Regional")
        DISPERSED = "dispersed", _("Dispersed")

    problem_of_practice = models.TextField(
        _("problem of practice"), max_length=600, help_text=_("The shared problem that the teams work on")
    )
    reach = models.CharField(
        _("reach"),
        max_length=10,
        choices=Reach.choices,
        default=Reach.REGIONAL,
        help_text=_("Districts of one region, or dispersed ones that work together online"),
    )
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)

    translated_fields = (*BasePage.translated_fields, "problem_of_practice")
    synchronised_fields = (*BasePage.synchronised_fields, "reach", "starts", "ends", "teams")
    reading_fields = (*BasePage.reading_fields, "problem_of_practice")

    parent_page_types: ClassVar = ["initiatives.InitiativePage"]
    subpage_types: ClassVar[list[str]] = []

    text_panels: ClassVar = [
        *BasePage.text_panels,
        "problem_of_practice",
        "reach",
        MultiFieldPanel([FieldRowPanel(["starts", "ends"])], heading=_("Time")),
    ]
    connection_panels: ClassVar = [InlinePanel("teams", heading=_("Teams"), label=_("Team"))]

    family = "platform"
    next_section = "initiatives"

    class Meta:
        verbose_name = _("collaboration")

    @property
    def kind(self) -> str:
        return gettext("Collaboration")

    @property
    def state(self) -> Stage | None:
        """Planned, active or completed today; None where its dates do not tell."""
        return stage(self.starts, self.ends, timezone.localdate())

    def initiative_in_language(self) -> Shown | None:
        """Return the initiative that this is a part of."""
        return _initiative(self, translation_key=self.get_parent().translation_key)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        initiative = self.initiative_in_language()
        return {
            **super().get_context(request, *args, **kwargs),
            "initiative": initiative,
            "teams": list(self.teams.all()),
            "next_step": step_to(in_own_language(initiative), gettext("Initiative")) or self.next_step,
        }

    def clean(self) -> None:
        super().clean()
        refuse_end_before_start(self.starts, self.ends)


class CollaborationTeam(Orderable):
    """A team of a collaboration, by its name."""

    page = ParentalKey(CollaborationPage, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(_("name"), max_length=255, help_text=_("It is not translated."))

    distinct_fields = ("name",)

    panels: ClassVar = ["name"]

    class Meta(Orderable.Meta):
        verbose_name = _("team")

    def __str__(self) -> str:
        return self.name


class EventIndexPage(ListingPage):
    """All sessions and visits of a language."""

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["initiatives.EventPage"]
    item_type = "initiatives.EventPage"
    see_all = _("See all sessions and visits")

    next_section = "stories"

    class Meta:
        verbose_name = _("list of sessions and visits")

    def in_order(self, pages: PageQuerySet) -> list["EventPage"]:
        """By time; what has no date as the editors ordered it."""
        events = EventPage.objects.filter(pk__in=pages.values("pk")).select_related("locale")
        return sorted(in_source_order(events), key=lambda event: event.place_in_time)


class EventPage(RoutablePageMixin, BasePage):
    """A session, a visit or a meeting: announced, then past, with its recordings. Never deleted."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("School visit")
        ONLINE = "online", _("Online session")
        MEETING = "meeting", _("Meeting")

    class Mode(models.TextChoices):
        IN_PERSON = "in-person", _("In person")
        ONLINE = "online", _("Online")
        BOTH = "both", _("In person and online")

    class Frequency(models.TextChoices):
        YEARLY = "yearly", _("Once a year")

    event_kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ONLINE)
    mode = models.CharField(_("how people take part"), max_length=10, choices=Mode.choices, default=Mode.ONLINE)
    starts = models.DateTimeField(
        _("starts"), null=True, blank=True, help_text=_("Pacific time. Leave it empty while no date is known.")
    )
    ends = models.DateTimeField(_("ends"), null=True, blank=True)
    frequency = models.CharField(_("frequency"), max_length=10, choices=Frequency.choices, blank=True)
    place = models.CharField(_("place"), max_length=255, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("description"), blank=True)
    initiative = models.ForeignKey(
        InitiativePage,
        verbose_name=_("initiative"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        limit_choices_to=SOURCE_ROWS,
        help_text=_("The initiative that offers it"),
    )

    translated_fields = (*BasePage.translated_fields, "place", "body")
    synchronised_fields = (
        *BasePage.synchronised_fields,
        "event_kind",
        "mode",
        "starts",
        "ends",
        "frequency",
        "initiative",
        "materials",
    )
    reading_fields = (*BasePage.reading_fields, "place", "body")
    wished_fields = ("place", "body", *BasePage.wished_fields)

    parent_page_types: ClassVar = ["initiatives.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    text_panels: ClassVar = [
        *BasePage.text_panels,
        FieldRowPanel(["event_kind", "mode"]),
        MultiFieldPanel([FieldRowPanel(["starts", "ends", "frequency"])], heading=_("Time")),
        "place",
        "body",
    ]
    connection_panels: ClassVar = [
        "initiative",
        InlinePanel(
            "materials",
            heading=_("Recordings and slides"),
            label=_("Recording or document"),
            help_text=_(
                "One for each language. The page says which language is still missing. The form of their PDF in the"
                " library says whether slides are accessible."
            ),
        ),
    ]

    family = "platform"
    next_section = "events"

    class Meta:
        verbose_name = _("session or visit")

    @property
    def opening(self) -> str:
        """The first words of the description, for who finds or shares the page."""
        return Truncator(" ".join(plain_texts(self.body))).chars(160)

    @property
    def kind(self) -> str:
        return self.get_event_kind_display()

    @property
    def is_past(self) -> bool:
        """Whether it is over; what comes back every year is not."""
        last = self.ends or self.starts
        return last is not None and not self.frequency and last < timezone.now()

    @property
    def place_in_time(self) -> tuple[int, float]:
        """Where it stands in a list: what is to come by date, what has none or comes back, the past from its end."""
        last = self.ends or self.starts
        if last is None or (self.frequency and last < timezone.now()):
            return 1, 0
        return (2, -last.timestamp()) if self.is_past else (0, (self.starts or last).timestamp())

    def initiative_in_language(self) -> Shown | None:
        """Return the initiative that offers this."""
        return _initiative(self, pk=self.initiative_id) if self.initiative_id else None

    def offers(self) -> list[Offer]:
        """Return what there is to watch and to read, by language, with what is still missing."""
        return offers(self.materials.all())

    @property
    def calendar_url(self) -> str:
        """Where its calendar file is; empty where there is no date, or none to wait for."""
        return f"{address_of(self)}calendar/" if self.starts and not self.is_past else ""

    def get_route_paths(self) -> list[str]:
        """What leads on to the new address of a moved page, besides its own."""
        return [*super().get_route_paths(), "/calendar/"]

    @path("calendar/")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """Serve this session as a calendar file in the language of the page."""
        if self.starts is None:
            raise Http404
        address = absolute(address_of(self), request)
        entry = Entry(
            uid=f"{self.translation_key}@{urlsplit(address).hostname}",
            title=self.title,
            language=self.language.code,
            starts=self.starts,
            ends=self.ends,
            place=self.place,
            description=f"{join_parts([self.kind, self.get_mode_display()])}\n{address}",
            address=address,
            changed=self.last_published_at or self.starts,
        )
        response = HttpResponse(calendar_file(entry), content_type="text/calendar; charset=utf-8")
        response.headers["Content-Language"] = self.language.code
        response.headers["Content-Disposition"] = f'attachment; filename="{self.slug}-{self.language.code}.ics"'
        return response

    def thing(self) -> dict[str, Any]:
        """A session without a date is none that a search engine could show."""
        if self.starts is None:
            return {}
        modes = {
            self.Mode.IN_PERSON: "OfflineEventAttendanceMode",
            self.Mode.ONLINE: "OnlineEventAttendanceMode",
            self.Mode.BOTH: "MixedEventAttendanceMode",
        }
        thing = {
            "@type": "Event",
            "startDate": timezone.localtime(self.starts).isoformat(),
            "endDate": timezone.localtime(self.ends).isoformat() if self.ends else "",
            "eventAttendanceMode": f"https://schema.org/{modes[self.Mode(self.mode)]}",
            "location": self._locations(),
            "organizer": {"@type": "Organization", "name": SITE_NAME},
        }
        return {name: value for name, value in thing.items() if value}

    def _locations(self) -> list[dict[str, Any]]:
        """Where it is: a place where one is known, and the page that leads to what is online."""
        place = {"@type": "Place", "name": self.place}
        online = {"@type": "VirtualLocation", "url": absolute(address_of(self))}
        return [place] * bool(self.place) + [online] * (self.mode != self.Mode.IN_PERSON)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        initiative = self.initiative_in_language()
        return {
            **super().get_context(request, *args, **kwargs),
            "initiative": initiative,
            "offers": self.offers(),
            "next_step": step_to(in_own_language(initiative), gettext("Initiative")) or self.next_step,
        }

    def clean(self) -> None:
        super().clean()
        refuse_end_before_start(self.starts, self.ends)


class EventMaterial(Orderable):
    """A recording or a document of an event, never both. Each is in one language."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="materials")
    recording = models.ForeignKey(
        "library.Recording",
        verbose_name=_("recording"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    document = models.ForeignKey(
        "library.LibraryDocument",
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )

    distinct_fields = ("recording", "document")

    panels: ClassVar = ["recording", "document"]

    class Meta(Orderable.Meta):
        verbose_name = _("recording or document")

    def __str__(self) -> str:
        return str(self.recording or self.document or "")

    def clean(self) -> None:
        super().clean()
        if (self.recording is None) == (self.document is None):
            raise ValidationError({"recording": _("Choose a recording or a document, exactly one of them.")})


def _initiative(page: BasePage, **source: Any) -> Shown | None:
    """Return the initiative of this English `source`, as `page` shows it."""
    code = page.locale.language_code
    initiatives = InitiativePage.objects.filter(**source, locale__language_code=SOURCE_LANGUAGE)
    return next(iter(in_language(initiatives, code, page_address(code))), None)


def refuse_end_before_start(starts: date | datetime | None, ends: date | datetime | None) -> None:
    """Say next to the field that an end comes before its beginning."""
    if starts and ends and ends < starts:
        raise ValidationError({"ends": _("This is before it starts.")})
