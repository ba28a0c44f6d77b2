"""Turn an instrument into how it was made, and settings into what is kept for how long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from rely.languages import Words
from rely.reporting.citations import Citation, cite
from rely.services.catalogue import Offer
from rely.services.documents import KEPT
from rely.services.research_consent import recipient
from rely.services.settings import Settings


@dataclass(frozen=True, slots=True)
class Period:
    """What is kept, and until when."""

    what: str
    until: str


@dataclass(frozen=True, slots=True)
class PrivacyView:
    """The periods that are in force on this site, and what research may use; empty where nobody is asked for that."""

    periods: tuple[Period, ...]
    backups: str
    research: tuple[str, ...]


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
        research=tuple(_on_research(settings, words)),
    )


def _on_research(settings: Settings, words: Words) -> Iterator[str]:
    if not settings.asks_for_research:
        return
    yield words.gettext(
        "Beside your result you can agree that research uses your answers. Nobody has to, and the result is the same."
    )
    yield words.gettext("Who receives your answers: %(recipient)s", recipient=recipient(settings, words))
    yield words.gettext(
        "Answers, scores, language and month are passed on, each case under a random name. Code names and everything "
        "else that you typed as words are left out, unless you allow them by a tick of its own. Whoever knows you "
        "could recognise you by a rare mix of answers."
    )
    yield words.gettext(
        "You withdraw in the same place, with one button. From the next file on, your answers are left out. Files "
        "that were passed on before cannot be called back."
    )
    kept = _days(settings.result_time, words)
    yield words.gettext(
        "Consent ends when your result is deleted: when you do that, or %(days)s after you asked for it.", days=kept
    )
    if settings.backup_time:
        yield words.gettext(
            "We remember a withdrawal for %(days)s, so that restoring a backup does not undo it.",
            days=_days(settings.backup_time, words),
        )


def _days(time: timedelta, words: Words) -> str:
    return words.ngettext("%(n)s day", "%(n)s days", time.days)
