"""Turn a word that is not known into the known word that was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST_WORD = 80  # nobody mistypes more than that, and comparing takes the square of it


def near_miss(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate most like `word`, capitals aside, or None when none is like it."""
    if len(word) > LONGEST_WORD:
        return None
    # Sorted, so that of two spellings that differ in capitals only the same one is always offered.
    folded = {candidate.casefold(): candidate for candidate in sorted(candidates, reverse=True)}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return the sentence " Did you mean 'agree5'?", or "" when no candidate is like `word`."""
    found = near_miss(word, candidates)
    return "" if found is None else f" Did you mean '{found}'?"
