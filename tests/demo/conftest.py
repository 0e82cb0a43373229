"""A small demo: one story with what it needs, so that a load takes seconds."""

from collections.abc import Callable
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from demo.content import KINDS
from demo.fields import Reference, References
from demo.reading import DATA

Wanted = dict[str, list[str]]

SMALL: Wanted = {
    "theme": ["mental-health"],
    "reusable_text": ["not-normal"],
    "home": ["home"],
    "story_index": ["stories"],
    "story": ["protecting-student-mental-health"],
}


def write_cut_data(directory: Path, wanted: Wanted) -> None:
    """Write the data files with no entries but `wanted` (kind → keys), which point at each other only."""
    for path in DATA.glob("*/*.yaml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        cut = {
            kind: {key: _without_the_rest(kind, content[kind][key], wanted) for key in keys}
            for kind, keys in wanted.items()
            if kind in content
        }
        if cut:
            file = directory / path.relative_to(DATA)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(yaml.safe_dump(cut, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _without_the_rest(kind: str, fields: dict, wanted: Wanted) -> dict:
    fields = dict(fields)
    for name, reader in KINDS[kind].items():
        if name in fields and isinstance(reader, References):
            fields[name] = [key for key in fields[name] if key in wanted.get(reader.kind, [])]
        elif name in fields and isinstance(reader, Reference) and reader.optional:
            if fields[name] not in wanted.get(reader.kind, []):
                del fields[name]
        elif name == "body":
            texts = wanted.get("reusable_text", [])
            fields[name] = [block for block in fields[name] if block.get("reusable_text") in [None, *texts]]
    return fields


@pytest.fixture
def small_data(tmp_path: Path) -> Path:
    """A folder with the files of the three languages, cut down to one story."""
    write_cut_data(tmp_path, SMALL)
    return tmp_path


def load(folder: Path, **options: bool) -> str:
    """Run the command on the files of a folder and return what it prints."""
    output = StringIO()
    call_command("load_demo", data=folder, stdout=output, **options)
    return output.getvalue()


@pytest.fixture
def load_small_demo(small_data: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run the command on the small files and return what it prints."""
    monkeypatch.setenv("DEMO_PASSWORD", "a password for the demo")
    return partial(load, small_data)
