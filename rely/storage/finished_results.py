"""Turn the answers as they stood at each finish into rows, and rows back into values."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.orm import Session

from rely.model.answers import Code
from rely.storage.tables import FinishedResultRow


@dataclass(frozen=True, slots=True)
class FinishedResult:
    """What a result rests on: item id to code, and in which form, language and instrument; `finished` is in UTC."""

    id: uuid.UUID
    assessment_id: uuid.UUID
    finished: datetime
    instrument_digest: str
    form: str
    language: str
    answers: Mapping[str, Code]


def add_finished_result(session: Session, result: FinishedResult, *, most: int) -> None:
    """Store one result; only the newest `most` of its assessment stay."""
    values = {name: getattr(result, name) for name in FinishedResult.__slots__}
    session.add(
        FinishedResultRow(**values | {"answers": {item: _plain(code) for item, code in result.answers.items()}})
    )
    session.flush()
    mine = FinishedResultRow.assessment_id == result.assessment_id
    newest = select(FinishedResultRow.id).where(mine).order_by(FinishedResultRow.finished.desc(), FinishedResultRow.id)
    surplus = list(session.scalars(newest.offset(most)))
    if surplus:
        session.execute(delete(FinishedResultRow).where(FinishedResultRow.id.in_(surplus)))


def finished_results_of(session: Session, assessment_id: uuid.UUID, *, since: datetime) -> tuple[FinishedResult, ...]:
    """The results of an assessment that were finished at this moment or later, the oldest first."""
    wanted = select(FinishedResultRow).where(
        FinishedResultRow.assessment_id == assessment_id, FinishedResultRow.finished >= since
    )
    return tuple(result_of_row(row) for row in session.scalars(wanted.order_by(FinishedResultRow.finished)))


def delete_finished_results(session: Session, *, before: datetime) -> None:
    """Delete the results that were finished before this moment."""
    session.execute(delete(FinishedResultRow).where(FinishedResultRow.finished < before))


def result_of_row(row: FinishedResultRow | Row[Any]) -> FinishedResult:
    """The result that a row holds."""
    values = {name: getattr(row, name) for name in FinishedResult.__slots__}
    return FinishedResult(**values | {"answers": {item: _code(value) for item, value in row.answers.items()}})


def _plain(code: Code) -> Any:
    return list(code) if isinstance(code, tuple) else code


def _code(value: Any) -> Code:
    return tuple(value) if isinstance(value, list) else value
