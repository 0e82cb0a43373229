"""The style sheets and faces: light enough, right in both directions, readable."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

STATIC = Path(settings.BASE_DIR) / "static"
SHEETS = sorted((STATIC / "css").glob("*.css"))
TOKENS = (STATIC / "css" / "tokens.css").read_text()
LATIN = "ABCXYZabcxyz0123456789 ÁÉÍÓÚÜÑáéíóúüñ¿¡«»“”‘’–—…·$%&()/:;,.?!−€"
ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويىًٌٍَُِّْ،؛؟پچ"
# A side of the page that has a name: left and right would be wrong in one of the directions.
PHYSICAL = re.compile(
    r"(?:^|[;{\s])((?:margin|padding|border)-(?:left|right)[\w-]*|(?:left|right)|text-align:\s*(?:left|right)|float:\s*(?:left|right))\s*[:;]",
    re.MULTILINE,
)


def letters(*names: str) -> set[str]:
    return {chr(code) for name in names for code in TTFont(STATIC / "fonts" / f"{name}.woff2").getBestCmap()}


def compressed(path: Path) -> int:
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(brotli.compress(content, quality=5))


def test_every_letter_has_a_face() -> None:
    assert set(LATIN) <= letters("serif-text")
    assert set(LATIN) <= letters("serif-display")
    assert set(ARABIC) <= letters("naskh")
    assert set("0123456789") <= letters("numerals")


def test_faces_come_with_their_licences() -> None:
    for name in ("source-serif-4", "noto-naskh-arabic"):
        licence = (STATIC / "fonts" / f"OFL-{name}.txt").read_text()
        assert "SIL OPEN FONT LICENSE" in licence
        assert re.match(r"(Copyright|©) .*20\d\d", licence)


@pytest.mark.parametrize(
    ("faces", "budget"),
    [(("serif-text", "serif-display", "numerals"), 110), (("naskh", "serif-text", "numerals"), 110)],
)
def test_faces_and_style_sheets_leave_room_for_the_page(faces: tuple[str, ...], budget: int) -> None:
    files = [*SHEETS, *(STATIC / "fonts" / f"{face}.woff2" for face in faces)]
    assert sum(compressed(file) for file in files) < budget * 1024
    assert compressed(STATIC / "fonts" / "naskh.woff2") < 60 * 1024


def test_no_rule_names_left_or_right() -> None:
    assert {match[1] for sheet in SHEETS for match in PHYSICAL.finditer(sheet.read_text())} == set()
    assert PHYSICAL.search("a { margin-left: 1em; }")
    assert PHYSICAL.search("a { text-align: right; }")


def test_colours_have_one_home() -> None:
    raw = re.compile(r"#[0-9a-f]{3,8}\b|rgb\(", re.IGNORECASE)
    for name in ("base", "components"):
        sheet = re.sub(r"/\*.*?\*/|\[fill=[^]]*\]", "", (STATIC / "css" / f"{name}.css").read_text(), flags=re.DOTALL)
        assert not raw.findall(sheet)


def test_no_face_is_waited_for() -> None:
    base = (STATIC / "css" / "base.css").read_text()
    faces = re.findall(r"@font-face \{(.*?)\}", base, re.DOTALL)
    assert faces
    assert all("font-display: optional" in face and "unicode-range" in face for face in faces)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    """The contrast of two colours as WCAG 2.2 counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_text_stands_out_from_what_it_stands_on() -> None:
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    values = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", light.partition(":root:lang(ar)")[0]))
    night = values | dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", dark.partition(".platform")[0]))
    paper = {"--bg": values["--paper"], "--fg": values["--ink"]} | values
    for scheme in (paper, night):
        for text in ("--fg", "--fg-quiet", "--accent"):
            for ground in ("--bg", "--bg-sunk", "--wash"):
                assert contrast(scheme[text], scheme[ground]) >= 4.5, (text, ground)
    for sheet in (light, dark):
        for ground in re.findall(r"--ground: (#[0-9a-f]{6});", sheet):
            assert contrast(values["--on-ground"], ground) >= 4.5
            assert contrast(values["--glow"], ground) >= 4.5
