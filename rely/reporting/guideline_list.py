"""Turn the recommendations of an instrument without a grid into a list: each with its status, why and first step."""

from __future__ import annotations

from dataclasses import dataclass

from rely.model.results import Recommendation
from rely.reporting.grid import EvidenceKey, evidence_keys
from rely.reporting.material import Material
from rely.reporting.rule_words import Why, build_why
from rely.reporting.status_words import Status, status_kind, status_of

STILL_OPEN = ("act", "partly", "open", "always")
"""The statuses of guidelines of which there is still something to do."""


@dataclass(frozen=True, slots=True)
class GuidelineLine:
    """One guideline that is no action of the plan; `mark` is the letter of its evidence level.

    Why and first step are empty where it is done already or does not apply.
    """

    status: Status
    text: str
    why: str
    first_step: str
    mark: str
    evidence: str
    reasoning: Why


@dataclass(frozen=True, slots=True)
class GuidelineList:
    """The guidelines beside the plan, in the order of the instrument."""

    heading: str
    status_head: str
    guideline_head: str
    step_label: str
    lines: tuple[GuidelineLine, ...]
    evidence_label: str
    evidence: tuple[EvidenceKey, ...]


def build_guideline_list(material: Material) -> GuidelineList | None:
    """The guidelines that hold and stand neither in a grid nor in the plan; None without any."""
    words, advice = material.words, material.advice
    report = material.instrument.report
    if report is not None and report.grid is not None:
        return None
    lines = tuple(_line(material, each) for each in advice.recommendations if each.guideline.id not in advice.actions)
    if not lines:
        return None
    return GuidelineList(
        heading=words.gettext("The other guidelines") if advice.actions else words.gettext("The guidelines"),
        status_head=words.gettext("Status"),
        guideline_head=words.gettext("Guideline"),
        step_label=words.gettext("First step"),
        lines=lines,
        evidence_label=words.gettext("Evidence:"),
        evidence=evidence_keys(material),
    )


def asks_for_actions(material: Material) -> bool:
    """Whether answers or facts can make an action: at least one guideline that holds looks at any."""
    return any(each.guideline.triggers is not None for each in material.advice.recommendations)


def _line(material: Material, recommendation: Recommendation) -> GuidelineLine:
    words, guideline = material.words, recommendation.guideline
    level, is_open = material.evidence(recommendation.evidence), status_kind(recommendation) in STILL_OPEN
    return GuidelineLine(
        status=status_of(material, recommendation),
        text=words.text(guideline.text),
        why=words.text(guideline.why) if is_open and guideline.why is not None else "",
        first_step=words.text(guideline.first_step) if is_open and guideline.first_step is not None else "",
        mark=words.text(level.mark),
        evidence=words.text(level.label),
        reasoning=build_why(material, recommendation),
    )
