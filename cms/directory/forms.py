from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cms.languages.forms import ReviewedForm


class WithoutRepetition:
    """A form that refuses two rows of a list which say the same: the `distinct_fields` of the row's model."""

    formsets: dict[str, Any]

    def is_valid(self) -> bool:
        is_valid = super().is_valid()  # type: ignore[misc]
        repetitions = [row for formset in self.formsets.values() for row in _repetitions(formset)]
        for row, name in repetitions:
            row.add_error(name, _("This is here twice. Choose another one, or remove this row."))
        return is_valid and not repetitions


def _repetitions(formset: Any) -> list[tuple[forms.ModelForm, str]]:
    """Return the rows that repeat an earlier one, each with the field that says so."""
    names = getattr(formset.model, "distinct_fields", ())
    seen: set[tuple] = set()
    found = []
    for row in formset.forms:
        values = tuple(getattr(row, "cleaned_data", {}).get(name) for name in names)
        if not any(values) or row in formset.deleted_forms:
            continue
        if values in seen:
            found.append((row, next(name for name, value in zip(names, values, strict=True) if value)))
        seen.add(values)
    return found


class EntryForm(WithoutRepetition, ReviewedForm):
    """The form of a directory entry."""
