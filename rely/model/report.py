"""Say what a report tells in words: sentences with the conditions under which they hold, and the contact rhythm."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from rely.model.base import Part
from rely.model.conditions import Condition, FactName
from rely.model.scalars import Name, Names, Number, WholeNumber
from rely.model.scores import ScoreId
from rely.model.text import Text

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
"""A day of the week."""

WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days in the order of ISO 8601."""

PLACES = (
    "subject", "strongest", "weakest", "strongest_score", "weakest_score", "strongest_side", "weakest_side",
    "highest_row", "highest_side", "highest_score", "lowest_row", "lowest_side", "lowest_score",
)  # fmt: skip
"""The words in braces that every sentence of a report may have, besides the names of facts (`Sentence.text`)."""

TIED_PLACES = ("all_strongest", "all_weakest", "all_highest", "all_lowest")
"""The words in braces that `tied` of a sentence may have as well."""

FIGURE_PLACES = ("value", "count", "span", "min", "max", "missing")
"""The words in braces that a sentence about one figure of the contact rhythm may have as well."""

BALANCE_PLACES = ("index", "share")
"""The words in braces that a sentence about the balance may have as well."""


class Sentence(Part):
    """One sentence and when it holds."""

    id: Name = Field(description="The name of the sentence.")
    when: Condition | None = Field(None, description="It holds when this is true; the last one needs none.")
    text: Text = Field(
        description="The sentence, with words in braces that are filled in. {subject} is the name of the "
        "relationship. {strongest} and {weakest} are the rows with the highest and the lowest score, "
        "{strongest_score} and {weakest_score} those scores; {strongest_side} and {weakest_side} the sides. "
        "{highest_row}, {highest_side}, {highest_score} and the same with lowest name the box with the highest "
        "and the lowest score. {five_r}, a measure, is its number as it prints or the label of its word; {leader.lead} "
        "is one part of a measure that has several; {score.trust} is a score, {band.trust} its band; items and given "
        "facts are filled in by their names, too. A sentence with a word that cannot be filled in is passed over."
    )
    tied: Text | None = Field(
        None,
        description="The sentence instead where `text` would name one of several with the same printed score. "
        "{all_strongest} and {all_weakest} are all rows with the highest and the lowest score, one or more; "
        "{all_highest} and {all_lowest} all boxes, row and side. It must read well with one and with several.",
    )


class Grid(Part):
    """The table of guidelines: which facet makes the rows and which the columns."""

    rows: Name = Field(description="The facet of the rows.")
    columns: Name | None = Field(None, description="The facet of the columns; without it there is one column.")


class RhythmFigure(Part):
    """One figure of the contact rhythm: what happened, and what that means beside its norm.

    Its sentences may also have {value}, {min} and {max}; for a rate {count}, how often in {span}, the time that
    was counted; and {missing}, how much more in that time would reach the norm.
    """

    fit: Name = Field(description="The measure of kind fit.")
    label: Text | None = Field(None, description="What is counted; without it the label of the measure.")
    unit: Text | None = Field(None, description="How it is counted: per year.")
    happened: tuple[Sentence, ...] = Field(description="What happened; the first that holds is printed.")
    meaning: tuple[Sentence, ...] = Field(description="What it means; the first that holds is printed.")


class ContactSide(Part):
    """How often the suggested contacts of one side come."""

    side: Name = Field(description="The value of the facet of the columns.")
    norm: Name = Field(description="The norm that says how often.")
    months: Number = Field(gt=0, le=120, description="The months in which so many are planned: 12 for a year.")


class ContactPlan(Part):
    """Suggested contacts for the months ahead; what they are about comes from `contact` of the guidelines."""

    months: WholeNumber = Field(ge=1, le=24, description="How many months ahead.")
    weekday: Weekday = Field("tuesday", description="On which weekday they stand in a calendar.")
    sides: tuple[ContactSide, ...] = Field(min_length=1, description="The sides, the rarest first.")
    intro: Text = Field(description="What the reader should know of the list.")
    closing: tuple[Sentence, ...] = Field((), description="What to do after these months; the first that holds.")


class Rhythm(Part):
    """What the report tells about how often there is contact."""

    title: Text = Field(description="The heading.")
    conclusions: tuple[Sentence, ...] = Field((), description="The first that holds stands at the head.")
    figures: tuple[RhythmFigure, ...] = Field(min_length=1, description="The figures against their norms.")
    balance: tuple[Sentence, ...] = Field(
        (),
        description="What the balance means; the first that holds. {index} is the balance on 0-100, {share} how much "
        "of all contact is on its second side, in per cent.",
    )
    contacts: ContactPlan | None = Field(None, description="Suggested contacts for the months ahead.")


class Preparation(Part):
    """The preparation sheet: what to ask the client, from `ask` of the guidelines, with room to write."""

    title: Text = Field(description="The heading.")
    intro: Text = Field(description="How to use the sheet.")
    closing: tuple[Text, ...] = Field((), description="What to write down at the end, each with room to write.")


class ReportFinding(Part):
    """One thing that the report tells: what it means, then the scores, measures and answers behind it."""

    id: Name = Field(description="The name of the finding.")
    title: Text = Field(description="The heading.")
    intro: Text | None = Field(None, description="One or two sentences under the heading.")
    sentences: tuple[Sentence, ...] = Field((), description="What it means; the first that holds is printed.")
    scores: tuple[ScoreId, ...] = Field(
        (), description="Scores, a row each: number, margin, band and answers behind it."
    )
    measures: tuple[FactName, ...] = Field(
        (),
        description="Measures, a row each: the number with its unit or the label of the word, the text of the word, "
        "and how many answers it rests on. One part of a measure that has several stands after a point: leader.lead.",
    )
    answers: Names = Field((), description="Items, a row each: the answer, as it was written, under the label or text.")


class ReportSpec(Part):
    """What the report says that only the author can write."""

    title: Text = Field(description="The kind of report, above the name of the relationship.")
    subject: Name | None = Field(None, description="The item whose answer names the relationship.")
    subject_unnamed: Text | None = Field(
        None,
        description="What {subject} says when nothing names it: your company. It stands in the middle of a sentence.",
    )
    for_whom: Text | None = Field(
        None,
        description="Who reads the report, where that is not the one who answers, told to the one who answers: This "
        "result is for your supplier. It stands above the result on the web, with how to hand it on; and the report "
        "does not call the answers those of its reader.",
    )
    facts: Names = Field((), description="Items and measures told in the head of the report.")
    grid: Grid | None = Field(None, description="The table of guidelines.")
    conclusions: tuple[Sentence, ...] = Field((), description="The first that holds is printed.")
    support: tuple[Sentence, ...] = Field((), description="Under the conclusion; the first two that hold are printed.")
    findings: tuple[ReportFinding, ...] = Field(
        (),
        description="What the report tells after its conclusion, in this order; none written: the scores and measures.",
    )
    rhythm: Rhythm | None = Field(None, description="How often there is contact, and how often there might be.")
    preparation: Preparation | None = Field(None, description="The sheet for preparing a talk with the client.")
    method: tuple[Text, ...] = Field((), description="How the scores are made and read: one paragraph each.")
    limits: tuple[Text, ...] = Field((), description="What the report cannot tell.")

    def sentences(self) -> tuple[tuple[tuple[str | int, ...], tuple[Sentence, ...], tuple[str, ...]], ...]:
        """Every list of sentences with its path inside the report and the words in braces it may have."""
        lists: list[tuple[tuple[str | int, ...], tuple[Sentence, ...], tuple[str, ...]]] = [
            (("conclusions",), self.conclusions, PLACES),
            (("support",), self.support, PLACES),
        ]
        for at, finding in enumerate(self.findings):
            lists.append((("findings", at, "sentences"), finding.sentences, PLACES))
        if self.rhythm is not None:
            lists.append((("rhythm", "conclusions"), self.rhythm.conclusions, PLACES))
            for at, figure in enumerate(self.rhythm.figures):
                path = ("rhythm", "figures", at)
                lists.append(((*path, "happened"), figure.happened, PLACES + FIGURE_PLACES))
                lists.append(((*path, "meaning"), figure.meaning, PLACES + FIGURE_PLACES))
            lists.append((("rhythm", "balance"), self.rhythm.balance, PLACES + BALANCE_PLACES))
            if self.rhythm.contacts is not None:
                lists.append((("rhythm", "contacts", "closing"), self.rhythm.contacts.closing, PLACES))
        return tuple(lists)
