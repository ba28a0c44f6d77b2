"""Turn the results that an assessment had into what it is compared with, looked at again, or taken back to."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from rely.model.answers import Code
from rely.model.results import Result
from rely.scoring.score import score
from rely.services.assessments import NotFound, OpenAssessment, finish_in
from rely.services.reference import norms_at_hand
from rely.services.site import Site
from rely.storage import assessments as rows
from rely.storage.assessments import AnswerRecord
from rely.storage.finished_results import FinishedResult, finished_results_of


@dataclass(frozen=True, slots=True)
class EarlierResult:
    """One result that is kept; `at` is its moment in the zone of the site.

    It is called by its id: a number in their row would mean another one as soon as the oldest has gone.
    """

    at: datetime
    result: FinishedResult

    @property
    def id(self) -> uuid.UUID:
        """What it is called in addresses; it opens nothing by itself."""
        return self.result.id


def earlier_results(site: Site, opened: OpenAssessment) -> tuple[EarlierResult, ...]:
    """The results before the present one, the oldest first; while answers are changed, all of them."""
    present = opened.record.finished
    return tuple(each for each in _kept(site, opened.id) if present is None or each.result.finished < present)


def get_earlier(site: Site, opened: OpenAssessment, result_id: uuid.UUID) -> EarlierResult:
    """The earlier result of this id. Raises NotFound, for the present one too."""
    found = next((each for each in earlier_results(site, opened) if each.id == result_id), None)
    if found is None:
        raise NotFound
    return found


def as_it_was(opened: OpenAssessment, earlier: EarlierResult) -> OpenAssessment:
    """The assessment as it stood when this result was finished, to show that and to make its documents."""
    then = earlier.result
    return OpenAssessment(
        record=replace(opened.record, finished=then.finished, form=then.form),
        instrument=opened.instrument,
        records={item: AnswerRecord(code, 0, then.finished) for item, code in then.answers.items()},
    )


def compared_with(site: Site, opened: OpenAssessment) -> EarlierResult | None:
    """The earlier result with which a finished assessment is compared; None where there is none of the same form.

    It is the last one of an earlier day: a result of the same day was corrected, not overtaken by events. Only
    where all are of the same day it is the last of these. See docs/decisions/0012-earlier-results.md.
    """
    here = opened.record
    if here.finished is None:
        return None
    alike = [
        each
        for each in earlier_results(site, opened)
        if (each.result.form, each.result.instrument_digest) == (here.form, here.instrument_digest)
    ]
    before = [each for each in alike if each.at.date() < _here(site, here.finished).date()]
    found = before or alike
    return found[-1] if found else None


def previous_of(site: Site, opened: OpenAssessment) -> Result | None:
    """The result with which the report on a finished assessment compares, dated as its own report was."""
    earlier = compared_with(site, opened)
    if earlier is None:
        return None
    then = as_it_was(opened, earlier)
    dated = replace(then.assessment, date=earlier.at.date())
    return score(then.instrument, dated, reference=norms_at_hand(then.instrument))


def changes_back(opened: OpenAssessment, earlier: EarlierResult) -> int:
    """How many answers would become others by going back to those of this result."""
    return len(_differing(earlier.result.answers, opened.stored))


def restore_result(site: Site, opened: OpenAssessment, result_id: uuid.UUID) -> None:
    """Give the assessment the answers and the form of an earlier result again, and finish it.

    Every answer that changes counts up its revision. The last result becomes the present one again; the answers of
    an older one make a new result. A second time changes nothing. Raises NotFound when there is no such result of
    this assessment, or it is past its period.
    """
    now, deadlines = site.now(), site.deadlines()
    with site.database.writing() as session:
        record = rows.find_to_change(session, opened.id, deadlines)
        kept = finished_results_of(session, opened.id, since=deadlines.results)
        wanted = next((each for each in kept if each.id == result_id), None)
        if record is None or wanted is None:
            raise NotFound
        stored = rows.answers_of(session, opened.id)
        changed = _differing(wanted.answers, {item: each.value for item, each in stored.items()})
        rows.write_answers(session, opened.id, {item: wanted.answers.get(item) for item in changed}, at=now)
        if record.form != wanted.form:
            rows.set_form(session, opened.id, wanted.form, at=now)
        finish_in(site, session, opened.id)


def _kept(site: Site, assessment_id: uuid.UUID) -> tuple[EarlierResult, ...]:
    with site.database.reading() as session:
        kept = finished_results_of(session, assessment_id, since=site.deadlines().results)
    return tuple(EarlierResult(_here(site, each.finished), each) for each in kept)


def _here(site: Site, moment: datetime) -> datetime:
    return moment.astimezone(site.clock().tzinfo)


def _differing(then: Mapping[str, Code], now: Mapping[str, Code]) -> list[str]:
    """The items whose answers differ; without an answer and cleared are the same."""
    return sorted(item for item in {*then, *now} if then.get(item) != now.get(item))
