"""Turn a scored assessment into its document, and the one of a file into a document on the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from rely.cli.assessing import Assessed, Matcher, Sitting
from rely.cli.files import told_as_usage
from rely.cli.languages import check_language
from rely.cli.render import renderer
from rely.cli.streams import say, write_bytes
from rely.loading.answers import AnswersRow
from rely.loading.writing import write_bytes as write_file
from rely.model.answers import Assessment
from rely.model.brand import Brand
from rely.model.results import Advice, Result
from rely.reporting.beside import Beside
from rely.reporting.calendar import CalendarContent, build_calendar
from rely.reporting.forms import FULL, PAPERS, PREPARATION
from rely.reporting.html import Content
from rely.scoring.score import score
from rely.services.filenames import slug
from rely.services.table_reports import build_content, document_name, language_of

CALENDAR = "ics"
"""The format that holds the dates of the report and nothing else."""


@dataclass(frozen=True, slots=True)
class Maker:
    """How every document of one call is made; `language` is None when the answers decide.

    `format` is pdf, html or ics; `form` and `paper` are of `rely.reporting.forms`. `with_data`: the PDF of a full
    report carries what `rely verify` reads. `beside`: what others answered about the one relationship.
    """

    sitting: Sitting
    format: str
    language: str | None
    with_data: bool = True
    form: str = FULL
    paper: str = PAPERS[0]
    brand: Brand | None = None
    beside: tuple[Beside, ...] = ()

    def check(self) -> None:
        """Raise UsageError when there is no such document, or nothing in the instrument of which to make it."""
        check_language(self.language, self.sitting.instrument)
        if self.format == CALENDAR and self.form != FULL:
            raise click.UsageError(f"A calendar has no form '{self.form}': leave --form out, or choose pdf or html.")
        if self.format == CALENDAR and self.brand is not None:
            raise click.UsageError("A calendar has no brand: leave --brand out, or choose pdf or html.")
        report = self.sitting.instrument.report
        if self.form == PREPARATION and (report is None or report.preparation is None):
            raise click.UsageError(f"'{self.sitting.instrument.id}' declares no preparation sheet under report.")

    def document(self, each: Assessed) -> bytes:
        """The document of a scored assessment. Raises EmptyCalendar."""
        assert each.result is not None
        assert each.advice is not None
        return renderer(self.format)(self._content(each.result, each.advice, each.previous))

    def _content(self, result: Result, advice: Advice, previous: Assessment | None) -> Content | CalendarContent:
        sitting, language = self.sitting, self.language_of(result.assessment)
        day = sitting.day_of(result.assessment)
        if self.format == CALENDAR:
            return build_calendar(sitting.instrument, result, advice, language=language, digest=sitting.digest, day=day)
        return build_content(
            sitting.instrument,
            result,
            advice,
            form=self.form,
            language=language,
            digest=sitting.digest,
            day=day,
            paper=self.paper,
            brand=self.brand,
            with_data=self.with_data and self.format == "pdf",
            previous=None if previous is None else score(sitting.instrument, previous, reference=sitting.reference),
            beside=self.beside,
        )

    def language_of(self, assessment: Assessment) -> str:
        """The language that was asked for, else that of the answers, else one that the instrument has."""
        return self.language or language_of(self.sitting.instrument, assessment)

    def name(self, each: Assessed) -> str:
        """The name of the document, from the id or else from how the relationship is called."""
        assert each.result is not None
        otherwise = slug(self.sitting.path.stem, otherwise="report")
        return document_name(self.sitting.instrument, each.result.assessment, otherwise=otherwise, ending=self.format)


def one_document(
    maker: Maker,
    output: str | None,
    earlier: Matcher | None = None,
    *,
    look: Callable[[AnswersRow], None] | None = None,
) -> None:
    """Write the document of a file with one assessment to `output`, by default into the working directory.

    `look` tells what there is to tell about its answers before the document is made.
    """
    for each in maker.sitting.each(earlier):
        if each.result is None:
            continue
        if look is not None:
            look(each.row)
        content = maker.document(each)
        if output == "-":
            write_bytes(content)
            continue
        path = Path(output or ".")
        if path.is_dir():
            path = path / maker.name(each)
        with told_as_usage(str(path)):
            write_file(path, content)
        if output is None:
            say(f"{path} is made.")
