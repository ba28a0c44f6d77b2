"""Say by which code a data file tells why there is no answer."""

from collections.abc import Mapping
from typing import Final

from rely.languages import N_, Words
from rely.loading.data_file import DONT_KNOW, NOT_APPLICABLE, NOT_ASKED, UNANSWERED
from rely.research.variables.variable import Variable

MISSING_CODES: Final[Mapping[int, str]] = {
    NOT_ASKED: N_("Not asked"),
    NOT_APPLICABLE: N_("Does not apply"),
    DONT_KNOW: N_("Cannot judge"),
    UNANSWERED: N_("Not answered"),
}
"""The codes with their English labels. One range, because SPSS takes a range or three single codes and no more;
negative, because no answer is (as HILDA and ICPSR code them)."""

MOST_MISSING_TEXTS: Final = 3
"""The most texts that SPSS can be told stand for no answer; it has no range of texts."""


def labels_of_missing(codes: tuple[int, ...], words: Words) -> tuple[tuple[int, str], ...]:
    """Codes with their labels in the language of `words`, the lowest code first."""
    return tuple((code, words.gettext(MISSING_CODES[code])) for code in sorted(codes))


def missing_texts(variable: Variable) -> tuple[str, ...]:
    """What SPSS has to be told stands for no answer in a text variable: its codes, and the blank where there is room.

    An empty text is an answer to SPSS until it is told otherwise. Administrative facts and statuses are never empty
    for want of an answer.
    """
    if variable.role in ("admin", "score"):
        return ()
    return (*(str(code) for code, _ in variable.missing), "")[:MOST_MISSING_TEXTS]
