"""Recordings play without anybody else's help, with captions and a transcript or the truth about them."""

from urllib.parse import urlsplit

import pytest
from bs4 import Tag
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from cms.library.models import Recording, RecordingText
from stories.models import MediaGalleryItem, MediaGalleryPage
from tests.house import House
from tests.library.test_recordings import CAPTIONS, VIDEO
from tests.pages.test_query_counts import queries
from tests.stories.conftest import Read


@pytest.fixture
def video(db: None) -> Recording:
    recording = Recording.objects.create(
        title="A session", type="video", language="en", duration=60, file=ContentFile(VIDEO, name="session.mp4")
    )
    captions = ContentFile(CAPTIONS, name="captions.vtt")
    RecordingText.objects.create(recording=recording, language="en", captions=captions, transcript="We listened.")
    RecordingText.objects.create(recording=recording, language="es", title="Una sesión", captions=captions)
    return recording


def publish(house: House, *recordings: Recording) -> MediaGalleryPage:
    page = MediaGalleryPage(title="Watch and listen", slug="media")
    page.items = [MediaGalleryItem(recording=recording) for recording in recordings]
    return house.go_live(house.page(house.home, page))


@pytest.fixture
def gallery(house: House, video: Recording) -> MediaGalleryPage:
    page = publish(house, video)
    for code in ("es", "ar"):
        house.translate(page, code)
    return page


def recording(read: Read, code: str) -> Tag:
    [found] = read(f"/{code}/media/").select("[data-test=recording]")
    return found


@pytest.mark.usefixtures("gallery")
def test_recording_plays_with_nothing_but_our_own_files(read: Read, client: Client, video: Recording) -> None:
    player = recording(read, "en").video
    assert player.has_attr("controls")
    assert (player["preload"], player.source["src"], player.source["type"]) == ("none", video.url, "video/mp4")
    page = read("/en/media/")
    assert not page.select("iframe")
    assert {urlsplit(tag["src"]).netloc for tag in page.select("[src]")} <= {""}
    assert "media-src 'self'" in client.get("/en/media/")["Content-Security-Policy"]


@pytest.mark.usefixtures("gallery")
def test_captions_of_the_readers_language_stand_first(read: Read) -> None:
    tracks = recording(read, "es").select("track")
    assert [(track["srclang"], track.has_attr("default")) for track in tracks] == [("es", True), ("en", False)]
    assert all(track["kind"] == "captions" for track in tracks)


@pytest.mark.usefixtures("gallery")
def test_where_there_are_none_in_this_language_the_page_says_which_there_are(read: Read) -> None:
    arabic = recording(read, "ar")
    assert not [track for track in arabic.select("track") if track.has_attr("default")]
    [captions] = arabic.select("[data-test=captions]")
    assert [name["lang"] for name in captions.select("bdi")] == ["en", "es"]
    english = recording(read, "en").select_one("[data-test=captions]")
    # A sentence more than where they are there.
    assert len(captions.get_text(" ", strip=True)) > len(english.get_text(" ", strip=True))


@pytest.mark.usefixtures("gallery")
def test_transcript_and_title_are_the_readers_or_marked(read: Read) -> None:
    assert "lang" not in recording(read, "en").details.div.attrs
    arabic = recording(read, "ar")
    assert (arabic.details.div["lang"], arabic.details.div["dir"]) == ("en", "ltr")
    assert (arabic.h2["lang"], arabic.h2.get_text()) == ("en", "A session")
    spanish = recording(read, "es")
    assert ("lang" in spanish.h2.attrs, spanish.h2.get_text()) == (False, "Una sesión")


@pytest.mark.usefixtures("gallery")
def test_link_to_share_is_in_the_language_of_the_page(read: Read, video: Recording) -> None:
    [link] = recording(read, "ar").select('[data-test=share] a[href*="wa.me"]')
    assert f"/ar/media/%23recording-{video.pk}" in link["href"].replace("%2F", "/")


@pytest.mark.usefixtures("gallery")
def test_link_to_copy_is_in_the_language_of_the_page(read: Read, video: Recording) -> None:
    [button] = recording(read, "es").select("[data-test=share] button")
    assert button["data-copies-address"].endswith(f"/es/media/#recording-{video.pk}")


@pytest.fixture
def hosted(house: House) -> Recording:
    """A video on another site, with captions there in Spanish."""
    video = Recording(title="A visit", type="video", language="en", hosted_at="https://youtu.be/aBcDeFgHiJk")
    video.full_clean(exclude=["collection"])
    video.save()
    RecordingText.objects.create(recording=video, language="es", title="Una visita", has_hosted_captions=True)
    page = publish(house, video)
    for code in ("es", "ar"):
        house.translate(page, code)
    return video


@pytest.mark.usefixtures("hosted")
def test_video_elsewhere_asks_nothing_of_that_site_and_says_where_it_leads(read: Read, client: Client) -> None:
    found = recording(read, "en")
    assert not found.select("iframe, video, [src^=http]")
    link = found.select_one("a.hosted")
    assert link["href"] == "https://www.youtube.com/watch?v=aBcDeFgHiJk"
    # The words without a script are those that say that it is another site.
    assert "another site" in link.select_one(".hosted__words > span:not([hidden])").get_text()
    assert link["data-plays"].startswith("https://www.youtube-nocookie.com/embed/aBcDeFgHiJk?")
    assert "hl=ar" in recording(read, "ar").select_one("a.hosted")["data-plays"]
    policy = client.get("/en/media/")["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com;" in f"{policy};"
    assert "youtube" not in client.get("/en/")["Content-Security-Policy"]


@pytest.mark.usefixtures("hosted")
def test_captions_elsewhere_are_named_and_their_lack_is_said(read: Read) -> None:
    names = {code: recording(read, code).select("[data-test=captions] bdi") for code in ("es", "ar")}
    assert [[name["lang"] for name in found] for found in names.values()] == [["es"], ["es"]]
    spanish, arabic = (recording(read, code).select_one("[data-test=captions]") for code in ("es", "ar"))
    assert "No captions" not in spanish.get_text()
    assert len(arabic.get_text(" ", strip=True)) > len(spanish.get_text(" ", strip=True))


def test_recording_is_sound_alone_where_it_is_audio(house: House, read: Read) -> None:
    sound = Recording.objects.create(
        title="A talk", type="audio", language="es", duration=60, file=ContentFile(b"ID3\x03", name="talk.mp3")
    )
    publish(house, sound)
    found = recording(read, "en")
    assert found.audio["preload"] == "none"
    assert not found.select("track, [data-test=captions], details")
    assert found.h2["lang"] == "es"


def test_twelve_recordings_take_as_many_queries_as_one(house: House, client: Client, video: Recording) -> None:
    page = publish(house, video)
    with_one = len(queries(client, "/en/media/"))
    draft = page.get_latest_revision_as_object()
    draft.items = [
        MediaGalleryItem(
            recording=Recording.objects.create(title=str(number), type="video", duration=1, file=video.file.name)
        )
        for number in range(12)
    ]
    draft.save_revision(user=house.people.editor)
    house.go_live(page)
    assert len(queries(client, "/en/media/")) == with_one <= 20


def test_editor_chooses_recordings_in_the_form(house: House, client: Client) -> None:
    client.force_login(house.people.editor)
    response = client.get(reverse("wagtailadmin_pages:add", args=["stories", "mediagallerypage", house.home.pk]))
    assert 'name="items-TOTAL_FORMS"' in response.content.decode()
