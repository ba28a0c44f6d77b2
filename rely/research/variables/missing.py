"""Say by which code a data file tells why there is no answer."""

from collections.abc import Mapping
from typing import Final

from rely.languages import N_, Words
from rely.loading.data_file import DONT_KNOW, NOT_APPLICABLE, NOT_ASKED, UNANSWERED

MISSING_CODES: Final[Mapping[int, str]] = {
    NOT_ASKED: N_("Not asked"),
    NOT_APPLICABLE: N_("Does not apply"),
    DONT_KNOW: N_("Cannot judge"),
    UNANSWERED: N_("Not answered"),
}
"""The codes with their English labels. One range, because SPSS takes a range or three single codes and no more;
negative, because no answer is (as HILDA and ICPSR code them)."""


def labels_of_missing(codes: tuple[int, ...], words: Words) -> tuple[tuple[int, str], ...]:
    """Codes with their labels in the language of `words`, the lowest code first."""
    return tuple((code, words.gettext(MISSING_CODES[code])) for code in sorted(codes))
