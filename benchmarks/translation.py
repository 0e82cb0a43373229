"""What the work on translations costs, beside stock wagtail-localize on the same data."""

import shutil
import statistics
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import sync_playwright
from rest_framework.test import APIClient
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from benchmarks.measuring import TIMES, Measurement, median_seconds, seconds
from cms.accounts.models import User
from cms.translation.memory import near
from cms.translation.models import Sending
from cms.translation.sending_several import work_through
from cms.translation.status import refresh_status
from stories.models import StoryIndexPage, StoryPage
from tests.browser.staff import Staff
from tests.conftest import CHROMIUM_FLAGS
from tests.costs import statements
from tests.house import PASSWORD, House, fresh, make_people
from tests.scenes import fill_memory, full_story, many_stories, paragraphs, remembered_sentence, story_of
from tests.sites import Site

CODES = ("es", "ar")
PAGES_OF_A_SECTION = 200
PARTS_OF_A_LONG_PAGE = 200


def measure() -> Iterator[Measurement]:
    house = House(make_people())
    house.story_index(*CODES)
    with override_settings(ROOT_URLCONF="benchmarks.stock"):
        yield from _saving(house)
        yield from _sending_a_full_story(house)
        yield from _workbench(house)
        yield from _script(house)
        yield from _publishing(house)
        yield from _memory(house)
        yield from _sending_a_section(house)
        yield from _board(house)


def _saving(house: House) -> Iterator[Measurement]:
    """A text is typed into one part, each time another one, and marked done."""
    (translation,) = house.send(house.go_live(house.story()), "es")
    row = StringSegment.objects.filter(source=translation.source_id).first()
    client, client_of_stock = _signed_in(house.people.translator_es), _signed_in(house.people.admin)
    numbers = count()
    numbers_of_stock = count()

    def save() -> None:
        number = next(numbers)
        _succeed(
            client.post(
                f"/admin/translation/{translation.pk}/parts/{row.context_id}-{row.string_id}/",
                {"text": f"Texto {'o' * number}", "version": number, "done": "1"},
            )
        )

    def save_in_stock() -> None:
        text = f"Texto {'a' * next(numbers_of_stock)}"
        address = f"/stock/save/{translation.pk}/{row.pk}/"
        _succeed(client_of_stock.put(address, {"value": text}, format="multipart"))

    # The first one differs: it makes the row that the others write over.
    save(), save_in_stock()
    yield Measurement("translation.save.queries", _queries(save), "queries", _queries(save_in_stock))
    ours, of_stock = median_seconds(save), median_seconds(save_in_stock)
    yield Measurement("translation.save_ms", 1000 * ours, "ms", 1000 * of_stock)


def _sending_a_full_story(house: House) -> Iterator[Measurement]:
    """A story with all that a story can have goes to one language after the other; the dearer one counts."""
    story = full_story(house, *CODES)
    ours = max(_queries(lambda code=code: house.send(story, code)) for code in CODES)
    copy = story.copy(update_attrs={"slug": "full-for-stock"}, user=house.people.editor)
    of_stock = max(_queries(lambda code=code: _send_in_stock(copy, house.people.admin, code)) for code in CODES)
    yield Measurement("translation.submit.queries_full_story", ours, "queries", of_stock)


def _workbench(house: House) -> Iterator[Measurement]:
    """A page of 200 parts is opened, before and after all of them are translated; the dearer one counts."""
    story, story_of_stock = (
        house.go_live(story_of(house, PARTS_OF_A_LONG_PAGE, slug)) for slug in ("long", "long-for-stock")
    )
    (translation,) = house.send(story, "es")
    _send_in_stock(story_of_stock, house.people.admin, "es")
    translation_of_stock = Translation.objects.get(source__object_id=story_of_stock.translation_key)
    targets = [each.get_target_instance().pk for each in (translation, translation_of_stock)]
    client, client_of_stock = _signed_in(house.people.translator_es), _signed_in(house.people.admin)

    def open_both() -> tuple[int, int]:
        return (
            _queries(lambda: _succeed(client.get(f"/admin/pages/{targets[0]}/edit/"))),
            _queries(lambda: _succeed(client_of_stock.get(f"/stock/edit/{targets[1]}/"))),
        )

    open_both()
    empty = open_both()
    house.fill(translation)
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of_id=row.string_id,
            context_id=row.context_id,
            locale_id=translation_of_stock.target_locale_id,
            data="Texto",
            last_translated_by=house.people.admin,
        )
        for row in StringSegment.objects.filter(source=translation_of_stock.source_id)
    )
    full = open_both()
    ours, of_stock = (max(pair) for pair in zip(empty, full, strict=True))
    yield Measurement("translation.workbench.queries", ours, "queries", of_stock)


def _script(house: House) -> Iterator[Measurement]:
    """What the scripts of that page run for until it is quiet, in a browser."""
    site = Site(settings.DATA_DIR, connection.settings_dict["NAME"])
    with site.served() as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        page = chromium.new_page(viewport={"width": 1366, "height": 768})
        staff = Staff(page, address, PASSWORD)
        staff.sign_in("test_translator_es")
        desk = f"{address}/admin/pages/{_long_page('long', 'es').pk}/edit/"
        ours = _script_milliseconds(page, desk)
        staff.sign_in("test_admin")
        shown = _signed_in(house.people.admin).get(f"/stock/edit/{_long_page('long-for-stock', 'es').pk}/")
        # Its own page under the address of ours: the site itself does not answer with it.
        page.route(desk, lambda route: route.fulfill(body=shown.content, content_type="text/html"))
        of_stock = _script_milliseconds(page, desk)
        chromium.close()
    yield Measurement("translation.workbench.script_ms", ours, "ms", of_stock)


def _script_milliseconds(page: BrowserPage, address: str) -> float:
    """Return for how long scripts run while a page is opened, as the median of five."""
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable")

    def script_seconds() -> float:
        page.goto(address, wait_until="networkidle")
        return next(
            metric["value"]
            for metric in tools.send("Performance.getMetrics")["metrics"]
            if metric["name"] == "ScriptDuration"
        )

    return 1000 * statistics.median(script_seconds() for _time in range(TIMES))


def _long_page(slug: str, code: str) -> StoryPage:
    return StoryPage.objects.get(slug=slug, locale__language_code=code)


def _publishing(house: House) -> Iterator[Measurement]:
    """The states of a page of 200 parts after one was changed; of stock, its “Sync”, which somebody has to ask for."""
    story = _long_page("long", "en")
    for code in CODES:
        house.translate(story, code)
    house.change(story, summary="What it says now.")
    published = house.go_live(story)
    published.locale = story.locale
    ours = _queries(lambda: refresh_status(published))
    source_of_stock = TranslationSource.objects.get(object_id=_long_page("long-for-stock", "en").translation_key)
    client = _signed_in(house.people.admin)
    of_stock = _queries(lambda: _succeed(client.post(f"/stock/update/{source_of_stock.pk}/")))
    yield Measurement("translation.refresh.queries", ours, "queries", of_stock)


def _memory(house: House) -> Iterator[Measurement]:
    """What is like a sentence, among 10,000 that were translated before; stock has no memory across pages."""
    fill_memory(10_000, timezone.now())
    wanted = f"{remembered_sentence(4711)}!"
    near(wanted, "es")
    yield Measurement("translation.memory_ms", 1000 * median_seconds(lambda: near(wanted, "es")), "ms")


def _sending_a_section(house: House) -> Iterator[Measurement]:
    """201 pages of 10 parts go to two languages: the request that asks for it, and all of the work."""
    section, section_of_stock = (_section(house, slug) for slug in ("section", "section-for-stock"))
    client, client_of_stock = _signed_in(house.people.editor), _signed_in(house.people.admin)

    def ask() -> None:
        _succeed(client.post(f"/admin/translation/send/section/{section.pk}/", {"languages": CODES}))

    request_seconds = median_seconds(ask)
    sending = Sending.objects.order_by("pk").last()
    with statements() as ours:
        work_seconds = seconds(lambda: work_through(sending.pk))
    form = {"locales": list(Locale.objects.filter(language_code__in=CODES).values_list("pk", flat=True))}
    with statements() as of_stock:
        seconds_of_stock = seconds(
            lambda: _succeed(
                client_of_stock.post(f"/stock/submit/{section_of_stock.pk}/", {**form, "include_subtree": "on"})
            )
        )
    texts = sending.texts.count()
    sent_by_stock = Translation.objects.filter(
        source__object_id__in=section_of_stock.get_descendants(inclusive=True).values("translation_key")
    )
    if sent_by_stock.count() != texts or sending.texts.exclude(state="sent").exists():
        raise RuntimeError("Not all texts were sent.")
    yield Measurement("translation.submit.request_seconds", request_seconds, "s", seconds_of_stock)
    yield Measurement("translation.submit.all_seconds", request_seconds + work_seconds, "s", seconds_of_stock)
    yield Measurement("translation.submit.queries_per_page_locale", len(ours) / texts, "queries", len(of_stock) / texts)


def _section(house: House, slug: str) -> Page:
    """Return a live English section of 201 pages of 10 parts."""
    section = house.page(house.home, StoryIndexPage(title="A section", slug=slug))
    section.save_revision().publish()
    for number in range(PAGES_OF_A_SECTION):
        page = StoryPage(
            title="A story", slug=f"story-{number}", summary="What it says.", body=[("text", paragraphs(8))], live=False
        )
        section.add_child(instance=page)
        page.save_revision(user=house.people.editor).publish()
    return section


def _board(house: House) -> Iterator[Measurement]:
    """The first page of the board with 600 more pages in two languages; of stock, its report."""
    many_stories(house, 600)
    client, client_of_stock = _signed_in(house.people.editor), _signed_in(house.people.admin)
    yield Measurement(
        "translation.board.queries",
        _queries(lambda: _succeed(client.get("/admin/reports/translations/"))),
        "queries",
        _queries(lambda: _succeed(client_of_stock.get("/stock/report/"))),
    )


def _send_in_stock(page: Page, user: User, code: str) -> None:
    translate_object(fresh(page), [Locale.objects.get(language_code=code)], user=user)


def _queries(does: Callable[[], object]) -> int:
    """Return how many statements it takes in a process that has looked the kinds of content up."""
    ContentType.objects.get_for_models(StoryPage, StoryIndexPage)
    with statements() as asked:
        does()
    return len(asked)


def _signed_in(user: User) -> APIClient:
    client = APIClient(headers={"host": "localhost"})
    client.force_login(user)
    return client


def _succeed(response: Any) -> None:
    if response.status_code not in {200, 201, 302}:
        raise RuntimeError(f"{response.status_code}: {response.content[:500]!r}")
