"""Say which figures are computed from other numbers: quotients, what a client nets, a straight line."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from rely.model.conditions import FactName
from rely.model.measure_base import Inputs, MeasureBase
from rely.model.scalars import Number


class Ratio(MeasureBase):
    """One number as a part of another: part / whole; unknown unless both are known and the whole is above 0."""

    kind: Literal["ratio"]
    part: FactName = Field(description="The number above the line.")
    whole: FactName = Field(description="The number below the line.")

    def inputs(self) -> Inputs:
        """Both numbers."""
        yield ("part",), self.part
        yield ("whole",), self.whole


class NetRatio(MeasureBase):
    """What is left after the hours, compared with a reference: (gain - hours * hour_cost) / reference.

    Unknown unless all four numbers are known and the reference is above 0.
    """

    kind: Literal["net_ratio"]
    gain: FactName = Field(description="What came in, in the money of hour_cost.")
    hours: FactName = Field(description="The hours spent in the same period.")
    hour_cost: FactName = Field(description="What an hour costs.")
    reference: FactName = Field(description="What the rest is compared with, such as the mean over all clients.")

    def inputs(self) -> Inputs:
        """All four numbers."""
        yield ("gain",), self.gain
        yield ("hours",), self.hours
        yield ("hour_cost",), self.hour_cost
        yield ("reference",), self.reference


class Linear(MeasureBase):
    """A number on another scale: offset + factor * number; unknown where the number is unknown."""

    kind: Literal["linear"]
    of: FactName = Field(description="The number.")
    offset: Number = Field(description="What 0 becomes.")
    factor: Number = Field(description="What a difference of 1 becomes; below 0 it turns the scale round.")

    @model_validator(mode="after")
    def _keeps_differences(self) -> Self:
        if not self.factor:
            raise PydanticCustomError("measure-shape", "with a factor of 0 every number becomes the same")
        return self

    def inputs(self) -> Inputs:
        """The number."""
        yield ("of",), self.of
