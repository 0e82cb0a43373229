"""
Draws the sample recording, the beacon from the horizon to its last arc: `python -m demo.recordings.draw`.

What it makes lies beside it, so that a site needs no encoder: with ffmpeg 5 (`libx264`) at hand it comes out the same.
The frames are drawn with the lights, the rings and the colors of the covers, on a slug of their own.
"""

import math
import subprocess
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from cms.pages.cover import Ring, Stage, blend

NAME = "how-the-beacon-is-drawn"
FRAMES_A_SECOND = 20
SECONDS = 14
# Painted so many times as large, and made smaller: that is what smooths the edges.
FINE = 3
# Where each part of the drawing begins and ends, in seconds; the captions say the same.
HORIZON, GROUND, LIGHT, RINGS, ARCS, WAKE = (0.5, 2), (2, 3), (3.5, 4.5), (5, 9), (9.5, 11), (11, 12.5)


def grown(second: float, part: tuple[float, float]) -> float:
    """Return how much of a part is there, from 0 to 1; it begins fast and ends slowly."""
    begin, end = part
    return 1 - (1 - min(max((second - begin) / (end - begin), 0), 1)) ** 3


class Drawing:
    """The sheet and what stands on it."""

    def __init__(self) -> None:
        self.stage = Stage(NAME, "wide", "night")
        self.x, self.reach = self.stage.width / 2, self.stage.horizon * 0.7
        self.rings: list[Ring] = self.stage.rhythm(self.reach, 5)[::-1]

    def frame(self, second: float) -> Image.Image:
        stage = self.stage
        picture = Image.new("RGB", (stage.width * FINE, stage.height * FINE), stage.sky)
        canvas = ImageDraw.Draw(picture)
        self.arcs(canvas, grown(second, ARCS))
        for ring, share in self.growing(second):
            self.half(canvas, ring.radius * share, ring.colour)
        deep = stage.deep * grown(second, GROUND)
        self.box(canvas, 0, stage.horizon, stage.width, stage.horizon + deep, stage.ground)
        self.wake(canvas, grown(second, WAKE))
        line = stage.width * grown(second, HORIZON)
        self.box(canvas, 0, stage.horizon - 1, line, stage.horizon + 1, stage.colours[0])
        return picture.reduce(FINE)

    def growing(self, second: float) -> Iterator[tuple[Ring, float]]:
        """Yield the rings that are there, the widest first, and how far each has grown from the one inside it."""
        light, *others = self.rings
        begin, end = RINGS
        step = (end - begin) / len(others)
        inside, shown = light, [(light, grown(second, LIGHT))]
        for number, ring in enumerate(others):
            share = grown(second, (begin + number * step, begin + (number + 1) * step))
            if share:
                shown.append((ring, (inside.radius + (ring.radius - inside.radius) * share) / ring.radius))
            inside = ring
        yield from reversed(shown)

    def arcs(self, canvas: ImageDraw.ImageDraw, share: float) -> None:
        for number in range(4):
            radius = self.reach + share * 30 * (number + 1) * (1 + 0.2 * number)
            colour = blend(self.stage.sky, self.stage.fine, share * (1 - number / 5))
            if share:
                self.stroke(canvas, radius, radius, colour, above=True)

    def wake(self, canvas: ImageDraw.ImageDraw, share: float) -> None:
        for number, ring in enumerate(self.rings):
            colour = blend(self.stage.ground, self.stage.colours[0], share * 0.6 * (1 - number / (len(self.rings) + 1)))
            if share:
                self.stroke(canvas, ring.radius, ring.radius * 0.4 * share, colour, above=False)

    # Everything stands on the horizon, around the light.

    def box(self, canvas: ImageDraw.ImageDraw, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        if right > left and bottom > top:
            canvas.rectangle([round(value * FINE) for value in (left, top, right, bottom)], fill=fill)

    def half(self, canvas: ImageDraw.ImageDraw, radius: float, fill: str) -> None:
        canvas.pieslice(self.around(radius, radius), 180, 360, fill=fill)

    def stroke(self, canvas: ImageDraw.ImageDraw, wide: float, high: float, fill: str, *, above: bool) -> None:
        start = 180 if above else 0
        canvas.arc(self.around(wide, high), start, start + 180, fill=fill, width=2 * FINE)

    def around(self, wide: float, high: float) -> tuple[float, float, float, float]:
        x, y = self.x, self.stage.horizon
        return (x - wide) * FINE, (y - high) * FINE, (x + wide) * FINE, (y + high) * FINE


def main() -> None:
    """Write the video, and its last frame as the poster."""
    drawing, folder = Drawing(), Path(__file__).parent
    size = f"{drawing.stage.width}x{drawing.stage.height}"
    given = f"-f rawvideo -pix_fmt rgb24 -video_size {size} -framerate {FRAMES_A_SECOND} -i -"
    made = "-an -c:v libx264 -preset veryslow -crf 29 -pix_fmt yuv420p -movflags +faststart -fflags +bitexact"
    command = ["ffmpeg", "-y", "-loglevel", "error", *given.split(), *made.split(), str(folder / f"{NAME}.mp4")]
    frames = [drawing.frame(number / FRAMES_A_SECOND) for number in range(math.ceil(SECONDS * FRAMES_A_SECOND))]
    subprocess.run(command, input=b"".join(frame.tobytes() for frame in frames), check=True)  # noqa: S603
    frames[-1].save(folder / f"{NAME}.jpg", quality=68, optimize=True, progressive=True)


if __name__ == "__main__":
    main()
