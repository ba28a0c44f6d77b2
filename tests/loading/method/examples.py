"""Hold pieces of questionnaires from which tests of the linter put together what they need."""

from pathlib import Path

from rely.loading.checks.findings import Finding
from rely.loading.checks.index import Index
from rely.loading.checks.texts import check_texts
from rely.loading.method import check_design, check_wording
from rely.loading.source import read_source
from rely.model.instrument import Instrument

VALID = Path(__file__).parents[2] / "data" / "questionnaires" / "valid"

HEAD = """
id: example
version: 0.1.0
languages: [en, nl, fr]
title: An example
perspectives: [{id: self, label: Self}]
missing_data: {min_answered: 1, min_coverage: 0, narrow_below: 0}
"""
SEASONS = """
given: [{id: season, label: Season, codes: [summer, winter]}]
facets:
  - id: season_of
    label: Season
    selects_by: season
    values: [{id: summer, label: Summer}, {id: winter, label: Winter}, {id: never, label: Never}]
"""
AGREE = "{id: agree, kind: likert, options: [{code: 1, label: A}, {code: 2, label: B}, {code: 3, label: C}]}"
YES_NO = "{id: yes_no, kind: choice, options: [{code: y, label: Y}, {code: n, label: N}]}"
SCALES = f"\nresponse_scales: [{AGREE}, {YES_NO}]\n"
ADVICE = """
evidence_levels:
  - {id: study, label: Study, mark: S, about: Studied.}
  - {id: own, label: Own, mark: O, about: Ours.}
profile_fact: Q0
profiles: [{id: generic, label: All}, {id: y, label: Y}, {id: n, label: N}]
"""
PRIORITIES = """
priorities: {facet: season_of, target: 75, partly_from: 50, listed_shortfall: 0.5, actions: 2, actions_per_value: 2}
"""


def instrument(text: str) -> Instrument:
    source, problems = read_source(text, "example.yaml")
    assert source is not None
    assert not problems
    return Instrument.model_validate(source.data)


def design(text: str) -> list[Finding]:
    return list(check_design(Index(instrument(text))))


def wording(text: str) -> list[Finding]:
    return list(check_wording(Index(instrument(text))))


def texts(text: str) -> list[Finding]:
    return list(check_texts(Index(instrument(text))))


def of_kind(code: str, findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


def with_items(*more: str, scores: str = "scores: {}") -> str:
    first = "{id: Q0, text: First?, response_scale: yes_no}"
    listed = "".join(f"      - {each}\n" for each in (first, *more))
    return f"sections:\n  - id: main\n    title: Main\n    items:\n{listed}{scores}\n"


def one_item(more: str) -> str:
    return f"{{id: Q1, text: We talk., response_scale: agree, {more}}}"


def advice(guideline: str) -> str:
    items = with_items(one_item("show_if: {fact: Q0, is: y}"), "{id: Q2, text: We laugh., response_scale: agree}")
    return HEAD + SEASONS + SCALES + items + ADVICE + f"guidelines: [{{id: g, text: Talk., {guideline}}}]\n"
