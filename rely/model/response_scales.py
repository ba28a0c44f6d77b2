"""Say which answers an item can have: the ordered options, the range, or the kind of text."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from rely.model.base import Part
from rely.model.scalars import Flag, Name, Number, WholeNumber
from rely.model.text import Text

NOT_APPLICABLE: Final = "na"
DONT_KNOW: Final = "dk"

OptionCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_]*$", max_length=64)]
"""The code of an option: letters, digits and underscores; na and dk are taken."""


class SpecialOption(Part):
    """The label of an answer outside the scale: does not apply, or cannot judge."""

    label: Text = Field(description="What respondents read.")


class Step(Part):
    """One step of an ordered scale of whole numbers."""

    code: WholeNumber = Field(description="The number that is stored and scored.")
    label: Text = Field(description="What respondents read.")


class Option(Part):
    """One choosable answer."""

    code: OptionCode = Field(description="What is stored; never shown.")
    label: Text = Field(description="What respondents read.")
    score: Number | None = Field(
        None, ge=0, le=100, description="What this answer is worth, 0 to 100, where the choice is scored."
    )


class _Scale(Part):
    id: Name = Field(description="The name by which items use this response scale.")
    seconds: Number = Field(10, gt=0, le=600, description="How long one answer takes, to tell the time left.")

    @property
    def scored(self) -> bool:
        """Whether answers on this response scale can become item scores."""
        return False


class _WithSpecials(_Scale):
    na: SpecialOption | None = Field(None, description="Offers 'does not apply', stored as na.")
    dk: SpecialOption | None = Field(None, description="Offers 'cannot judge', stored as dk.")


class Likert(_WithSpecials):
    """Ordered steps, each with its own label, scored from the lowest (0) to the highest (100)."""

    kind: Literal["likert"]
    options: tuple[Step, ...] = Field(min_length=2, max_length=11, description="The steps, lowest first.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        codes = [step.code for step in self.options]
        if codes != list(range(codes[0], codes[0] + len(codes))):
            raise PydanticCustomError(
                "scale-order", "the codes of the steps must count up by one, lowest first: 1, 2, 3"
            )
        return self

    @property
    def lowest(self) -> int:
        """The lowest code."""
        return self.options[0].code

    @property
    def highest(self) -> int:
        """The highest code."""
        return self.options[-1].code

    @property
    def scored(self) -> bool:
        """Always scored."""
        return True


class Rating(_WithSpecials):
    """Whole numbers from min to max of which some carry a label, such as 0 to 10."""

    kind: Literal["rating"]
    min: WholeNumber = Field(description="The lowest number.")
    max: WholeNumber = Field(description="The highest number.")
    labels: tuple[Step, ...] = Field((), description="Labels for some or all of the numbers.")

    @model_validator(mode="after")
    def _in_range(self) -> Self:
        if not self.min < self.max <= self.min + 100:
            raise PydanticCustomError("scale-order", "max must be more than min, by at most 100")
        if any(not self.min <= step.code <= self.max for step in self.labels):
            raise PydanticCustomError("scale-order", "a label stands at a number outside min to max")
        return self

    @property
    def lowest(self) -> int:
        """The lowest code."""
        return self.min

    @property
    def highest(self) -> int:
        """The highest code."""
        return self.max

    @property
    def scored(self) -> bool:
        """Always scored."""
        return True


class NumberEntry(_Scale):
    """A number that the respondent types."""

    kind: Literal["number"]
    min: Number | None = Field(None, description="The lowest number allowed.")
    max: Number | None = Field(None, description="The highest number allowed.")
    whole: Flag = Field(False, description="true: whole numbers only.")
    unit: Text | None = Field(None, description="What is counted, shown behind the box: hours, per cent.")
    unit_one: Text | None = Field(None, description="The unit behind the number 1: hour; else the unit.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and not self.min < self.max:
            raise PydanticCustomError("scale-order", "max must be more than min")
        return self


class Choice(_WithSpecials):
    """One answer out of several; scored when every option has a score."""

    kind: Literal["choice"]
    options: tuple[Option, ...] = Field(min_length=2, max_length=200, description="The answers to choose from.")

    @model_validator(mode="after")
    def _all_or_none(self) -> Self:
        scores = [option.score for option in self.options]
        if any(score is None for score in scores) and any(score is not None for score in scores):
            raise PydanticCustomError("scale-order", "give every option a score, or none of them")
        return self

    @property
    def scored(self) -> bool:
        """Scored when the options carry scores."""
        return self.options[0].score is not None


class Multiple(_Scale):
    """Any number of answers out of several."""

    kind: Literal["multiple"]
    options: tuple[Option, ...] = Field(min_length=1, max_length=200, description="The answers to choose from.")


class Country(_Scale):
    """A country, stored as its two-letter code of ISO 3166-1; names come from the language data."""

    kind: Literal["country"]


class Date(_Scale):
    """A day, stored as 2026-11-30."""

    kind: Literal["date"]


class TextEntry(_Scale):
    """Words that the respondent types; never scored, never exported unless asked for."""

    kind: Literal["text"]
    max_length: WholeNumber = Field(200, ge=1, le=10000, description="The most characters that are stored.")
    lines: WholeNumber = Field(1, ge=1, le=20, description="How tall the box is; 1 is a single line.")


ResponseScale = Annotated[
    Likert | Rating | NumberEntry | Choice | Multiple | Country | Date | TextEntry,
    Field(discriminator="kind"),
]
"""The ordered options or the kind of entry that items share."""

OrderedScale = Likert | Rating
RESPONSE_SCALE_KINDS: dict[str, type[_Scale]] = {
    "likert": Likert,
    "rating": Rating,
    "number": NumberEntry,
    "choice": Choice,
    "multiple": Multiple,
    "country": Country,
    "date": Date,
    "text": TextEntry,
}
