"""Prove what is told about findings of a report, and about the names that its sentences may fill in."""

from pathlib import Path

import pytest

from rely.loading.checks import check
from rely.loading.checks.findings import Finding
from rely.loading.source import read_source
from rely.model.instrument import Instrument

SHORT = Path(__file__).parents[1] / "data" / "questionnaires" / "valid" / "short-report.yaml"


def found(old: str, new: str, *, times: int = 1) -> list[Finding]:
    """What is found after one change, which must apply."""
    text = SHORT.read_text(encoding="utf-8")
    assert old in text
    source, problems = read_source(text.replace(old, new, times), "short-report")
    assert source is not None
    assert not problems
    return list(check(Instrument.model_validate(source.data)))


@pytest.mark.parametrize(
    ("name", "wrong", "code", "path"),
    [
        ("roof", "rof", "unknown-score", (0, "scores", 0)),
        ("per_room", "per_rom", "unknown-measure", (1, "measures", 1)),
        ("house.score", "house.scor", "unknown-measure", (1, "measures", 3)),
        ("WISH", "WISHES", "unknown-item", (2, "answers", 0)),
    ],
)
def test_what_a_finding_names_must_exist(name: str, wrong: str, code: str, path: tuple[int | str, ...]) -> None:
    (finding,) = found(f"        - {name}\n", f"        - {wrong}\n")
    assert (finding.code, finding.path) == (code, ("report", "findings", *path))
    assert finding.hint == f"Did you mean '{name}'?"


def test_no_two_findings_share_an_id() -> None:
    (finding,) = found("    - id: own\n", "    - id: use\n")
    assert (finding.code, finding.path) == ("duplicate-id", ("report", "findings", 2, "id"))


@pytest.mark.parametrize("name", ["house.level", "score.windows", "band.windows", "kind", "ROOMS", "price", "subject"])
def test_a_sentence_may_name_measures_scores_bands_items_and_given_facts(name: str) -> None:
    assert found("{per_room}", f"{{{name}}}", times=2) == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("per_rom", "Did you mean 'per_room'?"),
        ("score.rof", "Did you mean 'score.roof'?"),
        ("house", "It has several parts; name one of them: {house.score}, {house.level}."),
        ("WISH", ""),
        ("item_score.ROOF1", ""),
    ],
)
def test_any_other_name_in_braces_is_told_with_the_nearest_one(name: str, hint: str) -> None:
    findings = found("{per_room}", f"{{{name}}}", times=2)
    assert [finding.code for finding in findings] == ["unknown-placeholder"] * 2
    path = ("report", "findings", 1, "sentences", 0, "text")
    assert [finding.path for finding in findings] == [(*path, "en"), (*path, "nl")]
    assert all(finding.hint.startswith(hint) for finding in findings)


def test_a_condition_in_a_finding_is_checked_as_any_other() -> None:
    sentence = "        - id: rooms\n"
    (finding,) = found(sentence, f"{sentence}          when:\n            fact: kindd\n            known: true\n")
    assert finding.code == "unknown-fact"


def test_an_item_whose_answer_is_told_counts_somewhere() -> None:
    loose = "      - id: LOOSE\n        text: {en: Loose., nl: Los.}\n        response_scale: agree\n"
    here = "  - id: wishes\n"
    assert [each.code for each in found(here, f"{loose}{here}")] == ["unscored-item"]
    text = (
        SHORT.read_text(encoding="utf-8")
        .replace(here, f"{loose}{here}")
        .replace("        - WISH\n", "        - LOOSE\n")
    )
    source, _ = read_source(text, "short-report")
    assert source is not None
    assert list(check(Instrument.model_validate(source.data))) == []
