"""Turn the wish to take an action on, to leave it, or to call it done into what is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from rely.guidelines.taken import Taken, TakenProblem, accept_due, accept_owner
from rely.services.assessments import NotFound, OpenAssessment
from rely.services.site import Site
from rely.storage.assessments import find_to_change
from rely.storage.taken_actions import delete_taken_action, taken_actions_of, write_taken_action


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an action was not taken on: the problem with the owner, with the day, or with both."""

    owner: TakenProblem | None
    due: TakenProblem | None


def taken_of(site: Site, opened: OpenAssessment) -> dict[str, Taken]:
    """What was taken on, by guideline; what the instrument does not know is left out."""
    with site.database.reading() as session:
        stored = taken_actions_of(session, opened.id)
    return {each.id: stored[each.id] for each in opened.instrument.guidelines if each.id in stored}


def take_on(site: Site, opened: OpenAssessment, guideline: str, *, owner: str, due: str) -> Refusal | None:
    """Store who does it until when, or say what does not fit; what is done stays done.

    A day that has passed is refused, unless it is the one that was chosen before. Raises NotFound for a guideline
    that the instrument does not know, and for an assessment that has gone meanwhile.
    """
    with _changing(site, opened, guideline) as session:
        before = taken_actions_of(session, opened.id).get(guideline)
        name, wrong_owner = accept_owner(owner)
        day, wrong_due = _due(due, before, site.clock().date())
        if wrong_owner is not None or wrong_due is not None:
            return Refusal(wrong_owner, wrong_due)
        taken = Taken(name, day, before is not None and before.is_done)
        write_taken_action(session, opened.id, guideline, taken, at=site.now())
    return None


def refusal_of(site: Site, opened: OpenAssessment, guideline: str, *, owner: str, due: str) -> Refusal | None:
    """What `take_on` would say does not fit; nothing is stored."""
    _, wrong_owner = accept_owner(owner)
    _, wrong_due = _due(due, taken_of(site, opened).get(guideline), site.clock().date())
    return None if wrong_owner is None and wrong_due is None else Refusal(wrong_owner, wrong_due)


def leave(site: Site, opened: OpenAssessment, guideline: str) -> None:
    """Store no longer that it was taken on. Raises NotFound as `take_on`."""
    with _changing(site, opened, guideline) as session:
        delete_taken_action(session, opened.id, guideline)


def mark_done(site: Site, opened: OpenAssessment, guideline: str, *, is_done: bool) -> None:
    """Store that it is done, or open again; nothing changes where it was not taken on. Raises NotFound."""
    with _changing(site, opened, guideline) as session:
        before = taken_actions_of(session, opened.id).get(guideline)
        if before is not None:
            write_taken_action(session, opened.id, guideline, replace(before, is_done=is_done), at=site.now())


def _due(typed: str, before: Taken | None, today: date) -> tuple[date | None, TakenProblem | None]:
    day, problem = accept_due(typed)
    if problem is not None or (before is not None and day == before.due):
        return day, problem
    return accept_due(typed, today=today)


@contextmanager
def _changing(site: Site, opened: OpenAssessment, guideline: str) -> Iterator[Session]:
    """A session in which nobody else changes the assessment."""
    if all(each.id != guideline for each in opened.instrument.guidelines):
        raise NotFound
    with site.database.writing() as session:
        if find_to_change(session, opened.id, site.deadlines()) is None:
            raise NotFound
        yield session
