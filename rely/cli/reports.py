"""Turn scored assessments into documents on the disk, each as a whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rely.cli.assessing import Assessed, Sitting
from rely.cli.files import guarded, slug, told_as_usage
from rely.cli.streams import say, write_bytes
from rely.languages import INTERFACE_LANGUAGES
from rely.loading.writing import write_bytes as write_file
from rely.loading.writing import write_text
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.reporting.content import ReportContent, build_report

INDEX = "index.csv"
COLUMNS = ("line", "id", "file", "status", "problem")


@dataclass(frozen=True, slots=True)
class Maker:
    """How every document of one call is made; `language` is None when the answers decide."""

    sitting: Sitting
    form: str
    language: str | None
    render: Callable[[ReportContent], bytes]

    def document(self, each: Assessed) -> bytes:
        """The document of a scored assessment."""
        assert each.result is not None
        assert each.advice is not None
        sitting = self.sitting
        content = build_report(
            sitting.instrument,
            each.result,
            each.advice,
            language=self.language or _language(sitting.instrument, each.result.assessment),
            digest=sitting.digest,
            day=sitting.day_of(each.result.assessment),
        )
        return self.render(content)

    def name(self, each: Assessed) -> str:
        """The name of the document, from the id or else from how the relationship is called."""
        assert each.result is not None
        instrument, assessment = self.sitting.instrument, each.result.assessment
        subject = None if instrument.report is None else instrument.report.subject
        called = assessment.id or (assessment.answers.get(subject) if subject else None)
        otherwise = slug(self.sitting.path.stem, otherwise="report")
        return f"{slug(str(called or ''), otherwise=otherwise)}.{self.form}"


def one_document(maker: Maker, output: str | None) -> None:
    """Write the document of a file with one assessment to `output`, by default into the working directory."""
    for each in maker.sitting.each():
        if each.result is None:
            continue
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


def one_folder(maker: Maker, output: str | None) -> None:
    """Write the documents of a table and index.csv into the folder `output`, by default named like the table."""
    sitting = maker.sitting
    folder = Path(output or f"{sitting.path.stem}-reports")
    with told_as_usage(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for each in sitting.each():
        name, status = "", "failed"
        if each.result is not None:
            name, status = f"{each.row.line or 0:04d}-{maker.name(each)}", "ok"
            content = maker.document(each)
            with told_as_usage(str(folder / name)):
                write_file(folder / name, content)
        elif not each.problem:
            status = "left out"
        rows.append((each.row.line, guarded(each.row.id or ""), name, status, guarded(each.problem)))
    with told_as_usage(str(folder / INDEX)):
        write_text(folder / INDEX, _as_csv(rows))
    if output is None:
        say(f"The reports are in {folder}.")


def _as_csv(rows: list[tuple[int | None, str, str, str, str]]) -> str:
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(rows)
    return written.getvalue()


def _language(instrument: Instrument, assessment: Assessment) -> str:
    """The language of the answers, else the first of the instrument in which Rely has words, else English."""
    wanted = (assessment.lang, *instrument.languages)
    return next((language for language in wanted if language in INTERFACE_LANGUAGES), "en")
