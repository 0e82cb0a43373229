"""The form of a page."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import MultiFieldPanel, ObjectList

from cms.directory.forms import WithoutRepetition
from cms.languages.changes import ChangeKind
from cms.languages.forms import Reviewed


class PageForm(WithoutRepetition, Reviewed, WagtailAdminPageForm):
    """The form of a page, with the number of words that a text may have beside the text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The browser writes it a moment after the title: who saves at once has none yet.
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if not self.instance.live:
            for name in ("change_kind", "change_note"):
                self.fields.pop(name, None)
        elif not self.instance.has_unpublished_changes:
            # What is public now was said of the change before.
            self.initial |= {"change_kind": ChangeKind.UPDATE, "change_note": ""}
        for name, most in self.instance.word_limits.items():
            if name in self.fields:
                self.fields[name].widget.attrs["data-most-words"] = most

    def clean_slug(self) -> str:
        """A page keeps the address that it has; a new one gets its own from the title."""
        return self.cleaned_data["slug"] or self.instance.slug


class ChangePanel(MultiFieldPanel):
    """What is asked of a change to a public page alone."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(self.instance.live) and super().is_shown()


class Tab(ObjectList):
    """A tab that is called the same in the addresses of the form, in whichever language its heading is read."""

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "name": self.name}

    @property
    def clean_name(self) -> str:
        return self.name
