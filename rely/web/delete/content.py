"""Turn what is stored about an assessment into what deleting it takes away, and a deletion into its receipt."""

import uuid
from dataclasses import dataclass

from flask import url_for

from rely.languages import Words
from rely.services.assessments import OpenAssessment
from rely.services.deletion import receipt_of
from rely.services.documents import file_of_earlier
from rely.services.finished_results import earlier_results
from rely.services.research_consent import what_was_said
from rely.services.results import subject_of
from rely.services.site import Site
from rely.web.delete.receipts import Handed
from rely.web.moments import day_words, moment_words


@dataclass(frozen=True, slots=True)
class SaveFirst:
    """One file that can be taken along before."""

    label: str
    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class DeleteView:
    """The page that asks, all words ready."""

    assessment: uuid.UUID
    heading: str
    gone: tuple[str, ...]
    files: tuple[SaveFirst, ...]
    was_stale: bool


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """The receipt; `forget` tells the device whose waiting answers to drop, empty once it has been told."""

    when: str
    backups: str
    forget: str


def view_delete(site: Site, opened: OpenAssessment, words: Words, *, was_stale: bool = False) -> DeleteView:
    """What will be gone, and what can be saved first."""
    subject = subject_of(opened)
    return DeleteView(
        assessment=opened.id,
        heading=words.gettext("Delete everything about %(name)s?", name=words.quoted(subject))
        if subject
        else words.gettext("Delete everything?"),
        gone=tuple(_gone(site, opened, words)),
        files=tuple(_files(site, opened, words)),
        was_stale=was_stale,
    )


def view_receipt(site: Site, handed: Handed, words: Words) -> ReceiptView:
    """What can be kept as proof: it names nobody and nothing."""
    receipt = receipt_of(site, handed.deleted)
    backups = words.gettext("No backups are kept, so nothing is left anywhere.")
    if receipt.backups_gone is not None:
        day = day_words(receipt.backups_gone, words)
        backups = words.gettext("The last backup that may still hold it is gone on %(day)s.", day=day)
    return ReceiptView(moment_words(receipt.deleted, words), backups, handed.forget)


def _gone(site: Site, opened: OpenAssessment, words: Words) -> list[str]:
    results = len(earlier_results(site, opened)) + opened.is_finished
    gone = [words.ngettext("One answer", "%(n)s answers", len(opened.stored))]
    if results:
        gone += [
            words.ngettext("One result with its report", "%(n)s results with their reports", results),
            words.gettext("The actions that you took on, with who does them and by when"),
            words.gettext("All documents that were made here"),
        ]
    said = what_was_said(site, opened.id)
    if said is not None and said.holds:
        gone.append(words.gettext("Your consent to research; files passed on before cannot be called back"))
    return [
        *gone,
        words.gettext("Your code, which then opens nothing"),
        words.gettext("Answers on this device that were not sent yet"),
    ]


def _files(site: Site, opened: OpenAssessment, words: Words) -> list[SaveFirst]:
    here = opened.id
    report = words.gettext("Report")
    if opened.is_finished:
        answers = url_for("result.download", assessment=here, file="answers.csv")
        return [
            SaveFirst(report, "PDF", url_for("result.download", assessment=here, file="report.pdf")),
            SaveFirst(words.gettext("Answers"), "CSV", answers),
        ]
    last = earlier_results(site, opened)[-1:]
    return [
        SaveFirst(words.gettext("Your answers so far"), "YAML", url_for("later.draft", assessment=here)),
        *(
            SaveFirst(report, "PDF", url_for("result.download", assessment=here, file=file_of_earlier(each.id)))
            for each in last
        ),
    ]
