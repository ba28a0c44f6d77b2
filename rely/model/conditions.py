"""Say, in data, when something holds: facts compared with codes and numbers, joined by all, any and not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from rely.model.base import Part
from rely.model.scalars import Code, Codes, Flag, Number

FactName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$")]
"""An item, a given fact or a measure; one part of a measure or a score after a point: readiness.level."""

COMPARISONS = ("is", "in", "at_least", "at_most", "below", "above", "known")


class Condition(Part):
    """One comparison, or several joined by `all`, `any` or `not`.

    The value is true, false or unknown: an unknown fact makes its comparison unknown, `not` keeps it
    unknown, `all` and `any` follow the logic of SQL (Kleene 1952). On an item with several answers
    `is` and `in` mean: contains. Several comparisons in one condition must all hold.
    """

    all: tuple[Condition, ...] | None = Field(None, min_length=1, description="Every one of these must hold.")
    any: tuple[Condition, ...] | None = Field(None, min_length=1, description="At least one of these must hold.")
    not_: Condition | None = Field(None, alias="not", description="This must not hold.")
    fact: FactName | None = Field(
        None, description="The item, given fact, measure (readiness.level) or score (score.overall) to compare."
    )
    is_: Code | None = Field(None, alias="is", description="The fact is this code.")
    in_: Codes | None = Field(None, alias="in", min_length=1, description="The fact is one of these codes.")
    at_least: Number | None = Field(None, description="The fact is this number or more.")
    at_most: Number | None = Field(None, description="The fact is this number or less.")
    below: Number | None = Field(None, description="The fact is less than this number.")
    above: Number | None = Field(None, description="The fact is more than this number.")
    known: Flag | None = Field(None, description="true: the fact is known; false: it is not. Never unknown itself.")

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        shapes = [self.all is not None, self.any is not None, self.not_ is not None, self.fact is not None]
        if sum(shapes) != 1:
            raise PydanticCustomError(
                "condition-shape", "a condition has exactly one of the keys all, any, not or fact"
            )
        compared = self.comparisons()
        if self.fact is None and compared:
            raise PydanticCustomError("condition-shape", "a comparison needs the key fact beside it")
        if self.fact is not None and not compared:
            raise PydanticCustomError(
                "condition-shape",
                "say what to compare the fact with: one of is, in, at_least, at_most, below, above, known",
            )
        return self

    def comparisons(self) -> tuple[str, ...]:
        """The comparison keys written in this condition."""
        return tuple(
            name
            for name, value in (
                ("is", self.is_),
                ("in", self.in_),
                ("at_least", self.at_least),
                ("at_most", self.at_most),
                ("below", self.below),
                ("above", self.above),
                ("known", self.known),
            )
            if value is not None
        )

    def parts(self) -> Iterator[tuple[tuple[str | int, ...], Condition]]:
        """Every comparison inside, each with its path from here."""
        if self.fact is not None:
            yield (), self
        for key, group in (("all", self.all), ("any", self.any)):
            for position, inner in enumerate(group or ()):
                for path, part in inner.parts():
                    yield (key, position, *path), part
        if self.not_ is not None:
            for path, part in self.not_.parts():
                yield ("not", *path), part

    def facts(self) -> frozenset[str]:
        """The names of all facts that this condition looks at."""
        return frozenset(part.fact for _, part in self.parts() if part.fact is not None)
