"""What counts as the same English part, for the memory. Pure functions on inline HTML as wagtail-localize keeps it."""

import html
import re
import unicodedata
from hashlib import sha256

LINK = re.compile(r'<a id="([^"]*)">')
WHOLE_LINK = re.compile(r'<a id="([^"]*)">(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^<>]+>")
LINE_BREAK = re.compile(r"<br\s*/?>")
QUOTATION_MARKS = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′ʼ", "'")})
SAME_TAGS = (("<strong>", "<b>"), ("</strong>", "</b>"), ("<em>", "<i>"), ("</em>", "</i>"))


def same_text(source: str) -> str:
    """
    Return what all English parts share that say the same with the same formatting.

    Links are numbered in their order, spaces are single, quotation marks straight.
    """
    text = unicodedata.normalize("NFC", source).translate(QUOTATION_MARKS)
    for tag, same in SAME_TAGS:
        text = text.replace(tag, same)
    text = LINE_BREAK.sub("<br/>", text)
    numbers = {name: number for number, name in enumerate(dict.fromkeys(LINK.findall(text)), start=1)}
    text = LINK.sub(lambda link: f'<a id="a{numbers[link[1]]}">', text)
    return " ".join(text.split())


def text_key(text: str) -> str:
    """Return a key of fixed length for a text of any length."""
    return sha256(text.encode()).hexdigest()


def plain_words(source: str) -> str:
    """Return the words of an English part in lower case, without formatting: what near matches are measured by."""
    bare = html.unescape(TAG.sub("", LINE_BREAK.sub(" ", same_text(source))))
    return " ".join(bare.lower().split())


def with_links_of(text: str, source: str, wanted: str) -> str:
    """
    Return `text`, a translation of `source`, with the links of the English `wanted`: the first is the first.

    A link that `wanted` does not have leaves its words.
    """
    names = dict(zip(_links(source), _links(wanted), strict=False))

    def link(match: re.Match[str]) -> str:
        name = names.get(match[1])
        return match[2] if name is None else f'<a id="{name}">{match[2]}</a>'

    return WHOLE_LINK.sub(link, text)


def with_links_by_target(text: str, targets: dict[str, dict], wanted: dict[str, dict]) -> str:
    """
    Return `text` with each link called as the English calls the link to the same place.

    `targets` and `wanted` map the name of a link to its attributes, in the translation and in the English. Where a
    language has a target of its own, the names stay in their order.
    """
    left = dict(wanted)
    names: dict[str, str] = {}
    for name, attributes in targets.items():
        same = next((other for other, its in left.items() if its == attributes), None)
        if same is not None:
            names[name] = same
            del left[same]
    names |= dict(zip((name for name in targets if name not in names), list(left), strict=False))
    return LINK.sub(lambda link: f'<a id="{names.get(link[1], link[1])}">', text)


def _links(source: str) -> list[str]:
    return list(dict.fromkeys(LINK.findall(source)))
