"""Say what is asked: items, the sections they stand in, and the pages that show them."""

from __future__ import annotations

from pydantic import Field

from rely.model.base import Part
from rely.model.conditions import Condition
from rely.model.scalars import Flag, InstrumentId, ItemReference, Name, Names, Number, Release
from rely.model.text import Text


class Source(Part):
    """Where an item, a norm or a guideline comes from."""

    ref: Name = Field(description="The id of one of the works under `works`.")
    locator: Text | None = Field(
        None,
        description="Where in that work: a heading, a table and its cell, a page. What stands between the quotation "
        "marks of the language is quoted from the work, in the work's own language.",
    )


class Item(Part):
    """One statement or question with a permanent id."""

    id: Name = Field(description="Permanent: it names the answer in every file and export.")
    text: Text = Field(description="The statement or question.")
    label: Text | None = Field(
        None, description="One to three words for the head of a report and for tables; else the text."
    )
    response_scale: Name = Field(description="The id of the response scale that holds its answers.")
    help: Text | None = Field(None, description="A sentence that helps to answer.")
    why: Text | None = Field(None, description="Why this is asked.")
    required: Flag = Field(False, description="The questionnaire asks for it again before it is finished.")
    facets: dict[Name, Names] = Field(
        default_factory=dict, description="The values of each facet to which the item belongs, one facet a line."
    )
    reverse: Flag = Field(False, description="true: a high answer means less.")
    weight: Number = Field(1, ge=0, le=1000, description="How much it counts in its scores.")
    allow_na: Flag = Field(True, description="false: 'does not apply' is not offered and not accepted.")
    requires: Name | None = Field(
        None, description="The id of the requirement without which the item counts as not applicable."
    )
    show_if: Condition | None = Field(None, description="The item is hidden when this is false.")
    source: tuple[Source, ...] = Field((), description="Where it comes from.")
    evidence: dict[Name, Name] = Field(
        default_factory=dict, description="Its evidence level per value of the facet that selects items."
    )
    mirror_of: ItemReference | None = Field(
        None,
        description="The item of another instrument that asks somebody else the same: relationship-check@1/TR02. "
        "The answers to both are compared.",
    )
    note: str | None = Field(None, description="A remark for authors; respondents never see it.")

    def values(self, facet: str) -> tuple[str, ...]:
        """The values of `facet` that this item has; empty when it has none."""
        return self.facets.get(facet, ())


class BorrowedWith(Part):
    """What borrowed items have here instead of what the other instrument says."""

    response_scale: Name | None = Field(None, description="The id of a response scale of this questionnaire.")
    allow_na: Flag | None = Field(None, description="Whether 'does not apply' is accepted.")
    requires: Name | None = Field(None, description="The id of a requirement of this questionnaire.")
    text: dict[Name, Text] = Field(
        default_factory=dict, description="Item id to the statement or question, for those that are worded anew."
    )
    facets: dict[Name, Names] = Field(
        default_factory=dict, description="The values of a facet, instead of those that the items have of it there."
    )


class BorrowedItems(Part):
    """Items that are taken from another instrument of the catalogue, so that they stand written once.

    Each keeps its id, text, label, help, why, response scale, allow_na and reverse, and of its facets those that this
    questionnaire declares; nothing else is taken: no weight, source, requirement or condition. Texts come in the
    languages of this questionnaire. They stand before the section's own items.
    """

    instrument: InstrumentId = Field(description="The id of the other instrument.")
    version: Release = Field(
        description="Its exact version, 1.2.0, or its major version, 1: the highest release of it counts. What is "
        "not released yet is taken as it is now."
    )
    items: Names = Field(min_length=1, description="The ids of the items, in the order in which they are asked.")
    with_: BorrowedWith | None = Field(None, alias="with", description="What is different here.")


def mirrored(reference: str) -> tuple[str, str, str]:
    """The instrument, the release and the item that `mirror_of` names."""
    name, _, rest = reference.partition("@")
    release, _, item = rest.partition("/")
    return name, release, item


def fits(version: str, release: str) -> bool:
    """Whether an exact version is the release that is meant: the same, or of the same major version."""
    return version == release or version.startswith(f"{release}.")


class Section(Part):
    """A heading and unit of progress, with its items."""

    id: Name = Field(description="The name of the section.")
    title: Text = Field(description="The heading in the progress list.")
    heading: Text | None = Field(None, description="The heading above the items, as a question; else the title.")
    intro: Text | None = Field(None, description="A few words above the items.")
    question: Text | None = Field(None, description="The question that all statements of the section answer.")
    facets: dict[Name, Names] = Field(
        default_factory=dict, description="The facet values that the section is about, to tell what gaps cost."
    )
    items_from: tuple[BorrowedItems, ...] = Field(
        (), description="Items taken from other instruments; they come first, in the order written."
    )
    items: tuple[Item, ...] = Field((), description="The items, in order.")
    pages: tuple[Names, ...] = Field(
        (), description="What is shown at once: a list of lists of item ids; without it the whole section."
    )
