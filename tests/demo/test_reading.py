"""The data files: what is refused, and how it is said."""

import shutil
from pathlib import Path

import pytest

from demo.content import KINDS
from demo.fields import Line, Name
from demo.markup import as_html, read_markup
from demo.reading import DATA, ContentError, read_content
from demo.writing import PAGE_MODELS, SNIPPET_MODELS


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A copy of the data files, to break."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(directory: Path) -> list[str]:
    with pytest.raises(ContentError) as refused:
        read_content(directory)
    return [str(problem) for problem in refused.value.problems]


def test_the_files_as_they_are_hold_the_whole_core() -> None:
    entries = read_content()
    counts = {kind: sum(entry.kind == kind for entry in entries) for kind in KINDS}
    assert counts["recommendation"] == 10
    assert (counts["theme"], counts["concern"], counts["priority"]) == (6, 5, 5)
    assert (counts["value"], counts["line_of_work"], counts["aim"], counts["region"]) == (5, 4, 5, 3)
    assert (counts["story"], counts["brief"], counts["initiative"], counts["event"]) == (6, 2, 4, 3)
    assert {kind for kind, count in counts.items() if not count} == set()


def test_what_is_pointed_at_comes_first() -> None:
    entries = read_content()
    loaded = set()
    for entry in entries:
        for field, value in {**entry.values, **entry.texts["en"]}.items():
            assert loaded.issuperset(KINDS[entry.kind][field].references(value))
        loaded.add((entry.kind, entry.key))


# Each case: the file, a passage in it, what it becomes, and the one line that says what is wrong.
BROKEN = {
    "unknown field": (
        "en/site.yaml",
        "    strapline: ",
        "    straplin: ",
        "en/site.yaml: home home: straplin: is not a field of a home; there are title, strapline, who_we_are",
    ),
    "missing field": (
        "es/stories.yaml",
        "    summary: Uno de los seis",
        "    title2: Uno de los seis",
        "es/stories.yaml: story protecting-student-mental-health: summary: is missing",
    ),
    "value in a translation": (
        "ar/policy.yaml",
        "  racial-equity:\n",
        "  racial-equity:\n    number: 1\n",
        "ar/policy.yaml: recommendation racial-equity: number: is a value and stands in the English file alone",
    ),
    "unknown kind": (
        "en/policy.yaml",
        "brief_index:\n",
        "breif_index:\n",
        "en/policy.yaml: breif_index: is not a kind of entry",
    ),
    "entry without its fields": (
        "en/directory.yaml",
        "  mental-health:\n    order: 1\n    name: Prioritizing and protecting student mental health\n",
        "  mental-health: Prioritizing and protecting student mental health\n",
        "en/directory.yaml: theme mental-health: must hold fields by their names",
    ),
    "missing entry": (
        "ar/policy.yaml",
        "  basic-needs:\n",
        "  basic-need:\n",
        "ar/policy.yaml: recommendation basic-needs: is missing",
    ),
    "entry that English does not have": (
        "ar/policy.yaml",
        "  basic-needs:\n",
        "  basic-need:\n",
        "ar/policy.yaml: recommendation basic-need: is not in the English file",
    ),
    "wrong reference": (
        "en/stories.yaml",
        "recommendations: [health-wellness-community-schools]",
        "recommendations: [health]",
        "en/stories.yaml: story protecting-student-mental-health: recommendations: there is no recommendation health",
    ),
    "wrong reusable text": (
        "en/stories.yaml",
        "      - reusable_text: pandemic-context",
        "      - reusable_text: pandemic",
        "en/stories.yaml: release beacons-of-hope: body: there is no reusable_text pandemic",
    ),
    "reusable text in a translation": (
        "es/policy.yaml",
        "      - text: |\n          ## Cómo escuchamos\n",
        "      - reusable_text: listening-method\n",
        "es/policy.yaml: platform platform: body: block 2 is a reusable_text, which stands in the English file alone",
    ),
    "unknown block": (
        "en/policy.yaml",
        "      - text: |\n          ## How we listened\n",
        "      - html: |\n          ## How we listened\n",
        "en/policy.yaml: platform platform: body: block 3 must be one of text, quotation, reusable_text, not html",
    ),
    "too long text": (
        "es/policy.yaml",
        "    title: Las 10 recomendaciones",
        f"    title: {'Las 10 recomendaciones ' * 12}",
        "es/policy.yaml: platform platform: title: has 275 characters; at most 255 are allowed",
    ),
    "empty text": (
        "ar/stories.yaml",
        "    title: القصص",
        '    title: " "',
        "ar/stories.yaml: story_index stories: title: is empty",
    ),
    "number for a text": (
        "en/stories.yaml",
        "    title: Stories",
        "    title: 2021",
        "en/stories.yaml: story_index stories: title: must be text, not 2021",
    ),
    "text for a number": (
        "en/policy.yaml",
        "    number: 10\n",
        "    number: ten\n",
        "en/policy.yaml: recommendation fund-our-schools: number: must be a whole number from 1 to 1000, not ten",
    ),
    "repeated number": (
        "en/policy.yaml",
        "    number: 10\n",
        "    number: 9\n",
        "en/policy.yaml: recommendation fund-our-schools: number: is 9, as in recommendation early-care-education",
    ),
    "wrong choice": (
        "en/policy.yaml",
        "    brief_kind: funding-brief",
        "    brief_kind: leaflet",
        "must be one of funding-brief, needs-assessment, report, fact-sheet, not leaflet",
    ),
    "text for a date": (
        "en/policy.yaml",
        "    source_date: null",
        "    source_date: spring 2021",
        "source_date: must be a date such as 2026-05-03, or null, not spring 2021",
    ),
    "text for a list": (
        "en/stories.yaml",
        "    themes: [mental-health]",
        "    themes: mental-health",
        "en/stories.yaml: story protecting-student-mental-health: themes: must be a list of keys, not mental-health",
    ),
    "paragraph missing in a translation": (
        "ar/stories.yaml",
        "          ## الصحة النفسية أولًا\n\n",
        "",
        "ar/stories.yaml: story protecting-student-mental-health: body: part 7 is a paragraph; in English it is a "
        "heading",
    ),
    "point missing in a translation": (
        "es/stories.yaml",
        "      - Invertir en el personal escolar\n",
        "",
        "es/stories.yaml: story protecting-student-mental-health: others_can_try: has 4 parts; the English has 5",
    ),
    "two translations of one text": (
        "en/stories.yaml",
        "      - Invest in school staff\n",
        "      - Center relationships\n",
        "others_can_try: has two translations of “Center relationships”",
    ),
    "key that no address can have": (
        "en/directory.yaml",
        "  mental-health:\n    order: 1\n",
        "  Mental Health:\n    order: 1\n",
        "en/directory.yaml: theme Mental Health: a key is at most 60 small Latin letters, digits and hyphens",
    ),
    "repeated key": (
        "en/policy.yaml",
        "    call: We are",
        "    title: Again\n    call: We are",
        "the key title stands there twice",
    ),
    "two pages where there is one": (
        "en/policy.yaml",
        "brief_index:\n  briefs:\n",
        "brief_index:\n  reports:\n    title: Reports\n    intro: Reports.\n  briefs:\n",
        "en/policy.yaml: brief_index briefs: stands beside brief_index reports; there is one brief_index",
    ),
    "text that English does not have": (
        "ar/directory.yaml",
        "  students:\n",
        "  students:\n    description: وصف\n",
        "ar/directory.yaml: audience students: description: is missing in one of the languages",
    ),
    "unknown role": (
        "en/initiatives.yaml",
        "      - leads: pico",
        "      - runs: pico",
        "en/initiatives.yaml: initiative california-partnership: organisations: must have lines of one of leads, "
        "collaborates, supports, facilitates, partner, funds, takes-part with a key, not {'runs': 'pico'}",
    ),
    "unknown funder": (
        "en/directory.yaml",
        "      - organisation: sobrato",
        "      - organisation: sobrado",
        "en/directory.yaml: funding shared-learning-initiative: funders: there is no organisation sobrado",
    ),
    "unknown picture": (
        "en/directory.yaml",
        "    file: seated-women.png",
        "    file: ../data/states.yaml",
        "en/directory.yaml: image seated-women: file: there is no picture ../data/states.yaml",
    ),
    "link to nothing": (
        "en/initiatives.yaml",
        "(standard about)",
        "(standard us)",
        "en/initiatives.yaml: initiative what-we-do: body: there is no standard us",
    ),
    "link that leads elsewhere in a translation": (
        "ar/initiatives.yaml",
        "(standard about)",
        "(standard contact)",
        "ar/initiatives.yaml: initiative what-we-do: body: part 9 is a paragraph with a link to media_gallery media "
        "with a link to standard contact; in English it is a paragraph with a link to media_gallery media "
        "with a link to standard about",
    ),
    "unknown field of an earlier text": (
        "en/policy.yaml",
        '      version: "1.0"\n      summary',
        '      edition: "1.0"\n      summary',
        "en/policy.yaml: brief funding-the-future-of-learning: edition: is not a field of a brief",
    ),
    "state of a text that is not there": (
        "states.yaml",
        "  calli: {",
        "  cali: {",
        "states.yaml: initiative cali: is not in the data files",
    ),
    "unknown state": (
        "states.yaml",
        "  calli: {ar: not-started}",
        "  calli: {ar: outdated}",
        "states.yaml: initiative calli: ar: must be one of not-started, in-translation, in-review, not outdated",
    ),
    "state of another language": (
        "states.yaml",
        "  calli: {ar: not-started}",
        "  calli: {fr: not-started}",
        "states.yaml: initiative calli: fr: is not a language",
    ),
    "broken YAML": ("es/site.yaml", "home:\n  home:\n", "home: [\n  home:\n", "es/site.yaml: line"),
    "object of a program": (
        "en/stories.yaml",
        "    title: Stories",
        "    title: !!python/name:os.system",
        "en/stories.yaml: line",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_file_entry_and_field(case: str, files: Path) -> None:
    file, old, new, line = BROKEN[case]
    change(files / file, old, new)
    found = problems(files)
    assert any(line in problem for problem in found), found
    assert all("\n" not in problem for problem in found)


def test_a_page_without_the_page_above_it_is_named(files: Path) -> None:
    for file in files.glob("*/initiatives.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text[: text.index("event_index:")] + text[text.index("event:") :], encoding="utf-8")
    assert problems(files) == [
        f"en/initiatives.yaml: event {key}: there is no event_index to stand under"
        for key in ("school-learning-visit", "virtual-learning-session", "yearly-reflection-meeting")
    ]


def test_a_missing_folder_is_named(files: Path) -> None:
    shutil.rmtree(files / "ar")
    assert problems(files) == ["ar: is missing, or has no data files"]


def test_a_file_that_is_not_utf8_is_named(files: Path) -> None:
    (files / "es" / "site.yaml").write_bytes("título".encode("latin-1"))
    assert problems(files)[0].startswith("es/site.yaml: cannot be read")


def test_an_empty_file_is_named(files: Path) -> None:
    (files / "es" / "site.yaml").write_text("")
    assert problems(files)[0].startswith("es/site.yaml: must hold the kinds image,")


def test_an_entry_stands_in_one_file_and_in_files_of_the_same_name(files: Path) -> None:
    names = {"en": "Georgia and more", "es": "Georgia y más", "ar": "جورجيا وغيرها"}
    for language, name in names.items():
        order = "    order: 9\n" if language == "en" else ""
        file = files / language / ("site.yaml" if language == "ar" else "stories.yaml")
        with file.open("a", encoding="utf-8") as end:
            end.write(f"\nregion:\n  more:\n    name: {name}\n{order}")
    assert problems(files) == ["ar/site.yaml: region more: stands in stories.yaml in English"]
    with (files / "ar" / "policy.yaml").open("a", encoding="utf-8") as end:
        end.write("\nregion:\n  georgia:\n    name: جورجيا\n")
    assert problems(files) == ["ar/policy.yaml: region georgia: stands in ar/directory.yaml as well"]


def test_every_problem_is_reported_at_once(files: Path) -> None:
    change(files / "en" / "stories.yaml", "    title: Stories", "    title: 2021")
    change(files / "ar" / "stories.yaml", "    title: القصص", '    title: ""')
    assert problems(files) == [
        "en/stories.yaml: story_index stories: title: must be text, not 2021",
        "ar/stories.yaml: story_index stories: title: is empty",
    ]


def test_names_alone_need_no_translation() -> None:
    entries = {(entry.kind, entry.key): entry for entry in read_content()}
    assert not entries["organisation", "stuart"].has_texts
    assert not entries["person", "kenji-hakuta"].has_texts
    assert entries["organisation", "california-partnership"].has_texts


def test_an_entry_knows_what_it_said_before() -> None:
    [brief] = [entry for entry in read_content() if entry.earlier]
    assert (brief.values["version"], brief.earlier.values["version"]) == ("1.1", "1.0")
    assert brief.earlier.texts["es"]["summary"] != brief.texts["es"]["summary"]
    assert brief.earlier.texts["es"]["body"] == brief.texts["es"]["body"]


@pytest.mark.parametrize("kind", {**PAGE_MODELS, **SNIPPET_MODELS})
def test_no_line_may_be_longer_than_its_model_field(kind: str) -> None:
    model = {**PAGE_MODELS, **SNIPPET_MODELS}[kind]
    for name, field in KINDS[kind].items():
        if isinstance(field, Line | Name):
            assert field.limit <= (model._meta.get_field(name).max_length or field.limit)


def test_marks_become_paragraphs_headings_and_one_list() -> None:
    parts = read_markup("One\nline.\n\n## Heading\nRights & duties\n- a\n- b\n\nEnd")
    paragraphs = "<p>One line.</p><h2>Heading</h2><p>Rights &amp; duties</p>"
    assert as_html(parts, lambda kind, key: "") == f"{paragraphs}<ul><li>a</li><li>b</li></ul><p>End</p>"


def test_a_link_is_numbered_for_translators_and_leads_to_its_entry() -> None:
    [part] = read_markup("Rights & duties: [who we are](standard about), [media](media_gallery media).")
    assert part.links == [("standard", "about"), ("media_gallery", "media")]
    assert part.unit == 'Rights &amp; duties: <a id="a1">who we are</a>, <a id="a2">media</a>.'
    assert '<a href="/about/">who we are</a>' in as_html([part], lambda kind, key: f'href="/{key}/"')
