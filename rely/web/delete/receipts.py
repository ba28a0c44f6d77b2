"""Hand the moment of a deletion on to the receipt, in the visitor's own cookie."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import session

_KEY = "deleted"


@dataclass(frozen=True, slots=True)
class Handed:
    """When something was deleted, in UTC; `forget` is the id of the assessment, until it has been shown once."""

    deleted: datetime
    forget: str


def hand_on(assessment_id: uuid.UUID, deleted: datetime) -> None:
    """Keep what the receipt tells, in the place of any receipt before."""
    session[_KEY] = [deleted.isoformat(), assessment_id.hex]


def was_handed(assessment_id: uuid.UUID) -> bool:
    """Whether the receipt that waits to be shown is about this assessment."""
    found = session.get(_KEY)
    return found is not None and found[1] == assessment_id.hex


def take() -> Handed | None:
    """What the receipt tells, None without any; from then on the cookie holds no id, only the moment."""
    found = session.get(_KEY)
    if found is None:
        return None
    deleted, forget = found
    session[_KEY] = [deleted, ""]
    return Handed(datetime.fromisoformat(deleted), forget)
