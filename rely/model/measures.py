"""Say which facts and figures are derived from answers: a closed registry of kinds, each with named inputs."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from rely.model.base import Part
from rely.model.conditions import Condition, FactName
from rely.model.measure_base import Inputs, MeasureBase, Threshold, Word, check_order
from rely.model.measures_of_answers import CountAtLeast, Nps, PairedDifference, Top
from rely.model.measures_of_numbers import Linear, NetRatio, Ratio
from rely.model.scalars import Code, Name, Number, WholeNumber
from rely.model.text import Text


class Given(Part):
    """A fact that is handed in beside the answers: pages ask for it before the first item, files carry it."""

    id: Name = Field(description="The name of the fact.")
    label: Text = Field(description="What people read.")
    codes: tuple[Code, ...] = Field((), description="The codes it may have; none written means a number.")
    words: tuple[Word, ...] = Field(
        (),
        description="Labels for its codes, for pages, reports and spreadsheets. Without them the labels of the facet "
        "that it selects by, else the codes.",
    )
    help: Text | None = Field(None, description="A sentence that helps to answer, where it is asked on a page.")
    unit: Text | None = Field(None, description="What is counted, shown behind the box of a number: euros, per cent.")
    min: Number | None = Field(None, description="The lowest number allowed.")
    max: Number | None = Field(None, description="The highest number allowed.")

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.codes and (self.unit is not None or self.min is not None or self.max is not None):
            raise PydanticCustomError("scale-order", "unit, min and max belong to a number, not to codes")
        if self.min is not None and self.max is not None and not self.min < self.max:
            raise PydanticCustomError("scale-order", "max must be more than min")
        if any(word.code not in self.codes for word in self.words):
            raise PydanticCustomError("scale-order", "words may only name the codes of this fact")
        return self


class Case(Part):
    """One condition and the word that holds when it is true."""

    when: Condition = Field(description="When this word holds.")
    is_: Code = Field(alias="is", description="The word.")


class FirstMatch(MeasureBase):
    """The word of the first case whose condition is true; unknown conditions are passed over."""

    kind: Literal["first_match"]
    cases: tuple[Case, ...] = Field(min_length=1, description="The cases, in order.")
    otherwise: Code | None = Field(None, description="The word when no case is true; without it: unknown.")

    def inputs(self) -> Inputs:
        """The facts of all its conditions."""
        for position, case in enumerate(self.cases):
            for path, part in case.when.parts():
                if part.fact is not None:
                    yield ("cases", position, "when", *path, "fact"), part.fact


class Mean(MeasureBase):
    """The mean of what is known: item scores on 0-100, or the numbers of measures and given facts."""

    counts_item_scores: ClassVar[bool] = True

    kind: Literal["mean"]
    of: tuple[FactName, ...] = Field(min_length=1, description="The items, measures, scores or given facts.")
    at_least: WholeNumber = Field(ge=1, description="The fewest of these that must be known.")
    steps: tuple[Threshold, ...] = Field((), description="Levels to call the mean by, low to high.")

    @model_validator(mode="after")
    def _steps_in_order(self) -> Self:
        check_order(self.steps)
        if self.at_least > len(self.of):
            raise PydanticCustomError("score-needs", "at_least is more than the number of facts under of")
        return self

    def inputs(self) -> Inputs:
        """The facts whose mean is taken."""
        for position, fact in enumerate(self.of):
            yield ("of", position), fact

    def outputs(self) -> tuple[str, ...]:
        """The score and, where steps are given, the level."""
        return ("score", "level") if self.steps else ("score",)


class Steps(MeasureBase):
    """The code of the step in which a number lies."""

    kind: Literal["steps"]
    of: FactName = Field(description="The number.")
    steps: tuple[Threshold, ...] = Field(min_length=2, description="The steps, low to high.")

    @model_validator(mode="after")
    def _steps_in_order(self) -> Self:
        check_order(self.steps)
        return self

    def inputs(self) -> Inputs:
        """The number."""
        yield ("of",), self.of


class Rate(MeasureBase):
    """A count turned into a rate: count * per / min(age, window); unknown while younger than min_age."""

    kind: Literal["rate"]
    count: FactName = Field(description="How often, in the window.")
    window: Number = Field(gt=0, description="How far back the count looks, in the unit of age.")
    per: Number = Field(gt=0, description="The period of the rate, in the unit of age: 12 months for a year.")
    age: FactName = Field(description="How long there has been something to count.")
    min_age: Number = Field(ge=0, description="Younger than this, no rate is given.")

    @model_validator(mode="after")
    def _not_from_nothing(self) -> Self:
        if self.min_age <= 0:
            raise PydanticCustomError("step-order", "min_age must be more than 0, or the rate divides by zero")
        return self

    def inputs(self) -> Inputs:
        """The count and the age."""
        yield ("count",), self.count
        yield ("age",), self.age


class Fit(MeasureBase):
    """How far a number fits its norm, 0-100, and on which side of it the number lies."""

    kind: Literal["fit"]
    of: FactName = Field(description="The number.")
    norm: Name = Field(description="The norm: what the rows under `norms` call `norm`.")

    def inputs(self) -> Inputs:
        """The number; what the norm's rows need is added by the instrument."""
        yield ("of",), self.of

    def outputs(self) -> tuple[str, ...]:
        """The fit on 0-100 and the position: below, within, beyond (the typical) or above."""
        return ("fit", "position")


UNKNOWN_TILT = "unknown"
"""What a balance says when a rate or a norm is unknown; as a fact it is unknown, too."""


class BalanceSide(Part):
    """One side of a balance."""

    side: Name = Field(description="The value of the facet named under `sides`.")
    fit: Name = Field(description="The measure of kind fit.")
    rate: Name = Field(description="The measure of kind rate.")
    times: Number = Field(1, gt=0, description="What turns this rate into the same period as the other's.")


class Balance(MeasureBase):
    """The lesser of two fits, and to which side things lean."""

    kind: Literal["balance"]
    between: tuple[BalanceSide, BalanceSide] = Field(description="The two sides.")

    def inputs(self) -> Inputs:
        """Both fits and both rates."""
        for position, side in enumerate(self.between):
            yield ("between", position, "fit"), f"{side.fit}.fit"
            yield ("between", position, "fit"), f"{side.fit}.position"
            yield ("between", position, "rate"), side.rate

    def outputs(self) -> tuple[str, ...]:
        """The index, the tilt, both fits and the share of the second side."""
        first, second = self.between
        return ("index", "tilt", f"fit_{first.side}", f"fit_{second.side}", self.share)

    @property
    def share(self) -> str:
        """The part that says how much of all contact is on the second side, 0-1."""
        return f"{self.between[1].side}_share"

    def tilts(self) -> tuple[str, ...]:
        """All words that the tilt can be."""
        first, second = (side.side for side in self.between)
        return (
            f"{first}_missing",
            f"{second}_missing",
            "balanced",
            "both_low",
            f"{first}_low",
            f"{second}_low",
            f"{first}_high",
            f"{second}_high",
            UNKNOWN_TILT,
        )


Measure = Annotated[
    FirstMatch
    | Mean
    | Steps
    | Rate
    | Fit
    | Balance
    | Ratio
    | NetRatio
    | Linear
    | PairedDifference
    | CountAtLeast
    | Top
    | Nps,
    Field(discriminator="kind"),
]
"""A derived fact or figure that is no score."""

MEASURE_KINDS: dict[str, type[MeasureBase]] = {
    "first_match": FirstMatch,
    "mean": Mean,
    "steps": Steps,
    "rate": Rate,
    "fit": Fit,
    "balance": Balance,
    "ratio": Ratio,
    "net_ratio": NetRatio,
    "linear": Linear,
    "paired_difference": PairedDifference,
    "count_at_least": CountAtLeast,
    "top": Top,
    "nps": Nps,
}
