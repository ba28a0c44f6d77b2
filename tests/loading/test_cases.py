"""Prove that a worked case is compared with all it says: scores, bands, facts, statuses and actions."""

import re
import shutil
from pathlib import Path

import pytest

from rely.loading.instrument import read_questionnaire
from rely.paths import questionnaires_dir

MATURITY = (Path(__file__).parents[1] / "data" / "questionnaires" / "valid" / "maturity-assessment.yaml").read_text(
    "utf-8"
)
ANSWERS = "\n  - id: another\n    answers: {BK01: some, BK02: [disk], staff: 20}\n    expect:\n"


def told(here: Path, expect: str) -> list[str]:
    path = here / "q.yaml"
    path.write_text(MATURITY.rstrip("\n") + ANSWERS + f"      {expect}\n", encoding="utf-8")
    return [problem.message for problem in read_questionnaire(path).problems]


@pytest.mark.parametrize(
    "expect",
    [
        "scores: {copies: 30, restore: null}",
        "bands: {copies: open, restore: null}",
        "facts: {size: small, verdict: work}",
        "statuses: {copy: act, elsewhere: null}",
        "actions: [copy]",
    ],
)
def test_what_comes_out_is_no_problem(tmp_path: Path, expect: str) -> None:
    assert told(tmp_path, expect) == []


@pytest.mark.parametrize(
    ("expect", "says"),
    [
        ("scores: {copies: 31}", "gives 30 for the score 'copies', not 31."),
        ("scores: {restore: 0}", "gives null for the score 'restore', not 0."),
        ("bands: {copies: sound}", "gives open for the band of 'copies', not sound."),
        ("facts: {size: large}", "gives small for 'size', not large."),
        ("statuses: {copy: partly}", "gives act for the guideline 'copy', not partly."),
        ("statuses: {copy: null}", "gives act for the guideline 'copy', not null."),
        ("statuses: {elsewhere: act}", "gives no recommendation for the guideline 'elsewhere', not act."),
        ("actions: []", "gives copy for the actions, not none."),
    ],
)
def test_anything_else_is_told_with_both_values(tmp_path: Path, expect: str, says: str) -> None:
    assert told(tmp_path, expect) == [f"the worked case 'another' {says}"]


def test_the_case_in_the_guide_for_researchers_holds(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "for-researchers.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(cases:\n.*?)```", guide, re.DOTALL)
    assert len(blocks) == 1
    folder = tmp_path / "relationship-check"
    shutil.copytree(questionnaires_dir() / "relationship-check", folder, ignore=shutil.ignore_patterns("releases*"))
    (folder / "cases.yaml").write_text(blocks[0], encoding="utf-8")
    assert [problem.message for problem in read_questionnaire(folder).problems] == []
