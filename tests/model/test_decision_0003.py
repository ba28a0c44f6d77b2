"""Decision 0003 names what the registry of measures holds."""

from pathlib import Path

from rely.model.measures import MEASURE_KINDS

PAGE = Path(__file__).parents[2] / "docs" / "decisions" / "0003-one-format-closed-measures.md"


def test_the_decision_tells_of_every_kind_of_measure() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [kind for kind in MEASURE_KINDS if f"`{kind}`" not in page] == []
