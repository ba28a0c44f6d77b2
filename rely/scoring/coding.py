"""Turn the code of an answer into an item score on 0-100."""

from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias

from rely.errors import RelyError

NOT_APPLICABLE: Final = "na"
DONT_KNOW: Final = "dk"

Outcome: TypeAlias = float | Literal["na", "dk"] | None
"""What one item came to: its item score (a float, 0-100), not applicable, don't know, or missing (None)."""


class ImpossibleAnswer(RelyError, ValueError):
    """An answer that its response scale does not offer."""


def item_score(code: object, *, lowest: int, highest: int, reverse: bool) -> float:
    """Place a whole-number code on 0-100: 100 * (code - lowest) / (highest - lowest).

    Reverse-coded items are turned round: 100 minus that, which is the same as scoring lowest + highest -
    code. `lowest` < `highest` are the outer codes of the response scale. Linear rescaling to the percentage
    of the possible maximum: Cohen, Cohen, Aiken & West 1999.

    Raises ImpossibleAnswer (a ValueError) unless `code` is a whole number from `lowest` to `highest`; true,
    3.0 and "3" are not coerced, although Python holds the first two equal to numbers.
    """
    if type(code) is not int or not lowest <= code <= highest:
        raise ImpossibleAnswer(
            f"{code!r} is not an answer on this response scale. "
            f"Accepted are the whole numbers from {lowest} to {highest}."
        )
    steps = highest - code if reverse else code - lowest
    return 100.0 * steps / (highest - lowest)


def anchored_score(code: object, scores: Mapping[str, float], *, reverse: bool = False) -> float:
    """Look up the item score, 0-100, of an option that carries its own; reverse-coded: 100 minus that.

    `scores` maps each option's code to its score, 0-100. Raises ImpossibleAnswer (a ValueError) for a code
    that is not among them, and for anything that is not text.
    """
    if type(code) is not str or code not in scores:
        raise ImpossibleAnswer(f"{code!r} is not one of the options. Accepted are {', '.join(scores)}.")
    return 100.0 - scores[code] if reverse else float(scores[code])


def outcome_of(answer: object, score: Callable[[object], float], *, allow_na: bool, allow_dk: bool) -> Outcome:
    """Turn one answer into its outcome: an item score, "na", "dk", or None for a missing answer.

    `score` places a code on 0-100, such as `item_score` with its response scale filled in.

    Raises ImpossibleAnswer (a ValueError) for a code the response scale lacks, and for na or dk where it is
    not accepted: an item that always applies is answered at its lowest code when the thing was never done,
    and cannot be hidden as not applicable.
    """
    if answer is None:
        return None
    if answer == NOT_APPLICABLE:
        if not allow_na:
            raise ImpossibleAnswer("'na' (does not apply) is not accepted here: this item always applies.")
        return NOT_APPLICABLE
    if answer == DONT_KNOW:
        if not allow_dk:
            raise ImpossibleAnswer("'dk' (cannot judge) is not accepted here.")
        return DONT_KNOW
    return score(answer)
