"""The drawing of a page's cover."""

import re
from hashlib import sha256
from xml.etree import ElementTree

import pytest
from django.conf import settings

from cms.pages.cover import FAMILIES, PALETTES, SHAPES, blend, draw, palette_of

SLUGS = [f"a-story-{number}" for number in range(40)]
TOKENS = settings.BASE_DIR / "static" / "css" / "tokens.css"


def test_a_slug_keeps_its_picture_for_ever() -> None:
    # A changed fingerprint means that every cover of the site changes; say so in the commit, and change it here.
    drawings = "".join(draw(slug, family, shape) for slug in SLUGS for family in FAMILIES for shape in SHAPES)
    assert sha256(drawings.encode()).hexdigest()[:16] == "34391f4456318cf4"


def test_two_slugs_have_two_pictures() -> None:
    assert len({draw(slug) for slug in SLUGS}) == len(SLUGS)


def test_a_family_keeps_its_colours() -> None:
    for family, palettes in FAMILIES.items():
        assert {palette_of(slug, family) for slug in SLUGS} == set(palettes)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_picture_may_stand_in_any_page(shape: str) -> None:
    for slug in SLUGS:
        drawing = draw(slug, "story", shape)
        root = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
        assert root.attrib["viewBox"] == "0 0 {} {}".format(*SHAPES[shape])
        assert root.attrib["aria-hidden"] == "true"
        assert not {name for element in root.iter() for name in element.attrib} & {"id", "style", "onload"}
        assert len(drawing) < 13_000


def test_a_mirrored_picture_is_the_same_one_turned() -> None:
    plain, mirrored = draw("a-story"), draw("a-story", mirrored=True)
    drawing = plain.partition(">")[2].removesuffix("</svg>")
    assert mirrored.count(drawing) == 1
    assert f"matrix(-1 0 0 1 {SHAPES['hero'][0]} 0)" in mirrored


def test_every_palette_has_its_ground_in_the_style_sheets() -> None:
    grounds = dict(re.findall(r"^\.ground-(\w+) \{ --ground: (#\w+); \}", TOKENS.read_text(), re.MULTILINE))
    assert grounds == {name: palette.ground for name, palette in PALETTES.items()}


def test_blending_ends_where_it_says() -> None:
    assert blend("#14213d", "#f5a524", 0) == "#14213d"
    assert blend("#14213d", "#f5a524", 1) == "#f5a524"
