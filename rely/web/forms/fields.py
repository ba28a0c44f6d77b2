"""Turn each kind of response scale into a form field that reads what was typed into an answer's code."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wtforms import Field

from rely.model.response_scales import Choice, ResponseScale

LONGEST_NUMBER = 30
"""No number that means anything here is longer."""

RADIO_LIMIT = 12
"""A choice of more options than this is shown as a list to open."""

_WHOLE = re.compile(r"-?\d{1,9}\Z", re.ASCII)
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?\Z", re.ASCII)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:[.,]\d{3})+\Z", re.ASCII)


class AnswerField(Field):
    """One answer: `data` is its code, None when left empty; `typed` is what stood in the box, for showing again.

    `shape` says how it is drawn; `problem` is the kind of problem of a value that cannot be read, else empty.
    """

    def __init__(self, *, shape: str, read: Callable[[list[str]], Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shape = shape
        self.read = read
        self.typed: tuple[str, ...] = ()

    @property
    def problem(self) -> str:
        """Why the value cannot be read."""
        return str(self.process_errors[0]) if self.process_errors else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent; an empty box is no answer."""
        self.typed = tuple(valuelist)
        self.data = None
        if any(value.strip() for value in valuelist):
            self.data = self.read(valuelist)


def read_code(values: list[str]) -> int | str:
    """The code of an ordered scale: a whole number, else the text itself (na, dk, or something unknown)."""
    return int(values[0]) if _WHOLE.match(values[0]) else values[0]


def read_word(values: list[str]) -> str:
    """The code of an option, a country or a day, as it is."""
    return values[0].strip()


def read_words(values: list[str]) -> list[str]:
    """The codes of several options, each once."""
    return list(dict.fromkeys(values))


def read_number(values: list[str]) -> int | float:
    """A number with a point or a comma for its decimals.

    Raises ValueError with the kind of problem: `not-a-number`, or `grouped-number` for 1.250, which is either
    more than a thousand or a little more than one, depending on who wrote it.
    """
    written = "".join(values[0].split()).replace("\u2212", "-")
    if len(written) <= LONGEST_NUMBER and _THOUSANDS.match(written):
        raise ValueError("grouped-number")
    if len(written) > LONGEST_NUMBER or not _NUMBER.match(written):
        raise ValueError("not-a-number")
    number = float(written.replace(",", "."))
    return int(number) if number.is_integer() else number


def read_text(values: list[str]) -> str:
    """Text without what cannot be seen: control characters, marks that turn the direction of writing."""
    composed = unicodedata.normalize("NFC", values[0].replace("\r\n", "\n").replace("\r", "\n"))
    seen = "".join(letter for letter in composed if letter in "\n\t" or _is_seen(letter))
    return seen.strip()


def read_line(values: list[str]) -> str:
    """Text on a single line."""
    return " ".join(read_text(values).split())


def _is_seen(letter: str) -> bool:
    # Joiners (Cf) belong to Persian and to emoji, so only the format characters that accept() refuses go.
    return unicodedata.category(letter) not in ("Cc", "Zl", "Zp", "Cs") and letter not in _HIDDEN


_HIDDEN = frozenset("\u200b\ufeff" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2060, 0x206A)])))


@dataclass(frozen=True, slots=True)
class FieldBuilder:
    """How one kind of response scale becomes a field: the shape it is drawn in, and how it is read."""

    shape: Callable[[Any], str]
    read: Callable[[Any], Callable[[list[str]], Any]]

    def build(self, scale: ResponseScale) -> Any:
        """The field, which a form class takes up by the name it is given there."""
        return AnswerField(shape=self.shape(scale), read=self.read(scale))


def _always(value: Any) -> Callable[[Any], Any]:
    return lambda scale: value


def _choice_shape(scale: Choice) -> str:
    return "choice" if len(scale.options) <= RADIO_LIMIT else "list"


FIELD_BUILDERS: dict[str, FieldBuilder] = {
    "likert": FieldBuilder(_always("steps"), _always(read_code)),
    "rating": FieldBuilder(_always("rating"), _always(read_code)),
    "number": FieldBuilder(_always("number"), _always(read_number)),
    "choice": FieldBuilder(_choice_shape, _always(read_word)),
    "multiple": FieldBuilder(_always("several"), _always(read_words)),
    "country": FieldBuilder(_always("list"), _always(read_word)),
    "date": FieldBuilder(_always("date"), _always(read_word)),
    "text": FieldBuilder(
        lambda scale: "text" if scale.lines == 1 else "lines",
        lambda scale: read_line if scale.lines == 1 else read_text,
    ),
}
"""The kinds of response scales, each with its field."""
