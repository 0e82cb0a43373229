"""The gate that every PDF passes: those that are made here before readers are offered them, those of editors too."""

import io
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import page as validation
import pikepdf

from cms.editions.faults import Fault
from cms.editions.limited import EndedError, run_limited

PROFILE = "ua1"
# The names of our faces inside a PDF, after the six letters of the subset, as the engine writes them.
OUR_FACES = re.compile(r"(Amiri|Source-Serif-4|Source-Sans-3),?(-(Semi-Bold|Bold|Italic|Oblique))*")


def faults(content: bytes, *, language: str, title: str | None, made_here: bool = True) -> list[Fault]:
    """
    Return what is wrong with a PDF in this language and with this title; an empty list lets it through.

    With `title` None any title will do. One that was not made here has faces of its own.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            found = [*_language_faults(pdf, language), *_title_faults(pdf, title), *_tag_faults(pdf)]
            found += _font_faults(pdf) if made_here else []
        # The validator keeps threads, which a process that forks later would look for in vain: it gets one of its own.
        by_rule = run_limited(partial(_failed_rules, content))
    except EndedError as error:
        return [Fault("engine", str(error))]
    except pikepdf.PdfError as error:
        return [Fault("unreadable", str(error))]
    return found + [Fault(rule, message) for rule, message in sorted(by_rule.items())]


def _failed_rules(content: bytes) -> dict[str, str]:
    try:
        report = validation.validate_pdf_bytes(content, profile=PROFILE)
    except validation.PageError as error:
        return {"unreadable": str(error)}
    return {f"{PROFILE}:{failure.rule_id}": failure.message for failure in report.failures}


def number_of_pages(content: bytes) -> int:
    """Return how many pages a PDF has; raises `pikepdf.PdfError` where it is none."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def _language_faults(pdf: pikepdf.Pdf, language: str) -> Iterator[Fault]:
    found = str(pdf.Root.get("/Lang", ""))
    if found.lower().partition("-")[0] != language:
        yield Fault("language", f"The document says “{found}”, not “{language}”.")


def _title_faults(pdf: pikepdf.Pdf, title: str | None) -> Iterator[Fault]:
    with pdf.open_metadata() as metadata:
        found = " ".join(str(metadata.get("dc:title", "")).split())
    wanted = " ".join((title or "").split())
    if not found or (title is not None and not (wanted and wanted in found)):
        yield Fault("title", f"The document is called “{found}”, not “{wanted}”." if title else "It has no title.")
    if not pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle"):
        yield Fault("title", "The document does not ask readers to show its title.")


def _tag_faults(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """What PDF/UA-1 leaves to people, and what a listener misses most."""
    if "/StructTreeRoot" not in pdf.Root:
        yield Fault("tags", "The document has no tags: nothing in it can be read aloud in order.")
        return
    roles = {str(own): str(standard) for own, standard in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}
    tags = list(_tags(pdf.Root.StructTreeRoot, roles))
    figures = [tag for kind, tag in tags if kind == "/Figure"]
    if silent := [tag for tag in figures if not (_words(tag, "/Alt") or _words(tag, "/ActualText"))]:
        yield Fault("figure", f"Pictures without alternative text: {len(silent)}.")
    tables = [tag for kind, tag in tags if kind == "/Table"]
    if bare := [tag for tag in tables if all(kind != "/TH" for kind, _cell in _tags(tag, roles))]:
        yield Fault("table", f"Tables without a header cell: {len(bare)}.")
    if vague := sum(_vague_headers(table, roles, pdf) for table in tables):
        yield Fault("table", f"Header cells that do not say what they head: {vague}.")


def _tags(root: Any, roles: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield the kind of each tag below `root`, by the names of the standard, with the tag itself."""
    seen = set()
    waiting = [root.get("/K", pikepdf.Array())]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting += list(item)
        elif isinstance(item, pikepdf.Dictionary) and item.objgen not in seen:
            # What stands in another object may lead back to where we come from.
            seen |= {item.objgen} if item.is_indirect else set()
            if "/S" in item:
                yield roles.get(str(item.S), str(item.S)), item
            waiting.append(item.get("/K", pikepdf.Array()))


def _words(tag: Any, name: str) -> str:
    return str(tag.get(name, "")).strip()


def _vague_headers(table: Any, roles: dict[str, str], pdf: pikepdf.Pdf) -> int:
    """Return how many header cells of a table have no scope and are named by no cell (PDF/UA-1, 7.5: one will do)."""
    cells = list(_tags(table, roles))
    named = {
        str(header)
        for _kind, cell in cells
        for attributes in _attributes(cell, pdf)
        for header in attributes.get("/Headers", [])
    }
    headers = [cell for kind, cell in cells if kind == "/TH"]
    return sum(
        str(cell.get("/ID", "")) not in named and not any("/Scope" in each for each in _attributes(cell, pdf))
        for cell in headers
    )


def _attributes(tag: Any, pdf: pikepdf.Pdf) -> list[Any]:
    """Return what a tag says of itself, and what its classes say of it."""
    classes = pdf.Root.StructTreeRoot.get("/ClassMap", pikepdf.Dictionary())
    given = [tag.get("/A"), *(classes.get(str(name)) for name in _listed(tag.get("/C")))]
    return [each for value in given for each in _listed(value) if isinstance(each, pikepdf.Dictionary)]


def _listed(value: Any) -> list[Any]:
    """Return the members of an array, or the one thing that stands in its place."""
    return list(value) if isinstance(value, pikepdf.Array) else [] if value is None else [value]


def _font_faults(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    for name in sorted(embedded_fonts(pdf)):
        if not OUR_FACES.fullmatch(name):
            yield Fault("font", f"“{name}” is not a face of the editions.")


def embedded_fonts(pdf: pikepdf.Pdf) -> set[str]:
    """Return the names of all fonts in a PDF, without the letters of their subset."""
    names = {
        str(item.get("/BaseFont", "")) or str(item.get("/FontName", ""))
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") in ("/Font", "/FontDescriptor")
    }
    return {name.lstrip("/").split("+")[-1] for name in names if name}
