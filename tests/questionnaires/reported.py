"""Turn answers to a shipped questionnaire into its report, its facts and its actions, for the tests of its words."""

from collections.abc import Mapping
from datetime import date

from rely.guidelines.recommend import recommend
from rely.languages import words_for
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.results import Fact, Result
from rely.reporting.content import ReportContent, build_report
from rely.reporting.plain_text import first_capital
from rely.scoring.score import score

DAY = date(2026, 11, 23)


def report_in(
    instrument: Instrument, assessment: Assessment, language: str
) -> tuple[ReportContent, Mapping[str, Fact], tuple[str, ...]]:
    """The report in this language, the facts and the actions of the plan."""
    result = score(instrument, assessment)
    return report_of(instrument, result, language), result.facts, recommend(instrument, result).actions


def report_of(instrument: Instrument, result: Result, language: str) -> ReportContent:
    """The report on a result in this language."""
    advice = recommend(instrument, result)
    return build_report(instrument, result, advice, language=language, digest="sha256:0", day=DAY)


def conclusion_in(instrument: Instrument, sentence: str, language: str) -> str:
    """The conclusion of this id as it prints where nothing names the relationship; it has no other words in braces."""
    report = instrument.report
    assert report is not None
    text = next(each.text for each in report.conclusions if each.id == sentence)
    assert report.subject_unnamed is not None
    words = words_for(language)
    return first_capital(words.text(text).replace("{subject}", words.text(report.subject_unnamed)))
