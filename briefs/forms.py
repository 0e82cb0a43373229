from typing import Any

from django.utils.translation import gettext as _

from cms.pages.forms import PageForm


class RecommendationForm(PageForm):
    """Keeps who set a status, and holds that each sentence is about an update."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        updates = [form.cleaned_data for form in self._update_forms() if form.is_valid()]
        dates = {update.get("date") for update in updates if not update.get("DELETE")}
        if any(block.value["date"] not in dates for block in cleaned.get("tracker_sentences") or []):
            self.add_error("tracker_sentences", _("Each sentence needs the date of one of the updates."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        for form in self._update_forms():
            if form.has_changed():
                form.instance.set_by = self.for_user
        return super().save(commit)

    def _update_forms(self) -> list[Any]:
        # Translations are edited elsewhere, and have no such rows.
        return list(self.formsets["tracker_updates"].forms) if "tracker_updates" in self.formsets else []
