"""Turn an assessment that stops here into the words that help to go on with it later."""

import uuid
from dataclasses import dataclass

from rely.languages import Words
from rely.services.assessments import OpenAssessment
from rely.services.links import kept_until
from rely.services.site import Site
from rely.web.moments import day_words


@dataclass(frozen=True, slots=True)
class MailBox:
    """The box for a mail address: what was typed, and what to do about it where it was not sent."""

    typed: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class LaterView:
    """The page that tells code, link and file, and until when the answers are kept."""

    heading: str
    lead: str
    code: str
    kept_until: str
    assessment: uuid.UUID
    is_mailed: bool
    mail: MailBox
    was_stale: bool


def view_later(
    site: Site,
    opened: OpenAssessment,
    *,
    code: str,
    words: Words,
    mail: MailBox | None = None,
    is_mailed: bool = False,
    is_uploaded: bool = False,
    was_stale: bool = False,
) -> LaterView:
    """What to keep, and for how long it is good."""
    lead = words.gettext("Go on whenever it suits you, on any device. One of these three is enough.")
    if is_uploaded:
        lead = words.gettext("This is a new draft, with a code and link of its own.")
    heading = words.gettext("Your answers are here again") if is_uploaded else words.gettext("Your answers are saved")
    return LaterView(
        heading=heading,
        lead=lead,
        code=code,
        kept_until=day_words(kept_until(site, opened), words),
        assessment=opened.id,
        is_mailed=is_mailed,
        mail=mail or MailBox(),
        was_stale=was_stale,
    )
