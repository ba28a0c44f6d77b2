"""The paper proof of decision 0003: the satellites planned there are questionnaires of this format."""

from pathlib import Path

import pytest

from rely.loading.instrument import read_questionnaire
from rely.loading.problem_kinds import CATALOGUE
from rely.loading.problems import as_text
from rely.model.measures import MEASURE_KINDS
from tests.planned_satellites import NAMES, PAGE, sources


@pytest.mark.parametrize("name", NAMES)
def test_a_planned_satellite_loads_without_an_error(name: str, tmp_path: Path) -> None:
    path = tmp_path / "instrument.yaml"
    path.write_text(sources()[name], encoding="utf-8")
    loaded = read_questionnaire(path)
    assert [as_text(each) for each in loaded.problems if CATALOGUE[each.code].severity == "error"] == []
    assert loaded.instrument is not None
    assert loaded.instrument.id == name


def test_the_decision_tells_of_every_kind_of_measure_and_plans_no_other_satellite() -> None:
    page = PAGE.read_text(encoding="utf-8").partition("### portfolio-scan")[0]
    assert [kind for kind in MEASURE_KINDS if f"`{kind}`" not in page] == []
    assert tuple(sources()) == NAMES
