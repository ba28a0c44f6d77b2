"""Hold what a group of relationships scored: the content of a norms file, with which one result is compared.

In a questionnaire `norms` are rows of contact frequencies; what is made of respondents is called reference data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import Field, StringConstraints, field_validator, model_validator

from rely.model.base import Part

LEAST: Final = 5
"""Fewer people are never counted apart."""

MARGINS_FROM: Final = 30
"""From so many complete respondents on their spread gives a margin. Domain study, 3.5."""

PROVISIONAL_FROM: Final = 100
"""Below so many there are no percentile ranks; from here on provisional ones. Domain study, 3.6."""

NORMS_FROM: Final = 300
"""From so many on percentile ranks are no longer called provisional."""

LONGEST_SAMPLE: Final = 500
"""The most letters in which a sample is described."""

_Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
_Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
_Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
_Count = Annotated[int, Field(ge=1)]
_Shown: TypeAlias = dict[str, Annotated[int, Field(ge=LEAST)]]


class Bins(Part):
    """How scores, rounded to whole points, are spread: each bin begins at a point and ends before the next one.

    A percentile rank needs no more than this, and nobody is seen in it: every bin holds at least LEAST people.
    """

    from_: tuple[int, ...] = Field(alias="from", min_length=1)
    n: tuple[Annotated[int, Field(ge=LEAST)], ...]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_[0] != 0 or self.from_[-1] > 100 or list(self.from_) != sorted(set(self.from_)):
            raise ValueError("from begins with 0 and rises to at most 100")
        if len(self.from_) != len(self.n):
            raise ValueError("n holds as many numbers as from")
        return self


class Complete(Part):
    """Those who answered every item of a score: how many, their spread, and alpha, None where there is none."""

    n: int = Field(ge=MARGINS_FROM)
    sd: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
    alpha: Annotated[float, Field(le=1, allow_inf_nan=False)] | None


class ReferenceScore(Part):
    """One score in a group: how many have it, their mean and spread; a part is None where too few stand behind it."""

    n: int = Field(ge=MARGINS_FROM)
    mean: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
    sd: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
    complete: Complete | None
    bins: Bins | None

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.bins is not None and (self.n < PROVISIONAL_FROM or sum(self.bins.n) != self.n):
            raise ValueError(f"bins hold all n, which are {PROVISIONAL_FROM} at least")
        if self.complete is not None and not (self.complete.n == self.n or self.complete.n <= self.n - LEAST):
            raise ValueError(f"either all of n are complete, or {LEAST} people at least are not")
        return self


class Answered(Part):
    """What all people of a group have answered to one item."""

    item: str
    code: str


class ReferenceGroup(Part):
    """The people who are compared with each other: of one perspective and one value of the selecting fact.

    `by` is None for all of them, else names the answer that they share. `period` is the month until which the first
    LEAST, and the one from which the last LEAST were finished. `described` counts the answers to items that tell
    where people come from, `languages` the languages in which they answered; what is not counted there is at least
    LEAST people or nobody.
    """

    perspective: str
    selected: str | None
    by: Answered | None
    n: int = Field(ge=MARGINS_FROM)
    period: tuple[_Month, _Month] | None
    described: dict[str, _Shown]
    languages: _Shown
    scores: dict[str, ReferenceScore]

    @model_validator(mode="after")
    def _hides_the_few(self) -> Self:
        for shown in (*self.described.values(), self.languages):
            if 0 < self.n - sum(shown.values()) < LEAST or sum(shown.values()) > self.n:
                raise ValueError(f"what is not counted of a group is {LEAST} people at least, or nobody")
        if self.by is not None and self.n < PROVISIONAL_FROM:
            raise ValueError(f"a group apart holds {PROVISIONAL_FROM} people at least")
        if any(score.n > self.n for score in self.scores.values()):
            raise ValueError("no score is that of more people than the group has")
        return self


class ReferenceInstrument(Part):
    """The version of the instrument whose scores they are."""

    id: str
    version: str
    digest: _Digest


class ReferenceFile(Part):
    """The content of one norms file.

    `number` counts the files of an instrument; `made` is the day it was built; `source` says whether the assessments
    came from a database or a file; `sample` is what whoever built it says about the people, None when nothing;
    `digest` names the content of all the rest.
    """

    format: Literal[1]
    instrument: ReferenceInstrument
    number: _Count
    made: _Day
    form: str
    source: Literal["database", "file"]
    sample: Annotated[str, StringConstraints(max_length=LONGEST_SAMPLE)] | None
    groups: tuple[ReferenceGroup, ...] = Field(min_length=1)
    digest: _Digest

    @field_validator("sample")
    @classmethod
    def _one_line(cls, sample: str | None) -> str | None:
        if sample is not None and (not sample.isprintable() or not sample.strip()):
            raise ValueError("a sample is described in one line of letters")
        return sample

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        keys = [(each.perspective, each.selected, each.by) for each in self.groups]
        if any(key in keys[:at] for at, key in enumerate(keys)):
            raise ValueError("a group stands twice")
        if any((one, two, None) not in keys for one, two, by in keys if by is not None):
            raise ValueError("a group apart stands beside the group of all")
        return self


@dataclass(frozen=True)
class Reference:
    """A norms file and those of its scores that count for one instrument."""

    file: ReferenceFile
    scores: frozenset[str]

    @property
    def digest(self) -> str:
        """What names the norms file."""
        return self.file.digest


def reference_digest(content: Mapping[str, object]) -> str:
    """`sha256:` and 64 hexadecimal digits over a norms file as plain data, without its own digest."""
    kept = {key: value for key, value in content.items() if key != "digest"}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def plain_reference(file: ReferenceFile) -> dict[str, object]:
    """A norms file as plain data for JSON."""
    content: dict[str, object] = file.model_dump(mode="json", by_alias=True)
    return content
