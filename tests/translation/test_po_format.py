"""Whatever a text holds, a PO file brings it back as it was, and gettext's own tools take it."""

import contextlib
import subprocess
import tempfile
from datetime import UTC, datetime
from uuid import uuid4

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cms.translation.exchange.entries import Batch, Entry, RefusedFileError
from cms.translation.exchange.po import PoFormat

# The same texts on every run, however slow the machine: what a run finds, the next one finds too.
REPEATABLE = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
KEY = str(uuid4())
AT = datetime(2026, 5, 1, 12, 30, 15, 123456, tzinfo=UTC)
# What a database keeps: no lone halves of characters, no NUL; and a text does not begin or end with white space. U+0004
# is gettext's own.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\x04")).map(str.strip)
sources = texts.filter(bool)
entries = st.builds(
    Entry,
    text=st.just(KEY),
    place=st.just("body#0123456789ab"),
    source=sources,
    target=texts,
    is_draft=st.booleans(),
    earlier_source=texts,
    notes=st.lists(texts.map(lambda text: " ".join(text.split())).filter(bool)).map(tuple),
    reference=st.just("storypage/body.0b"),
)
ODD = Entry(
    KEY,
    "title#0123456789ab",
    source='A "quoted" \\n back\\slash\ttab\nline\u2028separator\x85next\x0bvertical\x1cfile % %s {0}',
    target='«نصّ» \\" \\\\ \u202b+1\u202c\r\nسطر\rآخر #~ msgid "x"\nmsgstr "y"',
    earlier_source="\x04-- a-very-long-word " * 20 + ".",
    notes=("#, fuzzy", 'msgid "x"', "~ |"),
)


def batch(*found: Entry) -> Batch:
    return Batch("ar", {KEY: 7}, made_at=AT, known_until=AT, entries=found)


def kept(entry: Entry) -> tuple:
    """What has to come back; an empty translation is no draft, and a note is for people."""
    return (
        entry.key,
        entry.source,
        entry.target,
        entry.is_draft and bool(entry.target),
        entry.earlier_source.replace("\x04", ""),
    )


@REPEATABLE
@given(entries)
@example(ODD)
def test_a_part_comes_back_as_it_was(entry: Entry) -> None:
    read = PoFormat().read(PoFormat().write(batch(entry)))
    assert (read.language, read.texts, read.known_until) == ("ar", {KEY: 7}, AT)
    assert [kept(one) for one in read.entries] == [kept(entry)]


@settings(REPEATABLE, max_examples=30)
@given(st.lists(entries, min_size=1, unique_by=lambda entry: entry.source))
@example([ODD])
def test_gettext_takes_the_file(found: list[Entry]) -> None:
    parts = [Entry(**{**vars(entry), "place": f"body#{number:012x}"}) for number, entry in enumerate(found)]
    with tempfile.NamedTemporaryFile(suffix=".po") as file:
        file.write(PoFormat().write(batch(*parts)))
        file.flush()
        command = ["msgfmt", "--check", "--output-file", "-", file.name]
        said = subprocess.run(command, capture_output=True, check=False)
    assert said.returncode == 0, said.stderr.decode()


@REPEATABLE
@given(st.binary() | texts.map(str.encode) | st.integers(0, 900).map(lambda cut: PoFormat().write(batch(ODD))[:cut]))
def test_whatever_is_brought_is_read_or_refused(data: bytes) -> None:
    # Any other error is one that somebody would see as a failure of the site.
    with contextlib.suppress(RefusedFileError):
        assert PoFormat().read(data).texts == {KEY: 7}
