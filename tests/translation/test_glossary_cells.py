"""How several forms in one cell are read, and that what is written is read as what it was."""

import random

import pytest

from cms.translation.glossary.cells import english_variants, read_cell, write_cell
from cms.translation.glossary.terms import Kind, spellings

P, A, F = Kind.PREFERRED, Kind.ALLOWED, Kind.FORBIDDEN


@pytest.mark.parametrize(
    ("cell", "forms"),
    [
        ("", []),
        ("familias", [(P, "familias")]),
        ("  dos   palabras ", [(P, "dos palabras")]),
        ("estado / en todo el estado", [(P, "estado"), (P, "en todo el estado")]),
        ("طالب، الطلاب", [(P, "طالب"), (P, "الطلاب")]),
        ("الطلاب السود، وطلاب الشعوب الأصلية، وغيرهم", [(P, "الطلاب السود، وطلاب الشعوب الأصلية، وغيرهم")]),
        ("inclusión, inclusivo", [(P, "inclusión"), (P, "inclusivo")]),
        ("madres, padres y tutores", [(P, "madres, padres y tutores")]),
        ("1,200 dólares y/o menos", [(P, "1,200 dólares y/o menos")]),
        ("una; otra", [(P, "una"), (A, "otra")]),
        ("الأسر؛ العائلات", [(P, "الأسر"), (A, "العائلات")]),
        ("not: pobres; familias; or: hogares", [(P, None), (A, "familias"), (A, "hogares"), (F, "pobres")]),
        ("familias; not: pobres / humildes", [(P, "familias"), (F, "pobres"), (F, "humildes")]),
        ("also: otra", [(A, "otra")]),
        ("comunidades (or: negras y morenas)", [(P, "comunidades"), (A, "negras y morenas")]),
        ("madres (also: madres, padres)", [(P, "madres"), (A, "madres, padres")]),
        ("informe (kind: informe breve)", [(P, "informe"), (A, "informe breve")]),
        ("توصية (ج. توصيات)", [(P, "توصية"), (P, "توصيات")]),
        ("Plan (LCAP, por sus siglas)", [(P, "Plan (LCAP, por sus siglas)")]),
        ("escuela(s) pública(s)", [(P, "escuela(s) pública(s)")]),
        ("enfoque “restaurativo”", [(P, "enfoque “restaurativo”")]),
        ('"sí, se puede"; or: "a ""b"" / c"', [(P, "sí, se puede"), (A, 'a "b" / c')]),
        ('"a" b, c', [(P, '"a" b'), (P, "c")]),
        ("uno / uno; or: uno", [(P, "uno")]),
        ("sin (cerrar; nada", [(P, "sin (cerrar; nada")]),
    ],
)
def test_a_cell_is_read_by_the_rule(cell: str, forms: list) -> None:
    assert read_cell(cell) == [form for form in forms if form[1] is not None]


@pytest.mark.parametrize(
    ("term", "variants"),
    [
        ("student(s)", ["student"]),
        ("release (publication)", ["release"]),
        ("practice / practice theme", ["practice", "practice theme"]),
        ("PLC, professional learning community", ["PLC", "professional learning community"]),
        ("Black, Indigenous, and other students of color", ["Black, Indigenous, and other students of color"]),
        ('"restorative" approach', ['"restorative" approach']),
        ("K–12", ["K–12"]),
    ],
)
def test_an_english_term_stands_for_its_variants(term: str, variants: list[str]) -> None:
    assert english_variants(term) == variants


def test_whatever_is_written_is_read_as_what_it_was() -> None:
    chance = random.Random(7)  # noqa: S311
    pieces = [*'();؛,،/": ', "or: ", "not: ", " / ", ", ", "(or: ", "(ج. ", "(s)", '""', "uno", "وب", " y ", "x"]
    for _case in range(3000):
        texts = {" ".join("".join(chance.choices(pieces, k=chance.randint(1, 7))).split()) for _form in range(3)} - {""}
        forms = sorted(
            ((chance.choice(list(Kind)), text) for text in sorted(texts)), key=lambda f: list(Kind).index(f[0])
        )
        assert read_cell(write_cell(forms)) == forms, write_cell(forms)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("estudiante(s)", ["estudiante", "estudiantes"]),
        ("escuela(s) pública(s)", ["escuela pública", "escuelas públicas"]),
        ("Plan (LCAP)", ["Plan", "Plan (LCAP)"]),
        ("familias", ["familias"]),
    ],
)
def test_a_form_is_spelled_with_and_without_what_is_in_brackets(form: str, expected: list[str]) -> None:
    assert spellings(form) == expected
