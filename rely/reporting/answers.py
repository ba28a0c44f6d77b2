"""Turn the answers into a list of what was asked and what was answered, section by section."""

from __future__ import annotations

from dataclasses import dataclass

from rely.reporting.answer_words import answer_words
from rely.reporting.grid import routed_notes
from rely.reporting.material import Material


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


def build_answers(material: Material) -> Answers:
    """Every item that was asked and applies, in the order of the questionnaire."""
    words = material.words
    sections = [
        AnsweredSection(words.text(section.title), answers)
        for section in material.instrument.sections
        if (answers := _answers(material, tuple(item.id for item in section.items)))
    ]
    skipped = sum(not each.given for section in sections for each in section.answers)
    return Answers(
        heading=words.gettext("Your answers"),
        intro=words.ngettext(
            "One question was skipped. It does not count as zero.",
            "%(n)s questions were skipped. They do not count as zero.",
            skipped,
        )
        if skipped
        else words.gettext("Every question was answered."),
        question_head=words.gettext("Question or statement"),
        answer_head=words.gettext("Your answer"),
        sections=tuple(sections),
        not_asked=routed_notes(material),
    )


def _answers(material: Material, ids: tuple[str, ...]) -> tuple[Answered, ...]:
    items, result = material.instrument.items, material.result
    asked = [name for name in ids if name in result.asked and name not in result.routed]
    return tuple(
        Answered(
            text=material.words.text(items[name].text),
            answer=answer_words(material, items[name], material.answer(name)),
            given=material.answer(name) is not None,
        )
        for name in asked
    )
