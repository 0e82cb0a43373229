"""What every entry of the directory is: written, approved and translated like a page, retired and never deleted."""

from types import SimpleNamespace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from cms.directory.forms import EntryForm
from cms.languages.languages import SOURCE_LANGUAGE, language
from cms.languages.policy import TranslationPolicy

# Every relation points at the English row; pages show it in their language.
SOURCE_ROWS = {"locale__language_code": SOURCE_LANGUAGE}


class WithLocale(models.Manager):
    """Every text is asked for its language, so the locale comes along."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().select_related("locale")


class ReviewedSnippet(
    TranslationPolicy,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    models.Model,
):
    """
    A text that pages point at: written, approved and translated like a page.

    Without drafts, sending it for translation would put the English live in every language.
    """

    objects = WithLocale()

    base_form_class = EntryForm

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return f"directory/{self._meta.model_name}.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {
            **super().get_preview_context(request, mode_name),
            "site_language": language(self.locale.language_code),
            "shown": [self.shown_as_it_is()],
        }

    def shown_as_it_is(self) -> Any:
        """What the components of the public pages take for this text in its own language."""
        return SimpleNamespace(object=self, is_fallback=False)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The words around the text are of its language, not of the person who looks at it."""
        with override(self.locale.language_code):
            return super().serve_preview(request, mode_name).render()


class DirectoryEntry(ReviewedSnippet):
    """An entry with a key of its own. Retired, it stays where it is used and is offered no more."""

    # What no two entries have in common.
    identity: ClassVar[tuple[str, ...]] = ("key",)

    key = models.SlugField(_("key"), max_length=60, help_text=_("What we call it among ourselves; never changes."))
    retired = models.BooleanField(
        _("retired"),
        default=False,
        help_text=_("It stays on the pages that have it, and is no longer offered for others."),
    )

    synchronised_fields: tuple[str, ...] = ("key", "retired")

    class Meta(ReviewedSnippet.Meta):
        abstract = True
        ordering = ("key",)
        constraints = (models.UniqueConstraint("key", "locale", name="one_%(class)s_per_key_and_language"),)

    def clean(self) -> None:
        """Say next to the field that a key is taken: forms leave the language out, and with it the constraint."""
        super().clean()
        taken = type(self).objects.filter(**{name: getattr(self, name) for name in self.identity})
        if taken.exclude(translation_key=self.translation_key).exists():
            raise ValidationError({"key": _("Another entry has this key. Choose another one.")})
