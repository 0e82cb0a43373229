"""
Reading the data files of the demo content.

A folder for each language, with the same entries in files of the same names: the English ones have values and texts,
the others their texts only. Beside the folders, `states.yaml` says how far the texts are when the demo is opened.
Everything is checked before anything is loaded; every problem names the file, the entry and the field.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE, TARGET_LANGUAGES
from demo.content import KINDS, PARENTS, Entry, State, text_field
from demo.fields import BadFieldError, Field, Text

DATA = Path(__file__).parent / "data"
KEY = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
KEY_LIMIT = 60
STATES = "states.yaml"
# The field of an entry that holds what was different when it was published before.
EARLIER = "earlier"


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where; `entry` and `field` are empty where the whole file, or entry, is meant."""

    file: str
    entry: str
    field: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.entry, self.field, self.message) if part)


class ContentError(Exception):
    """The data files cannot be loaded; `problems` says why, one line each."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Raw:
    """What a data file gives for an entry: its fields, not yet checked."""

    file: str
    fields: dict[str, Any]


Names = tuple[str, str]
Files = dict[str, dict[Names, Raw]]


def read_content(directory: Path = DATA) -> list[Entry]:
    """
    Return the entries of the files in `directory`, in the order of loading; raises `ContentError`.

    An entry is a kind and a key; the data files name it in the same words in every language.
    """
    problems: list[Problem] = []
    files = {language.code: _read_folder(directory, language.code, problems) for language in LANGUAGES}
    states = _read_file(directory / STATES, STATES, problems) if (directory / STATES).exists() else {}
    if problems:
        raise ContentError(problems)
    source = files[SOURCE_LANGUAGE]
    entries = [_entry(name, files, problems) for name in source]
    for language in TARGET_LANGUAGES:
        problems += _misplaced_entries(language.code, files, entries)
    problems += _repeated_values(entries)
    problems += _wrong_references(entries)
    problems += _wrong_parents(entries)
    problems += [problem for entry in entries for problem in _differences(entry)]
    entries = [_with_states(entry, states.get((entry.kind, entry.key), {}), problems) for entry in entries]
    problems += [Problem(STATES, " ".join(name), "", "is not in the data files") for name in states.keys() - source]
    if problems:
        raise ContentError(problems)
    return sorted(entries, key=lambda entry: list(KINDS).index(entry.kind))


class _UniqueKeyLoader(yaml.SafeLoader):
    """YAML lets the later of two equal keys win in silence; here it is an error."""


def _construct_unique_mapping(loader: _UniqueKeyLoader, node: yaml.MappingNode) -> dict:
    keys = set()
    for key_node, _value in node.value:
        key = loader.construct_object(key_node)
        if not isinstance(key, str):
            raise yaml.MarkedYAMLError(problem=f"the key {key} is not text", problem_mark=key_node.start_mark)
        if key in keys:
            raise yaml.MarkedYAMLError(problem=f"the key {key} stands there twice", problem_mark=key_node.start_mark)
        keys.add(key)
    return loader.construct_mapping(node, deep=True)


_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct_unique_mapping)


def _read_folder(directory: Path, language: str, problems: list[Problem]) -> dict[Names, Raw]:
    """Return (kind, key) → what the files of a language have."""
    paths = sorted((directory / language).glob("*.yaml"))
    if not paths:
        problems.append(Problem(language, "", "", "is missing, or has no data files"))
    entries: dict[Names, Raw] = {}
    for path in paths:
        for name, fields in _read_file(path, f"{language}/{path.name}", problems).items():
            if name in entries:
                message = f"stands in {language}/{entries[name].file} as well"
                problems.append(Problem(f"{language}/{path.name}", " ".join(name), "", message))
            entries[name] = Raw(path.name, fields)
    return entries


def _read_file(path: Path, file: str, problems: list[Problem]) -> dict[Names, dict]:
    """Return (kind, key) → raw fields; whatever is not of that form becomes a problem."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _UniqueKeyLoader)  # noqa: S506 (a SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(file, "", "", f"cannot be read ({error})"))
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
        problems.append(Problem(file, line, "", error.problem or "is not YAML"))
    except (yaml.YAMLError, ValueError) as error:
        problems.append(Problem(file, "", "", "is not YAML: " + " ".join(str(error).split())))
    else:
        return dict(_entries_of(content, file, problems))
    return {}


def _entries_of(content: Any, file: str, problems: list[Problem]) -> Iterator[tuple[tuple[str, str], dict]]:
    if not isinstance(content, dict):
        problems.append(Problem(file, "", "", f"must hold the kinds {', '.join(KINDS)}"))
        return
    for kind, entries in content.items():
        if kind not in KINDS:
            problems.append(Problem(file, kind, "", f"is not a kind of entry; there are {', '.join(KINDS)}"))
        elif not isinstance(entries, dict):
            problems.append(Problem(file, kind, "", "must hold entries by their keys"))
        else:
            for key, fields in entries.items():
                if not KEY.fullmatch(key) or len(key) > KEY_LIMIT:
                    message = f"a key is at most {KEY_LIMIT} small Latin letters, digits and hyphens"
                    problems.append(Problem(file, f"{kind} {key}", "", message))
                elif not isinstance(fields, dict):
                    problems.append(Problem(file, f"{kind} {key}", "", "must hold fields by their names"))
                else:
                    yield (kind, key), fields


def _entry(name: Names, files: Files, problems: list[Problem]) -> Entry:
    kind, key = name
    raws = {language: entries[name] for language, entries in files.items() if name in entries}
    read = {language: _read_fields(language, name, raw, problems) for language, raw in raws.items()}
    given = read[SOURCE_LANGUAGE]
    texts = {language: _texts(kind, read.get(language, {})) for language in files}
    absent = {field: reader.absent for field, reader in _values(kind).items() if reader.optional}
    entry = Entry(kind, key, raws[SOURCE_LANGUAGE].file, {**absent, **_only(given, _values(kind))}, texts)
    if EARLIER not in raws[SOURCE_LANGUAGE].fields:
        return entry
    before = {language: _read_earlier(language, name, raw, problems) for language, raw in raws.items()}
    return replace(
        entry,
        earlier=replace(
            entry,
            values={**entry.values, **_only(before[SOURCE_LANGUAGE], _values(kind))},
            texts={language: {**texts[language], **_texts(kind, before.get(language, {}))} for language in files},
        ),
    )


def _values(kind: str) -> dict[str, Field]:
    return {name: reader for name, reader in KINDS[kind].items() if not reader.is_text}


def _texts(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if KINDS[kind][name].is_text}


def _only(fields: dict[str, Any], names: dict[str, Field]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name in names}


def _read_fields(language: str, name: Names, raw: Raw, problems: list[Problem]) -> dict[str, Any]:
    """Return the checked fields of an entry, without those that it may leave out and does."""
    given = {field: value for field, value in raw.fields.items() if field != EARLIER}
    problems += [
        Problem(f"{language}/{raw.file}", " ".join(name), field, "is missing")
        for field, reader in KINDS[name[0]].items()
        if not reader.optional and field not in given and (reader.is_text or language == SOURCE_LANGUAGE)
    ]
    return _checked(language, name, raw.file, given, problems)


def _read_earlier(language: str, name: Names, raw: Raw, problems: list[Problem]) -> dict[str, Any]:
    fields = raw.fields.get(EARLIER, {})
    if not isinstance(fields, dict):
        problems.append(
            Problem(f"{language}/{raw.file}", " ".join(name), EARLIER, "must hold the fields that were different")
        )
        return {}
    return _checked(language, name, raw.file, fields, problems)


def _checked(language: str, name: Names, file: str, given: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """Return the fields that can be read, by their names; report the others."""
    is_source = language == SOURCE_LANGUAGE
    read = {}
    for field, value in given.items():
        reader = KINDS[name[0]].get(field)
        try:
            if reader is None:
                raise BadFieldError(f"is not a field of a {name[0]}; there are {', '.join(KINDS[name[0]])}")
            if not is_source and not reader.is_text:
                raise BadFieldError("is a value and stands in the English file alone")
            read[field] = reader.read(value, source=is_source)
        except BadFieldError as error:
            problems.append(Problem(f"{language}/{file}", " ".join(name), field, str(error)))
    return read


def _misplaced_entries(language: str, files: Files, entries: list[Entry]) -> Iterator[Problem]:
    """An entry that has texts stands in every language, in files of one name."""
    translated = files[language]
    for entry in entries:
        name = (entry.kind, entry.key)
        if name not in translated:
            if entry.has_texts:
                yield Problem(f"{language}/{entry.file}", str(entry), "", "is missing")
        elif translated[name].file != entry.file:
            message = f"stands in {entry.file} in English"
            yield Problem(f"{language}/{translated[name].file}", str(entry), "", message)
    for (kind, key), raw in translated.items():
        if (kind, key) not in files[SOURCE_LANGUAGE]:
            yield Problem(f"{language}/{raw.file}", f"{kind} {key}", "", "is not in the English files")


def _with_states(entry: Entry, raw: dict[str, Any], problems: list[Problem]) -> Entry:
    states = {}
    for language, value in raw.items():
        allowed = _states_of(language, entry)
        if value in allowed:
            states[language] = State(value)
        else:
            message = f"must be one of {', '.join(allowed)}, not {value}" if allowed else "is not a language"
            problems.append(Problem(STATES, str(entry), language, message))
    return replace(entry, states=states)


def _states_of(language: str, entry: Entry) -> list[State]:
    """Return what may be said of a text in a language beside "live"."""
    if language == SOURCE_LANGUAGE:
        return [State.EMBARGOED] if entry.kind == "press_release" else []
    if language not in {target.code for target in TARGET_LANGUAGES}:
        return []
    of_all = [State.NOT_STARTED, State.IN_TRANSLATION, State.IN_REVIEW]
    return [*of_all, State.OUTDATED] if entry.earlier else of_all


def _repeated_values(entries: list[Entry]) -> Iterator[Problem]:
    first: dict[tuple, Entry] = {}
    for entry in entries:
        for field, value in entry.values.items():
            if KINDS[entry.kind][field].unique:
                other = first.setdefault((entry.kind, field, value), entry)
                if other is not entry:
                    yield _in_source(entry, field, f"is {value}, as in {other}")


def _wrong_references(entries: list[Entry]) -> Iterator[Problem]:
    names = {(entry.kind, entry.key) for entry in entries}
    for entry in entries:
        for field, value in {**entry.values, **entry.texts[SOURCE_LANGUAGE]}.items():
            for kind, key in KINDS[entry.kind][field].references(value):
                if (kind, key) not in names:
                    yield _in_source(entry, field, f"there is no {kind} {key}")


def _wrong_parents(entries: list[Entry]) -> Iterator[Problem]:
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.kind in PARENTS.values() and first.setdefault(entry.kind, entry) is not entry:
            yield _in_source(entry, "", f"stands beside {first[entry.kind]}; there is one {entry.kind}")
    for entry in entries:
        if entry.kind in PARENTS and PARENTS[entry.kind] not in first:
            yield _in_source(entry, "", f"there is no {PARENTS[entry.kind]} to stand under")


def _differences(entry: Entry) -> Iterator[Problem]:
    """A translation has the same parts as the English, and one English piece has one translation in a field."""
    for language in TARGET_LANGUAGES:
        for version in (entry, entry.earlier):
            if version is None or not version.texts[language.code]:
                continue
            texts, source = version.texts[language.code], version.texts[SOURCE_LANGUAGE]
            for name in [*source, *(name for name in texts if name not in source)]:
                message = _difference(text_field(entry.kind, name), source.get(name), texts.get(name))
                if message:
                    yield Problem(f"{language.code}/{entry.file}", str(entry), name, message)


def _difference(field: Text, source: Any, translated: Any) -> str:
    if source is None or translated is None:
        # A field that must be given is reported where it is missing.
        return "is missing in one of the languages" if field.optional else ""
    there, here = field.shape(source), field.shape(translated)
    for number, (one, other) in enumerate(zip(there, here, strict=False), 1):
        if one != other:
            return f"part {number} is {other}; in English it is {one}"
    if len(there) != len(here):
        return f"has {len(here)} parts; the English has {len(there)}"
    first: dict[str, str] = {}
    for piece, translation in zip(field.pieces(source), field.pieces(translated), strict=True):
        if first.setdefault(piece, translation) != translation:
            return f"has two translations of “{piece}”"
    return ""


def _in_source(entry: Entry, field: str, message: str) -> Problem:
    return Problem(f"{SOURCE_LANGUAGE}/{entry.file}", str(entry), field, message)
