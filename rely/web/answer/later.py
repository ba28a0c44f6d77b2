"""Turn an assessment that stops here into the words that help to go on with it later."""

import uuid
from dataclasses import dataclass

from rely.languages import Words
from rely.services.assessments import OpenAssessment
from rely.services.site import Site


@dataclass(frozen=True, slots=True)
class LaterView:
    """The page that tells the code and until when the answers are kept."""

    code: str
    kept_until: str
    assessment: uuid.UUID


def view_later(site: Site, opened: OpenAssessment, *, code: str, words: Words) -> LaterView:
    """What to keep, and for how long it is good."""
    kept = opened.record.last_answered + site.settings.draft_time
    if opened.record.finished is not None:
        kept = opened.record.finished + site.settings.result_time
    day = kept.astimezone(site.clock().tzinfo).date()
    return LaterView(code=code, kept_until=words.date(day), assessment=opened.id)
