"""Every English text with its state in each language: what the board shows, narrows and counts."""

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.db.models import Value
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.accounts.models import User
from cms.accounts.roles import is_editor, may_see_translations
from cms.directory.models import ReviewedSnippet
from cms.languages.languages import SOURCE_LANGUAGE, TARGET_LANGUAGES, Language
from cms.languages.models import LanguageStatus, State
from cms.languages.policy import translatable_models
from cms.translation.models import Assignment
from cms.translation.states import ShownState, progress, shown_state

DEPTH_OF_SECTIONS = 3
SHARED_TEXTS = "shared"


@dataclass(frozen=True)
class Cell:
    """A text in one language; `url` leads to the translation, and is empty for who may not read it."""

    language: Language
    status: LanguageStatus | None
    assignment: Assignment | None
    url: str

    @property
    def state(self) -> ShownState:
        return shown_state(self.status, self.assignment)

    @property
    def words_left(self) -> int:
        return self.status.words_left if self.status else 0

    @property
    def progress(self) -> str:
        """How many parts have a translation; empty where nothing was sent."""
        return progress(self.status) if self.status and self.status.parts else ""

    @property
    def is_open(self) -> bool:
        """Whether there is something to do, so that who does it until when matters."""
        return self.state.key not in {State.LIVE.value, State.MISSING.value, State.WITHHELD.value}

    @property
    def is_overdue(self) -> bool:
        return self.state.is_overdue


@dataclass(frozen=True)
class Row:
    """An English text; `section` is the key of a section, `kind` that of a content type."""

    title: str
    section: str
    section_name: str | Promise
    kind: int
    kind_name: str
    is_draft: bool
    url: str
    cells: tuple[Cell, ...]


class Version(NamedTuple):
    """A text in one language, as the database has it."""

    key: UUID
    code: str
    pk: Any
    title: str
    live: bool
    kind: int
    section: str


def board_rows(user: User) -> list[Row]:
    """Return the texts that `user` may know of, in the order of the tree; four queries for any number of texts."""
    kinds = {kind.pk: model for model, kind in ContentType.objects.get_for_models(*translatable_models()).items()}
    versions = _versions(kinds)
    keys = {(version.key, version.code): version for version in versions}
    sections: dict[str, str | Promise] = {SHARED_TEXTS: _("Shared texts")}
    statuses = {(status.translation_key, status.language): status for status in LanguageStatus.objects.all()}
    assignments = Assignment.objects.by_text()
    rows = []
    for english in versions:
        if english.code != SOURCE_LANGUAGE:
            continue
        # A section is a page itself, and stands before what is below it.
        sections.setdefault(english.section, english.title)
        is_known = english.live or any((english.key, language.code) in statuses for language in TARGET_LANGUAGES)
        # Titles of drafts are for those who write them.
        if not is_known and not is_editor(user):
            continue
        model = kinds[english.kind]
        rows.append(
            Row(
                title=english.title,
                section=english.section,
                section_name=sections[english.section],
                kind=english.kind,
                kind_name=capfirst(str(model._meta.verbose_name)),
                is_draft=not english.live,
                url=_address(model, english.pk) if is_editor(user) else "",
                cells=tuple(
                    Cell(
                        language=language,
                        status=statuses.get((english.key, language.code)),
                        assignment=assignments.get((english.key, language.code)),
                        url=_address(model, keys[english.key, language.code].pk)
                        if (english.key, language.code) in keys and may_see_translations(user, language.code)
                        else "",
                    )
                    for language in TARGET_LANGUAGES
                ),
            )
        )
    return rows


def _versions(kinds: dict[int, Any]) -> list[Version]:
    """
    Return every page below the language roots in the order of the tree, then every shared text by kind; one query.

    The name of a shared text is that of its newest revision.
    """
    names = ("translation_key", "locale__language_code", "pk")
    pages = Page.objects.filter(depth__gte=DEPTH_OF_SECTIONS).order_by()
    shared_texts = [
        model.objects.order_by().values_list(*names, "latest_revision__object_str", "live", Value(kind), Value(""))
        for kind, model in kinds.items()
        if issubclass(model, ReviewedSnippet)
    ]
    found = pages.values_list(*names, "draft_title", "live", "content_type_id", "path").union(*shared_texts, all=True)
    return [
        Version(key, code, pk, title or str(pk), live, kind, path[: DEPTH_OF_SECTIONS * Page.steplen] or SHARED_TEXTS)
        for key, code, pk, title, live, kind, path in sorted(found, key=_place)
    ]


def _place(version: tuple) -> tuple[bool, str, int, str]:
    *_names, title, _live, kind, path = version
    return not path, path, kind, title or ""


def _address(model: Any, pk: Any) -> str:
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[pk])
    return reverse(model.snippet_viewset.get_url_name("edit"), args=[quote(pk)])
