from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from cms.languages.languages import TARGET_LANGUAGES
from cms.translation.glossary.forms import EntryForm
from cms.translation.glossary.terms import FORM_LIMIT, KINDS, TERM_LIMIT, Form, Kind, Term

CODES = [language.code for language in TARGET_LANGUAGES]


class GlossaryEntryQuerySet(models.QuerySet["GlossaryEntry"]):
    def terms(self) -> list[Term]:
        """Return the glossary as its pure functions take it; two queries."""
        return [entry.as_term() for entry in self.prefetch_related("wordings")]


class GlossaryEntry(ClusterableModel):
    """
    An English term and how the languages say it. Editors write it, everybody who works on texts reads it.

    A term may stand for several words, separated by slashes or commas, with remarks in brackets: `glossary.cells`
    says how it is read.
    """

    term = models.CharField(
        _("English term"),
        max_length=TERM_LIMIT,
        help_text=_("Several words with the same translations are separated by slashes: well-being / wellness."),
    )
    note = models.TextField(_("remark"), blank=True, help_text=_("When to use which form, and what to avoid."))
    do_not_translate = models.BooleanField(
        _("not translated"), default=False, help_text=_("A name that stays in English in every language.")
    )
    needs_native_decision = models.BooleanField(
        _("to be decided"), default=False, help_text=_("A native speaker has still to decide on the wording.")
    )

    objects = GlossaryEntryQuerySet.as_manager()

    panels = (
        FieldPanel("term"),
        FieldPanel("note"),
        MultiFieldPanel(
            [FieldPanel("do_not_translate"), FieldPanel("needs_native_decision")], heading=_("Special cases")
        ),
        InlinePanel("wordings", heading=_("Wordings"), label=_("Wording")),
    )
    base_form_class = EntryForm

    class Meta:
        verbose_name = _("glossary entry")
        verbose_name_plural = _("glossary")
        ordering = (Lower("term"), "pk")
        constraints = (
            models.UniqueConstraint(
                Lower("term"),
                name="one_glossary_entry_for_a_term",
                violation_error_message=_("The glossary has this term already."),
            ),
        )

    def __str__(self) -> str:
        return self.term

    def clean(self) -> None:
        super().clean()
        self.term = " ".join(self.term.split())
        self.note = self.note.replace("\r\n", "\n").strip()

    def as_term(self) -> Term:
        wordings = sorted(
            self.wordings.all(),
            key=lambda wording: (CODES.index(wording.language), KINDS.index(wording.kind), wording.sort_order or 0),
        )
        return Term(
            english=self.term,
            forms=tuple(Form(wording.language, wording.text, Kind(wording.kind)) for wording in wordings),
            note=self.note,
            do_not_translate=self.do_not_translate,
            needs_native_decision=self.needs_native_decision,
        )


class GlossaryForm(Orderable):
    """How a language says a term, or must not say it."""

    entry = ParentalKey(GlossaryEntry, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(
        _("language"), max_length=10, choices=[(language.code, language.name) for language in TARGET_LANGUAGES]
    )
    kind = models.CharField(_("use"), max_length=10, choices=Kind.choices, default=Kind.PREFERRED)
    text = models.CharField(
        _("wording"),
        max_length=FORM_LIMIT,
        help_text=_("An optional ending goes in parentheses, as in estudiante(s); so does a remark."),
    )

    panels = (FieldPanel("language"), FieldPanel("kind"), FieldPanel("text"))

    class Meta(Orderable.Meta):
        verbose_name = _("form of a term")
        verbose_name_plural = _("forms of a term")
        constraints = (
            models.UniqueConstraint(fields=("entry", "language", "text"), name="a_form_of_a_term_stands_once"),
        )

    def __str__(self) -> str:
        return self.text

    def clean(self, *args: Any) -> None:
        super().clean()
        self.text = " ".join(self.text.split())
        if not self.text:
            raise ValidationError({"text": gettext("Write the form.")})
