"""Say which figures compare or count answers: differences of pairs, a count, the highest, the groups of an NPS."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from rely.model.conditions import FactName
from rely.model.measure_base import Inputs, MeasureBase, Threshold, check_order
from rely.model.scalars import Code, Name, Number, WholeNumber


class PairedDifference(MeasureBase):
    """How far two answers lie apart, on the mean over pairs of items: 0 everywhere the same, 100 opposite ends.

    The mean of the absolute differences of item scores, over the pairs of which both items were answered.
    """

    counts_item_scores: ClassVar[bool] = True

    kind: Literal["paired_difference"]
    pairs: tuple[tuple[Name, Name], ...] = Field(min_length=1, description="The pairs: a list of lists of two items.")
    at_least: WholeNumber = Field(ge=1, description="The fewest pairs of which both items must be answered.")
    steps: tuple[Threshold, ...] = Field((), description="Levels to call the difference by, low to high.")

    @model_validator(mode="after")
    def _possible(self) -> Self:
        check_order(self.steps)
        if self.at_least > len(self.pairs):
            raise PydanticCustomError("score-needs", "at_least is more than the number of pairs")
        for one, other in self.pairs:
            if one == other:
                raise PydanticCustomError("measure-shape", "a pair is made of two different items")
        return self

    def inputs(self) -> Inputs:
        """The items of all pairs."""
        for position, pair in enumerate(self.pairs):
            for side, item in enumerate(pair):
                yield ("pairs", position, side), item

    def outputs(self) -> tuple[str, ...]:
        """The difference and, where steps are given, the level."""
        return ("difference", "level") if self.steps else ("difference",)


class CountAtLeast(MeasureBase):
    """How many answers are a code or more, and how many were given at all: 2 of 3 answered.

    The count is unknown when none was given. Answers count as they are given, without reverse coding.
    """

    kind: Literal["count_at_least"]
    of: tuple[FactName, ...] = Field(min_length=1, description="The items, or measures and given facts, to count.")
    code: Number = Field(description="The lowest number that counts.")

    def inputs(self) -> Inputs:
        """What is counted."""
        for position, fact in enumerate(self.of):
            yield ("of", position), fact

    def outputs(self) -> tuple[str, ...]:
        """The count, and how many of those named were answered."""
        return ("count", "answered")


class Top(MeasureBase):
    """Which of several numbers is the highest, and how far ahead of the next it is.

    Unknown unless all of them are known. Items enter with their item scores, so that `lead` is in score points.
    """

    counts_item_scores: ClassVar[bool] = True

    kind: Literal["top"]
    of: dict[Name, FactName] = Field(
        min_length=2, description="A word for each number, with the item, score, measure or given fact behind it."
    )
    lead: Number = Field(ge=0, description="With a smaller lead than this, none of them is the highest.")
    tie: Code = Field(description="The word when the lead is smaller, or when several share the highest number.")

    @model_validator(mode="after")
    def _tie_is_its_own_word(self) -> Self:
        if self.tie in self.of:
            raise PydanticCustomError("measure-shape", "the word under tie must differ from the words under of")
        return self

    def inputs(self) -> Inputs:
        """The numbers."""
        for word, fact in self.of.items():
            yield ("of", word), fact

    def outputs(self) -> tuple[str, ...]:
        """The word of the highest or for a tie, and the lead over the next."""
        return ("word", "lead")


class Nps(MeasureBase):
    """The group of one answer from 0 to 10 to 'how likely are you to recommend': promoter, passive or detractor."""

    kind: Literal["nps"]
    of: FactName = Field(description="The item; its answers are the whole numbers from 0 to 10.")

    def inputs(self) -> Inputs:
        """The answer."""
        yield ("of",), self.of
