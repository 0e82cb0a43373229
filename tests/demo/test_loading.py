"""The command on a small demo: complete, the same when run again, and nothing half-made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError
from wagtail.models import Revision
from wagtail.signals import page_published, published

from briefs.models import BriefPage
from cms.accounts.models import User
from cms.directory.models import ReusableText, Term
from cms.languages.models import LanguageStatus
from cms.translation.review import approve, submit_source
from home.models import PressReleasePage
from stories.models import StoryIndexPage, StoryPage
from tests.demo.conftest import load
from tests.demo.test_states import write_data

pytestmark = pytest.mark.django_db

Load = Callable[..., str]


def whole_database() -> dict[str, list[dict[str, Any]]]:
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in apps.get_models()}


def edit(file: Path, change: Callable[[dict], object]) -> None:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(content)
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


@contextmanager
def interruption(signal: Any, model: type, language: str) -> Iterator[None]:
    """Ctrl-C in the middle of publishing the first text of `model` in `language`."""

    def interrupt(instance: Any, **kwargs: Any) -> None:
        if instance.locale.language_code == language:
            raise KeyboardInterrupt

    signal.connect(interrupt, sender=model)
    try:
        with pytest.raises(KeyboardInterrupt):
            yield
    finally:
        signal.disconnect(interrupt, sender=model)


def test_an_interrupted_load_is_completed(load_small_demo: Load) -> None:
    with interruption(page_published, StoryIndexPage, "ar"):
        load_small_demo()
    kept = dict(Revision.objects.values_list("pk", "content"))
    indexes = StoryIndexPage.objects.order_by("pk")
    assert [index.locale.language_code for index in indexes] == ["en", "es"]
    assert not StoryPage.objects.exists()

    assert "4 texts loaded" in load_small_demo()
    assert StoryIndexPage.objects.live().count() == StoryPage.objects.live().count() == 3
    assert {key: content for key, content in Revision.objects.values_list("pk", "content") if key in kept} == kept
    assert "everything is there" in load_small_demo()


def test_a_broken_file_saves_nothing_at_all(load_small_demo: Load, small_data: Path) -> None:
    edit(
        small_data / "ar" / "stories.yaml",
        lambda content: content["story"]["protecting-student-mental-health"].pop("summary"),
    )
    before = whole_database()
    with pytest.raises(CommandError) as refused:
        load_small_demo()
    assert (
        "ar/stories.yaml: story protecting-student-mental-health: summary: is missing"
        in str(refused.value).splitlines()
    )
    assert refused.value.returncode == 1
    assert whole_database() == before


def test_what_the_site_refuses_is_named_and_nothing_of_it_is_saved(load_small_demo: Load, small_data: Path) -> None:
    """A key that is an address of its own passes the data files; the page refuses it."""
    for language in ("en", "es", "ar"):
        edit(
            small_data / language / "stories.yaml",
            lambda content: content["story"].update(pdf=content["story"].pop("protecting-student-mental-health")),
        )
    with pytest.raises(CommandError) as refused:
        load_small_demo()
    assert any(line.startswith("en/stories.yaml: story pdf: slug: ") for line in str(refused.value).splitlines())
    assert not StoryPage.objects.exists()
    assert ReusableText.objects.filter(live=True).count() == 3


def test_a_translation_that_does_not_fit_the_english_any_more_is_named(load_small_demo: Load) -> None:
    """The English was changed after an interruption, before it went to the translators."""
    with interruption(published, Term, "es"):
        load_small_demo()
    term = Term.objects.get()
    term.name = "Another wording"
    term.save_revision(user=User.objects.get(username="editor2"))
    submit_source(term, user=User.objects.get(username="editor2"))
    approve(Term.objects.get(), user=User.objects.get(username="reviewer_en"))
    with pytest.raises(CommandError) as refused:
        load_small_demo()
    line = "es/directory.yaml: theme mental-health: name: has no text for the English “Another wording”"
    assert line in str(refused.value).splitlines()
    assert Term.objects.count() == 1


def test_everything_is_live_where_that_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "a password for the demo")
    write_data(tmp_path)
    load(tmp_path, everything=True)
    assert set(LanguageStatus.objects.values_list("state", flat=True)) == {"live"}
    assert PressReleasePage.objects.live().count() == BriefPage.objects.live().count() == 3
    assert set(BriefPage.objects.values_list("version", flat=True)) == {"1.1"}


@pytest.fixture
def one_term(small_data: Path) -> None:
    """Files that hold a term and nothing else."""
    for file in small_data.glob("*/*.yaml"):
        if file.name == "directory.yaml":
            edit(file, lambda content: content.pop("reusable_text"))
        else:
            file.unlink()


@pytest.mark.usefixtures("one_term")
def test_a_random_password_is_shown_once_and_works(load_small_demo: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMO_PASSWORD")
    [password] = [line.split()[1] for line in load_small_demo().splitlines() if line.startswith("Password: ")]
    assert authenticate(username="editor", password=password) is not None
    assert password not in load_small_demo()


@pytest.mark.usefixtures("one_term")
def test_a_password_of_the_environment_is_not_shown(load_small_demo: Load) -> None:
    assert "a password for the demo" not in load_small_demo()
