"""Turn the chosen guidelines into actions: what, why, the first step, and because of which answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rely.guidelines.due_dates import due_dates
from rely.model.results import Recommendation
from rely.reporting.answers import answer_head
from rely.reporting.because import Reason, reasons
from rely.reporting.citations import Citation, cite_by_number
from rely.reporting.material import BESIDE, Material
from rely.reporting.rule_words import Why, build_why
from rely.reporting.taken_words import EarlierAction, TakenOn, earlier_actions, taken_words

LATER = 3
"""How many guidelines are named as what comes after the plan."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action of the plan. `place` says where it belongs: its row and columns.

    `when` is the day that whoever took it on chose, else the one suggested; empty without either. `taken` is None
    while nobody took it on.
    """

    number: str
    what: str
    why: str
    first_step: str
    when: str
    place: str
    evidence: str
    source: Citation
    because: tuple[Reason, ...]
    guideline: str
    reasoning: Why
    taken: TakenOn | None = None

    @property
    def rows(self) -> int:
        """How many rows of a table it takes: what, why, each reason, first step."""
        return 1 + bool(self.why) + len(self.because) + bool(self.first_step)


@dataclass(frozen=True, slots=True)
class Actions:
    """The actions twice: in short on the first page, and one by one in the plan, with room to write."""

    heading: str
    what_head: str
    step_head: str
    when_head: str
    plan_heading: str
    plan_intro: str
    why_label: str
    because_label: str
    step_label: str
    range_label: str
    when_label: str
    who_label: str
    notes_label: str
    actions: tuple[Action, ...]
    none: str
    in_plan: str
    later_label: str
    later: tuple[str, ...]
    earlier_label: str = ""
    earlier: tuple[EarlierAction, ...] = ()

    @property
    def all(self) -> tuple[Action | EarlierAction, ...]:
        """The actions of the plan, then those taken on earlier."""
        return (*self.actions, *self.earlier)


def build_actions(material: Material, *, short: bool = False) -> Actions:
    """The actions in the order of the plan, what comes after them, or why there are none.

    A short report has no plan of its own and names the full one.
    """
    words = material.words
    by_id = {each.guideline.id: each for each in material.advice.recommendations}
    chosen = [by_id[name] for name in material.advice.actions]
    days = action_days(material)
    actions = tuple(
        _action(material, number, each, day)
        for number, (each, day) in enumerate(zip(chosen, days, strict=True), start=1)
    )
    return Actions(
        heading=words.gettext("What you can do now"),
        what_head=words.gettext("What and why"),
        step_head=words.gettext("First step"),
        when_head=words.gettext("When and who"),
        plan_heading=words.gettext("Your action plan"),
        plan_intro=words.ngettext(
            "One action. Write down when, and who does it.",
            "%(n)s actions, the most important first. One at a time is fine; write down who does it.",
            len(actions),
        ),
        why_label=words.gettext("Why"),
        because_label=answer_head(material),
        step_label=words.gettext("First step"),
        range_label=words.gettext("Norm"),
        when_label=words.gettext("When"),
        who_label=words.gettext("Who"),
        notes_label=words.gettext("Notes"),
        actions=actions,
        none="" if actions else _why_none(material),
        in_plan=words.gettext("The other actions are in the full report.")
        if short
        else words.gettext("The other actions are in your action plan."),
        later_label=words.gettext("After these:"),
        later=_later(material),
        earlier_label=words.gettext("Taken on earlier"),
        earlier=earlier_actions(material),
    )


def action_days(material: Material) -> tuple[date | None, ...]:
    """The day on which each action is due, best first; None where the instrument has no rule for it."""
    rules, number = material.instrument.priorities, len(material.advice.actions)
    if rules is None or rules.due is None:
        return (None,) * number
    return due_dates(rules.due, material.day, number)


def _action(material: Material, number: int, recommendation: Recommendation, day: date | None) -> Action:
    guideline, words = recommendation.guideline, material.words
    taken = taken_words(material, guideline.id)
    suggested = "" if day is None else words.weekday(day)
    return Action(
        number=words.number(number),
        what=words.text(guideline.text),
        why="" if guideline.why is None else words.text(guideline.why),
        first_step="" if guideline.first_step is None else words.text(guideline.first_step),
        when=suggested if taken is None else taken.when,
        place=place_words(material, recommendation),
        evidence=words.gettext(
            "Evidence: %(level)s", level=words.text(material.evidence(recommendation.evidence).label)
        ),
        source=cite_by_number(material.instrument, recommendation.guideline.source, material.cited, words),
        because=reasons(material, recommendation),
        guideline=guideline.id,
        reasoning=build_why(material, recommendation),
        taken=taken,
    )


def place_words(material: Material, recommendation: Recommendation) -> str:
    """Where a guideline belongs: the label of its row and those of its columns, which keep their capitals."""
    labels = []
    for facet in (material.rows, material.columns):
        values = recommendation.guideline.facets.get(facet.id, ()) if facet is not None else ()
        named = [material.label(value) for value in facet.values if value.id in values] if facet else []
        if named:
            labels.append(BESIDE.join(named))
    return ", ".join(labels)


def _why_none(material: Material) -> str:
    """What the plan says without actions: nothing is known yet, something is still open, or all is in place."""
    words = material.words
    judged = [each for each in material.advice.recommendations if each.row is not None and each.status != "always"]
    if all(each.status == "unknown" for each in judged) and not _any_score(material):
        if material.is_for_others:
            return words.gettext("There are too few answers to choose actions.")
        return words.gettext("There are too few answers to choose actions. Complete what is open, then look again.")
    if any(each.status == "unknown" and each.reason == "missing" for each in judged):
        if material.is_for_others:
            return words.gettext(
                "As far as there are answers, nothing needs to change. Some advice still waits for answers."
            )
        return words.gettext(
            "As far as you have answered, nothing needs to change. Some advice still waits for answers."
        )
    return words.gettext("Nothing needs to change now. Keep doing what is in place.")


def _any_score(material: Material) -> bool:
    return any(score.score is not None for score in material.result.scores.values())


def _later(material: Material) -> tuple[str, ...]:
    """The guidelines that would come next: still to be done or partly done, most to gain first."""
    open_still = [
        each
        for each in material.advice.recommendations
        if each.status in ("act", "partly")
        and each.row is not None
        and each.action_score
        and each.guideline.id not in material.advice.actions
    ]
    ranked = sorted(open_still, key=lambda each: -(each.action_score or 0.0))
    return tuple(material.words.text(each.guideline.text) for each in ranked[:LATER])
