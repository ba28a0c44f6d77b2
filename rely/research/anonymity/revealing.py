"""Find the variables whose values together may point at somebody, and those that are worked out from them."""

from __future__ import annotations

from collections.abc import Collection

from rely.loading.checks.dependencies import Dependencies
from rely.loading.checks.facts import Facts
from rely.loading.checks.index import Index
from rely.model.instrument import Instrument
from rely.research.variables import Dictionary, Variable, dictionary_of
from rely.research.variables.dictionary import role_of
from rely.scoring.plan import score_definitions, score_ids


def quasi_identifiers(dictionary: Dictionary) -> tuple[Variable, ...]:
    """The variables of the items and given facts under `research.quasi_identifiers`, in the order of that list."""
    rules = dictionary.instrument.research
    place = {name: at for at, name in enumerate(() if rules is None else rules.quasi_identifiers)}
    found = [each for each in dictionary.variables if role_of(each) in ("given", "item") and each.source in place]
    return tuple(sorted(found, key=lambda each: place[each.source]))


def derived_from(dictionary: Dictionary, named: Collection[str]) -> tuple[Variable, ...]:
    """The variables of measures and scores that rest on one of these, so that they would give it away again.

    `named` are items and given facts. Variables that only an older version has belong to them: what those rest on is
    not known here.
    """
    instrument = dictionary.instrument
    index = Index(instrument)
    needs = Dependencies(index, Facts(index))
    wanted = frozenset(named)
    scores = _scores_on(instrument, wanted)
    own = {each.name for each in dictionary_of(instrument, dictionary.language).variables}

    def tells(variable: Variable) -> bool:
        if variable.name not in own:
            return True
        if variable.role == "score":
            return variable.source in scores
        basis = needs.basis(variable.source)
        return bool(wanted & (basis.items | basis.given)) or (basis.scores and bool(scores))

    return tuple(each for each in dictionary.variables if each.role in ("measure", "score") and tells(each))


def _scores_on(instrument: Instrument, items: frozenset[str]) -> frozenset[str]:
    """The scores that are made of one of these items, and with them those that are made of other scores."""
    made_of = {each.id: each.items for each in score_definitions(instrument)}
    found = {name for name, used in made_of.items() if items.intersection(used)}
    return frozenset(found | (set(score_ids(instrument)) - made_of.keys() if found else set()))


def conditioned_by(instrument: Instrument, named: Collection[str]) -> tuple[str, ...]:
    """The items that are asked, or apply, only for some answers to these: that they were not asked tells."""
    index = Index(instrument)
    needs = Dependencies(index, Facts(index))
    wanted = frozenset(named)
    required = {rule.id: rule.when for rule in instrument.requirements}
    selecting = instrument.selecting_facet
    found = []
    for item in instrument.items.values():
        conditions = [each for each in (item.show_if, required.get(item.requires or "")) if each is not None]
        facts = {fact for condition in conditions for fact in condition.facts()}
        if selecting is not None and selecting.selects_by is not None and item.values(selecting.id):
            facts.add(selecting.selects_by)
        if any(wanted & (basis.items | basis.given) for basis in map(needs.basis, facts)):
            found.append(item.id)
    return tuple(found)
