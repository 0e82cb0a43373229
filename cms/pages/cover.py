"""
The cover of a page, drawn from its slug: lights on a horizon, and their arcs.

The same slug gives the same picture on every machine: the only source of chance is SHA-256, and a slug keeps its scene,
its colours and the rhythm of its rings in every shape. Every form is an arc or the horizon. The picture is decoration:
it has no text, no ids and no style attributes, so that it may stand several times on one page under a strict
Content-Security-Policy.
"""

import hashlib
import math
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, TypeVar

Family = Literal["story", "platform", "brief"]
Shape = Literal["hero", "card", "wide", "share"]
Item = TypeVar("Item")

# Another salt redraws every cover.
SALT = "beacon-190955"
# Width and height in the units of the drawing.
SHAPES: dict[Shape, tuple[int, int]] = {
    "hero": (1600, 640),
    "card": (640, 800),
    "wide": (960, 600),
    "share": (1200, 630),
}


class Palette(NamedTuple):
    """Colours of a cover; `rings` from the light outward. The style sheets know each `ground` by the palette's name."""

    sky: str
    ground: str
    light: str
    rings: tuple[str, str, str, str]


class Ring(NamedTuple):
    radius: int
    colour: str


PALETTES = {
    "clay": Palette("#f4dcb8", "#14213d", "#fffaf0", ("#f5a524", "#e2702a", "#b5482a", "#7a2c25")),
    "poppy": Palette("#fbe9c6", "#0c5552", "#fffaf0", ("#ffc94d", "#f5a524", "#ea6f2c", "#c2452a")),
    "night": Palette("#1a2a4f", "#0c1530", "#ffefc6", ("#f5a524", "#d0692e", "#83445a", "#3a4877")),
    "bay": Palette("#cfe2da", "#123d49", "#fffaf0", ("#f5b13d", "#e98a55", "#5fa79c", "#2b7f80")),
    "rose": Palette("#f8dccb", "#43204f", "#fffaf0", ("#f5a524", "#ea7358", "#b84067", "#74306b")),
    "hills": Palette("#f3e4bb", "#34503a", "#fffaf0", ("#f5a524", "#dd7f2c", "#a3913c", "#5f7a43")),
    "brick": Palette("#b5482a", "#4a1a1b", "#fff3d6", ("#fbd384", "#f5a524", "#e8812f", "#8a2f23")),
    "tide": Palette("#0f6b66", "#073436", "#fff3d6", ("#f7c254", "#f5a524", "#6fb09a", "#2a8a80")),
    "reef": Palette("#d3e6dd", "#0f6b66", "#fffaf0", ("#f5a524", "#f6c66a", "#79b9ab", "#2a8a80")),
    "plum": Palette("#5b2a86", "#251140", "#fff0d2", ("#f5a524", "#e5735f", "#b6478c", "#7d3a9c")),
    "iris": Palette("#eaddf0", "#3f1e66", "#fffaf0", ("#f5a524", "#f0a58a", "#b987c8", "#7b48a6")),
}
DARK_SKIES = {"night", "brick", "tide", "plum"}
FAMILIES: dict[Family, tuple[str, ...]] = {
    "story": ("clay", "poppy", "night", "bay", "rose", "hills", "brick"),
    "platform": ("tide", "reef"),
    "brief": ("plum", "iris"),
}


class Chance:
    """Numbers in [0, 1) from SHA-256 of a text: the same everywhere, for ever."""

    def __init__(self, text: str) -> None:
        self.text, self.count, self.pool = text, 0, b""

    def next(self) -> float:
        if not self.pool:
            self.pool = hashlib.sha256(f"{self.text}/{self.count}".encode()).digest()
            self.count += 1
        value, self.pool = self.pool[:2], self.pool[2:]
        return int.from_bytes(value, "big") / 65536

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.next()

    def pick(self, items: Sequence[Item]) -> Item:
        return items[int(self.next() * len(items))]


def blend(one: str, two: str, part: float) -> str:
    """Return the colour (`#rrggbb`) that is `part` of the way from one to two, in linear light."""
    channels = []
    for start in (1, 3, 5):
        first, second = ((int(colour[start : start + 2], 16) / 255) ** 2.2 for colour in (one, two))
        channels.append(round(255 * (first + (second - first) * part) ** (1 / 2.2)))
    return "#" + "".join(f"{channel:02x}" for channel in channels)


class Stage:
    """The sheet: its measures, its colours, and what has been drawn so far."""

    def __init__(self, slug: str, shape: Shape, palette: str) -> None:
        self.width, self.height = SHAPES[shape]
        self.sky, self.ground, self.light, self.colours = PALETTES[palette]
        self.chance = Chance(f"{SALT}/{slug}/drawing")
        self.unit = math.sqrt(self.width * self.height) / 800
        self.tall, self.hero, self.share = self.height > self.width, shape == "hero", shape == "share"
        self.left = self.chance.next() < 0.3 and not self.share
        self.beads = self.chance.next() < 0.5
        level = self.chance.between(0.64, 0.72)
        self.horizon = 430 if self.share else round(self.height * level)
        self.deep = self.height - self.horizon
        self.fine = blend(self.sky, self.colours[0 if palette in DARK_SKIES else 2], 0.75)
        self.parts: list[str] = []
        self.block(0, 0, self.width, self.height, self.sky)

    # Where things stand.

    def place(self, part: float) -> float:
        """Return x for a part of the width. A share card keeps its first half free for words."""
        return self.width * (part if self.left else 1 - part * (0.5 if self.share else 1))

    def reach(self, high: float, wide: float) -> float:
        return min(self.horizon * high, self.width * (0.28 if self.share else wide))

    def rhythm(
        self,
        reach: float,
        count: int = 0,
        colours: Sequence[str] | None = None,
        gap: str | None = None,
        core: str | None = None,
    ) -> list[Ring]:
        """Return rings, widest first: bands and gaps of uneven weight around the light."""
        colours, gap = colours or self.colours, gap or self.sky
        count = count or self.chance.pick([4, 5, 5, 6])
        weights = [(self.chance.between(1.5, 2.4) * (1.6 if core else 1), core or self.light)]
        for index in range(count):
            space = self.chance.pick([0, 0.16, 0.3, 0.5]) or (0 if index else 0.22)
            band = self.chance.pick([0.5, 0.9, 1.3, 1.8]) * (0.9 + 0.12 * index)
            spare = self.chance.pick([1, 2, 3])
            if space:
                weights.append((space, gap))
            weights.append((band, colours[index if index < len(colours) else spare]))
        scale, radius, rings = reach / sum(weight for weight, _ in weights), 0.0, []
        for weight, colour in weights:
            radius += weight * scale
            rings.append(Ring(round(radius), colour))
        return rings[::-1]

    # What can be drawn. Whole units keep the rings concentric and the edges crisp.

    def block(self, x: float, y: float, right: float, bottom: float, fill: str) -> None:
        self.parts.append(
            f'<path d="M{round(x)} {round(y)}H{round(right)}V{round(bottom)}H{round(x)}z" fill="{fill}"/>'
        )

    def floor(self, fill: str | None = None) -> None:
        self.block(0, self.horizon, self.width, self.height, fill or self.ground)

    def dome(self, x: float, y: float, radius: float, fill: str, up: bool = True) -> None:
        x, y, r = round(x), round(y), round(radius)
        self.parts.append(f'<path d="M{x - r} {y}a{r} {r} 0 0 {int(up)} {2 * r} 0z" fill="{fill}"/>')

    def arch(self, x: float, y: float, radius: float, foot: float, fill: str) -> None:
        x, y, r, foot = round(x), round(y), round(radius), round(foot)
        self.parts.append(f'<path d="M{x - r} {foot}V{y}a{r} {r} 0 0 1 {2 * r} 0V{foot}z" fill="{fill}"/>')

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        self.parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}" fill="{fill}"/>')

    def beacon(self, x: float, rings: Sequence[Ring]) -> None:
        for radius, colour in rings:
            self.dome(x, self.horizon, radius, colour)

    def waves(self, x: float, start: float, count: int, step: float) -> None:
        """Fine arcs, plain or beaded, that travel on beyond the last band."""
        x, radius = round(x), start
        for index in range(min(count, 2) if self.share else count):
            radius += step * self.unit * (1 + 0.35 * index)
            r = round(radius)
            thick = self.unit * (4.5 if self.beads else 2.2)
            spacing = self.unit * (13 + 3 * index)
            beads = f' stroke-linecap="round" stroke-dasharray="0 {spacing:.1f}"' if self.beads else ""
            self.parts.append(
                f'<path d="M{x - r} {self.horizon}a{r} {r} 0 0 1 {2 * r} 0" fill="none" stroke="{self.fine}" '
                f'stroke-width="{thick:.1f}"{beads} opacity="{1 - index / (count + 1):.2f}"/>'
            )

    def wake(self, x: float, rings: Sequence[Ring], count: int = 9) -> None:
        """The arcs go on along the ground, flat and fine, as light lies on water."""
        x, near = round(x), rings[::-1][:count]
        flat = min(0.42, 0.9 * self.deep / near[-1].radius)
        for index, (r, _) in enumerate(near):
            tone = blend(self.ground, self.colours[0], 0.62 * (1 - index / (count + 1)))
            self.parts.append(
                f'<path d="M{x - r} {self.horizon}a{r} {r * flat:.0f} 0 0 0 {2 * r} 0" fill="none" stroke="{tone}" '
                f'stroke-width="{self.unit * 2.4:.1f}"/>'
            )


def signal(stage: Stage) -> None:
    """One light."""
    x, reach = stage.place(stage.chance.between(0.36, 0.46)), stage.reach(0.86, 0.62)
    rings = stage.rhythm(reach)
    stage.waves(x, reach, 4, 26)
    stage.beacon(x, rings)
    stage.floor()
    stage.wake(x, rings)


def relay(stage: Stage) -> None:
    """Three lights pass it on."""
    base = min(stage.horizon * 0.82, stage.width * (0.24 if stage.share else 0.46))
    spots = [(0.34, 1.0), (0.93, 0.5), (0.0, 0.3)] if stage.tall else [(0.30, 1.0), (0.68, 0.62), (0.92, 0.36)]
    lights = [(stage.place(part), stage.rhythm(base * size, stage.chance.pick([3, 4, 5]))) for part, size in spots]
    stage.waves(lights[0][0], base, 3, 26)
    for x, rings in lights:
        stage.beacon(x, rings)
    stage.floor()
    stage.wake(*lights[0])


def echo(stage: Stage) -> None:
    """A light, and its answer on the other side of the horizon."""
    x, reach = stage.place(stage.chance.between(0.34, 0.42)), stage.reach(0.84, 0.52)
    rings = stage.rhythm(reach)
    stage.waves(x, reach, 3, 24)
    stage.beacon(x, rings)
    stage.floor()
    other = x + (1 if stage.left else -1) * reach * stage.chance.pick([0.62, 0.8, 1.0])
    answer = min(stage.deep * (1.05 if stage.tall else 0.84), reach)
    for radius, colour in stage.rhythm(answer, 4, stage.colours[::-1], stage.ground):
        stage.dome(other, stage.horizon, radius, colour, up=False)


def chorus(stage: Stage) -> None:
    """One light, answered by many small ones."""
    part = stage.chance.between(0.38, 0.5)
    x, reach = stage.place(0.5 if stage.tall else part), stage.reach(0.74, 0.5)
    stage.waves(x, reach, 4, 24)
    stage.beacon(x, stage.rhythm(reach))
    stage.floor()
    across = 4 if stage.tall else 8
    size = stage.width / across / 2
    tones = [
        (1, stage.ground),
        (0.83, blend(stage.ground, stage.colours[2], 0.75)),
        (0.67, stage.ground),
        (0.5, blend(stage.ground, stage.colours[1], 0.9)),
        (0.34, stage.ground),
        (0.18, stage.colours[0]),
    ]
    y, row = stage.horizon + size * 0.9, 0
    while y < stage.height + size:
        for share, tone in tones:
            # One path for a whole row keeps the picture small.
            r = size * share
            lights = f"a{r:.0f} {r:.0f} 0 0 1 {2 * r:.0f} 0m{2 * (size - r):.0f} 0" * (across + 1)
            stage.parts.append(f'<path d="M{(row % 2 - 1) * size - r:.0f} {y:.0f}{lights}" fill="{tone}"/>')
        y, row = y + size * 0.62, row + 1


def sweep(stage: Stage) -> None:
    """The light at the edge, its arcs across the sheet."""
    x = stage.place(stage.chance.between(0.02, 0.10))
    reach = math.hypot(stage.width, stage.horizon) * (0.92 if stage.tall else 0.44 if stage.share else 0.80)
    rings = stage.rhythm(reach, stage.chance.pick([6, 7]))
    stage.waves(x, reach, 3, 28)
    stage.beacon(x, rings)
    stage.floor()
    stage.wake(x, rings, 7)


def valley(stage: Stage) -> None:
    """The light between hills; the hills are arcs too."""
    x, reach = stage.place(stage.chance.between(0.42, 0.5)), stage.reach(0.84, 0.56)
    stage.waves(x, reach, 4, 26)
    stage.beacon(x, stage.rhythm(reach))
    stage.floor(blend(stage.ground, stage.colours[2], 0.62))
    hills = ((-0.06, 0.62, 0.34, 0.45), (1.08, 0.70, 0.42, 0.30), (0.34, 0.95, 0.05, 0.14), (0.9, 1.25, -0.10, 0.0))
    for part, size, rise, tone in hills:
        radius = stage.width * size * (1.25 if stage.tall else 1)
        top = stage.horizon - stage.deep * (min(rise, 0) if stage.share else rise)
        stage.disc(stage.place(part), top + radius, radius, blend(stage.ground, stage.colours[2], tone))


def doorway(stage: Stage) -> None:
    """A row of doors, one of them lit."""
    part = stage.chance.pick([0.34, 0.66])
    first = stage.width // 2 if stage.share else 0
    reach = round(stage.width * (0.40 if stage.tall else 0.125))
    spring = stage.height * (0.52 if stage.tall else 0.6 if stage.hero else 0.5)
    low = stage.height * 0.84
    x = first + reach if first else round(stage.place(0.56 if stage.tall else part))
    rings = stage.rhythm(reach, stage.chance.pick([3, 4]), stage.colours[::-1], core=stage.ground)
    inner = rings[-1].radius
    if first:
        stage.floor()
    stage.block(first, spring, stage.width, stage.height, rings[0].colour)
    for step in range(0 if first else -4, 5):
        for radius, colour in rings if step else rings[:-1]:
            stage.arch(x + step * 2 * reach, spring, radius, stage.height, colour)
    stage.block(x - inner, low, x + inner, stage.height, stage.ground)
    stage.arch(x, spring, inner, low, stage.light)
    for size, colour in ((1, stage.colours[0]), (0.74, stage.light), (0.62, stage.colours[1]), (0.34, stage.light)):
        stage.dome(x, low, inner * size, colour)


SCENES: tuple[Callable[[Stage], None], ...] = (signal, relay, echo, chorus, sweep, valley, doorway)


def _choose(slug: str, family: Family) -> tuple[str, Callable[[Stage], None]]:
    chance = Chance(f"{SALT}/{slug}")
    return chance.pick(FAMILIES[family]), chance.pick(SCENES)


def palette_of(slug: str, family: Family = "story") -> str:
    """Return the name of a slug's palette, which is also that of its ground in the style sheets (`ground-poppy`)."""
    return _choose(slug, family)[0]


def palette_colours(slug: str, family: Family = "story") -> Palette:
    """Return the colours of a slug's cover."""
    return PALETTES[palette_of(slug, family)]


def has_dark_sky(slug: str, family: Family = "story") -> bool:
    """Return whether words in the sky of a slug's cover have to be light."""
    return palette_of(slug, family) in DARK_SKIES


def draw(slug: str, family: Family = "story", shape: Shape = "hero", *, mirrored: bool = False) -> str:
    """
    Return the cover of a slug as an SVG element of 1 to 10 KB.

    Drawn for left to right; the style sheets turn it in Arabic. `mirrored` is for a picture that none can turn, such as
    one in a PDF.
    """
    palette, scene = _choose(slug, family)
    stage = Stage(slug, shape, palette)
    scene(stage)
    drawing = "".join(stage.parts)
    if mirrored:
        drawing = f'<g transform="matrix(-1 0 0 1 {stage.width} 0)">{drawing}</g>'
    return (
        f'<svg class="cover" viewBox="0 0 {stage.width} {stage.height}" preserveAspectRatio="xMidYMax slice" '
        f'xmlns="http://www.w3.org/2000/svg" aria-hidden="true" focusable="false">{drawing}</svg>'
    )
