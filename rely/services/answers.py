"""Turn what one page of a questionnaire brought into stored answers, and say what does not fit."""

from collections.abc import Mapping
from dataclasses import dataclass

from rely.model.answers import Code
from rely.scoring.accept import accept_one
from rely.scoring.answer_problems import AnswerProblem
from rely.services.assessments import NotFound, OpenAssessment
from rely.services.site import Site
from rely.storage import assessments as rows


@dataclass(frozen=True, slots=True)
class Arrived:
    """One answer as it came in: its value, None when it was left empty, and what the page knew.

    `seen` is the revision of the stored answer when the page was made, 0 when there was none or it is not
    told; `clears` says that the respondent asked to clear the answer.
    """

    value: object
    seen: int = 0
    clears: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the answers of a page: the ids of those that changed, and the problems of the others."""

    changed: tuple[str, ...]
    problems: tuple[AnswerProblem, ...]


def save_answers(site: Site, assessment: OpenAssessment, arrived: Mapping[str, Arrived]) -> Saved:
    """Store every answer that the instrument allows, all together, and leave the others as they were.

    The same answer twice is stored once. An answer left empty clears the stored one only when the page had
    shown that: a page from before (back button, another tab) takes nothing away. Raises NotFound when the
    assessment has gone meanwhile.
    """
    allowed: dict[str, Code] = {}
    problems: list[AnswerProblem] = []
    for name, answer in arrived.items():
        code, problem = _checked(assessment, name, answer)
        if problem is not None:
            problems.append(problem)
        else:
            allowed[name] = code
    with site.database.writing() as session:
        if rows.find_by_id(session, assessment.id, site.deadlines()) is None:
            raise NotFound
        stored = rows.answers_of(session, assessment.id)
        changed = {name: code for name, code in allowed.items() if _changes(stored.get(name), code, arrived[name])}
        rows.write_answers(session, assessment.id, changed, at=site.now())
    return Saved(tuple(changed), tuple(problems))


def _checked(assessment: OpenAssessment, name: str, answer: Arrived) -> tuple[Code, AnswerProblem | None]:
    item = assessment.instrument.items.get(name)
    if item is None:
        return None, AnswerProblem(name, "unknown-item", answer.value)
    if answer.clears:
        return None, None
    return accept_one(assessment.instrument, item, answer.value)


def _changes(stored: rows.AnswerRecord | None, code: Code, answer: Arrived) -> bool:
    if stored is None:
        return code is not None
    if code is None and not answer.clears and answer.seen < stored.revision:
        return False
    # 3 and 3.0 are the same answer; true and 1 never meet here, since no answer is a flag.
    return stored.value != code
