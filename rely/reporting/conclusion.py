"""Turn scores and facts into the one sentence that a report begins with, and what supports it."""

from __future__ import annotations

from collections.abc import Mapping

from rely.reporting.material import Material
from rely.reporting.places import known_places, shared_places
from rely.reporting.plain_text import first_capital
from rely.reporting.sentences import first_that_holds, those_that_hold

MOST_SUPPORT = 2
"""How many sentences support the conclusion."""


def conclusion(material: Material) -> str:
    """The first sentence of the instrument whose condition holds and whose places can all be filled."""
    report, places = material.instrument.report, known_places(material)
    sentences = () if report is None else report.conclusions
    return first_that_holds(material, sentences, places) or first_capital(_plain_conclusion(material, places))


def support(material: Material) -> tuple[str, ...]:
    """What stands under the conclusion, instead of which an instrument may have words for the facts in the head."""
    report = material.instrument.report
    if report is not None and report.support:
        return those_that_hold(material, report.support, known_places(material), most=MOST_SUPPORT)
    return _words_for_facts(material)


def _words_for_facts(material: Material) -> tuple[str, ...]:
    """The sentences that the instrument has for the facts in the head, such as what a phase means."""
    report = material.instrument.report
    sentences = []
    for name in report.facts if report is not None else ():
        measure = material.instrument.measures_by_id.get(name.partition(".")[0])
        value = material.result.facts.get(name)
        for word in measure.words if measure is not None else ():
            if word.code == value and word.text is not None:
                sentences.append(material.words.text(word.text))
    return tuple(sentences)


def _plain_conclusion(material: Material, known: Mapping[str, str]) -> str:
    words, subject = material.words, known["subject"]
    if all(score.score is None for score in material.result.scores.values()):
        return words.gettext("There are too few answers yet for a conclusion about %(subject)s.", subject=subject)
    if not shared_places(material).isdisjoint(("strongest", "weakest")):
        return words.gettext("Furthest along for %(subject)s: %(all_strongest)s. Most room: %(all_weakest)s.", **known)
    if "strongest" in known:
        return words.gettext("For %(subject)s, %(strongest)s is strongest and %(weakest)s leaves most room.", **known)
    return words.gettext("The scores for %(subject)s lie close together.", subject=subject)
