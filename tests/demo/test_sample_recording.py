"""The demo has a recording to try: captions in two languages, a transcript in three, and nothing of anybody else."""

from io import StringIO
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.management import call_command
from django.test import Client

from cms.library.captions import are_captions
from cms.library.models import Recording
from demo.fields import RECORDINGS

pytestmark = pytest.mark.usefixtures("demo")


def gallery(code: str) -> Tag:
    page = BeautifulSoup(Client().get(f"/{code}/media/").content, "html.parser")
    [recording] = page.select("[data-test=recording]")
    return recording


@pytest.mark.parametrize(("code", "word"), [("en", "Sample"), ("es", "Muestra"), ("ar", "نموذج")])
def test_each_language_has_its_title_its_transcript_and_the_truth_about_captions(code: str, word: str) -> None:
    found = gallery(code)
    assert found.h2.get_text(strip=True).startswith(word)
    # No words of another language, but for the names of languages.
    assert not found.select("[lang]:not(bdi)")
    assert len(found.select_one(".transcript .prose").get_text(strip=True)) > 200
    offered = {track["srclang"]: track.has_attr("default") for track in found.select("track")}
    assert offered == {"en": code == "en", "es": code == "es"}
    captions = found.select_one("[data-test=captions]")
    assert {name["lang"] for name in captions.select("bdi")} == {"en", "es"}
    assert ("بهذه اللغة" in captions.get_text()) == (code == "ar")


def test_it_lies_here_and_is_light() -> None:
    found = gallery("en")
    sources = [tag["src"] for tag in found.select("[src]")] + [found.video["poster"]]
    assert {urlsplit(source).netloc for source in sources} == {""}
    assert (RECORDINGS / "how-the-beacon-is-drawn.mp4").stat().st_size <= 150_000
    captions = sorted(RECORDINGS.glob("*.vtt"))
    assert [are_captions(file.read_bytes()) for file in captions] == [True, True]


def test_loading_again_adds_none() -> None:
    Recording.objects.update(title="What staff call it")
    before = list(Recording.objects.values())
    output = StringIO()
    call_command("load_demo", stdout=output)
    assert "everything is there" in output.getvalue()
    assert list(Recording.objects.values()) == before
