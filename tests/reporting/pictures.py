"""Turn the pages of a PDF into small grey pictures, and say where they differ from those that somebody approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageFilter

ROOT = Path(__file__).resolve().parents[2]
APPROVED = ROOT / "tests" / "data" / "pictures"
SEEN = ROOT / ".cache" / "pictures"
"""Where a picture that differs is put, with its difference from the approved one."""

APPROVE = ".venv/bin/python -m tests.reporting.approve_pictures"

DPI = 50
SHADES = 16
"""Approved pictures have so many shades of grey, which halves their size."""

SMUDGE = 3
NOTICEABLE = 12
MOST_SHARE = 0.005
MOST_MEAN = 1.5
"""How much two pictures may differ once every pixel is the mean of those up to SMUDGE pixels away: letters that
another Pango draws a fraction of a pixel aside then look the same. Shades go from 0 to 255. At most MOST_SHARE of
the pixels may differ by more than NOTICEABLE, and all together by MOST_MEAN on average, of which the fewer shades of
approved pictures take half. Letter-spacing of 0.01pt more gives up to 0.3 % and 0.9, bold that is lost in the grid
1.8 %, status words that turn pale 1.2 %, the tint of the head 25 %, a block that moves by half a line 17 %.
"""


@dataclass(frozen=True)
class Difference:
    """How far two pictures are apart: the mean of all pixels, 0-255, and the share that differs noticeably, 0-1."""

    mean: float
    share: float

    @property
    def too_much(self) -> bool:
        return self.mean > MOST_MEAN or self.share > MOST_SHARE


def pictures_of(pdf: bytes) -> list[Image.Image]:
    """The pages as grey pictures."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for page in document]


def difference(approved: Image.Image, seen: Image.Image) -> Difference:
    """How much two pictures of the same size differ to somebody who does not look at single letters."""
    apart = np.abs(_smudged(approved) - _smudged(seen))
    return Difference(float(apart.mean()), float((apart > NOTICEABLE).mean()))


def _smudged(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.filter(ImageFilter.BoxBlur(SMUDGE)), dtype=float)


def sheet_of(pages: Sequence[Image.Image]) -> Image.Image:
    """The pages of a report beside each other, in one picture."""
    sheet = Image.new("L", (sum(page.width for page in pages), max(page.height for page in pages)), 255)
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width
    return sheet


def approve(name: str, pages: Sequence[Image.Image], *, folder: Path = APPROVED) -> Path:
    """Keep the pages as what a report is meant to look like."""
    folder.mkdir(parents=True, exist_ok=True)
    step = 255 / (SHADES - 1)
    shades = sheet_of(pages).point([round(shade / step) for shade in range(256)])
    kept = Image.frombytes("P", shades.size, shades.tobytes())
    kept.putpalette([round(shade * step) for shade in range(SHADES) for _ in "rgb"])
    path = folder / f"{name}.png"
    kept.save(path, optimize=True, bits=4)
    return path


def approved_pages(name: str, size: tuple[int, int], *, folder: Path = APPROVED) -> list[Image.Image]:
    """The approved pictures of a report whose pages have this size; none when there are none of that size."""
    path = folder / f"{name}.png"
    if not path.exists():
        return []
    with Image.open(path) as kept:
        sheet = kept.convert("L")
    width, height = size
    if sheet.height != height or sheet.width % width:
        return []
    return [sheet.crop((left, 0, left + width, height)) for left in range(0, sheet.width, width)]


def problems_of(name: str, pages: Sequence[Image.Image], *, folder: Path = APPROVED, seen: Path = SEEN) -> list[str]:
    """What differs from the approved pictures, in words; then the new pages and the difference lie in `seen`."""
    approved = approved_pages(name, pages[0].size, folder=folder)
    if not approved:
        told = ["there is no approved picture of this size"]
    elif len(approved) != len(pages):
        told = [f"{len(pages)} pages, where {len(approved)} are approved"]
    else:
        told = [
            f"page {number}: {100 * apart.share:.1f} % of it differs by more than {NOTICEABLE} shades (at most "
            f"{100 * MOST_SHARE:.1f} %), {apart.mean:.1f} on average (at most {MOST_MEAN})"
            for number, pair in enumerate(zip(approved, pages, strict=True), start=1)
            if (apart := difference(*pair)).too_much
        ]
    if not told:
        return []
    return [*told, _put_aside(name, approved, pages, seen), f"If that is how it should look: {APPROVE} {name}"]


def _put_aside(name: str, approved: Sequence[Image.Image], pages: Sequence[Image.Image], seen: Path) -> str:
    """Save the new pages and what differs in them, dark where it differs most; say where."""
    seen.mkdir(parents=True, exist_ok=True)
    new, apart = seen / f"{name}.new.png", seen / f"{name}.difference.png"
    sheet_of(pages).save(new)
    blank = Image.new("L", pages[0].size, 255)
    pairs = zip_longest(approved, pages, fillvalue=blank)
    sheet_of([ImageChops.invert(ImageChops.difference(one, other)) for one, other in pairs]).save(apart)
    return f"The new pages: {new}; where they differ: {apart}"
