"""Say what whoever analyses many assessments must know: what may point at somebody, and how answers are judged."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from rely.model.base import Part
from rely.model.response_scales import OptionCode
from rely.model.scalars import Name, Names, Number, WholeNumber
from rely.model.text import Text


class CoarserGroup(Part):
    """Several answers that are told as one."""

    id: Name = Field(description="The code that stands in an export instead of the answers.")
    label: Text = Field(description="What people read.")
    codes: tuple[OptionCode, ...] = Field((), description="The answers; none named means all that no group names.")


class Coarser(Part):
    """How one item or given fact is told less exactly: in groups of codes, or in ranges of a number."""

    of: Name = Field(description="The item or given fact; one of the quasi-identifiers.")
    groups: tuple[CoarserGroup, ...] = Field(
        (), description="Groups of the codes of a choice, a country or a given fact."
    )
    edges: tuple[Number, ...] = Field(
        (), description="The lower edges of the ranges of a number, low to high; the first is the lowest number told."
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.groups) == bool(self.edges):
            raise PydanticCustomError("scale-order", "write either groups or edges")
        if list(self.edges) != sorted(set(self.edges)):
            raise PydanticCustomError("step-order", "write the edges from low to high, each once")
        return self


class Careless(Part):
    """When the answers on one response scale look as if they were given without reading; a sign, no proof."""

    response_scale: Name = Field(description="The response scale; a likert or a rating.")
    min_answers: WholeNumber = Field(ge=2, le=1000, description="Fewer answers are never called straight-lining.")
    same_share: Number = Field(gt=0, le=1, description="The share of one and the same answer from which they are.")
    agrees_from: Number = Field(
        description="The mean code from which a group of statements counts as agreed with; who agrees with statements "
        "and with their opposites contradicts himself."
    )


class Research(Part):
    """What exports, codebooks and the pages on reliability must know beside the questions."""

    scores_are: Literal["formative", "reflective"] = Field(
        "formative",
        description="formative: the items make up what is scored, each its own part, and need not go together; "
        "reflective: they are signs of one thing behind them, and should.",
    )
    quasi_identifiers: Names = Field(
        (),
        description="The items and given facts whose answers together may point at somebody, for those who know the "
        "case. Where answers have to be left out of an export, the last of them go first.",
    )
    coarser: tuple[Coarser, ...] = Field((), description="How these answers are told less exactly when that is asked.")
    careless: tuple[Careless, ...] = Field((), description="When answers look careless, for each response scale.")
