"""Which side a field is on: translated, synchronised (the same in every language) or a language's own."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import models, transaction
from django.utils.functional import classproperty
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, DraftStateMixin, Page, TranslatableMixin, WorkflowMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

# Fields that Wagtail keeps for itself: where a page stands, and what happens to it when.
WAGTAIL_FIELDS = {
    "alias_of",
    "content_type",
    "depth",
    "draft_title",
    "expire_at",
    "expired",
    "first_published_at",
    "go_live_at",
    "has_unpublished_changes",
    "last_published_at",
    "latest_revision",
    "latest_revision_created_at",
    "live",
    "live_revision",
    "locale",
    "locked",
    "locked_at",
    "locked_by",
    "numchild",
    "owner",
    "page_ptr",
    "path",
    "translation_key",
    "url_path",
}


class TranslationPolicy:
    """
    Mixed into every translatable model. It names its fields on exactly one of three sides; a system check holds it.

    Relations that hang on `wagtailcore.Page` itself (terms, recommendations) are synchronised on every page type.
    """

    translated_fields: tuple[str, ...] = ()
    synchronised_fields: tuple[str, ...] = ()
    own_fields: tuple[str, ...] = ()
    # Synchronised files for which a language may have one of its own.
    overridable_fields: tuple[str, ...] = ()

    @classproperty
    def translatable_fields(cls: Any) -> list[TranslatableField | SynchronizedField]:  # noqa: N805
        """What wagtail-localize asks a model for."""
        synchronised = [*cls.synchronised_fields, *relations_of_every_page(cls)]
        return [
            *(TranslatableField(name) for name in cls.translated_fields),
            *(SynchronizedField(name, overridable=name in cls.overridable_fields) for name in synchronised),
        ]

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish with all that follows, in every language, or not at all: also what a schedule publishes."""
        return super().publish(*args, **kwargs)  # type: ignore[misc]


def relations_of_every_page(model: type) -> list[str]:
    """
    Return the names of the inline relations that hang on `wagtailcore.Page`; empty for a model that is no page.

    What a row's model says `stays_with_source` of is no value: no other language has it.
    """
    if not issubclass(model, Page):
        return []
    return [relation.name for relation in get_all_child_relations(model) if _is_shared(relation)]


def _is_shared(relation: models.ManyToOneRel) -> bool:
    stays = getattr(relation.related_model, "stays_with_source", False)
    return relation.model is Page and relation.name != COMMENTS_RELATION_NAME and not stays


def translatable_models() -> list[type[models.Model]]:
    """Return every concrete model that has a translation policy."""
    return [model for model in apps.get_models() if issubclass(model, TranslationPolicy)]


def check_policies(app_configs: object, **kwargs: object) -> list[checks.CheckMessage]:
    """
    Check every model that wagtail-localize would translate.

    Each field is on exactly one side; there is no ManyToMany, which wagtail-localize copies once and never again; and a
    snippet has drafts and a review, without which sending it puts the English live in every language.
    """
    installed = Path(sys.prefix).resolve()
    ours = {
        config.label for config in apps.get_app_configs() if not Path(config.path).resolve().is_relative_to(installed)
    }
    models_of_ours = [model for model in apps.get_models() if model._meta.app_label in ours]
    return [
        message
        for model in models_of_ours
        if issubclass(model, TranslatableMixin)
        for message in (_check_model(model) if issubclass(model, TranslationPolicy) else [_without_policy(model)])
    ]


def _without_policy(model: type[models.Model]) -> checks.CheckMessage:
    return checks.Error(
        f"{model.__name__} is translatable and has no translation policy.",
        hint="Let it inherit from BasePage or ReviewedSnippet.",
        obj=model,
        id="languages.E005",
    )


def _check_model(model: Any) -> Iterator[checks.CheckMessage]:
    sides = [*model.translated_fields, *model.synchronised_fields, *model.own_fields]
    names = set(_fields_to_decide(model))
    for name in sorted(names - set(sides)):
        yield checks.Error(
            f"{model.__name__}.{name} is neither translated nor synchronised.",
            hint="Name it in translated_fields, synchronised_fields or own_fields.",
            obj=model,
            id="languages.E001",
        )
    for name in sorted({name for name in sides if sides.count(name) > 1}):
        yield checks.Error(f"{model.__name__}.{name} is on two sides.", obj=model, id="languages.E002")
    for name in sorted(set(sides) - names):
        yield checks.Error(f"{model.__name__} has no field {name} to decide on.", obj=model, id="languages.E003")
    for name in sorted(set(model.overridable_fields) - set(model.synchronised_fields)):
        yield checks.Error(
            f"{model.__name__}.{name} is overridable and not synchronised.",
            hint="A language may have something of its own only in the place of what is the same everywhere.",
            obj=model,
            id="languages.E007",
        )
    if not issubclass(model, WorkflowMixin) or not issubclass(model, DraftStateMixin):
        yield checks.Error(
            f"{model.__name__} has no drafts or no review.",
            hint="Let it inherit from ReviewedSnippet.",
            obj=model,
            id="languages.E006",
        )
    for field in model._meta.local_many_to_many:
        yield checks.Error(
            f"{model.__name__}.{field.name} is a ManyToMany.",
            hint="Use an ordered inline with a foreign key.",
            obj=model,
            id="languages.E004",
        )


def _fields_to_decide(model: type[models.Model]) -> Iterable[str]:
    for field in model._meta.get_fields():
        if not isinstance(field, models.Field) or field.auto_created or field in model._meta.private_fields:
            continue
        if isinstance(field, models.ManyToManyField | ParentalKey) or field.name in WAGTAIL_FIELDS:
            continue
        yield field.name
    if issubclass(model, ClusterableModel):
        for relation in get_all_child_relations(model):
            if relation.model is not Page:
                yield relation.name
