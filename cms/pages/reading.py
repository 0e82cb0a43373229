"""How long a text takes to read."""

import math

# A careful adult reader of a magazine text; the same figure for all three languages.
WORDS_PER_MINUTE = 200


def reading_minutes(text: str) -> int:
    """Return the whole minutes that `text` takes, at least one."""
    return max(1, math.ceil(len(text.split()) / WORDS_PER_MINUTE))
