"""The glossary of the demo: what staff would import as a file."""

from dataclasses import replace
from pathlib import Path

from cms.translation.glossary.files import GlossaryFileError, read_terms
from cms.translation.glossary.importing import carry_out, plan_import
from demo import accounts
from demo.reading import ContentError, Problem

FILE = Path(__file__).parent / "glossary.csv"


def load_glossary(file: Path = FILE) -> int:
    """
    Load the terms that are not in the glossary yet and return how many; what staff changed stays as it is.

    Raises `ContentError` where the file is no glossary; nothing of it is saved then.
    """
    try:
        plan = plan_import(read_terms(file.read_bytes()))
    except GlossaryFileError as error:
        raise ContentError([Problem(file.name, "", "", str(problem)) for problem in error.problems]) from error
    carry_out(replace(plan, changed=()), user=accounts.people()[accounts.EDITOR])
    return len(plan.added)
