"""Turn the words of a YAML file into the numbers, flags and names that a field asks for."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError


class Plain(str):
    """A scalar that stood in the YAML without quotes: its source text, kind not yet decided."""

    __slots__ = ()


# One spelling of a number, that of JSON, so that 0o17, 1e3, .inf and 35_49 are never read as numbers; and no
# more digits than a float keeps, so that none becomes infinite or another number.
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?\Z", re.ASCII)


def number_in(text: str) -> float | None:
    """The number a plain scalar spells, or None when it spells none."""
    return float(text) if _NUMBER.match(text) else None


# The years in which anything can have been answered: with later ones, the days of a plan leave the calendar.
_DAY = re.compile(r"(19|2\d)\d{2}-\d{2}-\d{2}\Z", re.ASCII)


def version_number(version: str) -> tuple[int, int, int]:
    """The three numbers of a version major.minor.patch, by which versions stand in order."""
    major, minor, patch = map(int, version.split("."))
    return major, minor, patch


def day_in(text: str) -> date | None:
    """The day of the years 1900 to 2999 that a text spells as 2026-11-30, or None when it spells none."""
    if _DAY.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    return None


def _read_number(value: Any) -> float:
    if isinstance(value, Plain):
        number = number_in(value)
        if number is not None:
            return number
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    raise PydanticCustomError("not-a-number", "a number is needed here, written with a point: 2 or 0.5")


def _read_whole_number(value: Any) -> int:
    if isinstance(value, Plain) and _NUMBER.match(value) and "." not in value:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("not-a-number", "a whole number is needed here, without quotes: 3")


def _read_flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, Plain) and value in ("true", "false"):
        return value == "true"
    raise PydanticCustomError("not-a-flag", "write true or false here, without quotes")


def _read_code(value: Any) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return shortest(float(value))
    raise PydanticCustomError("not-a-code", "write one code or number here")


def _read_words(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def shortest(number: float) -> str:
    """A number in its shortest spelling: 2 for 2.0, 0.5 for 0.50."""
    return str(int(number)) if float(number).is_integer() else repr(number)


def _plain_number(number: float) -> float | int:
    return int(number) if float(number).is_integer() else number


Number = Annotated[float, BeforeValidator(_read_number), PlainSerializer(_plain_number)]
"""A number as JSON spells it; quoted text is refused."""

WholeNumber = Annotated[int, BeforeValidator(_read_whole_number)]
"""A whole number; quoted text and 3.0 are refused."""

Flag = Annotated[bool, BeforeValidator(_read_flag)]
"""true or false; yes, no, on and off are words, not flags."""

Code = Annotated[str, BeforeValidator(_read_code)]
"""The text of an answer's code as it is compared in a condition: yes, DE, 5."""

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=64)]
"""An id inside an instrument: a letter, then letters, digits and underscores."""

InstrumentId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
"""An instrument's id, which is also its folder: small letters, digits and hyphens."""

Version = Annotated[str, StringConstraints(pattern=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$")]
"""A version as major.minor.patch."""

RELEASE = r"^(0|[1-9]\d*)(\.(0|[1-9]\d*)\.(0|[1-9]\d*))?$"
Release = Annotated[str, StringConstraints(pattern=RELEASE)]
"""An exact version, 1.2.0, or a major version, 1, which stands for the highest of it that was released."""

ItemReference = Annotated[
    str,
    StringConstraints(
        pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*@(0|[1-9]\d*)(\.(0|[1-9]\d*)\.(0|[1-9]\d*))?/[A-Za-z][A-Za-z0-9_]*$"
    ),
]
"""An item of another instrument, with the release of that instrument: relationship-check@1/TR02."""

Names = Annotated[tuple[Name, ...], BeforeValidator(_read_words)]
"""One name, or a list of names."""

Codes = Annotated[tuple[Code, ...], BeforeValidator(_read_words)]
"""One code, or a list of codes."""
