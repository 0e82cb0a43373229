"""Readers are counted once a day, by what they really got, and nothing is kept that tells who they were."""

import threading
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.editions.making import make_edition_of
from cms.readership.counting import Counts, counts
from cms.readership.models import DailyCount
from cms.readership.readers import is_person
from stories.models import StoryPage
from tests.public_tree import indexes, story  # noqa: F401

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _nothing_waits(db: None) -> None:
    counts.write()
    DailyCount.objects.all().delete()


@pytest.fixture
def english(story) -> StoryPage:  # noqa: F811
    page = story("en", "Listening first", "What one school heard.")
    make_edition_of(page.pk)
    return page


@pytest.fixture
def reader() -> Client:
    return Client(headers={"User-Agent": BROWSER})


def counted() -> dict[str, int]:
    counts.write()
    return dict(DailyCount.objects.values_list("kind", "number"))


def test_a_page_and_its_pdf_are_counted_once_for_a_reader_and_day(english: StoryPage, reader: Client) -> None:
    for _ in range(3):
        reader.get(english.url)
        reader.get(f"{english.url}pdf/")
    assert counted() == {"read": 1, "download": 1}
    reader.get(english.url, REMOTE_ADDR="192.0.2.7")
    assert counted() == {"read": 2, "download": 1}
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        reader.get(english.url)
        counts.write()
    assert sorted(DailyCount.objects.filter(kind="read").values_list("number", flat=True)) == [1, 2]


def test_each_language_is_counted_for_itself(english: StoryPage, story, reader: Client) -> None:  # noqa: F811
    arabic = story("ar", "الإصغاء أولًا", "نص", of=english)
    reader.get(arabic.url)
    counts.write()
    assert [row.page_id for row in DailyCount.objects.all()] == [arabic.pk]


def test_only_what_was_delivered_counts(english: StoryPage, reader: Client) -> None:
    address = f"{english.url}pdf/"
    etag = reader.head(address)["ETag"]
    reader.head(english.url)
    reader.get(address, headers={"If-None-Match": etag})
    reader.get(address, headers={"Range": "bytes=100-200"})
    reader.get(address, headers={"Range": "bytes=99999999-"})
    reader.get(f"{english.url}handout/")
    reader.get(f"{english.url}nothing/")
    # The page that says that a language is missing is no page of it.
    reader.get(english.url.replace("/en/", "/es/"))
    assert counted() == {}
    # The first piece is a download, and the pieces after it are the same one.
    for piece in ("bytes=0-99", "bytes=100-199", "bytes=0-"):
        reader.get(address, headers={"Range": piece})
    assert counted() == {"download": 1}


@pytest.mark.parametrize(
    ("agent", "person"),
    [
        (BROWSER, True),
        ("Mozilla/5.0 (Linux; Android 13; CUBOT X18) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36", True),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", False),
        ("Mozilla/5.0 (compatible; bingbot/2.0)", False),
        ("Baiduspider", False),
        ("WhatsApp/2.23.20 A", False),
        ("facebookexternalhit/1.1", False),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36", False),
        ("meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)", False),
        ("python-requests/2.32.3", False),
        ("Python-urllib/3.12", False),
        ("Python/3.12 aiohttp/3.10.5", False),
        ("curl/8.5.0", False),
        ("Wget/1.21.4", False),
        ("Go-http-client/2.0", False),
        ("Java/17.0.2", False),
        ("Apache-HttpClient/4.5.14 (Java/17.0.2)", False),
        ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)", False),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1",
            True,
        ),
        ("Mozilla/5.0 (Linux; Android 14; SM-A145M) AppleWebKit/537.36 Chrome/138.0.0.0 Mobile Safari/537.36", True),
        ("", False),
    ],
)
def test_robots_do_not_read(agent: str, person: bool) -> None:
    request = HttpRequest()
    request.META["HTTP_USER_AGENT"] = agent
    assert is_person(request) is person


def test_what_a_browser_fetches_in_advance_is_not_read() -> None:
    request = HttpRequest()
    request.META.update(HTTP_USER_AGENT=BROWSER, HTTP_SEC_PURPOSE="prefetch;prerender")
    assert not is_person(request)


def test_nothing_tells_who_somebody_was(english: StoryPage, reader: Client) -> None:
    response = reader.get(english.url, REMOTE_ADDR="192.0.2.99")
    counts.write()
    assert not response.cookies
    assert {field.name for field in DailyCount._meta.get_fields()} == {"id", "page", "day", "kind", "number"}
    remembered = " ".join(f"{key} {value}" for key, value in cache._cache.items())
    assert "readership:" in remembered
    assert "192.0.2.99" not in remembered


def test_at_midnight_nobody_can_tell_any_more_whose_hash_it_was(english: StoryPage, reader: Client) -> None:
    def kept() -> dict[str, object]:
        """What the cache gives to whoever asks now."""
        keys = [key.split(":", 2)[2] for key in list(cache._cache) if "readership:" in key]
        return {key: value for key in keys if (value := cache.get(key)) is not None}

    midnight = timezone.make_aware(datetime(2026, 5, 4))
    with time_machine.travel(midnight - timedelta(seconds=30), tick=False):
        reader.get(english.url)
        before = kept()
        assert set(before) > {"readership:salt:2026-05-03"}
    with time_machine.travel(midnight + timedelta(seconds=1), tick=False):
        assert kept() == {}
    with time_machine.travel(midnight + timedelta(seconds=2), tick=False):
        reader.get(english.url)
        assert set(before).isdisjoint(kept())
        assert before["readership:salt:2026-05-03"] not in kept().values()
    assert counted() == {"read": 1}
    assert DailyCount.objects.count() == 2


def test_a_proxy_that_is_trusted_tells_readers_apart(english: StoryPage, reader: Client, settings) -> None:
    settings.TRUSTED_PROXIES = 1
    for address in ("192.0.2.1", "192.0.2.2", "6.6.6.6, 192.0.2.2"):
        reader.get(english.url, headers={"X-Forwarded-For": address})
    assert counted() == {"read": 2}


def test_no_reader_waits_for_a_write(english: StoryPage, reader: Client) -> None:
    reader.get(english.url)
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        reader.get(english.url)
    assert not [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE"))]


def test_a_crowd_is_counted_to_the_last_one(english: StoryPage) -> None:
    own = Counts()
    day = timezone.localdate()

    def come() -> None:
        for _ in range(200):
            own.add(english.pk, day, "read")
            own.add(0, day, "read")

    crowd = [threading.Thread(target=come) for _ in range(8)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    with CaptureQueriesContext(connection) as asked:
        own.write()
    # A page that is gone has no readers.
    assert list(DailyCount.objects.values_list("page_id", "number")) == [(english.pk, 1600)]
    assert len([query for query in asked if query["sql"].startswith(("INSERT", "UPDATE"))]) <= 2
