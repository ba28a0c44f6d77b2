"""Turn the fits of two sides into one balance and the side to which it tilts."""

from dataclasses import dataclass

from rely.model.measures import UNKNOWN_TILT
from rely.scoring.rates import Fit


@dataclass(frozen=True, slots=True)
class Balance:
    """How two sides of contact are balanced against their norms.

    `index` is the lesser fit, 0-100 or None; `tilt` is a word; `fits` are those of both sides, 0-100 or None;
    `share` is the second side's part of all contact, 0-1 or None, and only describes.
    """

    sides: tuple[str, str]
    index: float | None
    tilt: str
    fits: tuple[float | None, float | None]
    share: float | None

    def as_dict(self) -> dict[str, float | str | None]:
        """The parts by name: index, tilt, fit_<side> for both sides, and <second side>_share."""
        first, second = self.sides
        return {
            "index": self.index,
            "tilt": self.tilt,
            f"fit_{first}": self.fits[0],
            f"fit_{second}": self.fits[1],
            f"{second}_share": self.share,
        }


def balance(
    sides: tuple[str, str],
    fits: tuple[Fit, Fit],
    rates: tuple[float | None, float | None],
    *,
    times: tuple[float, float] = (1.0, 1.0),
) -> Balance:
    """Weigh two sides; the lesser fit counts, because more of the one does not make up for lack of the other.

    `sides` name the two; `fits` come from `rely.scoring.rates.fit`; `rates` are 0 or more or None, and
    `times` turns each into the same period (a yearly and a monthly rate: 1 and 12). Rates are held against
    norms and not against a target share, since a minimum without maximum must not punish more contact.
    """
    (fit_first, at_first), (fit_second, at_second) = fits
    share = None
    if rates[0] is not None and rates[1] is not None:
        amounts = (rates[0] * times[0], rates[1] * times[1])
        if sum(amounts) > 0:
            share = amounts[1] / sum(amounts)
    index = None if fit_first is None or fit_second is None else min(fit_first, fit_second)
    return Balance(sides, index, _tilt(sides, (at_first, at_second), rates), (fit_first, fit_second), share)


def _tilt(
    sides: tuple[str, str], positions: tuple[str | None, str | None], rates: tuple[float | None, float | None]
) -> str:
    """The first that holds: unknown, a side missing, balanced, both low, a side low, a side high."""
    if None in positions:
        return UNKNOWN_TILT
    low = [position == "below" for position in positions]
    high = [position == "above" for position in positions]
    for side, is_low, frequency in zip(sides, low, rates, strict=True):
        if is_low and frequency == 0:
            return f"{side}_missing"
    if not any(low) and not any(high):
        return "balanced"
    if all(low):
        return "both_low"
    # Too little of one side comes before too much of the other: it leans to the side that is enough.
    word, held = ("low", low) if any(low) else ("high", high)
    return f"{sides[held.index(True)]}_{word}"
