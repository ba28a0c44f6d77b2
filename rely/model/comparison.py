"""Say how the answers of this instrument are compared with those of another perspective on the same relationship."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from rely.model.base import Part
from rely.model.measure_base import Threshold, Word, check_order
from rely.model.scalars import Name, Number
from rely.model.text import Text


class Comparison(Part):
    """How far apart two perspectives may lie, in words.

    Compared are the items with `mirror_of`, each with the item it mirrors, and items borrowed from the other
    instrument, each with itself; only where both were answered. The other instrument needs no such block.
    """

    facet: Name = Field(description="The facet of these items: one gap for each of its values.")
    steps: tuple[Threshold, ...] = Field(
        min_length=1, description="What a gap is called by its size, 0-100, whichever side is higher; low to high."
    )
    words: tuple[Word, ...] = Field(
        (), description="Labels for these words; the text of a word is printed where a gap is called so."
    )
    title: Text | None = Field(None, description="The heading of the comparison in the report of the other instrument.")
    intro: Text | None = Field(None, description="A few words below that heading.")
    limits: tuple[Text, ...] = Field((), description="What the comparison cannot tell, a paragraph each.")
    agreement_below: Number | None = Field(
        None,
        ge=0,
        le=100,
        description="An agreement, 0-100, below this is to be talked about; without it none is told.",
    )

    @model_validator(mode="after")
    def _every_gap_has_a_word(self) -> Self:
        check_order(self.steps)
        if self.steps[0].edge > 0 or self.steps[0].above == 0:
            raise PydanticCustomError("step-order", "the first step must hold for no gap at all: leave its edge out")
        return self
