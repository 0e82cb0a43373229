"""Pages and shared texts of any kind, loaded together: a query for all pages and one for each kind of shared text."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from cms.accounts.models import User
from cms.accounts.roles import is_editor, is_reviewer
from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.policies import may_read_desk

Versions = dict[tuple[UUID, str], Any]


def load_objects(keys: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Any]:
    """Return (base content type, primary key as text) → the page or shared text, for each such key."""
    by_type: dict[int, set[str]] = {}
    for type_id, pk in keys:
        by_type.setdefault(type_id, set()).add(pk)
    return {
        (type_id, str(instance.pk)): instance
        for type_id, pks in by_type.items()
        for instance in _rows(ContentType.objects.get_for_id(type_id).model_class()).filter(pk__in=pks)
    }


def load_versions(texts: Iterable[tuple[type[Model], UUID]]) -> Versions:
    """Return (translation key, language code) → the text in that language, for each model and translation key."""
    keys: dict[type[Model], set[UUID]] = {}
    for model, key in texts:
        keys.setdefault(Page if issubclass(model, Page) else model, set()).add(key)
    return {
        (instance.translation_key, instance.locale.language_code): instance
        for model, wanted in keys.items()
        for instance in _rows(model).filter(translation_key__in=wanted)
    }


def _rows(model: Any) -> Any:
    return model._default_manager.select_related("locale")


def title_of(instance: Any) -> str:
    return instance.draft_title if isinstance(instance, Page) else str(instance)


def edit_address(instance: Any, user: User) -> str:
    """Return where `user` reads and edits the text; empty where the screen would refuse them."""
    return AdminURLFinder().get_edit_url(instance) or "" if _may_open(instance.locale.language_code, user) else ""


def _may_open(code: str, user: User) -> bool:
    if code == SOURCE_LANGUAGE:
        return is_editor(user) or is_reviewer(user, code)
    return may_read_desk(user, code)
