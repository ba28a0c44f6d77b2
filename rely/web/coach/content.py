"""Turn the upload of a coach, as far as it has come, into what its pages show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from math import ceil

from rely.languages import Words, language_name, offered_languages
from rely.model.instrument import Instrument
from rely.reporting.form_columns import form_columns
from rely.reporting.forms import FULL, PAPERS, SHORT
from rely.services.catalogue import Offer
from rely.services.coach_run import LONGEST
from rely.services.coach_spool import State
from rely.services.coach_upload import MOST_ROWS, CheckedRow
from rely.storage.jobs import DONE, JobRecord
from rely.web.coach.refusals import Mistake
from rely.web.coach.rows import RowView, name_of, view_remarks, view_row

FORMS = (FULL, SHORT)
"""The forms that are offered."""

SECONDS_EACH = 2.0
"""How long a report takes about, before the first is made."""

LOOKS = {"waiting": 3, "making": 3}
"""In which states a page with script looks again, and after how many seconds."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class FormLink:
    """The spreadsheets of one instrument: its id and title, and the languages with what each calls itself."""

    instrument: str
    title: str
    languages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class UploadView:
    """The page on which a table is uploaded."""

    forms: tuple[FormLink, ...]
    instruments: tuple[Option, ...]
    languages: tuple[Option, ...]
    shapes: tuple[Option, ...]
    papers: tuple[Option, ...]
    most_rows: str
    mistakes: tuple[Mistake, ...] = ()
    wait: str = ""
    was_stale: bool = False
    has_lost_files: bool = False
    has_upload: bool = False

    def of(self, file: str) -> tuple[Mistake, ...]:
        """What is wrong with the table, the brand or the logo."""
        return tuple(mistake for mistake in self.mistakes if mistake.file == file)


@dataclass(frozen=True, slots=True)
class CheckView:
    """What the check of a table says; `button` is empty when no row is ready."""

    upload: str
    heading: str
    title: str
    ready: str
    wrong: tuple[RowView, ...]
    remarks: tuple[RowView, ...]
    names: tuple[str, ...]
    button: str
    takes: str
    deleted: str
    notice: str = ""
    was_stale: bool = False


@dataclass(frozen=True, slots=True)
class ReportsView:
    """How far the reports are: `state` is waiting, making, ready or failed; `looks` are seconds, 0 for never.

    `is_news` says that whoever waits with a script has not heard of this state yet.
    """

    upload: str
    state: str
    heading: str
    progress: str
    left: str
    done: int
    total: int
    deleted: str
    looks: int
    told: tuple[str, ...] = ()
    is_news: bool = False
    was_stale: bool = False


def view_upload(offers: tuple[Offer, ...], chosen: dict[str, str], words: Words) -> UploadView:
    """The page with what was chosen before."""

    def options(name: str, labels: dict[str, str]) -> tuple[Option, ...]:
        value = chosen.get(name) if chosen.get(name) in labels else next(iter(labels), "")
        return tuple(Option(key, label, key == value) for key, label in labels.items())

    every = _languages(chain.from_iterable(each.instrument.languages for each in offers))
    shapes = {FULL: words.gettext("Whole report"), SHORT: words.gettext("Short form, two pages at most")}
    return UploadView(
        forms=tuple(_form_link(each.instrument, words) for each in offers),
        instruments=options("instrument", {each.instrument.id: words.text(each.instrument.title) for each in offers}),
        languages=options("language", {"": words.gettext("As in the row"), **dict(every)}),
        shapes=options("form", shapes),
        papers=options("paper", dict(zip(PAPERS, ("A4", "US Letter"), strict=True))),
        most_rows=words.number(MOST_ROWS),
    )


def _form_link(instrument: Instrument, words: Words) -> FormLink:
    return FormLink(instrument.id, words.text(instrument.title), _languages(instrument.languages))


def _languages(own: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The languages in which there are documents of a questionnaire with these ones, each with its name."""
    return tuple((code, language_name(code)) for code in offered_languages(own))


def view_check(
    upload: str, instrument: Instrument, rows: tuple[CheckedRow, ...], until: timedelta, words: Words, *, is_sheet: bool
) -> CheckView:
    """What the check of each row says."""
    questions = {column.id: column.text or column.heading for column in form_columns(instrument, words)}
    ready = [row for row in rows if row.is_ready]
    wrong = [row for row in rows if row.is_wrong]
    remarked = [row for row in rows if row.troubles and not row.is_wrong]
    return CheckView(
        upload=upload,
        heading=_heading(len(ready), len(wrong), words),
        title=words.text(instrument.title),
        ready=words.ngettext("%(n)s row is ready", "%(n)s rows are ready", len(ready)) if ready else "",
        wrong=tuple(view_row(row, questions, words, is_sheet=is_sheet) for row in wrong),
        remarks=tuple(view_remarks(remarked, questions, words, is_sheet=is_sheet)),
        names=tuple(name_of(row, words) for row in ready),
        button=words.ngettext("Make %(n)s report", "Make %(n)s reports", len(ready)) if ready else "",
        takes=_takes(len(ready) * SECONDS_EACH, words),
        deleted=deleted_words(until, words),
    )


def view_reports(upload: str, state: State, job: JobRecord | None, now: datetime, words: Words) -> ReportsView:
    """How far the reports of an upload are."""
    is_ready = job is not None and job.state == DONE
    name = "ready" if is_ready else "failed" if job is None or not job.is_open else _open_state(state)
    total = 0 if job is None else job.total
    done = 0 if job is None else job.done
    return ReportsView(
        upload=upload,
        state=name,
        heading=_reports_heading(name, state, words),
        progress=words.gettext("%(done)s of %(total)s reports", done=words.number(done), total=words.number(total)),
        left=_left(state, done, total, now, words) if name == "making" else "",
        done=done,
        total=max(total, 1),
        deleted=deleted_words(state.until - now, words),
        looks=LOOKS.get(name, 0),
        told=tuple(_told(state, words)) if is_ready else (),
    )


def deleted_words(left: timedelta, words: Words) -> str:
    """When everything is deleted, never told as later than it is."""
    minutes = max(int(left.total_seconds() // 60), 0)
    if not minutes:
        return words.gettext("Everything is deleted within a minute.")
    return words.ngettext(
        "Everything is deleted in %(n)s minute at the latest.",
        "Everything is deleted in %(n)s minutes at the latest.",
        minutes,
    )


def _heading(ready: int, wrong: int, words: Words) -> str:
    if not wrong:
        return words.gettext("Every row is ready")
    if not ready:
        return words.gettext("No row is ready yet")
    return words.ngettext("%(n)s row needs a correction", "%(n)s rows need a correction", wrong)


def _takes(seconds: float, words: Words) -> str:
    minutes = ceil(seconds / 60)
    return words.ngettext("That takes about %(n)s minute.", "That takes about %(n)s minutes.", minutes)


def _open_state(state: State) -> str:
    return "waiting" if state.begun is None else "making"


def _reports_heading(name: str, state: State, words: Words) -> str:
    if name == "ready":
        return words.ngettext("%(n)s report is ready", "%(n)s reports are ready", state.made)
    return {
        "waiting": words.gettext("Your reports wait for their turn"),
        "making": words.gettext("Your reports are being made"),
        "failed": words.gettext("Your reports could not be finished"),
    }[name]


def _left(state: State, done: int, total: int, now: datetime, words: Words) -> str:
    each = SECONDS_EACH if not done or state.begun is None else (now - state.begun).total_seconds() / done
    minutes = ceil(each * (total - done) / 60)
    if minutes < 1:
        return words.gettext("Nearly done")
    return words.ngettext("About %(n)s minute left", "About %(n)s minutes left", minutes)


def _told(state: State, words: Words) -> list[str]:
    told = []
    if state.is_cut:
        told.append(
            words.ngettext(
                "We stopped after %(n)s minute. The missing rows are listed in index.csv.",
                "We stopped after %(n)s minutes. The missing rows are listed in index.csv.",
                int(LONGEST.total_seconds() // 60),
            )
        )
    if state.failed:
        told.append(
            words.ngettext(
                "%(n)s row has no report. The reason is in index.csv.",
                "%(n)s rows have no report. The reasons are in index.csv.",
                state.failed,
            )
        )
    return told
