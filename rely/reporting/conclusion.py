"""Turn scores and facts into the one sentence that a report begins with, and what supports it."""

from __future__ import annotations

from collections.abc import Mapping

from rely.reporting.material import Material
from rely.reporting.places import known_places, shared_places
from rely.reporting.plain_text import first_capital
from rely.reporting.score_names import score_name
from rely.reporting.score_words import score_words
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
    if material.subject is None and not material.has_subject:
        return _conclusion_on_nobody(material, known)
    if all(score.score is None for score in material.result.scores.values()):
        return words.gettext("There are too few answers yet for a conclusion about %(subject)s.", subject=subject)
    if not shared_places(material).isdisjoint(("strongest", "weakest")):
        return words.gettext("Furthest along for %(subject)s: %(all_strongest)s. Most room: %(all_weakest)s.", **known)
    if "strongest" in known:
        return words.gettext("For %(subject)s, %(strongest)s is strongest and %(weakest)s leaves most room.", **known)
    return words.gettext("The scores for %(subject)s lie close together.", subject=subject)


def _conclusion_on_nobody(material: Material, known: Mapping[str, str]) -> str:
    """The same where the instrument does not ask what or whom it is about, also where it makes no scores at all."""
    words, scores = material.words, material.result.scores
    if not any(material.answer(name) is not None for name in material.result.asked):
        return words.gettext("There are too few answers yet for a conclusion.")
    if not scores:
        return words.gettext("This is what your answers come to.")
    if all(score.score is None for score in scores.values()):
        return words.gettext("There are too few answers yet for a conclusion.")
    if not shared_places(material).isdisjoint(("strongest", "weakest")):
        return words.gettext("Furthest along: %(all_strongest)s. Most room: %(all_weakest)s.", **known)
    if "strongest" in known:
        return words.gettext("Furthest along is %(strongest)s; %(weakest)s leaves most room.", **known)
    if len([score for score in scores.values() if score.score is not None]) == 1:
        return _only_score(material)
    return words.gettext("The scores lie close together.")


def _only_score(material: Material) -> str:
    """The one score there is, with its band where there are bands."""
    words = material.words
    score = next(each for each in material.result.scores.values() if each.score is not None)
    shown = score_words(material, score, name=score_name(material, score.id))
    places = {"name": score_name(material, score.id), "score": shown.number, "verdict": shown.verdict}
    if shown.verdict:
        return words.gettext("%(name)s: %(score)s out of 100, %(verdict)s.", **places)
    return words.gettext("%(name)s: %(score)s out of 100.", **places)
