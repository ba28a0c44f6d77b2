"""Turn what a device sent into stored answers, and say what became of each: stored, kept apart, or refused."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from sqlalchemy import Connection

from rely.model.answers import Code
from rely.model.instrument import Instrument
from rely.scoring.accept import accept_one
from rely.scoring.answer_problems import AnswerProblem
from rely.services.assessments import NotFound, OpenAssessment
from rely.services.site import Site
from rely.storage import assessments as rows
from rely.storage.assessments import AnswerRecord
from rely.storage.instruments import canonical_of


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What was written where an answer should stand and cannot be read, and the kind of its problem."""

    kind: str
    written: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """One answer as it came in: its value, None when it was left empty or cleared, and what the page knew.

    `seen` is the revision of the stored answer that the page showed, 0 for none; None says that whoever sends
    this has weighed what is stored, so it is stored whatever it meets. `at` is when the answer was given, None
    for this moment. `is_touched` is False for a box that still holds what the page had put there.
    """

    value: object
    seen: int | None = None
    at: datetime | None = None
    is_touched: bool = True


class Verdict(Enum):
    """What becomes of an answer that the instrument allows."""

    SAME = "same"
    STORED = "stored"
    WON = "won"
    """Stored, though another answer had come from elsewhere since: this one was given later."""
    LOST = "lost"
    """Not stored: another answer has come from elsewhere since, and it was given later."""
    UNTOUCHED = "untouched"
    """Not stored: a newer answer is there, and nobody has given this one anew."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An answer that met another one; `other` is the value that is not stored now, `has_won` whose it was."""

    item: str
    other: Code
    has_won: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the answers that arrived: the verdicts by item id, the problems of those that do not fit.

    `assessment` is the assessment as it stands now; `conflicts` are the answers that met another one.
    """

    assessment: OpenAssessment
    verdicts: Mapping[str, Verdict]
    conflicts: tuple[Conflict, ...]
    problems: tuple[AnswerProblem, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        """The ids of the items whose stored answer changed."""
        return tuple(item for item, verdict in self.verdicts.items() if verdict in (Verdict.STORED, Verdict.WON))


def judge(stored: AnswerRecord | None, code: Code, arrived: Arrived, *, at: datetime) -> Verdict:
    """What becomes of an answer given at this moment, beside the one that is stored.

    Equal answers are the same whoever gave them, so a save sent twice is stored once. An answer to what the
    page showed is stored. Else the later time of answering wins, and a tie leaves what is stored.
    """
    # 3 and 3.0 are the same answer; true and 1 never meet here, since no answer is a flag.
    if code == (None if stored is None else stored.value):
        return Verdict.SAME
    if stored is None or arrived.seen is None or arrived.seen == stored.revision:
        return Verdict.STORED
    if not arrived.is_touched:
        return Verdict.UNTOUCHED
    return Verdict.WON if at > stored.answered_at else Verdict.LOST


def time_of(arrived: Arrived, *, started: datetime, now: datetime) -> datetime:
    """When the answer was given, as far as it can be believed: not before the assessment, and not after now."""
    return now if arrived.at is None else min(max(arrived.at, started), now)


@dataclass(frozen=True, slots=True)
class Change:
    """An assessment that nobody else changes meanwhile: as it stands, since when, and where its answers are kept."""

    opened: OpenAssessment
    now: datetime
    kept: Connection

    def save(self, arrived: Mapping[str, Arrived]) -> Saved:
        """Store every answer that the instrument allows, all together, and leave the others as they were.

        What becomes of each is for judge() to say.
        """
        record, instrument, stored = self.opened.record, self.opened.instrument, self.opened.records
        allowed, problems = _checked(self.opened.questionnaire, arrived)
        times = {name: time_of(arrived[name], started=record.started, now=self.now) for name in allowed}
        verdicts = {
            name: judge(stored.get(name), code, arrived[name], at=times[name]) for name, code in allowed.items()
        }
        changed = {name: allowed[name] for name, each in verdicts.items() if each in (Verdict.STORED, Verdict.WON)}
        rows.write_answers(self.kept, record.id, changed, at=self.now, given=times)
        if changed:
            record = replace(record, last_answered=self.now, finished=None)
        after = {name: AnswerRecord(code, _next(stored.get(name)), times[name]) for name, code in changed.items()}
        return Saved(
            assessment=OpenAssessment(record, instrument, {**stored, **after}),
            verdicts=verdicts,
            conflicts=tuple(_conflicts(stored, allowed, verdicts)),
            problems=problems,
        )


@contextmanager
def changing(site: Site, assessment_id: uuid.UUID) -> Iterator[Change]:
    """An assessment to change in one transaction; what was saved is kept at its end. Raises NotFound."""
    now = site.now()
    with site.database.writing_rows() as kept:
        record = rows.find_to_change(kept, assessment_id, site.deadlines())
        if record is None:
            raise NotFound
        instrument = site.catalogue.by_digest(record.instrument_digest, lambda digest: canonical_of(kept, digest))
        yield Change(OpenAssessment(record, instrument, rows.answers_of(kept, assessment_id)), now, kept)


def save_answers(site: Site, assessment: OpenAssessment, arrived: Mapping[str, Arrived]) -> Saved:
    """Store answers as Change.save does. Raises NotFound when the assessment has gone meanwhile."""
    with changing(site, assessment.id) as change:
        return change.save(arrived)


def _checked(
    instrument: Instrument, arrived: Mapping[str, Arrived]
) -> tuple[dict[str, Code], tuple[AnswerProblem, ...]]:
    """The answers that the instrument allows, as their codes, and the problems of the others."""
    allowed: dict[str, Code] = {}
    problems: list[AnswerProblem] = []
    for name, answer in arrived.items():
        item = instrument.items.get(name)
        if item is None:
            problems.append(AnswerProblem(name, "unknown-item", answer.value))
        elif isinstance(answer.value, Unreadable):
            problems.append(AnswerProblem(name, answer.value.kind, answer.value.written))
        else:
            code, problem = accept_one(instrument, item, answer.value)
            if problem is not None:
                problems.append(problem)
            else:
                allowed[name] = code
    return allowed, tuple(problems)


def _conflicts(
    stored: Mapping[str, AnswerRecord], allowed: Mapping[str, Code], verdicts: Mapping[str, Verdict]
) -> list[Conflict]:
    other = {Verdict.WON: lambda name: stored[name].value, Verdict.LOST: lambda name: allowed[name]}
    return [
        Conflict(name, other[verdict](name), has_won=verdict is Verdict.WON)
        for name, verdict in verdicts.items()
        if verdict in other
    ]


def _next(stored: AnswerRecord | None) -> int:
    return 1 if stored is None else stored.revision + 1
