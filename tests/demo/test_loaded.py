"""The command on a small demo that is loaded already: it adds what is missing, and changes nothing."""

import shutil
from pathlib import Path

import pytest
from wagtail.models import PageLogEntry

from cms.accounts.models import User
from cms.directory.models import Term
from cms.languages.models import LanguageStatus
from stories.models import StoryPage
from tests.demo.conftest import SMALL, load, write_cut_data
from tests.demo.test_loading import edit, whole_database

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(shared_db: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small files, which are loaded."""
    folder = tmp_path_factory.mktemp("demo")
    write_cut_data(folder, SMALL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEMO_PASSWORD", "a password for the demo")
        load(folder)
    return folder


def test_a_second_load_changes_nothing(loaded: Path) -> None:
    before = whole_database()
    assert "everything is there" in load(loaded)
    assert {label: rows for label, rows in whole_database().items() if rows != before[label]} == {}


def test_every_text_is_written_and_approved_by_the_people_whose_work_it_is(loaded: Path) -> None:
    for story in StoryPage.objects.select_related("locale", "live_revision__user"):
        code = story.locale.language_code
        author, reviewer = ("editor", "reviewer_en") if code == "en" else (f"translator_{code}", f"reviewer_{code}")
        assert story.live
        assert story.live_revision.user.username == author
        assert PageLogEntry.objects.get(page=story.pk, action="wagtail.publish").user.username == reviewer
    assert StoryPage.objects.count() == 3
    assert set(LanguageStatus.objects.values_list("state", flat=True)) == {"live"}


def test_what_staff_changed_stays(loaded: Path) -> None:
    story = StoryPage.objects.get(locale__language_code="en")
    story.title = "A title that staff is working on"
    story.save_revision(user=User.objects.get(username="editor"))
    StoryPage.objects.get(locale__language_code="ar").unpublish()
    assert "everything is there" in load(loaded)
    assert StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().title == story.title
    assert not StoryPage.objects.get(locale__language_code="ar").live


def test_a_new_entry_is_added_to_what_is_there(loaded: Path, tmp_path: Path) -> None:
    data = shutil.copytree(loaded, tmp_path / "data")
    names = {"en": "Families", "es": "Familias", "ar": "الأسر"}
    for language, name in names.items():
        fields = {"name": name, "order": 2} if language == "en" else {"name": name}
        edit(
            data / language / "directory.yaml",
            lambda content, fields=fields: content["theme"].update(families=fields),
        )
    assert "3 texts loaded" in load(data)
    assert set(Term.objects.filter(key="families", live=True).values_list("name", flat=True)) == set(names.values())
