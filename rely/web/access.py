"""Remember in the visitor's own cookie which assessments this browser may open, and their resume codes.

The code stands nowhere else: the database has its hash only. So the browser in which an assessment was started
can show it again, and no other can, not even for the operator.
"""

import uuid

from flask import g, session

from rely.services.assessments import NotFound, OpenAssessment, Started, get_assessment
from rely.web.context import site

_OPEN = "open"

# A cookie holds 4 kB; each entry takes about 60 bytes.
MOST = 20


def let_in(started: Started) -> None:
    """Let this browser open the assessment from now on."""
    entries = [entry for entry in _entries() if entry[0] != started.id.hex]
    session[_OPEN] = [*entries, [started.id.hex, started.code]][-MOST:]


def let_go(assessment_id: uuid.UUID) -> None:
    """Let this browser open the assessment no more, and forget its code."""
    session[_OPEN] = [entry for entry in _entries() if entry[0] != assessment_id.hex]


def may_open(assessment_id: uuid.UUID) -> bool:
    """Whether this browser may open the assessment."""
    return code_of(assessment_id) is not None


def code_of(assessment_id: uuid.UUID) -> str | None:
    """The resume code of an assessment that this browser may open, else None."""
    return dict(_entries()).get(assessment_id.hex)


def check_may_open(assessment_id: uuid.UUID) -> None:
    """Raises NotFound for what is not this browser's."""
    if not may_open(assessment_id):
        raise NotFound


def open_here(assessment_id: uuid.UUID) -> OpenAssessment:
    """The assessment. Raises NotFound for what is unknown, expired or not this browser's."""
    check_may_open(assessment_id)
    opened = get_assessment(site(), assessment_id)
    g.instrument = opened.instrument
    return opened


def _entries() -> list[list[str]]:
    entries = session.get(_OPEN, [])
    return entries if isinstance(entries, list) else []
