"""The command brings each text as far as the data files say."""

import datetime
import shutil
from pathlib import Path

import pytest
import time_machine
import yaml
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from briefs.models import BriefPage
from cms.languages.models import LanguageStatus
from demo.reading import DATA, STATES
from home.models import PressReleasePage
from stories.models import StoryPage
from tests.demo.conftest import load, write_cut_data

pytestmark = pytest.mark.django_db

WANTED = {
    "home": ["home"],
    "story_index": ["stories"],
    "story": ["peer-mentorship-for-new-students", "small-learning-communities"],
    "brief_index": ["briefs"],
    "brief": ["funding-the-future-of-learning"],
    "press_index": ["press"],
    "press_release": ["needs-assessment-press-release"],
}
PRESS = "/press/needs-assessment-press-release/"
BRIEF = "/briefs/funding-the-future-of-learning/"


def write_data(folder: Path) -> None:
    """Write the files of two stories, a brief and a press release about it."""
    write_cut_data(folder, WANTED)
    # The press release is about another brief, which would take longer to load.
    english = folder / "en" / "site.yaml"
    english.write_text(
        english.read_text(encoding="utf-8").replace("release: needs-assessment\n", f"release: {WANTED['brief'][0]}\n"),
        encoding="utf-8",
    )
    _cut_states(folder / STATES)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_data(folder)
    return folder


@pytest.fixture(scope="module", autouse=True)
def _loaded(shared_db: None, data: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEMO_PASSWORD", "a password for the demo")
        load(data)


def _cut_states(file: Path) -> None:
    shutil.copy(DATA / STATES, file)
    states = yaml.safe_load(file.read_text(encoding="utf-8"))
    cut = {
        kind: {key: states[kind][key] for key in keys if key in states[kind]}
        for kind, keys in WANTED.items()
        if kind in states
    }
    file.write_text(yaml.safe_dump(cut), encoding="utf-8")


def states_of(page: StoryPage | BriefPage) -> dict[str, str]:
    rows = LanguageStatus.objects.filter(translation_key=page.translation_key)
    return dict(rows.values_list("language", "state"))


def english(model: type, slug: str) -> StoryPage | BriefPage | PressReleasePage:
    return model.objects.get(slug=slug, locale__language_code="en")


def test_each_text_is_as_far_as_it_should_be() -> None:
    assert states_of(english(StoryPage, "peer-mentorship-for-new-students")) == {"es": "live", "ar": "in-progress"}
    assert states_of(english(StoryPage, "small-learning-communities"))["es"] == "in-review"
    assert not StoryPage.objects.filter(slug="small-learning-communities", locale__language_code="ar").exists()
    begun = LanguageStatus.objects.get(
        translation_key=english(StoryPage, "peer-mentorship-for-new-students").translation_key, language="ar"
    )
    assert 0 < begun.parts_done < begun.parts

    brief = english(BriefPage, "funding-the-future-of-learning")
    assert (brief.live, brief.version, states_of(brief)["es"]) == (True, "1.1", "outdated")
    # Two parts say more than before; what stayed as it was is up to date.
    assert LanguageStatus.objects.get(translation_key=brief.translation_key, language="es").parts_behind == 2
    assert b'data-test="freshness"' in Client().get(f"/es{BRIEF}").content
    assert b'data-test="not-translated"' in Client().get(f"/ar{BRIEF}").content

    press = english(PressReleasePage, "needs-assessment-press-release")
    assert not press.live
    assert datetime.timedelta(hours=23) < press.go_live_at - timezone.now() <= datetime.timedelta(days=1)
    assert {Client().get(f"/{language}{PRESS}").status_code for language in ("en", "es", "ar")} == {404}


def test_what_is_embargoed_goes_live_in_its_languages_at_its_time() -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        call_command("publish_scheduled")
        assert {Client().get(f"/{language}{PRESS}").status_code for language in ("en", "es")} == {200}
        assert b'data-test="not-translated"' in Client().get(f"/ar{PRESS}").content


def test_a_second_load_finds_everything_as_it_should_be(data: Path) -> None:
    assert "everything is there" in load(data)
