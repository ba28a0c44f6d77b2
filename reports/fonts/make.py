"""Turn the variable Inter into the four small files that reports and pages carry, with our own signs drawn in.

Run only when the fonts must change, with `fonttools[woff]` at hand and the variable font of the package
`fontpkg-inter` on disk: `python reports/fonts/make.py "path/to/Inter[opsz,wght].ttf"`.
"""

from __future__ import annotations

import sys
from math import cos, pi, sin
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
WEIGHTS = {400: "Regular", 700: "Bold"}
FEATURES = ["kern", "tnum", "ccmp", "locl", "mark", "mkmk"]
LATIN = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2C6, 0x2DD), (0x300, 0x304), (0x306, 0x30C),
    (0x327, 0x328), (0x1E00, 0x1EFF), (0x2000, 0x200A), (0x2010, 0x2027), (0x202F, 0x203E),
    (0x2044, 0x2044), (0x20A0, 0x20BF), (0x2116, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212),
    (0x2260, 0x2265),
]  # fmt: skip
GREEK_AND_CYRILLIC = [(0x370, 0x3FF), (0x400, 0x52F)]

# A sign is about one em high and centred on the capitals, so that the style sheet need not move it.
MIDDLE = 745
HALF = 860

Points = list[tuple[float, float]]


class Sign:
    """One sign, drawn in units of half its height with the origin in its middle and y upwards."""

    def __init__(self, *, half: float = HALF, advance: float = 2 * HALF + 120) -> None:
        self.pen = TTGlyphPen(None)
        self.half = half
        self.advance = round(advance)

    def polygon(self, points: Points, *, hole: bool = False) -> Sign:
        """A shape with straight edges; TrueType fills clockwise outlines and cuts the others out."""
        following = [*points[1:], points[0]]
        doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, following, strict=True))
        ordered = points if (doubled > 0) == hole else points[::-1]
        self.pen.moveTo(self._at(*ordered[0]))
        for corner in ordered[1:]:
            self.pen.lineTo(self._at(*corner))
        self.pen.closePath()
        return self

    def disc(self, radius: float, *, hole: bool = False) -> Sign:
        """A full disc."""
        return self._pie(radius, start=0, sweep=360 if hole else -360)

    def left_half(self, radius: float) -> Sign:
        """The left half of a disc."""
        return self._pie(radius, start=-90, sweep=-180)

    def ring_piece(self, outer: float, inner: float, start: float, end: float) -> Sign:
        """A piece of a ring between two angles in degrees."""
        a, b = start * pi / 180, end * pi / 180
        middle, bulge = (a + b) / 2, cos((b - a) / 2)
        self.pen.moveTo(self._polar(inner, a))
        self.pen.qCurveTo(self._polar(inner / bulge, middle), self._polar(inner, b))
        self.pen.lineTo(self._polar(outer, b))
        self.pen.qCurveTo(self._polar(outer / bulge, middle), self._polar(outer, a))
        self.pen.closePath()
        return self

    def _pie(self, radius: float, *, start: float, sweep: float) -> Sign:
        arcs = round(abs(sweep) / 45)
        angle, step = start * pi / 180, sweep * pi / 180 / arcs
        self.pen.moveTo(self._polar(radius, angle))
        for _ in range(arcs):
            control = self._polar(radius / cos(step / 2), angle + step / 2)
            angle += step
            self.pen.qCurveTo(control, self._polar(radius, angle))
        self.pen.closePath()
        return self

    def _polar(self, radius: float, angle: float) -> tuple[int, int]:
        return self._at(radius * cos(angle), radius * sin(angle))

    def _at(self, x: float, y: float) -> tuple[int, int]:
        return round(self.advance / 2 + x * self.half), round(MIDDLE + y * self.half)


def _box(x: float, y: float) -> Points:
    return [(-x, -y), (-x, y), (x, y), (x, -y)]


def _square(half: float) -> Points:
    return _box(half, half)


def _diamond(half: float) -> Points:
    return [(0, half), (half, 0), (0, -half), (-half, 0)]


def in_place() -> Sign:
    """A full disc with a tick cut out."""
    tick = [(-0.56, -0.02), (-0.40, 0.14), (-0.14, -0.12), (0.40, 0.46), (0.57, 0.30), (-0.13, -0.45)]
    return Sign().disc(1).polygon(tick, hole=True)


def partly() -> Sign:
    """A ring of which the left half is filled."""
    return Sign().disc(1).disc(0.79, hole=True).left_half(0.8)


def act() -> Sign:
    """A full square with an arrow to the right cut out."""
    half = [(-0.66, 0.12), (0.16, 0.12), (-0.14, 0.42), (0.05, 0.60), (0.64, 0.0)]
    arrow = half + [(x, -y) for x, y in reversed(half[:-1])]
    return Sign().polygon(_square(0.95)).polygon(arrow, hole=True)


def over() -> Sign:
    """An open triangle with a plus in it."""
    sign = Sign().polygon([(0, 1.0), (1.08, -0.88), (-1.08, -0.88)])
    sign.polygon([(0, 0.60), (0.74, -0.68), (-0.74, -0.68)], hole=True)
    arm = [(0.1, 0.16), (0.1, -0.14), (0.38, -0.14), (0.38, -0.32), (0.1, -0.32), (0.1, -0.58)]
    return sign.polygon(arm + [(-x, y) for x, y in reversed(arm)])


def unanswered() -> Sign:
    """A ring in eight pieces."""
    sign = Sign()
    for piece in range(8):
        sign.ring_piece(0.97, 0.75, piece * 45 + 7, piece * 45 + 33)
    return sign


def always() -> Sign:
    """An open diamond."""
    return Sign().polygon(_diamond(1)).polygon(_diamond(0.68), hole=True)


def not_shown() -> Sign:
    """An upright open box, for letters that the font lacks."""
    outer, inner = (0.5, 0.85), (0.36, 0.71)
    sign = Sign(advance=1.3 * HALF).polygon(_box(*outer))
    return sign.polygon(_box(*inner), hole=True)


def first_side() -> Sign:
    """A full dot."""
    return Sign(half=660, advance=1480).disc(1)


def second_side() -> Sign:
    """An open square."""
    return Sign(half=600, advance=1480).polygon(_square(1)).polygon(_square(0.68), hole=True)


# Each sign stands at the character whose meaning comes nearest, so that copied text stays readable.
SIGNS = {
    0x2714: in_place,
    0x25D0: partly,
    0x27A1: act,
    0x25B3: over,
    0x25CC: unanswered,
    0x25C7: always,
    0x25CF: first_side,
    0x25A1: second_side,
}


def add_signs(font: TTFont) -> None:
    """Draw every sign into the font at its character, and a calm box for letters that the font lacks."""
    order = list(font.getGlyphOrder())
    glyphs = font["glyf"]
    for code, draw in SIGNS.items():
        name, sign = f"sign{code:04X}", draw()
        glyphs[name] = sign.pen.glyph()
        glyphs[name].recalcBounds(glyphs)
        font["hmtx"][name] = (sign.advance, glyphs[name].xMin)
        if name not in order:
            order.append(name)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name
    font.setGlyphOrder(order)
    missing = not_shown()
    glyphs[".notdef"] = missing.pen.glyph()
    glyphs[".notdef"].recalcBounds(glyphs)
    font["hmtx"][".notdef"] = (missing.advance, glyphs[".notdef"].xMin)


def subset(font: TTFont, ranges: list[tuple[int, int]]) -> None:
    """Keep these characters, the signs, and the few layout features that running text needs."""
    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.hinting = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    characters = {code for first, last in ranges for code in range(first, last + 1)}
    subsetter.populate(unicodes=sorted(characters | set(SIGNS)))
    subsetter.subset(font)


def one_weight(source: Path, weight: int) -> TTFont:
    """The variable font fixed at this weight and at the optical size for text."""
    font = TTFont(source, recalcTimestamp=False)
    font = instantiateVariableFont(font, {"wght": weight, "opsz": 14})
    style = WEIGHTS[weight]
    for name_id, text in ((1, "Inter"), (2, style), (4, f"Inter {style}"), (6, f"Inter-{style}")):
        font["name"].setName(text, name_id, 3, 1, 0x409)
    for name_id in (16, 17, 21, 22, 25):
        font["name"].removeNames(nameID=name_id)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0xA0 if weight == 700 else 0xC0
    font["head"].macStyle = int(weight == 700)
    del font["STAT"]
    return font


def main(source: Path) -> None:
    """Write Inter-400 and Inter-700, as TTF for the PDF and as WOFF2 for browsers."""
    for weight in WEIGHTS:
        for flavor, ranges in ((None, LATIN + GREEK_AND_CYRILLIC), ("woff2", LATIN)):
            font = one_weight(source, weight)
            add_signs(font)
            subset(font, ranges)
            font.flavor = flavor
            target = HERE / f"Inter-{weight}.{flavor or 'ttf'}"
            font.save(target)
            print(target.name, target.stat().st_size, "bytes,", len(font.getBestCmap()), "characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
