"""The headings of a body: anchors for the table of contents."""

import re
from typing import NamedTuple

from django.utils.html import strip_tags
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)


class Heading(NamedTuple):
    """`id` is the anchor in the page, `title` plain text."""

    id: str
    title: str


def headings(body: StreamValue) -> list[Heading]:
    """Return the headings of the second level in `body`, numbered in reading order (`part-1`, `part-2`, …)."""
    html = "".join(block.value.source for block in body if isinstance(block.value, RichText))
    return [Heading(f"part-{number}", strip_tags(title)) for number, title in enumerate(HEADING.findall(html), start=1)]
