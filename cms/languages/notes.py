"""Where a text refers to its notes: a link to `#note-1` is the number of the first one."""

import re

# An anchor link as the rich text editor stores it, and as a page shows it until it is raised.
REFERENCE = re.compile(r'<a href="#note-(\d+)">.*?</a>', re.DOTALL)


def note_numbers(html: str) -> list[int]:
    """Return the numbers of the notes that a rich text refers to, in the order of reading."""
    return [int(number) for number in REFERENCE.findall(html)]
