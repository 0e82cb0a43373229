import datetime
from typing import Any, ClassVar

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Q, prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.query import PageQuerySet

from briefs.forms import RecommendationForm
from briefs.tracker import MEANINGS, SentencesBlock, Status, StatusChoice, TrackerUpdate
from briefs.version_pages import WithVersions
from cms.directory.models import Vocabulary
from cms.editions.handouts import WithHandout
from cms.editions.mixins import WithEdition
from cms.languages.languages import SOURCE_LANGUAGE
from cms.pages.blocks import BodyBlock, BriefBodyBlock, NotesBlock, PointsBlock, handout_points_field
from cms.pages.feeds import WithFeed
from cms.pages.filters import Asked
from cms.pages.headings import headings
from cms.pages.illustrations import with_pictures
from cms.pages.listing import ListingPage
from cms.pages.models import BasePage
from cms.pages.next_steps import in_own_language, step_to
from cms.pages.notes import notes_of
from cms.pages.public import is_public, lacking
from cms.pages.reading import reading_minutes
from cms.pages.relations import (
    Shown,
    contacts_of,
    fundings_of,
    in_language,
    in_source_order,
    page_address,
    source_of,
    statistics_of,
    terms_of,
)

# What recommendations answer.
ANSWERED = (Vocabulary.CONCERN, Vocabulary.PRIORITY)
MOST_RELATED = 4

# It stands in an address.
VERSION_NUMBER = RegexValidator(
    r"^[0-9]+(\.[0-9]+)*\Z", _("A version is numbers with points between them, such as 1.1.")
)


class PolicyPlatformPage(WithEdition, BasePage):
    """The policy platform: a call and its recommendations. Never silently edited; the next platform supersedes it."""

    call = models.TextField(
        _("the call"), max_length=300, help_text=_("What we ask of elected officials, in one sentence")
    )
    body = StreamField(BodyBlock(), verbose_name=_("who it is based on"), blank=True)

    translated_fields = (*BasePage.translated_fields, "call", "body")
    reading_fields = (*BasePage.reading_fields, "call", "body")

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["briefs.RecommendationPage"]
    see_all = _("See all 10 recommendations")

    text_panels: ClassVar = [*BasePage.text_panels, "call", "body"]
    connection_panels: ClassVar = [
        InlinePanel("page_statistics", heading=_("Figures"), label=_("Statistic")),
        InlinePanel("page_contacts", heading=_("Contacts"), label=_("Contact")),
        InlinePanel("page_fundings", heading=_("Funders"), label=_("Acknowledgment")),
    ]

    family = "platform"
    next_section = "stories"

    class Meta:
        verbose_name = _("policy platform")

    @property
    def kind(self) -> str:
        return gettext("Community Policy Platform")

    def recommendations(self) -> list[Shown]:
        """Return the recommendations of this platform by number, each as its language shows it."""
        source = source_of(self)
        if source is None:
            return []
        code = self.locale.language_code
        shown = in_language(RecommendationPage.objects.child_of(source), code, page_address(code))
        prefetch_related_objects([each.object for each in shown], "tracker_updates")
        return sorted(shown, key=lambda each: each.object.number)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        recommendations = self.recommendations()
        asked = request.GET.get("status", "")
        statuses = StatusChoice.offered((each.object for each in recommendations), asked)
        chosen = next((choice.status for choice in statuses if choice.is_chosen), None)
        first = next((there for each in recommendations if (there := in_own_language(each))), None)
        return {
            **super().get_context(request, *args, **kwargs),
            "recommendations": [each for each in recommendations if chosen in {None, each.object.status.status}],
            "statuses": statuses,
            "chosen_status": chosen,
            "unknown_filter": bool(asked) and asked not in {each.object.status.status for each in recommendations},
            "statistics": statistics_of(self),
            "contacts": contacts_of(self),
            "fundings": fundings_of(self),
            "next_step": step_to(first, gettext("Recommendation %(n)s") % {"n": first.number if first else 0})
            or self.next_step,
        }


class RecommendationPage(WithHandout, BasePage):
    """One recommendation. Its wording is fixed when the platform is adopted; its tracker moves often."""

    slug: str
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("Appears in the address and never changes"))
    plain_words = models.TextField(_("in plain words"), max_length=300, blank=True, help_text=_("At most 40 words"))
    ask = models.TextField(_("what we are asking for"), max_length=600, blank=True)
    handout_points = handout_points_field()
    tracker_sentences = StreamField(
        SentencesBlock(),
        verbose_name=_("in a sentence"),
        blank=True,
        help_text=_("What an update means, for families; it is translated. Each bears the date of its update."),
    )

    translated_fields = (*BasePage.translated_fields, "plain_words", "ask", "handout_points", "tracker_sentences")
    synchronised_fields = (*BasePage.synchronised_fields, "number", "tracker_updates")
    reading_fields = (*BasePage.reading_fields, "plain_words", "ask")
    wished_fields = ("plain_words", "ask", "handout_points", "page_terms", *BasePage.wished_fields)
    word_limits: ClassVar = {"plain_words": 40}

    parent_page_types: ClassVar = ["briefs.PolicyPlatformPage"]
    subpage_types: ClassVar[list[str]] = []

    text_panels: ClassVar = [
        "number",
        *BasePage.text_panels,
        "plain_words",
        "ask",
        "handout_points",
        InlinePanel("tracker_updates", heading=_("Where it stands"), label=_("Update")),
        "tracker_sentences",
    ]
    connection_panels: ClassVar = [InlinePanel("page_terms", heading=_("Concerns and priorities"), label=_("Term"))]

    base_form_class = RecommendationForm
    family = "platform"
    next_section = "stories"

    class Meta:
        verbose_name = _("recommendation")

    @property
    def kind(self) -> str:
        return gettext("Recommendation")

    @classmethod
    def printed_in(cls, page: Page) -> list[Page]:
        """The platform, and what supports the recommendation: where a language lacks it, those print the English."""
        platform = Page.objects.parent_of(page).values("translation_key")
        is_link = Q(recommendation_links__recommendation__translation_key=page.translation_key)
        printing = Page.objects.filter(Q(translation_key__in=platform) | is_link)
        if page.locale.language_code != SOURCE_LANGUAGE:
            printing = printing.filter(locale=page.locale_id)
        return list(printing.distinct())

    def clean(self) -> None:
        """The number stands in the address: `3-families-students-partners`."""
        prefix = f"{self.number}-"
        if self.number is not None and self.slug and not self.slug.startswith(prefix):
            self.slug = prefix + self.slug
        super().clean()

    @property
    def status(self) -> TrackerUpdate:
        """The newest update; where there is none, the status that says so."""
        return next(iter(self.tracker()), None) or TrackerUpdate()

    def tracker(self) -> list[TrackerUpdate]:
        """Return all updates, the newest first, each with the `sentence` that this language has about it."""
        updates = sorted(self.tracker_updates.all(), key=lambda update: update.date or datetime.date.min, reverse=True)
        sentences = {block.value["date"]: block.value["sentence"] for block in self.tracker_sentences}
        for update in updates:
            update.sentence = sentences.get(update.date, "")
        return updates

    def evidence(self) -> list[Page]:
        """Return the live pages in this language that point at this recommendation, in the editors' order."""
        pages = (
            Page.objects.live()
            .filter(is_public())
            .filter(recommendation_links__recommendation__translation_key=self.translation_key, locale=self.locale)
        )
        return list(in_source_order(pages.distinct()).specific().select_related("locale", for_specific_subqueries=True))

    def evidence_elsewhere(self) -> list[type[Page] | None]:
        """Return the types of the English pages that point at this recommendation and are not in this language."""
        if self.locale.language_code == SOURCE_LANGUAGE:
            return []
        english = Page.objects.filter(
            recommendation_links__recommendation__translation_key=self.translation_key,
            locale__language_code=SOURCE_LANGUAGE,
        )
        return [page.specific_class for page in lacking(english, self.locale.language_code).distinct()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        elsewhere = self.evidence_elsewhere()
        evidence, tracker = self.evidence(), self.tracker()
        siblings = list(
            RecommendationPage.objects.sibling_of(self, inclusive=False)
            .live()
            .filter(is_public())
            .select_related("locale")
            .order_by("number")
        )
        terms = terms_of(self)
        return {
            **super().get_context(request, *args, **kwargs),
            "stories": with_pictures([page for page in evidence if not isinstance(page, BriefPage)]),
            "stories_elsewhere": len(elsewhere) - elsewhere.count(BriefPage),
            "briefs": [page for page in evidence if isinstance(page, BriefPage)],
            "briefs_elsewhere": elsewhere.count(BriefPage),
            "concerns": terms.get("concern", []),
            "priorities": terms.get("priority", []),
            "tracker": tracker,
            "status": next(iter(tracker), None) or TrackerUpdate(),
            "statuses": [(status, MEANINGS[status]) for status in Status],
            "previous": next((page for page in reversed(siblings) if page.number < self.number), None),
            "next": next((page for page in siblings if page.number > self.number), None),
        }


class RecommendationLink(Orderable):
    """A story or a brief supports a recommendation; both ends read this one table. It points at the English page."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="recommendation_links")
    recommendation = models.ForeignKey(
        RecommendationPage,
        verbose_name=_("recommendation"),
        on_delete=models.CASCADE,
        related_name="page_links",
        limit_choices_to={"locale__language_code": SOURCE_LANGUAGE},
    )

    distinct_fields = ("recommendation",)

    panels: ClassVar = [FieldPanel("recommendation", widget=forms.Select)]

    class Meta(Orderable.Meta):
        verbose_name = _("recommendation")

    def __str__(self) -> str:
        return str(self.recommendation)


def recommendations_of(page: Page, code: str) -> list[Shown]:
    """Return the recommendations that `page` supports as the language `code` shows them, by number."""
    ids = [link.recommendation_id for link in page.recommendation_links.all()]
    shown = in_language(RecommendationPage.objects.filter(pk__in=ids), code, page_address(code))
    return sorted(shown, key=lambda item: item.object.number)


def answers_to(chosen: Asked, code: str) -> dict[str, Any]:
    """
    Return what a list in the language `code` says of the recommendations that answer what it is asked for.

    Not every concern is answered by one: then it says so.
    """
    terms = tuple(term for term in chosen.terms if term.vocabulary in ANSWERED)
    if not terms:
        return {}
    english = Asked(terms).of(RecommendationPage.objects.filter(locale__language_code=SOURCE_LANGUAGE))
    recommendations = sorted(in_language(english, code, page_address(code)), key=lambda item: item.object.number)
    is_concern = [term.vocabulary for term in terms] == [Vocabulary.CONCERN]
    return {"recommendations": recommendations, "is_unanswered": is_concern and not recommendations}


def recommendations_printing(page: Page) -> PageQuerySet:
    """
    Return the recommendations whose PDF may hold the title of `page`, as what supports them or did so before.

    Those of all languages for an English one: they tell how much is not there yet.
    """
    ids = {link.recommendation_id for link in page.recommendation_links.all()}
    for links in page.revisions.values_list("content__recommendation_links", flat=True):
        ids |= {link["recommendation"] for link in links or []}
    keys = RecommendationPage.objects.filter(pk__in=ids).values("translation_key")
    recommendations = RecommendationPage.objects.filter(translation_key__in=keys)
    is_english = page.locale.language_code == SOURCE_LANGUAGE
    return recommendations if is_english else recommendations.filter(locale=page.locale_id)


def _sources(shown: list[Shown]) -> list[int]:
    """Return the English rows that are pointed at; never none, as a count of none would void a sum."""
    return [each.object.source_id for each in shown] or [0]


class BriefIndexPage(WithFeed, ListingPage):
    """All briefs of a language."""

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["briefs.BriefPage"]
    item_type = "briefs.BriefPage"
    see_all = _("See all reports and briefs")

    next_section = "initiatives"

    class Meta:
        verbose_name = _("list of briefs")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            **answers_to(context["asked"], self.locale.language_code),
            "briefs": context["items"],
        }


class BriefPage(WithVersions, WithEdition, BasePage):
    """A funding brief, needs assessment, report or fact sheet. Every published version stays citable."""

    class Kind(models.TextChoices):
        FUNDING_BRIEF = "funding-brief", _("Funding brief")
        NEEDS_ASSESSMENT = "needs-assessment", _("Needs assessment")
        REPORT = "report", _("Report")
        FACT_SHEET = "fact-sheet", _("Fact sheet")

    brief_kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.FUNDING_BRIEF)
    summary = models.TextField(_("summary"), max_length=300)
    key_points = StreamField(PointsBlock(max_num=5), verbose_name=_("key points"), blank=True)
    body = StreamField(BriefBodyBlock(), verbose_name=_("text"), blank=True)
    notes = StreamField(
        NotesBlock(),
        verbose_name=_("notes"),
        blank=True,
        help_text=_("Where note 1 belongs in the text, write 1 and make it an anchor link to note-1."),
    )
    version = models.CharField(
        _("version"),
        max_length=10,
        default="1.0",
        validators=[VERSION_NUMBER],
        help_text=_(
            "Give a changed text a new number. Every published text stays readable under its number; one that goes live"
            " under a number which is taken gets one below it: 1.0, 1.0.1."
        ),
    )
    authors = models.CharField(_("authors"), max_length=255, blank=True, help_text=_("Names; they stay as they are"))
    source_date = models.DateField(
        _("date of the source"), null=True, blank=True, help_text=_("Leave it empty where the source states none.")
    )

    translated_fields = (*BasePage.translated_fields, "summary", "key_points", "body", "notes")
    synchronised_fields = (*BasePage.synchronised_fields, "brief_kind", "version", "authors", "source_date")
    reading_fields = (*BasePage.reading_fields, "summary", "key_points", "body", "notes")
    wished_fields = ("key_points", "body", "page_terms", "recommendation_links", *BasePage.wished_fields)

    parent_page_types: ClassVar = ["briefs.BriefIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    text_panels: ClassVar = [
        "brief_kind",
        *BasePage.text_panels,
        "summary",
        "key_points",
        "body",
        "notes",
        "version",
        "authors",
        "source_date",
    ]
    connection_panels: ClassVar = [
        InlinePanel("page_terms", heading=_("Priorities and concerns"), label=_("Term")),
        InlinePanel("recommendation_links", heading=_("Recommendations"), label=_("Recommendation")),
        InlinePanel("page_statistics", heading=_("Figures"), label=_("Statistic")),
        InlinePanel("page_fundings", heading=_("Funders"), label=_("Acknowledgment")),
        InlinePanel("page_contacts", heading=_("Contacts"), label=_("Contact")),
    ]

    family = "brief"
    listing = "briefs"
    next_section = "briefs"

    class Meta:
        verbose_name = _("brief")

    @property
    def kind(self) -> str:
        return self.get_brief_kind_display()

    @classmethod
    def printed_in(cls, page: Page) -> PageQuerySet:
        return recommendations_printing(page)

    def supports(self, code: str) -> list[Shown]:
        return recommendations_of(self, code)

    def related(self, recommendations: list[Shown], terms: list[Shown]) -> list["BriefPage"]:
        """
        Return the public briefs of this language that share `recommendations` or `terms` with this one; one query.

        Those that share the most come first, then the newest.
        """
        shares_link = Q(recommendation_links__recommendation__in=_sources(recommendations))
        shares_term = Q(page_terms__term__in=_sources(terms))
        links = Count("recommendation_links", filter=shares_link, distinct=True)
        rows = Count("page_terms", filter=shares_term, distinct=True)
        others = BriefPage.objects.live().filter(is_public(), locale=self.locale).exclude(pk=self.pk)
        sharing = others.annotate(shared=links + rows).filter(shared__gt=0)
        return list(sharing.select_related("locale").order_by("-shared", "-first_published_at", "-pk")[:MOST_RELATED])

    def thing(self) -> dict[str, Any]:
        authors = {"author": self.authors} if self.authors else {}
        return {"@type": "Report", "headline": self.title, "version": self.shown_number, **authors}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        terms, recommendations = terms_of(self), self.supports(self.locale.language_code)
        related = self.related(recommendations, [*terms.get("priority", []), *terms.get("concern", [])])
        spoken_to = next((found for each in recommendations if (found := in_own_language(each))), None)
        return {
            **super().get_context(request, *args, **kwargs),
            "recommendations": recommendations,
            "priorities": terms.get("priority", []),
            "concerns": terms.get("concern", []),
            "statistics": statistics_of(self),
            "fundings": fundings_of(self),
            "contacts": contacts_of(self),
            "reading_minutes": reading_minutes(self.reading_text()),
            "contents": headings(self.body),
            "notes": notes_of(self.body, self.notes),
            # The closest one is the next step.
            "related": related[1:],
            "next_step": step_to(next(iter(related), None), gettext("Related report"), with_cover=True)
            or step_to(spoken_to, gettext("The recommendation it speaks to"))
            or self.next_step,
        }
