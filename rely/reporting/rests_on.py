"""Turn a fact into the answers it rests on: how many are known, and what is missing where the fact is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rely.model.instrument import Instrument
from rely.model.measures import Rate
from rely.model.response_scales import DONT_KNOW, NOT_APPLICABLE
from rely.reporting.answer_words import fact_label
from rely.reporting.because import why_unknown
from rely.reporting.material import Material
from rely.scoring.plan import score_definitions


@dataclass(frozen=True, slots=True)
class Ground:
    """The items and given facts behind a fact by what became of them; what was not asked is in none of these."""

    known: tuple[str, ...]
    missing: tuple[str, ...]
    not_applicable: tuple[str, ...]
    dont_know: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many could have been known."""
        return len(self.known) + len(self.missing) + len(self.not_applicable) + len(self.dont_know)


def ground_of(material: Material, fact: str) -> Ground:
    """What stands behind a fact: the answers and given facts from which it follows in the end."""
    found: dict[str, list[str]] = {"known": [], "missing": [], NOT_APPLICABLE: [], DONT_KNOW: []}
    for name in leaves(material.instrument, fact):
        kind = _kind(material, name)
        if kind is not None:
            found[kind].append(name)
    known, missing, not_applicable, dont_know = (tuple(names) for names in found.values())
    return Ground(known, missing, not_applicable, dont_know)


def _kind(material: Material, name: str) -> str | None:
    """What became of an item or given fact; None for an item that was not asked."""
    if name not in material.instrument.items:
        return "missing" if material.result.facts.get(name) is None else "known"
    if name not in material.asked:
        return None
    answer = material.answer(name)
    if name in material.result.routed or answer == NOT_APPLICABLE:
        return NOT_APPLICABLE
    if answer == DONT_KNOW:
        return DONT_KNOW
    return "missing" if answer is None else "known"


def basis_words(material: Material, fact: str) -> str:
    """How many answers a fact rests on, of how many there might be; empty where nothing was asked."""
    ground, words = ground_of(material, fact), material.words
    if not ground.count:
        return ""
    return words.gettext("%(n)s of %(of)s", n=words.number(len(ground.known)), of=words.number(ground.count))


def reason_unknown(material: Material, fact: str) -> str:
    """Why a fact is not known, as far as that can be told."""
    words, ground = material.words, ground_of(material, fact)
    if len(ground.missing) == 1:
        what = words.quoted(fact_label(material, ground.missing[0]).rstrip("."))
        return words.gettext("Cannot be told: the answer to %(what)s is missing.", what=what)
    if ground.missing:
        number = words.number(len(ground.missing))
        return words.gettext("Cannot be told: %(n)s answers are missing.", n=number)
    if isinstance(material.instrument.measures_by_id.get(fact), Rate):
        return why_unknown(material, fact)
    if ground.dont_know:
        return words.gettext("Cannot be judged.")
    if ground.not_applicable:
        return words.gettext("Does not apply.")
    return words.gettext("Cannot be told from these answers.") if ground.count else words.gettext("Not asked.")


def leaves(instrument: Instrument, fact: str) -> tuple[str, ...]:
    """The items and given facts of which a fact is made in the end: items in the order of the questionnaire first."""
    given = {each.id for each in instrument.given}
    ends: set[str] = set()
    seen, waiting = {fact}, [fact]
    while waiting:
        name = waiting.pop()
        if name in instrument.items or name in given:
            ends.add(name)
            continue
        fresh = [each for each in _made_of(instrument, name) if each not in seen]
        seen.update(fresh)
        waiting += fresh
    return (*(name for name in instrument.items if name in ends), *(name for name in given if name in ends))


def _made_of(instrument: Instrument, fact: str) -> Iterator[str]:
    """What a fact that is neither item nor given follows from directly."""
    first, _, rest = fact.partition(".")
    overall = instrument.scores.overall
    if first == "item_score":
        yield rest
    elif first in ("score", "band"):
        if overall is not None and overall.id == rest:
            yield from (f"score.{each}" for each in overall.of)
        yield from instrument.derived("items_by_score", _items_by_score).get(rest, ())
    elif first in instrument.measures_by_id:
        yield from (needed for _, needed in instrument.measures_by_id[first].inputs())


def _items_by_score(instrument: Instrument) -> Mapping[str, tuple[str, ...]]:
    return {each.id: each.items for each in score_definitions(instrument)}
