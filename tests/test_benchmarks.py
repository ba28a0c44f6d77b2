"""Prove that the measurements can be run; what they measure is nobody's to pass or fail."""

from pathlib import Path

from benchmarks.__main__ import main, subjects
from benchmarks.validate import generated
from rely.loading.instrument import read_questionnaire


def test_the_subjects_of_the_contract_can_be_measured() -> None:
    assert {"cli", "validate"} <= set(subjects())


def test_an_unknown_subject_is_wrong_usage() -> None:
    assert main(["absent"]) == 2


def test_a_generated_questionnaire_is_in_order(tmp_path: Path) -> None:
    path = tmp_path / "generated.yaml"
    path.write_text(generated(50), encoding="utf-8")
    assert read_questionnaire(path).problems == ()
