"""The lists of pages: kind, themes and the state in each language as columns and filters."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ModelMultipleChoiceFilter, MultipleChoiceFilter
from wagtail.admin.filters import MultipleContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, get_page_content_types

from cms.directory.models import PageTerm, Term, Vocabulary
from cms.languages.languages import SOURCE_LANGUAGE, TARGET_LANGUAGES, Language
from cms.languages.models import LanguageStatus, State
from cms.pages.relations import Shown, in_language
from cms.translation.models import Assignment
from cms.translation.states import shown_state


class ThemesColumn(BaseColumn):
    """The practice themes of a page, in the language of the admin where they are live in it."""

    cell_template_name = "staff/themes_cell.html"

    def get_cell_context_data(self, instance: Page, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {**super().get_cell_context_data(instance, parent_context), "themes": instance.themes_shown}


class LanguageColumn(BaseColumn):
    """How a text stands in one language."""

    header_template_name = "staff/language_header.html"
    cell_template_name = "staff/language_cell.html"

    def __init__(self, language: Language) -> None:
        super().__init__(f"language_{language.code}", label=language.name, width="10%")
        self.language = language

    def get_cell_context_data(self, instance: Page, parent_context: dict[str, Any]) -> dict[str, Any]:
        code = self.language.code
        return {
            **super().get_cell_context_data(instance, parent_context),
            "language": self.language,
            "state": shown_state(instance.statuses_shown.get(code), instance.assignments_shown.get(code)),
        }


class StateFilter(MultipleChoiceFilter):
    """Pages that stand so in one language; what was never sent there has no status of its own."""

    def __init__(self, *, language: Language, label: str | Promise) -> None:
        super().__init__(label=label, choices=State.choices, widget=CheckboxSelectMultiple)
        self.language = language

    def filter(self, queryset: QuerySet, states: list[str]) -> QuerySet:
        if not states:
            return queryset
        statuses = LanguageStatus.objects.filter(
            translation_key=OuterRef("translation_key"), language=self.language.code
        )
        condition = Q(Exists(statuses.filter(state__in=states)))
        if State.MISSING in states:
            condition |= Q(~Exists(statuses))
        return queryset.filter(condition)


class ThemeFilter(ModelMultipleChoiceFilter):
    """Pages about one of the themes."""

    def filter(self, queryset: QuerySet, themes: QuerySet) -> QuerySet:
        if not themes:
            return queryset
        return queryset.filter(Exists(PageTerm.objects.filter(page=OuterRef("pk"), term__in=themes)))


def themes(request: Any) -> QuerySet[Term]:
    return Term.objects.filter(vocabulary=Vocabulary.THEME, locale__language_code=SOURCE_LANGUAGE)


class ExplorerFilterSet(WagtailFilterSet):
    """What a list of pages can be narrowed to."""

    content_type = MultipleContentTypeFilter(
        label=_("Kind"),
        queryset=lambda request: get_page_content_types(include_base_page_type=False),
        widget=CheckboxSelectMultiple,
    )
    theme = ThemeFilter(label=_("Theme"), queryset=themes, widget=CheckboxSelectMultiple)
    state_es = StateFilter(label=_("State in Spanish"), language=TARGET_LANGUAGES[0])
    state_ar = StateFilter(label=_("State in Arabic"), language=TARGET_LANGUAGES[1])

    class Meta:
        model = Page
        fields: tuple[str, ...] = ()


def kind_of(page: Page) -> str:
    return getattr(page, "kind", "") or capfirst(page.page_type_display_name)


class Explorer(ExplorableIndexView):
    """Wagtail's list of the pages below a page, with our columns; a fixed number of queries for any number of pages."""

    base_columns = (
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("kind", label=_("Kind"), accessor=kind_of, sort_key="content_type__model", width="10%"),
        ThemesColumn("themes", label=_("Themes"), width="14%"),
        PageStatusColumn("status", label=_("English"), sort_key="live", width="8%"),
        *(LanguageColumn(language) for language in TARGET_LANGUAGES),
        DateColumn("latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at", width="9%"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        describe(context["object_list"])
        return context


def describe(pages: Any) -> None:
    """Give each page the themes, statuses and assignments that its row shows; four queries."""
    keys = {page.pk: page.translation_key for page in pages}
    statuses: dict[Any, dict[str, LanguageStatus]] = {}
    for status in LanguageStatus.objects.filter(translation_key__in=keys.values()):
        statuses.setdefault(status.translation_key, {})[status.language] = status
    assignments: dict[Any, dict[str, Assignment]] = {}
    for (key, code), assignment in Assignment.objects.by_text(list(keys.values())).items():
        assignments.setdefault(key, {})[code] = assignment
    links = list(
        PageTerm.objects.filter(page__in=keys, term__vocabulary=Vocabulary.THEME)
        .order_by("sort_order")
        .values_list("page_id", "term_id")
    )
    shown = in_language(
        Term.objects.filter(pk__in={term for _page, term in links}), get_language() or SOURCE_LANGUAGE, lambda _term: ""
    )
    names: dict[int, Shown] = {theme.object.source_id: theme for theme in shown}
    for page in pages:
        page.statuses_shown = statuses.get(page.translation_key, {})
        page.assignments_shown = assignments.get(page.translation_key, {})
        page.themes_shown = [names[term] for of, term in links if of == page.pk and term in names]


class ExplorerViewSet(PageViewSet):
    """Takes the place of Wagtail's lists, below every kind of page."""

    index_view_class = Explorer
    filterset_class = ExplorerFilterSet


explorer = ExplorerViewSet()
