"""Turn the results that are kept into words: which there are, what has changed since, what going back means."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from rely.languages import Words
from rely.reporting.content import ReportContent
from rely.reporting.trend import Trend
from rely.services.assessments import OpenAssessment
from rely.services.documents import file_of_earlier
from rely.services.finished_results import EarlierResult, changes_back, compared_with, earlier_results
from rely.services.site import Site
from rely.web.moments import day_words, moment_words, time_words


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """One earlier result in a list; `form` is empty where there is only one."""

    id: uuid.UUID
    when: str
    form: str


@dataclass(frozen=True, slots=True)
class EarlierView:
    """What the results page says about earlier results; `changed` is None where none can be compared."""

    heading: str
    changed: Trend | None
    results: tuple[EarlierLine, ...]
    note: str


@dataclass(frozen=True, slots=True)
class KeptView:
    """What is told while answers are changed: that the last result is kept."""

    id: uuid.UUID
    sentence: str


@dataclass(frozen=True, slots=True)
class OneEarlierView:
    """What stands above one earlier result, or asks whether its answers are wanted back."""

    assessment: uuid.UUID
    id: uuid.UUID
    file: str
    when: str
    title: str
    present: str
    heading: str
    sentences: tuple[str, ...]
    was_stale: bool


def view_earlier(site: Site, opened: OpenAssessment, content: ReportContent, words: Words) -> EarlierView | None:
    """The earlier results of a finished assessment, and what has changed; None when there are none."""
    found = earlier_results(site, opened)
    if not found:
        return None
    then = compared_with(site, opened)
    changed = None if then is None or content.trend is None else _changed(site, opened, then, content.trend, words)
    others = any(each.result.form != opened.record.form for each in found)
    return EarlierView(
        heading="" if then is None or changed is None else _heading(site, opened, then, changed, words),
        changed=changed,
        results=tuple(_line(opened, each, words) for each in reversed(found)),
        note=words.gettext("Scores of different forms are never compared.") if others else "",
    )


def view_kept(site: Site, opened: OpenAssessment, words: Words) -> KeptView | None:
    """What is kept while answers are changed; None when nothing is, or nothing is being changed."""
    found = () if opened.is_finished else earlier_results(site, opened)
    if not found:
        return None
    last = found[-1]
    day = day_words(last.at.date(), words)
    return KeptView(last.id, words.gettext("Your result of %(day)s is kept.", day=day))


def view_one(
    opened: OpenAssessment, earlier: EarlierResult, words: Words, *, was_stale: bool = False
) -> OneEarlierView:
    """One earlier result, and what becomes of the answers by going back to it."""
    when = moment_words(earlier.at, words)
    return OneEarlierView(
        assessment=opened.id,
        id=earlier.id,
        file=file_of_earlier(earlier.id),
        when=when,
        title=words.gettext("Your result of %(when)s", when=when),
        present=words.gettext("To your present result")
        if opened.is_finished
        else words.gettext("Back to your answers"),
        heading=words.gettext("Go back to the answers of %(when)s?", when=when),
        sentences=tuple(_going_back(opened, earlier, words)),
        was_stale=was_stale,
    )


def _going_back(opened: OpenAssessment, earlier: EarlierResult, words: Words) -> list[str]:
    count = changes_back(opened, earlier)
    told = words.gettext("Your answers are the same as then.")
    if count:
        told = words.ngettext(
            "One answer goes back to what it was then.", "%(n)s answers go back to what they were then.", count
        )
    if opened.is_finished:
        return [told, words.gettext("Your present result is kept. You can go back to it in the same way.")]
    return [told, words.gettext("What you changed since your last result is lost. All results are kept.")]


def _changed(site: Site, opened: OpenAssessment, then: EarlierResult, trend: Trend, words: Words) -> Trend:
    """The part of the report, with times instead of one day twice, and how many answers differ."""
    count = changes_back(opened, then)
    told = words.ngettext("One answer differs.", "%(n)s answers differ.", count)
    notes = (told, *trend.notes)
    now = _now(site, opened)
    if now.date() != then.at.date():
        return replace(trend, notes=notes)
    return replace(trend, notes=notes, before_head=time_words(then.at, words), now_head=time_words(now, words))


def _heading(site: Site, opened: OpenAssessment, then: EarlierResult, changed: Trend, words: Words) -> str:
    """The heading of the report; on one day that of a correction, which tells the time."""
    if _now(site, opened).date() != then.at.date():
        return changed.heading
    if then.at.date() == site.clock().date():
        return words.gettext("Compared with your result of %(time)s today", time=time_words(then.at, words))
    return words.gettext("Compared with your result of %(when)s", when=moment_words(then.at, words))


def _now(site: Site, opened: OpenAssessment) -> datetime:
    return (opened.record.finished or site.now()).astimezone(site.clock().tzinfo)


def _line(opened: OpenAssessment, each: EarlierResult, words: Words) -> EarlierLine:
    return EarlierLine(each.id, moment_words(each.at, words), _form(opened, each.result.form, words))


def _form(opened: OpenAssessment, form: str, words: Words) -> str:
    if not opened.instrument.forms:
        return ""
    named = opened.instrument.form(form)
    return words.gettext("Full questionnaire") if named is None else words.text(named.label)
