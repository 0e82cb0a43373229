"""What the work on translations costs, beside stock wagtail-localize on the same data."""

from collections.abc import Iterator
from itertools import count

from django.test import Client
from rest_framework.test import APIRequestFactory, force_authenticate
from wagtail_localize.models import StringSegment
from wagtail_localize.views.edit_translation import edit_string_translation

from benchmarks.measuring import Measurement, median_seconds, statements
from cms.accounts.models import User
from tests.house import House, make_people


def measure() -> Iterator[Measurement]:
    house = House(make_people())
    house.story_index("es", "ar")
    yield from _saving(house)


def _saving(house: House) -> Iterator[Measurement]:
    """A text is typed into one part, each time another one, and marked done."""
    (translation,) = house.send(house.go_live(house.story()), "es")
    row = StringSegment.objects.filter(source=translation.source_id).first()
    client = _signed_in(house.people.translator_es)
    address = f"/admin/translation/{translation.pk}/parts/{row.context_id}-{row.string_id}/"
    numbers, numbers_in_stock = count(), count()

    def save() -> None:
        number = next(numbers)
        answer = client.post(address, {"text": f"Texto {'o' * number}", "version": number, "done": "1"})
        assert answer.json()["state"] == "done", answer.content

    def save_in_stock() -> None:
        request = APIRequestFactory().put("/", {"value": f"Texto {next(numbers_in_stock)}"}, format="multipart")
        force_authenticate(request, house.people.admin)
        answer = edit_string_translation(request, translation.pk, row.pk)
        assert answer.status_code in {200, 201}, answer.data

    save()
    with statements() as ours:
        save()
    milliseconds = 1000 * median_seconds(save)
    save_in_stock()
    with statements() as of_stock:
        save_in_stock()
    yield Measurement("translation.save.queries", len(ours), "queries", len(of_stock))
    yield Measurement("translation.save_ms", milliseconds, "ms", 1000 * median_seconds(save_in_stock))


def _signed_in(user: User) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client
