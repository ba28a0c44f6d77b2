"""Hold what all kinds of measures have in common: a name, words for their codes, inputs and parts, and steps."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar, Self, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from rely.model.base import Part
from rely.model.scalars import Code, Name, Number
from rely.model.text import Text

Inputs: TypeAlias = Iterator[tuple[tuple[str | int, ...], str]]
"""Names of facts, each with its path inside the measure."""


class Word(Part):
    """What people read for a code that a measure gives."""

    code: Code = Field(description="The code.")
    label: Text = Field(description="A label, for tables.")
    in_sentence: Text | None = Field(None, description="How it is called in the middle of a sentence; else the label.")
    text: Text | None = Field(None, description="A sentence, for the report.")


class MeasureBase(Part):
    """What every measure has; the kind adds its inputs."""

    counts_item_scores: ClassVar[bool] = False
    """Whether an item among its inputs enters as item score, 0-100; else the answer itself is read as a number."""

    id: Name = Field(description="The name of the measure.")
    label: Text | None = Field(None, description="What people read.")
    unit: Text | None = Field(None, description="What is counted: visits a year.")
    words: tuple[Word, ...] = Field((), description="Labels for the codes that it gives.")

    @abstractmethod
    def inputs(self) -> Inputs:
        """The facts that it needs, each with its path inside the measure."""

    def outputs(self) -> tuple[str, ...]:
        """Its parts; a single part is called by the name of the measure alone."""
        return ("value",)


class Threshold(Part):
    """One step: a lower edge and the code from there on."""

    from_: Number | None = Field(None, alias="from", description="From this number on, itself included.")
    above: Number | None = Field(None, description="Above this number, itself not included.")
    is_: Code = Field(alias="is", description="The code or word of this step.")

    @model_validator(mode="after")
    def _one_edge(self) -> Self:
        if self.from_ is not None and self.above is not None:
            raise PydanticCustomError("step-order", "a step has one lower edge: from or above, not both")
        return self

    @property
    def edge(self) -> float:
        """The lower edge; minus infinity for the bottom step."""
        if self.from_ is not None:
            return self.from_
        return float("-inf") if self.above is None else self.above


def check_order(steps: tuple[Threshold, ...]) -> None:
    """Raise an error of the kind step-order unless the steps stand from low to high."""
    edges = [(step.edge, step.above is not None) for step in steps]
    if edges != sorted(set(edges)):
        raise PydanticCustomError("step-order", "write the steps from low to high, each with a higher lower edge")
