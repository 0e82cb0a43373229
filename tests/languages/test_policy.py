"""The system checks that keep every model decided: a deliberately bad sample of each fault is caught."""

from django.core import checks
from django.db import models
from django.test.utils import isolate_apps
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from cms.directory.models import ReviewedSnippet, Term
from cms.languages.policy import TranslationPolicy, _check_model, _without_policy, check_policies
from stories.models import StoryPage


def identifiers(messages) -> set[str]:
    return {message.id for message in messages}


def test_every_model_is_decided() -> None:
    assert check_policies(None) == []


def test_the_check_runs_with_the_others() -> None:
    assert check_policies in checks.registry.registry.get_checks()


@isolate_apps("cms.directory")
def test_undecided_field_is_named() -> None:
    class Slogan(ReviewedSnippet):
        words = models.CharField(max_length=10)
        color = models.CharField(max_length=10)
        translated_fields = ("words",)

        class Meta(ReviewedSnippet.Meta):
            app_label = "directory"

    messages = list(_check_model(Slogan))
    assert identifiers(messages) == {"languages.E001"}
    assert "Slogan.color" in messages[0].msg


@isolate_apps("cms.directory")
def test_field_on_two_sides_and_field_that_is_not_there() -> None:
    class Slogan(ReviewedSnippet):
        words = models.CharField(max_length=10)
        translated_fields = ("words", "color")
        synchronised_fields = ("words",)

        class Meta(ReviewedSnippet.Meta):
            app_label = "directory"

    assert identifiers(_check_model(Slogan)) == {"languages.E002", "languages.E003"}


@isolate_apps("cms.directory")
def test_snippet_without_drafts_and_with_a_many_to_many() -> None:
    class Slogan(TranslationPolicy, TranslatableMixin, models.Model):  # noqa: DJ008
        terms = models.ManyToManyField(Term)

        class Meta(TranslatableMixin.Meta):
            app_label = "directory"

    assert identifiers(_check_model(Slogan)) == {"languages.E004", "languages.E006"}


@isolate_apps("cms.directory")
def test_translatable_model_without_a_policy() -> None:
    class Slogan(TranslatableMixin, models.Model):  # noqa: DJ008
        class Meta(TranslatableMixin.Meta):
            app_label = "directory"

    assert _without_policy(Slogan).id == "languages.E005"


def test_relations_of_every_page_are_values() -> None:
    synchronised = {each.field_name for each in StoryPage.translatable_fields if isinstance(each, SynchronizedField)}
    assert {"page_terms", "recommendation_links", "slug", "source_date"} <= synchronised
