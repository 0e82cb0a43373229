"""The list of the glossary: English, a column for each language, the note."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.forms import RadioSelect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from cms.languages.folding import fold_words
from cms.languages.languages import TARGET_LANGUAGES, Language
from cms.translation.glossary.models import GlossaryEntry, GlossaryForm
from cms.translation.glossary.terms import Kind, Term


class InEnglish(Column):
    """What is written in English, in whatever language the list is read."""

    def get_value(self, instance: GlossaryEntry) -> SafeString:
        return format_html('<span lang="en" dir="ltr">{}</span>', super().get_value(instance))


class TermColumn(InEnglish, TitleColumn):
    """The English term, which leads to its form."""


class FormsColumn(BaseColumn):
    """How a language says the term, and how not."""

    cell_template_name = "translation/glossary/forms_cell.html"

    def __init__(self, language: Language) -> None:
        super().__init__(f"forms_{language.code}", label=language.name, width="20%")
        self.language = language

    def get_cell_context_data(self, instance: GlossaryEntry, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {
            **super().get_cell_context_data(instance, parent_context),
            "language": self.language,
            "forms": instance.as_term().forms_in(self.language.code),
        }


class MissingFormFilter(ChoiceFilter):
    """Terms that a language does not say yet."""

    def __init__(self) -> None:
        choices = [(language.code, language.name) for language in TARGET_LANGUAGES]
        super().__init__(label=_("No preferred form in"), choices=choices, empty_label=None, widget=RadioSelect)

    def filter(self, queryset: QuerySet, code: str) -> QuerySet:
        if not code:
            return queryset
        preferred = GlossaryForm.objects.filter(entry=OuterRef("pk"), language=code, kind=Kind.PREFERRED)
        return queryset.filter(~Exists(preferred), do_not_translate=False)


class GlossaryFilterSet(WagtailFilterSet):
    """What the list can be narrowed to."""

    missing = MissingFormFilter()

    class Meta:
        model = GlossaryEntry
        fields = ("needs_native_decision", "do_not_translate")


class GlossaryIndexView(IndexView):
    """The list; whoever may only read it finds the export, and no way to change anything."""

    base_columns = (
        *(FormsColumn(language) for language in TARGET_LANGUAGES),
        InEnglish("note", label=_("Remark")),
        BooleanColumn("needs_native_decision", label=_("To be decided"), width="8%"),
    )

    is_searchable = True

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [self._get_title_column("term", TermColumn, width="20%"), *self.base_columns]

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().prefetch_related("wordings")

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Search in every language at once, however the words are spelled: a glossary is small enough to be read."""
        wanted = fold_words(self.search_query) if self.is_searching else []
        if not wanted:
            return queryset
        found = [
            entry.pk for entry in GlossaryEntry.objects.prefetch_related("wordings") if _says(entry.as_term(), wanted)
        ]
        return queryset.filter(pk__in=found)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = list(super().header_buttons)
        if self.add_url:
            buttons.append(HeaderButton(_("Import CSV"), url=reverse("glossary:import"), icon_name="upload"))
        buttons.append(HeaderButton(_("Export CSV"), url=reverse("glossary:export"), icon_name="download"))
        return buttons


def _says(term: Term, wanted: list[str]) -> bool:
    said = " ".join(fold_words(" ".join([term.english, term.note, *(form.text for form in term.forms)])))
    return all(word in said for word in wanted)
