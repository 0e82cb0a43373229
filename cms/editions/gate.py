"""The gate that every PDF passes before readers are offered it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import page as validation
import pikepdf

PROFILE = "ua1"
# How the names of our faces begin inside a PDF, after the six letters of the subset.
FONT_FAMILIES = ("Amiri", "Source-Serif-4", "Source-Sans-3")


@dataclass(frozen=True)
class Fault:
    """Why a PDF is not offered: the rule (`ua1:<clause>` for PDF/UA-1, else our own word) and what was found."""

    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"


def faults(content: bytes, *, language: str, title: str) -> list[Fault]:
    """Return what is wrong with a PDF in this language and with this title; an empty list lets it through."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            found = [*_language_faults(pdf, language), *_title_faults(pdf, title), *_font_faults(pdf)]
        report = validation.validate_pdf_bytes(content, profile=PROFILE)
    except (pikepdf.PdfError, validation.PageError) as error:
        return [Fault("unreadable", str(error))]
    by_rule = {failure.rule_id: failure.message for failure in report.failures}
    return found + [Fault(f"{PROFILE}:{rule}", message) for rule, message in sorted(by_rule.items())]


def _language_faults(pdf: pikepdf.Pdf, language: str) -> Iterator[Fault]:
    found = str(pdf.Root.get("/Lang", ""))
    if found != language:
        yield Fault("language", f"The document says “{found}”, not “{language}”.")


def _title_faults(pdf: pikepdf.Pdf, title: str) -> Iterator[Fault]:
    with pdf.open_metadata() as metadata:
        found = str(metadata.get("dc:title", ""))
    if not title or " ".join(title.split()) not in " ".join(found.split()):
        yield Fault("title", f"The document is called “{found}”, not “{title}”.")
    if not pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle"):
        yield Fault("title", "The document does not ask readers to show its title.")


def _font_faults(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    for name in sorted(embedded_fonts(pdf)):
        if not name.startswith(FONT_FAMILIES):
            yield Fault("font", f"“{name}” is not a face of the editions.")


def embedded_fonts(pdf: pikepdf.Pdf) -> set[str]:
    """Return the names of all fonts in a PDF, without the letters of their subset."""
    names = {
        str(item.get("/BaseFont", "")) or str(item.get("/FontName", ""))
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") in ("/Font", "/FontDescriptor")
    }
    return {name.lstrip("/").split("+")[-1] for name in names if name}
