"""Translations go out as a file and come back: a dry run says what would change, and nothing is lost."""

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import polib
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from cms.languages.models import LanguageStatus
from cms.translation.drafts import Typed, keep
from cms.translation.exchange.collecting import collect, texts_below, texts_of_language
from cms.translation.exchange.formats import FORMATS
from cms.translation.exchange.forms import FILE_LIMIT
from cms.translation.exchange.plan import Plan, plan_import
from cms.translation.models import Draft, EarlierDraft
from cms.translation.segments import list_segments
from tests.house import House

PO = FORMATS["po"]


@pytest.fixture(scope="module")
def shared_translation(shared_house: House) -> Translation:
    shared_house.story_index("ar")
    story = shared_house.story(note_for_translators="The speaker is a girl.")
    return shared_house.send(shared_house.go_live(story), "ar")[0]


@pytest.fixture
def translation(shared_translation: Translation, house: House) -> Translation:
    return fresh(shared_translation)


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def out(*translations: Translation, code: str = "ar") -> bytes:
    return PO.write(collect([fresh(one) for one in translations], code=code))


def fresh(translation: Translation) -> Translation:
    return Translation.objects.select_related("source__sent", "target_locale").get(pk=translation.pk)


def plan(data: bytes, *translations: Translation) -> Plan:
    return plan_import(PO.read(data), [fresh(one) for one in translations], code="ar")


def parsed(data: bytes) -> polib.POFile:
    return polib.pofile(data.decode(), wrapwidth=0)


def changed(data: bytes, texts: dict[str, str], *, fuzzy: bool = False) -> bytes:
    """Return the file with these translations of its English texts, as an editor of such files writes it."""
    file = parsed(data)
    for entry in file:
        if entry.msgid in texts:
            entry.msgstr = texts[entry.msgid]
            entry.flags = ["fuzzy"] if fuzzy else []
    return str(file).encode()


def address(translation: Translation, way: str = "in") -> str:
    return f"/admin/translation/{translation.pk}/{way}/po/"


def bring(client: Client, where: str, data: bytes) -> str:
    return client.post(where, {"file": SimpleUploadedFile("texts.po", data)}).content.decode()


def confirm(client: Client, where: str, html: str, data: bytes, take: tuple[str, ...] = ()) -> Any:
    found = re.search(r'name="fingerprint" value="([0-9a-f]+)"', html)
    assert found, html
    # As a browser sends it: every line end is two characters.
    text = data.decode().replace("\n", "\r\n")
    return client.post(where, {"text": text, "fingerprint": found[1], "take": list(take)}, follow=True)


def stored() -> list[list]:
    """What must not change where nothing is taken."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (StringTranslation, Draft, EarlierDraft, LanguageStatus)
    ]


def texts(translation: Translation) -> dict[str, tuple[str, str]]:
    return {part.source: (part.text, part.state) for part in list_segments(translation)}


def check_with_msgfmt(data: bytes, folder: Path) -> None:
    if shutil.which("msgfmt") is None:
        return
    (folder / "texts.po").write_bytes(data)
    command = ["msgfmt", "--check", "--output-file", str(folder / "texts.mo"), str(folder / "texts.po")]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


def test_a_file_says_all_that_a_translator_needs(house: House, translation: Translation, tmp_path: Path) -> None:
    user, (title, summary, *_rest) = house.people.translator_ar, list_segments(translation)
    keep(translation, Typed(title.id, "قصة مدرسة", 0, done=True), user=user)
    keep(translation, Typed(summary.id, "مسودة", 0), user=user)
    data = out(translation)
    check_with_msgfmt(data, tmp_path)
    file = parsed(data)
    assert file.metadata["Language"] == "ar"
    assert "nplurals=6" in file.metadata["Plural-Forms"]
    first, second, *rest = file
    assert (first.msgid, first.msgstr, first.flags) == ("A story of one school", "قصة مدرسة", [])
    assert (second.msgstr, second.flags) == ("مسودة", ["fuzzy"])
    assert [entry.msgstr for entry in rest] == ["", ""]
    assert rest[1].msgid == "We <b>listened</b> first."
    assert "The speaker is a girl." in first.comment
    assert first.comment.startswith("A story of one school\nTitle")
    assert first.occurrences == [("storypage/title", "")]
    assert first.msgctxt.startswith(f"{translation.source.object_id}/title#")
    assert len({entry.msgctxt for entry in file}) == len(file)


def test_the_same_texts_are_the_same_bytes(translation: Translation) -> None:
    before = out(translation)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert out(translation) == before


def test_a_part_whose_english_changed_says_what_it_was(house: House, translation: Translation, tmp_path: Path) -> None:
    house.fill(translation)
    story = translation.source.get_source_instance()
    house.change(story, summary="What one school does every day.")
    house.send(house.go_live(story), "ar")
    data = out(translation)
    check_with_msgfmt(data, tmp_path)
    entry = parsed(data)[1]
    assert (entry.msgid, entry.previous_msgid) == ("What one school does every day.", "What one school does.")
    assert (entry.msgstr, entry.flags) == ("ar: What one school does.", ["fuzzy"])
    # Its mark taken away says that it is still correct.
    (change,) = plan(changed(data, {entry.msgid: entry.msgstr}), translation).changes
    assert change.becomes_done


def test_odd_texts_come_back_as_they_were(house: House, translation: Translation, tmp_path: Path) -> None:
    odd = '«نصّ» \\" \\\\n\ttab \u2028\x85\x0b\x1c \u202b+1\u202c\r\nسطر\rآخر #~ msgid "x"\nmsgstr "y" % {0} &amp; <b>'
    keep(translation, Typed(list_segments(translation)[1].id, odd, 0), user=house.people.translator_ar)
    data = out(translation)
    check_with_msgfmt(data, tmp_path)
    assert not plan(data, translation).does_something


@pytest.mark.parametrize("situation", ["empty", "drafts", "done", "changed", "machine"])
def test_out_and_in_again_changes_nothing(house: House, translation: Translation, situation: str) -> None:
    title = list_segments(translation)[0]
    if situation == "drafts":
        keep(translation, Typed(title.id, "<b>نص", 0), user=house.people.translator_ar)
    elif situation in {"done", "changed"}:
        house.fill(translation)
    if situation == "changed":
        story = translation.source.get_source_instance()
        house.change(story, summary="What one school does every day.")
        house.send(house.go_live(story), "ar")
    if situation == "machine":
        keep(translation, Typed(title.id, "آلة", 0), user=house.people.translator_ar)
        Draft.objects.update(origin=Draft.Origin.MACHINE)
    said = plan(out(translation), translation)
    assert not said.does_something
    assert not said.english_changed


def test_a_changed_file_changes_only_what_it_changes(house: House, translation: Translation) -> None:
    house.fill(translation)
    client, before, untouched = client_of(house.people.translator_ar), stored(), texts(translation)
    data = changed(
        out(translation),
        {"A story of one school": "قصة مدرسة واحدة", "We <b>listened</b> first.": "<b>استمعنا</b> أولًا."},
    )
    html = bring(client, address(translation), data)
    assert html.count('data-test="change"') == 2
    assert "<ins>قصة مدرسة واحدة</ins>" in html
    assert stored() == before, "A dry run changes nothing"
    response = confirm(client, address(translation), html, data)
    assert response.redirect_chain[0][0].endswith(f"/admin/pages/{translation.get_target_instance().pk}/edit/")
    assert texts(translation) == untouched | {
        "A story of one school": ("قصة مدرسة واحدة", "done"),
        "We <b>listened</b> first.": ("<b>استمعنا</b> أولًا.", "done"),
    }
    # What stood there before is in the history.
    assert set(EarlierDraft.objects.values_list("text", flat=True)) == {
        "ar: A story of one school",
        "ar: We <b>listened</b> first.",
    }


def test_translations_of_empty_parts_become_done_and_count(house: House, translation: Translation) -> None:
    client = client_of(house.people.translator_ar)
    data = changed(out(translation), {"A story of one school": "قصة مدرسة", "How it began": "البداية"})
    confirm(client, address(translation), bring(client, address(translation), data), data)
    assert [state for _text, state in texts(translation).values()] == ["done", "empty", "done", "empty"]
    status = LanguageStatus.objects.get(translation_key=translation.source.object_id, language="ar")
    assert status.parts_done == 2
    assert set(StringTranslation.objects.values_list("last_translated_by", flat=True)) == {
        house.people.translator_ar.pk
    }


def test_fuzzy_entries_and_entries_with_errors_become_drafts(house: House, translation: Translation) -> None:
    story = translation.source.get_source_instance()
    house.change(story, summary="What 12 schools do.")
    house.send(house.go_live(story), "ar")
    client, data = client_of(house.people.translator_ar), out(translation)
    data = changed(data, {"A story of one school": "قصة مدرسة"}, fuzzy=True)
    data = changed(data, {"What 12 schools do.": "ماذا تفعل 13 مدرسة."})
    html = bring(client, address(translation), data)
    assert html.count('data-becomes="draft"') == 2
    assert 'data-level="error"' in html
    confirm(client, address(translation), html, data)
    found = texts(translation)
    assert found["A story of one school"] == ("قصة مدرسة", "draft")
    assert found["What 12 schools do."] == ("ماذا تفعل 13 مدرسة.", "draft")
    assert not StringTranslation.objects.exists()


def test_what_was_typed_since_stays_and_both_texts_are_kept(house: House, translation: Translation) -> None:
    client, title = client_of(house.people.translator_ar), list_segments(translation)[0]
    data = changed(out(translation), {title.source: "من الملف"})
    keep(translation, Typed(title.id, "من المكتب", 0), user=house.people.translator_ar)
    html = bring(client, address(translation), data)
    assert 'data-test="newer"' in html
    assert 'data-test="changes"' not in html
    confirm(client, address(translation), html, data)
    assert texts(translation)[title.source] == ("من المكتب", "draft")
    assert EarlierDraft.objects.get().text == "من الملف"
    # The same file once more leaves no second entry in the history.
    confirm(client, address(translation), bring(client, address(translation), data), data)
    assert EarlierDraft.objects.count() == 1
    # Asked for, the text of the file takes its place.
    key = parsed(data)[0].msgctxt
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        confirm(client, address(translation), bring(client, address(translation), data), data, take=(key,))
    assert texts(translation)[title.source] == ("من الملف", "done")
    assert "من المكتب" in EarlierDraft.objects.values_list("text", flat=True)


def test_a_finished_text_that_is_newer_stays_too(house: House, translation: Translation) -> None:
    title, data = list_segments(translation)[0], out(translation)
    house.fill(translation)
    client, data = client_of(house.people.translator_ar), changed(data, {title.source: "من الملف"})
    confirm(client, address(translation), bring(client, address(translation), data), data)
    assert texts(translation)[title.source] == ("ar: A story of one school", "done")
    assert EarlierDraft.objects.get().text == "من الملف"


def test_what_changed_between_look_and_press_is_shown_again(house: House, translation: Translation) -> None:
    client, title = client_of(house.people.translator_ar), list_segments(translation)[0]
    data = changed(out(translation), {title.source: "من الملف"})
    html = bring(client, address(translation), data)
    keep(translation, Typed(title.id, "من المكتب", 0), user=house.people.translator_ar)
    before = stored()
    again = confirm(client, address(translation), html, data).content.decode()
    assert 'data-test="newer"' in again
    assert stored() == before


def test_a_translation_of_what_the_english_no_longer_has_is_offered_for_what_stands_there(
    house: House, translation: Translation
) -> None:
    client = client_of(house.people.translator_ar)
    data = changed(out(translation), {"What one school does.": "ماذا تفعل مدرسة."})
    story = translation.source.get_source_instance()
    house.change(story, summary="What one school does every day.")
    house.send(house.go_live(story), "ar")
    html = bring(client, address(translation), data)
    assert 'data-test="english-changed"' in html
    assert 'data-test="gone"' in html
    confirm(client, address(translation), html, data)
    assert texts(translation)["What one school does every day."] == ("ماذا تفعل مدرسة.", "changed")


def test_a_section_is_one_file_and_comes_back_as_one(house: House, translation: Translation, tmp_path: Path) -> None:
    other = house.send(house.go_live(house.story("other", title="Another school")), "ar")[0]
    waiting = house.send(house.go_live(house.story("waiting", title="A third school")), "ar")[0]
    house.fill(waiting)
    house.submit(waiting)
    editor, translator = client_of(house.people.editor), client_of(house.people.translator_ar)
    index = house.story_index()
    assert [one.pk for one in texts_below(index, "ar")] == [translation.pk, other.pk, waiting.pk]
    assert (
        f"/admin/translation/section/{index.pk}/"
        in editor.get(f"/admin/pages/{index.get_parent().pk}/").content.decode()
    )
    assert editor.get(f"/admin/translation/section/{index.pk}/").status_code == 200
    data = editor.get(f"/admin/translation/section/{index.pk}/ar/out/po/").content
    check_with_msgfmt(data, tmp_path)
    assert translator.get("/admin/translation/files/").status_code == 200
    assert translator.get("/admin/translation/files/ar/out/po/").content == data
    words = {"A story of one school": "قصة", "Another school": "مدرسة أخرى", "A third school": "مدرسة ثالثة"}
    data, where = changed(data, words), "/admin/translation/files/ar/in/po/"
    html = bring(translator, where, data)
    assert "A third school" in re.findall(r'data-test="locked">\s*(.*?)\s*</p>', html)[0]
    confirm(translator, where, html, data)
    assert texts(translation)["A story of one school"] == ("قصة", "done")
    assert texts(other)["Another school"] == ("مدرسة أخرى", "done")
    assert texts(waiting)["A third school"][0] == "ar: A third school"
    # Brought to one page, only that page is changed, and the rest is named.
    one = changed(data, {"A story of one school": "قصة أولى", "Another school": "غيرها"})
    assert 'data-test="others"' in bring(translator, address(translation), one)


def test_shared_texts_go_out_too(house: House, translation: Translation) -> None:
    shared = house.send(house.reusable_text(), "ar")[0]
    assert [one.pk for one in texts_of_language("ar")] == [translation.pk, shared.pk]
    client = client_of(house.people.translator_ar)
    data = changed(out(shared), {"We cannot go back.": "لا نستطيع العودة."})
    confirm(client, address(shared), bring(client, address(shared), data), data)
    assert texts(shared)["We cannot go back."] == ("لا نستطيع العودة.", "done")


def bad_files(data: bytes) -> dict[str, bytes]:
    text = data.decode()
    first = text.index("msgctxt")
    return {
        "not PO": b"en,es,ar\nstory,historia,\n",
        "nothing": b"\n",
        "the name of a file": b"/etc/passwd",
        "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "no header": text[first:].encode(),
        "not UTF-8": text.replace('msgstr ""\n\n', 'msgstr "مدرسة"\n\n').encode("cp1256", "replace"),
        "another charset": data.replace(b"charset=UTF-8", b"charset=ISO-8859-6"),
        "nul": data.replace(b"A story", b"A\x00story"),
        "unclosed quote": data.replace(b'msgid "A story of one school"', b'msgid "A story of one school'),
        "another language": data.replace(b"Language: ar", b"Language: es"),
        "broken markup": changed(data, {"We <b>listened</b> first.": "<b>استمعنا أولًا."}),
        "foreign markup": changed(data, {"We <b>listened</b> first.": "<script>x</script>"}),
        "duplicate": data + text[first : text.index("\n\n", first)].encode() + b"\n",
        "too large": data + b"#" * FILE_LIMIT,
    }


@pytest.mark.parametrize("name", bad_files(b'msgctxt ""\n\n'))
def test_a_file_that_cannot_be_taken_says_why_and_changes_nothing(
    house: House, translation: Translation, name: str
) -> None:
    keep(translation, Typed(list_segments(translation)[0].id, "قصة", 0, done=True), user=house.people.translator_ar)
    client, before = client_of(house.people.translator_ar), stored()
    data = bad_files(changed(out(translation), {"How it began": "البداية"}))[name]
    html = bring(client, address(translation), data)
    assert 'data-test="problems"' in html or 'class="errorlist"' in html, html
    assert 'data-test="confirm"' not in html
    # Nor without a look at it.
    client.post(address(translation), {"text": data.decode("utf-8", "replace"), "fingerprint": "0" * 64})
    assert stored() == before


def test_a_file_of_another_page_is_refused(house: House, translation: Translation) -> None:
    other = house.send(house.go_live(house.story("other", title="Another school")), "ar")[0]
    data, before = changed(out(other), {"Another school": "مدرسة أخرى"}), stored()
    html = bring(client_of(house.people.translator_ar), address(translation), data)
    assert 'data-test="problems"' in html
    assert stored() == before


def test_a_text_in_review_takes_nothing(house: House, translation: Translation) -> None:
    house.fill(translation)
    data = changed(out(translation), {"How it began": "البداية"})
    client = client_of(house.people.translator_ar)
    html = bring(client, address(translation), data)
    house.submit(translation)
    before = stored()
    assert 'data-test="problems"' in confirm(client, address(translation), html, data).content.decode()
    assert 'data-test="problems"' in bring(client, address(translation), data)
    assert stored() == before


def test_the_desk_leads_to_both_ways(house: House, translation: Translation) -> None:
    edit = f"/admin/pages/{translation.get_target_instance().pk}/edit/"
    html = client_of(house.people.translator_ar).get(edit).content.decode()
    assert address(translation) in html
    assert address(translation, "out") in html
    assert "/machine/" not in html
    reader = client_of(house.people.reviewer_ar).get(edit).content.decode()
    assert address(translation) not in reader
    assert address(translation, "out") in reader
    assert 'type="file"' in client_of(house.people.translator_ar).get(address(translation)).content.decode()


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("{pk}/out/po/", {"translator_ar", "reviewer_ar", "editor", "admin"}),
        ("{pk}/in/po/", {"translator_ar"}),
        ("files/ar/out/po/", {"translator_ar", "reviewer_ar", "editor", "admin"}),
        ("files/ar/in/po/", {"translator_ar"}),
        ("files/", {"translator_ar", "translator_es"}),
        ("section/{index}/", {"editor", "admin"}),
        ("section/{index}/ar/out/po/", {"editor", "admin"}),
    ],
)
def test_who_may_take_out_and_bring_in(house: House, translation: Translation, path: str, allowed: set[str]) -> None:
    where = "/admin/translation/" + path.format(pk=translation.pk, index=house.story_index().pk)
    roles = ["admin", "editor", "reviewer_en", "reviewer_es", "reviewer_ar", "translator_es", "translator_ar"]
    assert {role for role in roles if client_of(getattr(house.people, role)).get(where).status_code == 200} == allowed
    assert Client().get(where).status_code == 302


@pytest.mark.parametrize("path", ["{pk}/out/xliff/", "9999/out/po/", "files/en/out/po/", "files/xx/out/po/"])
def test_what_is_not_there(house: House, translation: Translation, path: str) -> None:
    response = client_of(house.people.admin).get("/admin/translation/" + path.format(pk=translation.pk))
    assert response.status_code in {302, 404}
