"""Turn a scored assessment into its document, and the one of a file into a document on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rely.cli.assessing import Assessed, Sitting
from rely.cli.files import slug, told_as_usage
from rely.cli.render import renderer
from rely.cli.streams import say, write_bytes
from rely.languages import INTERFACE_LANGUAGES
from rely.loading.writing import write_bytes as write_file
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.reporting.content import build_report


@dataclass(frozen=True, slots=True)
class Maker:
    """How every document of one call is made; `language` is None when the answers decide.

    `with_data`: a PDF carries what `rely verify` reads.
    """

    sitting: Sitting
    form: str
    language: str | None
    with_data: bool = True

    def document(self, each: Assessed) -> bytes:
        """The document of a scored assessment."""
        assert each.result is not None
        assert each.advice is not None
        sitting = self.sitting
        content = build_report(
            sitting.instrument,
            each.result,
            each.advice,
            language=self.language_of(each.result.assessment),
            digest=sitting.digest,
            day=sitting.day_of(each.result.assessment),
            with_data=self.with_data and self.form == "pdf",
        )
        return renderer(self.form)(content)

    def language_of(self, assessment: Assessment) -> str:
        """The language that was asked for, else that of the answers, else one that the instrument has."""
        return self.language or _language(self.sitting.instrument, assessment)

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


def _language(instrument: Instrument, assessment: Assessment) -> str:
    """The language of the answers, else the first of the instrument in which Rely has words, else English."""
    wanted = (assessment.lang, *instrument.languages)
    return next((language for language in wanted if language in INTERFACE_LANGUAGES), "en")
