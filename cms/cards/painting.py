"""The cover of a page as pixels: what a browser makes of the few shapes that `cms.pages.cover` draws with."""

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from PIL import Image, ImageDraw, ImageOps

from cms.pages.cover import SHAPES, Family, blend, draw, palette_colours

# Everything is painted so many times as large, and made smaller: that is what smooths the edges.
FINE = 3
# A half circle of 600 pixels is this many straight lines, of 6 pixels each.
STEPS = 300

ELEMENT = re.compile(r"<(path|circle) ([^>]*)/>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
COMMAND = re.compile(r"([MHVamz])([^MHVamz]*)")
Point = tuple[float, float]


def paint(slug: str, family: Family, *, mirrored: bool = False) -> Image.Image:
    """Return the cover of a slug in the shape of a card, 1200 by 630 pixels; `mirrored` for right to left."""
    width, height = SHAPES["share"]
    picture = Image.new("RGB", (width * FINE, height * FINE))
    canvas = ImageDraw.Draw(picture)
    sky = palette_colours(slug, family).sky
    for name, attributes in ELEMENT.findall(draw(slug, family, "share")):
        values = dict(ATTRIBUTE.findall(attributes))
        if name == "circle":
            _disc(canvas, *(float(values[key]) * FINE for key in ("cx", "cy", "r")), colour=values["fill"])
            continue
        for points in _lines(values["d"]):
            if values["fill"] != "none":
                canvas.polygon(points, fill=values["fill"])
            else:
                # What is drawn with a line stands before everything else, in the sky.
                colour = blend(sky, values["stroke"], float(values.get("opacity", 1)))
                _stroke(canvas, points, float(values["stroke-width"]) * FINE, colour, values.get("stroke-dasharray"))
    small = picture.reduce(FINE)
    return ImageOps.mirror(small) if mirrored else small


def _lines(path: str) -> Iterator[list[Point]]:
    """Yield the points of each part of a path: lines along an axis, and half ellipses from one side to the other."""
    points: list[Point] = []
    x = y = 0.0
    for command, numbers in COMMAND.findall(path):
        values = [float(number) for number in numbers.split()]
        match command:
            case "M" | "m":
                if len(points) > 1:
                    yield points
                x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
                points = [(x * FINE, y * FINE)]
                continue
            case "H":
                x = values[0]
            case "V":
                y = values[0]
            case "a":
                across, high, up = values[5] / 2, values[1], 1 if values[4] else -1
                points += [
                    ((x + across - across * math.cos(turn)) * FINE, (y - up * high * math.sin(turn)) * FINE)
                    for turn in (math.pi * step / STEPS for step in range(1, STEPS))
                ]
                x += values[5]
            case "z":
                continue
        points.append((x * FINE, y * FINE))
    if len(points) > 1:
        yield points


def _stroke(canvas: ImageDraw.ImageDraw, points: list[Point], width: float, colour: str, dashes: str | None) -> None:
    if dashes is None:
        canvas.line(points, fill=colour, width=round(width), joint="curve")
        return
    # Dashes of no length with round ends are beads.
    spacing, walked, next_bead = float(dashes.split()[1]) * FINE, 0.0, 0.0
    for start, end in pairwise(points):
        length = math.dist(start, end)
        while next_bead <= walked + length and length:
            part = (next_bead - walked) / length
            x, y = (a + (b - a) * part for a, b in zip(start, end, strict=True))
            _disc(canvas, x, y, width / 2, colour=colour)
            next_bead += spacing
        walked += length


def _disc(canvas: ImageDraw.ImageDraw, x: float, y: float, radius: float, *, colour: str) -> None:
    canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
