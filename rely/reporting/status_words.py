"""Turn the status of a guideline into its sign and its words."""

from __future__ import annotations

from dataclasses import dataclass

from rely.languages import N_
from rely.model.results import Recommendation
from rely.reporting.material import Material


@dataclass(frozen=True, slots=True)
class StatusKind:
    """How one status looks and reads: a sign of the report's font, a word, and what more the legend says."""

    sign: str
    word: str
    meaning: str


STATUSES: dict[str, StatusKind] = {
    "act": StatusKind("➡", N_("Act"), ""),
    "partly": StatusKind("◐", N_("Partly"), ""),
    "in_place": StatusKind("✔", N_("In place"), ""),
    "over": StatusKind("△", N_("Ample"), N_("more than needed")),
    "open": StatusKind("◌", N_("Open"), N_("not answered")),
    "not_applicable": StatusKind("◌", N_("n/a"), ""),
    "always": StatusKind("◇", N_("Always"), ""),
}
"""The statuses in the order of the legend; unknown is told apart by its reason."""

NOT_ASKED = N_("not answered, or not asked in this form")
"""What open means in the report on a short form."""


@dataclass(frozen=True, slots=True)
class Status:
    """The status of one guideline: its kind, sign and word."""

    kind: str
    sign: str
    word: str


def status_kind(recommendation: Recommendation) -> str:
    """The key in STATUSES: an unknown status is open, or not_applicable when there was nothing to answer."""
    if recommendation.status != "unknown":
        return recommendation.status
    return "not_applicable" if recommendation.reason == "not_applicable" else "open"


def status_of(material: Material, recommendation: Recommendation) -> Status:
    """Sign and word; an action of the plan carries its number."""
    words, kind = material.words, status_kind(recommendation)
    known = STATUSES[kind]
    if recommendation.guideline.id in material.advice.actions:
        number = material.advice.actions.index(recommendation.guideline.id) + 1
        return Status(kind, known.sign, words.gettext("Action %(number)s", number=number))
    return Status(kind, known.sign, words.gettext(known.word))
