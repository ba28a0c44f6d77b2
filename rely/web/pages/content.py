"""Turn an instrument into how it was made, and settings into what is kept for how long."""

from dataclasses import dataclass
from datetime import timedelta

from rely.languages import Words
from rely.reporting.citations import Citation, cite
from rely.services.catalogue import Offer
from rely.services.documents import KEPT
from rely.services.settings import Settings


@dataclass(frozen=True, slots=True)
class Period:
    """What is kept, and until when."""

    what: str
    until: str


@dataclass(frozen=True, slots=True)
class PrivacyView:
    """The periods that are in force on this site."""

    periods: tuple[Period, ...]
    backups: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One level of evidence."""

    label: str
    about: str


@dataclass(frozen=True, slots=True)
class MethodView:
    """What an instrument rests on, and which version of it is in use."""

    title: str
    disclaimer: str
    method: tuple[str, ...]
    limits: tuple[str, ...]
    evidence: tuple[EvidenceView, ...]
    works: tuple[Citation, ...]
    version: str
    digest: str


def view_method(offer: Offer, words: Words) -> MethodView:
    """How scores are made and read, how well the advice is founded, and from which works it comes."""
    instrument = offer.instrument
    report = instrument.report
    return MethodView(
        title=words.text(instrument.title),
        disclaimer=words.text(instrument.disclaimer) if instrument.disclaimer else "",
        method=tuple(words.text(text) for text in (report.method if report else ())),
        limits=tuple(words.text(text) for text in (report.limits if report else ())),
        evidence=tuple(
            EvidenceView(words.text(level.label), words.text(level.about)) for level in instrument.evidence_levels
        ),
        works=tuple(cite(work, words) for work in instrument.works),
        version=instrument.version,
        digest=offer.digest,
    )


def view_privacy(settings: Settings, words: Words) -> PrivacyView:
    """For how long what is stored is kept, and what becomes of it in backups."""
    drafts, results, documents = (_days(each, words) for each in (settings.draft_time, settings.result_time, KEPT))
    backups = words.gettext("No backups are kept.")
    if settings.backup_time:
        backups = words.gettext(
            "Backups are kept for %(days)s. Until then one may still hold what you deleted. We remember only its "
            "random number, so that restoring a backup deletes it again.",
            days=_days(settings.backup_time, words),
        )
    return PrivacyView(
        periods=(
            Period(
                words.gettext("What you do not finish"), words.gettext("%(days)s after your last answer", days=drafts)
            ),
            Period(words.gettext("Each result"), words.gettext("%(days)s after you asked for it", days=results)),
            Period(
                words.gettext("PDFs that were made"), words.gettext("%(days)s, or until you delete", days=documents)
            ),
        ),
        backups=backups,
    )


def _days(time: timedelta, words: Words) -> str:
    return words.ngettext("%(n)s day", "%(n)s days", time.days)
