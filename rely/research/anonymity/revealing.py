"""Find the variables whose values together may point at somebody, and those that are worked out from them."""

from __future__ import annotations

from collections.abc import Collection

from rely.loading.checks.dependencies import Dependencies
from rely.loading.checks.facts import Facts
from rely.loading.checks.index import Index
from rely.model.instrument import Instrument
from rely.research.variables import Dictionary, Variable


def quasi_identifiers(dictionary: Dictionary) -> tuple[Variable, ...]:
    """The variables of the answers that the questionnaire names under `research.quasi_identifiers`."""
    rules = dictionary.instrument.research
    named = frozenset(() if rules is None else rules.quasi_identifiers)
    return tuple(each for each in dictionary.variables if each.role in ("item", "text") and each.source in named)


def derived_from(dictionary: Dictionary, items: Collection[str]) -> tuple[Variable, ...]:
    """The variables of measures that rest on one of these items, so that they would give it away again."""
    index = Index(dictionary.instrument)
    needs = Dependencies(index, Facts(index))
    wanted = frozenset(items)
    return tuple(
        each for each in dictionary.variables if each.role == "measure" and wanted & needs.basis(each.source).items
    )


def conditioned_by(instrument: Instrument, items: Collection[str]) -> tuple[str, ...]:
    """The items that are shown, or apply, only for some answers to these items: that they were not asked tells."""
    index = Index(instrument)
    needs = Dependencies(index, Facts(index))
    wanted = frozenset(items)
    required = {rule.id: rule.when for rule in instrument.requirements}
    found = []
    for item in instrument.items.values():
        conditions = [each for each in (item.show_if, required.get(item.requires or "")) if each is not None]
        facts = [fact for condition in conditions for fact in condition.facts()]
        if any(wanted & needs.basis(fact).items for fact in facts):
            found.append(item.id)
    return tuple(found)
