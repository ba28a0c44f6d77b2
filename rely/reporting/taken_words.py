"""Turn what somebody took on into words: who, until when, whether it is done, and whether it is still advised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rely.guidelines.taken import Taken
from rely.model.guidelines import Guideline
from rely.reporting.material import Material
from rely.reporting.plain_text import one_line

DAYS_WITHOUT_YEAR = 300
"""So many days from the report on, a day without its year cannot be mistaken."""


@dataclass(frozen=True, slots=True)
class TakenOn:
    """An action that somebody took on. `when` is empty without a day, `done` while it is open."""

    who: str
    when: str
    done: str


@dataclass(frozen=True, slots=True)
class EarlierAction:
    """An action taken on earlier that the plan no longer holds; `remark` says honestly why."""

    guideline: str
    what: str
    remark: str
    taken: TakenOn

    @property
    def when(self) -> str:
        """The day that was chosen; empty without one."""
        return self.taken.when


def taken_words(material: Material, guideline: str) -> TakenOn | None:
    """Who took the guideline on, in words; None when nobody did."""
    taken = material.taken.get(guideline)
    return None if taken is None else _words(material, taken)


def earlier_actions(material: Material) -> tuple[EarlierAction, ...]:
    """What was taken on and is no longer in the plan, in the order of the instrument."""
    return tuple(
        EarlierAction(
            each.id, material.words.text(each.text), _remark(material, each), _words(material, material.taken[each.id])
        )
        for each in earlier_guidelines(material)
    )


def earlier_guidelines(material: Material) -> tuple[Guideline, ...]:
    """The guidelines that were taken on, are no longer in the plan, and still exist."""
    planned = material.advice.actions
    return tuple(
        each for each in material.instrument.guidelines if each.id in material.taken and each.id not in planned
    )


def day_words(material: Material, day: date) -> str:
    """A day of the plan: with its weekday while it is near, else with its year."""
    near = 0 <= (day - material.day).days < DAYS_WITHOUT_YEAR
    return material.words.weekday(day) if near else material.words.short_date(day)


def _words(material: Material, taken: Taken) -> TakenOn:
    return TakenOn(
        who=one_line(taken.owner),
        when="" if taken.due is None else day_words(material, taken.due),
        done=material.words.gettext("Done") if taken.is_done else "",
    )


def _remark(material: Material, guideline: Guideline) -> str:
    words = material.words
    status = {each.guideline.id: each.status for each in material.advice.recommendations}.get(guideline.id)
    if status is None:
        if material.has_subject:
            return words.gettext("This advice no longer applies to this relationship.")
        return words.gettext("This advice no longer applies.")
    if status in ("act", "partly"):
        return words.gettext("Other advice comes first now; this is no longer in your plan.")
    if status == "unknown":
        return words.gettext("Your answers no longer show whether this is needed.")
    return words.gettext("Your answers no longer ask for this.")
