"""Readers say which page they need and what is wrong in a translation, and those who translate see it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cms.feedback.models import ProblemReport, Wish
from cms.readership.counting import counts
from tests.house import House

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def reader(db: None) -> Iterator[Client]:
    yield Client(headers={"User-Agent": BROWSER})
    # Readers are counted too, into the database of this test.
    counts.write()


@pytest.fixture
def english(house: House) -> Any:
    house.story_index("ar", "es")
    return house.go_live(house.story(title="Listening first"))


def need(reader: Client, page: Any, code: str, **extra: Any) -> Any:
    return reader.post(f"/{code}/languages/need/", {"page": str(page.translation_key)}, **extra)


def test_a_reader_is_counted_once_a_day_and_thanked(reader: Client, english: Any) -> None:
    missing = english.url.replace("/en/", "/ar/")
    before = reader.get(missing).content.decode()
    assert "أحتاج إلى هذه الصفحة بالعربية" in before
    assert "طلبها" not in before
    for _ in range(2):
        answer = need(reader, english, "ar")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{missing}?asked=1#need")
        assert not answer.cookies
    assert "طلبها شخص واحد." in reader.get(f"{missing}?asked=1").content.decode()
    need(reader, english, "ar", REMOTE_ADDR="192.0.2.7")
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        need(reader, english, "ar")
    assert Wish.objects.get(language="ar").number == 3
    assert not Wish.objects.filter(language="es").exists()


@pytest.mark.parametrize("agent", ["Googlebot/2.1", ""])
def test_robots_need_nothing(english: Any, agent: str) -> None:
    assert need(Client(headers={"User-Agent": agent}), english, "ar").status_code == 302
    assert not Wish.objects.exists()


def test_who_asks_for_what_has_come_meanwhile_is_led_there(reader: Client, house: House, english: Any) -> None:
    spanish = house.translate(english, "es")
    for code, page in (("es", spanish), ("en", english)):
        answer = need(reader, english, code)
        assert (answer.status_code, answer.headers["Location"]) == (302, page.url)
        assert reader.get(page.url).status_code == 200
    assert not Wish.objects.exists()


def test_only_what_is_public_can_be_asked_for(reader: Client, house: House, english: Any) -> None:
    draft = house.story("not-public")
    assert need(reader, draft, "ar").status_code == 404
    for odd in ("", "x", "\0", "9" * 5000):
        assert reader.post("/ar/languages/need/", {"page": odd}).status_code == 404
    assert not Wish.objects.exists()


def test_who_opens_the_address_of_the_button_is_led_to_all_that_is_missing(reader: Client) -> None:
    for answer in (reader.get("/ar/languages/need/"), reader.head("/ar/languages/need/")):
        assert (answer.status_code, answer.headers["Location"]) == (302, "/ar/languages/")


def test_what_most_readers_need_stands_first_for_its_translator(client: Client, house: House, english: Any) -> None:
    other = house.go_live(house.story("asked-for", title="Asked for"))
    house.send(english, "ar")
    house.send(other, "ar")
    client.force_login(house.people.translator_ar)
    assert _queue(client) == ["Listening first", "Asked for"]
    Wish.objects.count_one(other.translation_key, "ar")
    Wish.objects.count_one(other.translation_key, "es")
    assert _queue(client) == ["Asked for", "Listening first"]
    assert "1 reader needs it" in client.get("/admin/").content.decode()


def _queue(client: Client) -> list[str]:
    rows = client.get("/admin/").content.decode().split('data-test="queue-row"')[1:]
    return [row.split('dir="ltr">', 1)[1].split("<", 1)[0].strip() for row in rows]


@pytest.fixture
def arabic(house: House, english: Any) -> Any:
    return house.translate(english, "ar")


def report(reader: Client, page: Any, *, seconds: int = 10, **words: str) -> Any:
    """Open the form, write, and send it so many seconds later."""
    address = f"/{page.locale.language_code}/languages/problem/{page.pk}/"
    stamp = reader.get(address).content.decode().split('name="stamp" value="', 1)[1].split('"', 1)[0]
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds)):
        return reader.post(address, {"stamp": stamp, **words})


def test_a_problem_reaches_those_who_can_mend_it(reader: Client, client: Client, house: House, arabic: Any) -> None:
    page = reader.get(arabic.url).content.decode()
    assert f"/ar/languages/problem/{arabic.pk}/" in page
    form = reader.get(f"/ar/languages/problem/{arabic.pk}/?words=كلمات%20من%20النص").content.decode()
    assert ">\nكلمات من النص</textarea>" in form
    answer = report(reader, arabic, passage="كلمات", message="الكلمة غير مفهومة <b>")
    assert "شكرًا. سيقرأ أحد أفراد فريقنا ما كُتب." in reader.get(answer.headers["Location"]).content.decode()

    for person in (house.people.translator_ar, house.people.reviewer_ar, house.people.editor):
        client.force_login(person)
        assert 'data-test="queue-problem"' in client.get("/admin/").content.decode(), person
        assert "الكلمة غير مفهومة &lt;b&gt;" in client.get("/admin/reports/from-readers/").content.decode()
    client.force_login(house.people.translator_es)
    assert 'data-test="queue-problem"' not in client.get("/admin/").content.decode()
    assert "غير مفهومة" not in client.get("/admin/reports/from-readers/").content.decode()

    kept = ProblemReport.objects.get()
    done = f"/admin/reports/from-readers/{kept.pk}/done/"
    assert client.post(done).status_code == 404
    client.force_login(house.people.reviewer_ar)
    assert client.post(done).status_code == 302
    assert 'data-test="queue-problem"' not in client.get("/admin/").content.decode()
    kept.refresh_from_db()
    assert kept.done_by == house.people.reviewer_ar


def test_bad_input_gets_a_word_and_keeps_what_was_written(reader: Client, arabic: Any) -> None:
    empty = report(reader, arabic, passage="كلمات", message="")
    assert empty.status_code == 422
    assert "هذا الحقل مطلوب." in empty.content.decode()
    assert ">\nكلمات</textarea>" in empty.content.decode()
    long = report(reader, arabic, message="ب" * 1001)
    assert "ب" * 1001 in long.content.decode()
    too_fast = report(reader, arabic, seconds=0, message="نص")
    assert too_fast.status_code == 422
    assert ">\nنص</textarea>" in too_fast.content.decode()
    assert report(reader, arabic, seconds=90_000, message="نص").status_code == 422
    foreign = reader.post(f"/ar/languages/problem/{arabic.pk}/", {"stamp": "opened:x:y", "message": "نص"})
    assert foreign.status_code == 422
    nul = report(reader, arabic, message="نص\0")
    assert nul.status_code == 422
    assert not ProblemReport.objects.exists()


def test_a_robot_is_thanked_and_not_heard_and_a_crowd_of_one_is_cut(reader: Client, arabic: Any) -> None:
    assert report(reader, arabic, message="buy", website="https://example.org").status_code == 302
    assert not ProblemReport.objects.exists()
    for number in range(12):
        report(reader, arabic, message=f"رقم {number}")
    assert ProblemReport.objects.count() == 10


def test_there_is_no_form_for_what_is_no_public_translation(
    reader: Client, house: House, english: Any, arabic: Any
) -> None:
    assert "languages/problem" not in reader.get(english.url).content.decode()
    assert reader.get(f"/en/languages/problem/{english.pk}/").status_code == 404
    assert reader.get(f"/es/languages/problem/{arabic.pk}/").status_code == 404
    arabic.unpublish()
    assert reader.get(f"/ar/languages/problem/{arabic.pk}/").status_code == 404
    cache.clear()
