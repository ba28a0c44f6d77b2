"""Say which scores an instrument gives, how many answers they need, and what they are called."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from rely.model.base import Part
from rely.model.conditions import Condition
from rely.model.scalars import Name, Names, Number, WholeNumber
from rely.model.text import Text

ScoreId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)?$")]
"""A score's id: a facet value, a cell such as trust.digital, or a name of its own."""


class FacetValue(Part):
    """One value of a facet."""

    id: Name = Field(description="The value as it stands in items and guidelines.")
    label: Text = Field(description="What people read.")
    short_label: Text | None = Field(None, description="A label of at most fourteen letters, for narrow columns.")
    in_sentence: Text | None = Field(None, description="How it is called in the middle of a sentence.")
    about: Text | None = Field(None, description="One sentence that explains the value.")


class Facet(Part):
    """A dimension that items and guidelines are tagged with."""

    id: Name = Field(description="The name of the facet.")
    label: Text = Field(description="What people read.")
    values: tuple[FacetValue, ...] = Field(min_length=1, description="Its values, in the order of the report.")
    selects_by: Name | None = Field(
        None,
        description="A measure or given fact: items and guidelines that carry this facet are used only when "
        "the fact is among their values.",
    )


class MissingDataRule(Part):
    """How many answers a score needs; there is no silent default."""

    min_answered: WholeNumber = Field(ge=1, le=1000, description="The fewest answers that make a score.")
    min_coverage: Number = Field(
        ge=0, le=1, description="The smallest share of the applicable items that must be answered."
    )
    narrow_below: Number = Field(
        ge=0, le=1, description="A score is called narrow when a smaller share of the asked items applies."
    )


class ByFacet(Part):
    """One score for each value of a facet."""

    facet: Name = Field(description="The facet.")


class ByCell(Part):
    """One score for each combination of values of two facets that has items."""

    facets: tuple[Name, Name] = Field(description="The facet of the rows, then the facet of the columns.")
    specific: Name = Field(description="The facet of which at least one answered item must belong to this cell alone.")


class OfItems(Part):
    """One score over named items, or over all scored items."""

    id: ScoreId = Field(description="The id of the score.")
    label: Text = Field(description="What people read.")
    items: Names = Field((), description="The items; none named means all that can be scored.")


class Overall(Part):
    """The plain mean of other scores."""

    id: ScoreId = Field(description="The id of the score.")
    label: Text = Field(description="What people read.")
    of: tuple[ScoreId, ...] = Field(min_length=2, description="The scores that enter it, with equal weight.")
    at_least: WholeNumber = Field(ge=1, description="The fewest of these that must have a score.")

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.at_least > len(self.of):
            raise PydanticCustomError("score-needs", "at_least is more than the number of scores under of")
        return self


class Scores(Part):
    """All scores of the instrument."""

    by_facet: tuple[ByFacet, ...] = Field((), description="One score per value of a facet.")
    by_cell: tuple[ByCell, ...] = Field((), description="One score per combination of two facets.")
    of_items: tuple[OfItems, ...] = Field((), description="Scores over named items.")
    overall: Overall | None = Field(None, description="The mean of other scores.")


class Sides(Part):
    """The facet whose two values are weighed against each other."""

    facet: Name = Field(description="A facet with exactly two values.")
    across: tuple[ScoreId, ...] = Field(min_length=1, description="The values whose cells are counted.")
    one_sided_at: WholeNumber = Field(
        ge=1, description="The assessment is one-sided when so many cells of one side have no score."
    )


class Band(Part):
    """A named range of scores, from its lower edge up to the next band."""

    id: Name = Field(description="The name of the band.")
    from_: Number = Field(alias="from", ge=0, le=100, description="The cut-off; it belongs to this band.")
    label: Text = Field(description="What people read.")
    short_label: Text | None = Field(None, description="One or two words for tables.")
    close_label: Text | None = Field(None, description="How a score of another band close to this one is told.")


class Form(Part):
    """A named selection of items with its own missing-data rule."""

    id: Name = Field(description="The name of the form.")
    label: Text = Field(description="What people read.")
    about: Text | None = Field(None, description="One sentence that tells what the form gives.")
    items: Names = Field((), description="Its items; none named means all.")
    missing_data: MissingDataRule | None = Field(None, description="Its own rule; else that of the instrument.")


class Requirement(Part):
    """Something without which items cannot apply; they are then counted as not applicable."""

    id: Name = Field(description="The name that items use under `requires`.")
    when: Condition = Field(description="The items apply unless this is false.")
    explanation: Text = Field(description="What respondents and readers are told when it is false.")
    guidelines: Names = Field((), description="The guidelines to point to when it is false: the first that holds.")


class Consistency(Part):
    """Facts that contradict each other; told as a warning."""

    id: Name = Field(description="The name of the contradiction.")
    when: Condition = Field(description="The facts contradict each other when this is true.")
    text: Text = Field(description="What to look at again.")
    items: Names = Field(description="The items to look at again.")
