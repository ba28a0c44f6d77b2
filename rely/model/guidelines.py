"""Say what is advised, to whom, on what evidence, and which answers show whether it is done already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from rely.model.base import Part
from rely.model.conditions import Condition, FactName
from rely.model.items import Source
from rely.model.report import Weekday
from rely.model.scalars import Codes, Name, Names, Number, WholeNumber
from rely.model.text import Text

GENERIC = "generic"
"""The profile that every relationship has."""

ANY = "any"
"""The key for evidence that does not differ between the values of the selecting facet."""


class EvidenceLevel(Part):
    """How well a guideline is founded; listed from the strongest to the weakest."""

    id: Name = Field(description="The name of the level.")
    label: Text = Field(description="A word or two.")
    mark: Text = Field(description="One letter for the grid.")
    about: Text = Field(description="A sentence that says what it is worth.")


class Profile(Part):
    """A group of relationships that advice can be written for: a code of the profile fact, or generic."""

    id: Name = Field(description="generic, or a code of the fact named under `profile_fact`, such as DE.")
    label: Text = Field(description="What people read.")


class Norm(Part):
    """One row of a norm: the range that a number should lie in, for one profile."""

    id: Name = Field(description="The name of the row.")
    norm: Name = Field(description="The norm to which the row belongs; measures and triggers use this name.")
    profile: Name = Field(description="The profile for which it holds; the client's own goes before generic.")
    facets: dict[Name, Names] = Field(default_factory=dict, description="The values of the selecting facet.")
    when: Condition | None = Field(None, description="The row holds only when this is true.")
    min: Number | None = Field(None, ge=0, description="The lowest number that is in place.")
    max: Number | None = Field(None, gt=0, description="The highest number that is in place; without it: no limit.")
    typical_max: Number | None = Field(None, gt=0, description="More than this is allowed but unusual.")
    plan: Number | None = Field(
        None, gt=0, description="How many the suggested contacts plan for; without it: min, the fewest in place."
    )
    evidence: Name = Field(description="Its evidence level.")
    source: tuple[Source, ...] = Field((), description="Where it comes from.")
    note: str | None = Field(None, description="A remark for authors.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is None and self.max is None:
            raise PydanticCustomError("norm-range", "a norm needs min, max or both")
        edges = [edge for edge in (self.min, self.typical_max, self.max) if edge is not None]
        if edges != sorted(edges):
            raise PydanticCustomError("norm-range", "min, typical_max and max must go up")
        return self


class FactTrigger(Part):
    """What a fact says about a guideline: below or above a norm or a number, or one of listed answers."""

    fact: FactName = Field(description="The item, given fact or measure.")
    norm: Name | None = Field(None, description="Below this norm: act. Above it: over. Else in place.")
    only: Literal["below", "above"] | None = Field(None, description="Only this side of the norm counts.")
    below: Number | None = Field(None, gt=0, description="Below this number: act.")
    above: Number | None = Field(None, description="Above this number: over.")
    in_: Codes | None = Field(None, alias="in", description="One of these answers: act. Any other: in place.")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        by_number = self.below is not None or self.above is not None
        if sum([self.norm is not None, by_number, self.in_ is not None]) != 1:
            raise PydanticCustomError(
                "trigger-shape", "compare the fact with one thing: norm, or below and above, or in"
            )
        if self.only is not None and self.norm is None:
            raise PydanticCustomError("trigger-shape", "only goes with norm: say below or above with a number")
        return self


class Triggers(Part):
    """The answers and facts that show whether the guideline is in place."""

    items: Names = Field((), description="Items whose mean item score decides.")
    facts: tuple[FactTrigger, ...] = Field((), description="Facts that decide as well.")


class Guideline(Part):
    """One piece of advice with its evidence, its condition and the answers that call for it."""

    id: Name = Field(description="Permanent.")
    text: Text = Field(description="The advice, verb first.")
    why: Text | None = Field(None, description="Why it helps, in one sentence.")
    first_step: Text | None = Field(None, description="What to do on Monday.")
    contact: Text | None = Field(
        None,
        description="What a contact with the client can be about that puts it into practice; for the contact plan.",
    )
    ask: Text | None = Field(None, description="What to ask the client about it; for the preparation sheet.")
    facets: dict[Name, Names] = Field(
        default_factory=dict,
        description="Where it stands in the grid and when it holds. Without a value for the facet of the rows "
        "it is a note on the context.",
    )
    evidence: dict[Name, dict[Name, Name]] = Field(
        min_length=1,
        description="Per value of the selecting facet (or any): profile to evidence level. It holds for a "
        "client whose profile is named here, or when generic is.",
    )
    when: Condition | None = Field(None, description="It holds only when this is true.")
    triggers: Triggers | None = Field(
        None, description="What shows whether it is in place; none means: always worth saying."
    )
    source: tuple[Source, ...] = Field((), description="Where it comes from.")
    note: str | None = Field(None, description="A remark for authors.")

    def levels(self, selected: str | None) -> dict[str, str]:
        """Profile to evidence level for this value of the selecting facet; empty when it does not hold."""
        if selected is not None and selected in self.evidence:
            return self.evidence[selected]
        return self.evidence.get(ANY, {})


class DueDates(Part):
    """When the actions of the plan are due: the first on the next such weekday, then one after the other."""

    weekday: Weekday = Field(description="The day of the week.")
    weeks_apart: WholeNumber = Field(ge=0, le=52, description="The weeks between two actions; 0: all on one day.")


class Priorities(Part):
    """How needs are ranked and how many actions are chosen."""

    facet: Name = Field(description="The facet whose values get an importance: the rows of the grid.")
    target: Number = Field(gt=0, le=100, description="From this score on, nothing needs to be done.")
    partly_from: Number = Field(ge=0, le=100, description="From this mean item score on, a guideline is partly done.")
    importance: dict[Name, Name] = Field(
        default_factory=dict, description="Value of the facet to the item that rates its importance."
    )
    high_importance_from: WholeNumber | None = Field(
        None, description="From this rating on, the importance is high (quadrants)."
    )
    listed_shortfall: Number = Field(
        ge=0, le=1, description="How much a listed answer of a trigger falls short, 0 to 1."
    )
    actions: WholeNumber = Field(ge=1, le=20, description="The most actions in the plan.")
    actions_per_value: WholeNumber = Field(ge=1, le=20, description="The most actions for one value of the facet.")
    due: DueDates | None = Field(None, description="When the actions are due; without it no date is given.")


def conditions_of(guideline: Guideline) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every fact a guideline looks at, with its path inside the guideline."""
    if guideline.when is not None:
        for path, part in guideline.when.parts():
            if part.fact is not None:
                yield ("when", *path, "fact"), part.fact
    if guideline.triggers is not None:
        for position, trigger in enumerate(guideline.triggers.facts):
            yield ("triggers", "facts", position, "fact"), trigger.fact
