"""Turn what changed between two assessments into sentences: the conclusion, what to keep in mind, each verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rely.languages import N_, Words
from rely.model.results import Result
from rely.reporting.material import Material
from rely.scoring.changes import Change, Changes, Obstacle, Reason
from rely.scoring.trend import Verdict

VERDICTS: dict[Verdict | Reason, str] = {
    "improved": N_("higher, beyond the margin"),
    "declined": N_("lower, beyond the margin"),
    "no_reliable_change": N_("within the margin"),
    "few_anchors": N_("too few statements in common"),
    "no_score": N_("no score then and now"),
    "no_score_before": N_("no score then"),
    "no_score_now": N_("no score now"),
    "other_parts": N_("mean of other scores than then"),
    "no_margin": N_("too few answers for a margin"),
}
"""What stands beside each score."""

OBSTACLES: dict[Obstacle, str] = {
    "other_form": N_("The two assessments used different forms. Scores of different forms are never compared."),
    "other_perspective": N_(
        "The two assessments come from different perspectives. Scores of different perspectives are never compared."
    ),
}


def verdict(words: Words, change: Change) -> str:
    """Whether a score changed by more than the margin, or why that cannot be said."""
    known = change.reason if change.reliable is None else change.reliable.verdict
    return "" if known is None else words.gettext(VERDICTS[known])


def lead(words: Words, found: Changes, shown: Iterable[Change]) -> str:
    """The conclusion: how many of the scores shown changed by more than the margin, or why none can be compared."""
    if found.obstacle is not None:
        return words.gettext(OBSTACLES[found.obstacle])
    verdicts = [change.reliable.verdict for change in shown if change.reliable is not None]
    if not verdicts:
        return _nothing_comparable(words, found)
    up, down = verdicts.count("improved"), verdicts.count("declined")
    if not up and not down:
        return words.gettext("The differences lie within the margin. After a short time, that is what one expects.")
    return " ".join(_told(words, up, down, others=len(verdicts) - up - down))


def _told(words: Words, up: int, down: int, *, others: int) -> Iterator[str]:
    if up:
        yield words.ngettext(
            "One score is higher than then, beyond its margin.",
            "%(n)s scores are higher than then, beyond their margin.",
            up,
        )
    if down:
        yield words.ngettext(
            "One score is lower than then, beyond its margin.",
            "%(n)s scores are lower than then, beyond their margin.",
            down,
        )
    if others:
        yield words.gettext("The other differences lie within the margin.")


def _nothing_comparable(words: Words, found: Changes) -> str:
    pairs = [(change.before.score is not None, change.now.score is not None) for change in found.scores.values()]
    then, now = (any(known) for known in zip(*pairs, strict=True))
    if now and not then:
        return words.gettext("The earlier assessment has too few answers for a comparison.")
    if then and not now:
        return words.gettext("This assessment has too few answers for a comparison.")
    if found.anchors is not None:
        return words.gettext("Too few statements were asked both times for a comparison.")
    return words.gettext("There are too few answers for a comparison.")


def notes(material: Material, previous: Result, found: Changes, *, comparable: bool) -> Iterator[str]:
    """What to keep in mind: two days that are not in order, another phase, and what is compared then."""
    words, earlier = material.words, previous.assessment.date
    if earlier is not None:
        yield from _about_days(words, earlier, material.day)
    facet = material.instrument.selecting_facet
    if facet is not None and previous.selected != material.result.selected:
        labels, unknown = {value.id: material.label(value) for value in facet.values}, words.gettext("unknown")
        yield words.gettext(
            "%(fact)s then: %(before)s. Now: %(now)s.",
            fact=words.text(facet.label),
            before=labels.get(previous.selected or "", unknown),
            now=labels.get(material.result.selected or "", unknown),
        )
    if comparable and found.anchors is not None:
        yield words.ngettext(
            "The two assessments did not ask the same. The scores here are made from the one statement that was "
            "asked both times, so they differ from those in the rest of this report.",
            "The two assessments did not ask the same. The scores here are made from the %(n)s statements that were "
            "asked both times, so they differ from those in the rest of this report.",
            len(found.anchors),
        )


def _about_days(words: Words, earlier: date, day: date) -> Iterator[str]:
    if earlier == day:
        yield words.gettext(
            "Both assessments are of the same day. What differs comes from answers that were given anew, not from time "
            "that has passed."
        )
    if earlier > day:
        yield words.gettext(
            "The assessment taken as the earlier one is dated %(date)s, after this one. Look whether the two were "
            "exchanged.",
            date=words.date(earlier),
        )
