"""Turn a recommendation into why it is given: its reason, the answers behind it, the rule, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from rely.guidelines.recommend import Sight, sights
from rely.model.guidelines import FactTrigger, Priorities
from rely.model.results import Recommendation
from rely.reporting.answer_words import fact_label
from rely.reporting.because import Reason, range_words, reasons
from rely.reporting.citations import Citation, cite_all
from rely.reporting.material import Material
from rely.reporting.status_words import STATUSES, status_kind


@dataclass(frozen=True, slots=True)
class Why:
    """Why a guideline has its status.

    `text`: why it helps; `rule`: a sentence for each trigger; `evidence`: what it is worth; `cited`: the works.
    """

    text: str
    because: tuple[Reason, ...]
    rule: tuple[str, ...]
    evidence: str
    cited: tuple[Citation, ...]


def build_why(material: Material, recommendation: Recommendation) -> Why:
    """The answers, the rule and the evidence of one recommendation."""
    guideline, words = recommendation.guideline, material.words
    return Why(
        text="" if guideline.why is None else words.text(guideline.why),
        because=reasons(material, recommendation),
        rule=rule_words(material, recommendation),
        evidence=words.text(material.evidence(recommendation.evidence).about),
        cited=cite_all(material.instrument, guideline.source, words),
    )


def rule_words(material: Material, recommendation: Recommendation) -> tuple[str, ...]:
    """What made the status what it is: a sentence for each trigger, and which of several counts."""
    words, rules = material.words, material.instrument.priorities
    triggers = recommendation.guideline.triggers
    seen = [] if rules is None else sights(material.instrument, rules, triggers, material.result)
    if rules is None or triggers is None or not seen:
        return (words.gettext("%(status)s: this holds for everyone, whatever the answers are.",
                              status=words.gettext(STATUSES["always"].word)),)  # fmt: skip
    told = []
    if triggers.items:
        told.append(_of_items(material, recommendation, rules, seen[0]))
    of_facts = seen[1:] if triggers.items else seen
    told += [_of_fact(material, recommendation, *each) for each in zip(triggers.facts, of_facts, strict=True)]
    if len(told) > 1:
        told.append(words.gettext("The outcome that asks for most counts."))
    return tuple(told)


def _of_items(material: Material, recommendation: Recommendation, rules: Priorities, sight: Sight) -> str:
    words = material.words
    known = [each.item_score for each in sight.because if each.item_score is not None]
    if not known:
        # The status of the whole tells apart what was skipped from what does not apply.
        kind = status_kind(recommendation) if recommendation.status == "unknown" else "open"
        return words.gettext(
            "%(status)s: there is no answer here that gives a score.", status=words.gettext(STATUSES[kind].word)
        )
    places = {
        "score": words.measured(sum(known) / len(known)),
        "low": words.measured(rules.partly_from),
        "high": words.measured(rules.target),
    }
    if sight.status == "act":
        return words.gettext("Act: the answers give %(score)s of 100; below %(low)s it is ‘act’.", **places)
    if sight.status == "partly":
        return words.gettext(
            "Partly: the answers give %(score)s of 100; from %(low)s to below %(high)s it is ‘partly’.", **places
        )
    return words.gettext("In place: the answers give %(score)s of 100; from %(high)s on it is ‘in place’.", **places)


def _of_listed(material: Material, trigger: FactTrigger, sight: Sight) -> str:
    """Whether an answer, or what came of answers, is among those that call for the guideline."""
    words = material.words
    what = words.quoted(fact_label(material, trigger.fact))
    if trigger.fact in material.instrument.items:
        if sight.status == "act":
            return words.gettext("Act: the answer to %(what)s calls for this.", what=what)
        return words.gettext("In place: the answer to %(what)s does not call for this.", what=what)
    if sight.status == "act":
        return words.gettext("Act: the outcome of %(what)s calls for this.", what=what)
    return words.gettext("In place: the outcome of %(what)s does not call for this.", what=what)


def _of_fact(material: Material, recommendation: Recommendation, trigger: FactTrigger, sight: Sight) -> str:
    words = material.words
    what = words.quoted(fact_label(material, trigger.fact))
    if sight.status == "unknown":
        return words.gettext("Open: %(what)s is not known, or there is no norm for it here.", what=what)
    if trigger.in_ is not None:
        return _of_listed(material, trigger, sight)
    range_ = range_words(material, recommendation, sight.because[0])
    if sight.status == "act":
        return words.gettext("Act: %(what)s is less than the norm (%(range)s).", what=what, range=range_)
    if sight.status == "over":
        return words.gettext("Ample: %(what)s is more than the norm (%(range)s).", what=what, range=range_)
    if trigger.only == "below":
        return words.gettext("In place: %(what)s is not less than the norm (%(range)s).", what=what, range=range_)
    if trigger.only == "above":
        return words.gettext("In place: %(what)s is not more than the norm (%(range)s).", what=what, range=range_)
    return words.gettext("In place: %(what)s is within the norm (%(range)s).", what=what, range=range_)
