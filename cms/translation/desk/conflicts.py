"""Two texts for one part: what a desk is told, so that its reader can choose between them or have both."""

from typing import Any

from cms.translation.formatting import combined, plain, word_pieces


def conflict(message: str, *, stands: str, version: int, mine: str, has_markup: bool) -> dict[str, Any]:
    """
    Return what the script of the desk shows where `mine` met another text, which `stands` there as `version`.

    `pieces` are what differs between them, word by word, as (kind, words); `combined` is both in one.
    """
    words = [plain(text, has_markup=has_markup) for text in (stands, mine)]
    return {
        "message": message,
        "text": stands,
        "version": version,
        "pieces": word_pieces(*words),
        "combined": combined(stands, mine),
    }
