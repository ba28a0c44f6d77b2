"""Turn other fonts and the rest of Inter into complete files for the letters and pictures that the main files lack.

Run only when these files must change, after `make.py`, with `fonttools` at hand, the variable Inter, and a folder
with the fonts of the other packages in README.md: `python reports/fonts/make_others.py "Inter[opsz,wght].ttf" folder`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from make import HERE, WEIGHTS, one_weight

SCRIPTS = {
    "NotoSansDevanagari": [(0x900, 0x97F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF)],
    "NotoSansHebrew": [(0x590, 0x5FF), (0xFB1D, 0xFB4F)],
    "NotoSansThai": [(0xE00, 0xE7F)],
    "Vazirmatn": [(0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)],  # Arabic
}
EMOJI = "NotoEmoji_400Regular.ttf"
REST_OF_INTER = [
    (0x250, 0x36F), (0x1D00, 0x1FFF), (0x2000, 0x209F), (0x20DB, 0x22FF), (0x2460, 0x2BFF), (0x2C60, 0x2C7F),
    (0x1F100, 0x1F1FF),
]  # fmt: skip
# Inside a word these belong to its script: spaces, joiners, and the circle under a mark that stands alone.
WITHIN_WORDS = {0x20, 0xA0, 0x200C, 0x200D, 0x25CC}
SELECTORS = (0xFE0E, 0xFE0F)
KEYCAPS = {ord(sign) for sign in "#*0123456789"}


def within(ranges: list[tuple[int, int]]) -> set[int]:
    """All characters of these ranges, ends included."""
    return {code for first, last in ranges for code in range(first, last + 1)}


def subset(font: TTFont, characters: Iterable[int]) -> None:
    """Keep these characters with all that their script needs to join, stack and place them."""
    options = Options()
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.hinting = False
    options.drop_tables += ["STAT", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(characters))
    subsetter.subset(font)


def set_lines_like(font: TTFont, main: TTFont) -> None:
    """Give the font the line height of the main one, so that a strange name moves no line of a page."""
    scale = font["head"].unitsPerEm / main["head"].unitsPerEm
    above, below = round(main["hhea"].ascent * scale), round(-main["hhea"].descent * scale)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = above, -below, 0
    lines = font["OS/2"]
    lines.sTypoAscender, lines.sTypoDescender, lines.sTypoLineGap = above, -below, 0
    lines.usWinAscent, lines.usWinDescent = above, below


def mend_emoji(font: TTFont, main: TTFont) -> None:
    """Make spaces as narrow as in running text, and a picture with its selector one glyph, so that it can be copied."""
    space = round(main["hmtx"]["space"][0] * font["head"].unitsPerEm / main["head"].unitsPerEm)
    names = font.getBestCmap()
    for code in {0x20, 0xA0} & set(names):
        font["hmtx"][names[code]] = (space, 0)
    pairs = CmapSubtable.newSubtable(14)
    pairs.platformID, pairs.platEncID, pairs.language, pairs.cmap = 0, 5, 0xFF, {}
    pairs.uvsDict = {selector: [(code, None) for code in sorted(names)] for selector in SELECTORS}
    font["cmap"].tables = [*(each for each in font["cmap"].tables if each.format != pairs.format), pairs]


def rename(font: TTFont, family: str, style: str) -> None:
    """Call the font so: two files of one family would be taken for each other."""
    for name_id, text in ((1, family), (4, f"{family} {style}"), (6, f"{family.replace(' ', '')}-{style}")):
        font["name"].setName(text, name_id, 3, 1, 0x409)


def save(font: TTFont, name: str) -> None:
    """Write the file and tell its size; not as WOFF2, which WeasyPrint takes a second to unpack."""
    target = HERE / f"{name}.ttf"
    font.save(target)
    print(target.name, target.stat().st_size, "bytes,", len(font.getBestCmap()), "characters")


def main(inter: Path, others: Path) -> None:
    """Write the rest of Inter and the four scripts in both weights, the emoji in one."""
    ours = TTFont(HERE / "Inter-400.ttf")
    known = set(ours.getBestCmap())
    for weight, style in WEIGHTS.items():
        font = one_weight(inter, weight)
        subset(font, within(REST_OF_INTER) - known | WITHIN_WORDS)
        rename(font, "Inter More", style)
        save(font, f"Inter-more-{weight}")
        for script, ranges in SCRIPTS.items():
            (source,) = others.rglob(f"{script}_{weight}{style}.ttf")
            font = TTFont(source, recalcTimestamp=False)
            subset(font, within(ranges) | WITHIN_WORDS)
            set_lines_like(font, ours)
            save(font, f"{script}-{weight}")
    (source,) = others.rglob(EMOJI)
    font = TTFont(source, recalcTimestamp=False)
    subset(font, set(font.getBestCmap()) - known | KEYCAPS | WITHIN_WORDS)
    set_lines_like(font, ours)
    mend_emoji(font, ours)
    save(font, "NotoEmoji-400")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
