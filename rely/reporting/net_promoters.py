"""Turn what others answered to 'how likely are you to recommend' into words that fit how many they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rely.languages import Words
from rely.model.measures_of_answers import Nps
from rely.reporting.beside import Beside
from rely.reporting.signed import signed
from rely.scoring.margins import Z_95
from rely.scoring.nps import FEWEST_FOR_A_SCORE, HIGHEST, nps, nps_category, nps_interval


@dataclass(frozen=True, slots=True)
class Recommended:
    """What was answered to one such question, and what to keep in mind."""

    label: str
    told: str
    note: str


def build_recommended(beside: Beside, words: Words) -> tuple[Recommended, ...]:
    """A line for each measure of kind nps: one answer as it is, fewer than five as counts, then the net score."""
    measures = [each for each in beside.instrument.measures if isinstance(each, Nps)]
    return tuple(_recommended(measure, beside, words) for measure in measures)


def _recommended(measure: Nps, beside: Beside, words: Words) -> Recommended:
    item = beside.instrument.items[measure.of]
    label = words.text(measure.label or item.label or item.text)
    given = [result.facts.get(measure.of) for result in beside.results]
    told, note = _told(measure, [each for each in given if isinstance(each, int)], words)
    return Recommended(label, told, note)


def _told(measure: Nps, answers: Sequence[int], words: Words) -> tuple[str, str]:
    if not answers:
        return words.gettext("Nobody answered this."), ""
    if len(answers) == 1:
        answer, group = words.number(answers[0]), _group(measure, nps_category(answers[0]), words)
        told = words.gettext(
            "%(answer)s out of %(highest)s (%(group)s)", answer=answer, highest=words.number(HIGHEST), group=group
        )
        return told, words.gettext("One answer is an answer and no score.")
    counted = nps(answers, at_least=FEWEST_FOR_A_SCORE)
    counts = {"promoter": counted.promoters, "passive": counted.passives, "detractor": counted.detractors}
    groups = ", ".join(f"{_group(measure, name, words)} ({words.number(n)})" for name, n in counts.items())
    if counted.nps is None:
        least = words.number(FEWEST_FOR_A_SCORE)
        return groups, words.gettext("With fewer than %(least)s answers only the counts are told.", least=least)
    low, high = nps_interval(counted.promoters, counted.detractors, counted.n, z=Z_95)
    told = words.gettext(
        "%(value)s, with 95 %% confidence from %(low)s to %(high)s; %(n)s answers: %(groups)s",
        value=signed(words.number(abs(counted.nps)), counted.nps),
        low=signed(words.number(abs(low)), low),
        high=signed(words.number(abs(high)), high),
        n=words.number(counted.n),
        groups=groups,
    )
    return told, words.gettext(
        "The scale runs from −100 to 100, the interval is the adjusted Wald interval (Rocks 2016). Claims that this "
        "number predicts growth are disputed (Keiningham et al. 2007)."
    )


def _group(measure: Nps, name: str, words: Words) -> str:
    """What the questionnaire calls a group, else the group as Rely calls it."""
    ours = {
        "promoter": words.gettext("promoter"),
        "passive": words.gettext("passive"),
        "detractor": words.gettext("detractor"),
    }
    return next((words.text(word.label) for word in measure.words if word.code == name), ours[name])
