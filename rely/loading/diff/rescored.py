"""Turn old answers into their results with the old and with the new version of an instrument, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rely.guidelines.recommend import recommend
from rely.model.answers import FULL_FORM, Assessment, Code
from rely.model.instrument import Instrument
from rely.model.results import Advice, Result, Score
from rely.scoring.accept import accept, accept_one
from rely.scoring.score import score


@dataclass(frozen=True, slots=True)
class Rescored:
    """One assessment as the old version scores it and as the new one does.

    `gone` holds the answers to items that the new version lacks, `refused` those that it does not accept, `given` the
    given facts that it lacks or does not accept: none of these enters the new result. `form` and `perspective` are
    what the new version takes instead, None where it has those of the answers.
    """

    old: Result
    new: Result
    old_advice: Advice
    new_advice: Advice
    gone: Mapping[str, Code]
    refused: Mapping[str, Code]
    given: tuple[str, ...]
    form: str | None
    perspective: str | None

    @property
    def scores(self) -> dict[str, tuple[Score | None, Score | None]]:
        """Score id to the old and the new score; None where a version has no such score."""
        names = dict.fromkeys((*self.new.scores, *self.old.scores))
        return {name: (self.old.scores.get(name), self.new.scores.get(name)) for name in names}

    @property
    def recommendations(self) -> dict[str, tuple[str | None, str | None]]:
        """Guideline id to its old and its new status, where these differ; None where it is not recommended."""
        was = {each.guideline.id: each.status for each in self.old_advice.recommendations}
        now = {each.guideline.id: each.status for each in self.new_advice.recommendations}
        names = dict.fromkeys((*now, *was))
        return {name: (was.get(name), now.get(name)) for name in names if was.get(name) != now.get(name)}


def rescore(old: Instrument, new: Instrument, assessment: Assessment) -> Rescored:
    """Score the answers of an assessment of the old version with both versions; nothing is changed by it."""
    gone = {item: code for item, code in assessment.answers.items() if item not in new.items and code is not None}
    refused = {
        item: code
        for item, code in assessment.answers.items()
        if item in new.items and accept_one(new, new.items[item], code)[1] is not None
    }
    left_out = {**gone, **refused}
    facts = {name: value for name, value in assessment.given.items() if _accepts_fact(new, name, value)}
    form = assessment.form if assessment.form in new.form_ids else FULL_FORM
    known = {each.id for each in new.perspectives}
    perspective = assessment.perspective if assessment.perspective in known else new.perspectives[0].id
    fitting = replace(
        assessment,
        answers={item: code for item, code in assessment.answers.items() if item in new.items and item not in left_out},
        given=facts,
        form=form,
        perspective=perspective,
    )
    was, now = score(old, assessment), score(new, fitting)
    return Rescored(
        old=was,
        new=now,
        old_advice=recommend(old, was),
        new_advice=recommend(new, now),
        gone=gone,
        refused=refused,
        given=tuple(name for name in assessment.given if name not in facts),
        form=None if form == assessment.form else form,
        perspective=None if perspective == assessment.perspective else perspective,
    )


def _accepts_fact(instrument: Instrument, name: str, value: object) -> bool:
    return accept(instrument, {}, given={name: value})[0] is not None
