"""
Figures and addresses in right-to-left text, kept in their own order.

After Arabic letters the Unicode bidirectional algorithm (UAX #9) shows 2023-24 as 24-2023 and $9,120 as 9,120$, in
every browser and PDF engine. Each such run is wrapped in `<bdi dir="ltr">`; a bare `<bdi>` would not do, because
engines differ on a leading sign.
"""

import re

# What is never touched: a tag, a comment, a character reference (its digits are no figure).
MARKUP = re.compile(r"(<!--.*?-->|<[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|(?!amp;)\w+);)", re.DOTALL)
TAG_NAME = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
# Inside these everything is isolated already, or is no text.
OPAQUE = frozenset({"bdi", "bdo", "code", "pre", "script", "style", "svg", "textarea", "title"})

RUN = re.compile(
    r"""
    (?P<address>
        (?:https?://|www\.)[^\s<>"'،؛؟«»]*[^\s<>"'،؛؟«».,;:!?)]     # web address, without the mark after it
      | [\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+                  # e-mail address
    )
  | (?P<telephone>
        (?:\+?1[\s.-]?)?\(?\b\d{3}\)?[\s.-]?\d{3}[\s.-]\d{4}\b       # +1 (916) 555-0142
      | \+\d[\d\s().-]{6,}\d                                        # any other country
    )
  | (?P<word>[A-Za-z\u00C0-\u024F][\w'’.–-]*)                       # K-12, COVID-19, v1.1: in order by themselves
  | (?P<figure>
        (?:(?<![\w-])[-+]|[−$€£])*                                  # a hyphen is a sign only after a space
        \d(?:[\d.,/:–-]*\d)?
        (?:%|[ \u00A0](?:KB|MB|GB)\b)?
    )
    """,
    re.VERBOSE,
)


def isolate(html: str) -> str:
    """
    Return right-to-left HTML (or escaped text) with its figures and addresses wrapped in `<bdi dir="ltr">`.

    Figures are ranges, prices, percentages, dates with separators, sizes and telephone numbers; a plain whole number
    needs no isolation. Tags, attributes and what is isolated already stay as they are, so that isolating twice changes
    nothing. An address has the class `address`, because it may break at the end of a line; a figure stays whole.
    """
    pieces, depth = [], 0
    for index, piece in enumerate(MARKUP.split(html)):
        if index % 2:
            depth = _depth_after(piece, depth)
            pieces.append(piece)
        else:
            pieces.append(piece if depth else RUN.sub(_wrap, piece))
    return "".join(pieces)


def _depth_after(markup: str, depth: int) -> int:
    """How many opaque elements are open after this piece of markup."""
    tag = TAG_NAME.match(markup)
    if tag is None or tag[2].lower() not in OPAQUE or markup.endswith("/>"):
        return depth
    return max(depth - 1, 0) if tag[1] else depth + 1


def _wrap(match: re.Match[str]) -> str:
    run = match[0]
    if match["address"]:
        return f'<bdi dir="ltr" class="address">{run}</bdi>'
    if match["word"] or run.isdigit():
        return run
    return f'<bdi dir="ltr">{run}</bdi>'
