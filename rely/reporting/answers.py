"""Turn the answers into a list of what was asked and what was answered, section by section."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rely.languages.marks import unmarked
from rely.reporting.answer_words import answer_words, fact_label, fact_words
from rely.reporting.grid import routed_notes
from rely.reporting.material import Material

SHORT = 25
"""How many characters an answer has at most that stays on one line in the narrow column."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One statement or question with its answer; `given` is false when it was skipped."""

    text: str
    answer: str
    given: bool


@dataclass(frozen=True, slots=True)
class AnsweredSection:
    """The answers of one section."""

    title: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers as given, and once for each reason why some were not asked."""

    heading: str
    intro: str
    question_head: str
    answer_head: str
    sections: tuple[AnsweredSection, ...]
    not_asked: tuple[str, ...]

    @property
    def are_long(self) -> bool:
        """Whether most answers would take more than one line beside their questions."""
        told = [unmarked(each.answer) for section in self.sections for each in section.answers]
        return 2 * sum(len(answer) > SHORT for answer in told) > len(told)


def answers_head(material: Material) -> str:
    """What stands above several answers: whose they are, where the reader gave them."""
    return material.words.gettext("Answers") if material.is_for_others else material.words.gettext("Your answers")


def answer_head(material: Material) -> str:
    """What stands above one answer, in the same way."""
    return material.words.gettext("Answer") if material.is_for_others else material.words.gettext("Your answer")


def build_answers(material: Material, told: Collection[str] = ()) -> Answers:
    """The given facts and every item that was asked and applies, in the order of the questionnaire.

    Those that are `told` already are left out.
    """
    words = material.words
    facts = _given_facts(material, told)
    sections = [AnsweredSection(words.gettext("Facts given beforehand"), facts)] if facts else []
    sections += [
        AnsweredSection(words.text(section.title), answers)
        for section in material.instrument.sections
        if (answers := _answers(material, [item.id for item in section.items if item.id not in told]))
    ]
    result = material.result
    skipped = sum(name not in result.routed and material.answer(name) is None for name in result.asked)
    return Answers(
        heading=answers_head(material),
        intro=words.ngettext(
            "One question was skipped. It does not count as zero.",
            "%(n)s questions were skipped. They do not count as zero.",
            skipped,
        )
        if skipped
        else words.gettext("Every question was answered."),
        question_head=words.gettext("Question or statement"),
        answer_head=answer_head(material),
        sections=tuple(sections),
        not_asked=routed_notes(material),
    )


def _given_facts(material: Material, told: Collection[str]) -> tuple[Answered, ...]:
    known = {each.id: fact_words(material, each.id) for each in material.instrument.given if each.id not in told}
    return tuple(
        Answered(
            text=fact_label(material, name),
            answer=material.words.gettext("not given") if answer is None else answer,
            given=answer is not None,
        )
        for name, answer in known.items()
    )


def _answers(material: Material, ids: Sequence[str]) -> tuple[Answered, ...]:
    items = material.instrument.items
    asked = [name for name in ids if name in material.asked and name not in material.result.routed]
    return tuple(
        Answered(
            text=material.words.text(items[name].text),
            answer=answer_words(material, items[name], material.answer(name)),
            given=material.answer(name) is not None,
        )
        for name in asked
    )
