"""Turn a score into its band, and say which other band its margin reaches."""

from collections.abc import Sequence
from typing import NamedTuple

from rely.scoring.rounding import NOISE


class BandEdge(NamedTuple):
    """A band's id and its lower edge, the cut-off, on 0-100."""

    band: str
    cut_off: float


def _position(score: float, bands: Sequence[BandEdge]) -> int:
    for at in range(len(bands) - 1, -1, -1):
        if score + NOISE >= bands[at].cut_off:
            return at
    raise ValueError(f"The lowest band must begin at the lowest score; {score} lies below all bands.")


def band_of(score: float | None, bands: Sequence[BandEdge]) -> str | None:
    """The id of the band that holds the score (0-100); None without a score.

    `bands` stand from low to high, each with a higher cut-off, the lowest at 0. Half-open, so that 49.9 and
    50.0 cannot both belong to a band, or neither: a cut-off belongs to the higher band. Noise up to 1e-9 is
    forgiven. Raises ValueError for a score below the lowest band. Criterion-referenced cut-offs: Cizek &
    Bunch 2007.
    """
    return None if score is None else bands[_position(score, bands)].band


def borderline(score: float | None, margin: float | None, bands: Sequence[BandEdge]) -> str | None:
    """The id of the neighbouring band whose cut-off lies strictly inside score +/- margin, else None.

    `margin` is 0 or more, in score points. Of two such bands the nearer one, at equal distance the higher.
    None without a score or a margin. `bands` and ValueError as in `band_of`.
    """
    if score is None or margin is None:
        return None
    at = _position(score, bands)
    to_upper = bands[at + 1].cut_off - score if at + 1 < len(bands) else float("inf")
    to_lower = score - bands[at].cut_off if at else float("inf")
    nearer, distance = (at + 1, to_upper) if to_upper <= to_lower + NOISE else (at - 1, to_lower)
    return bands[nearer].band if distance + NOISE < margin else None
