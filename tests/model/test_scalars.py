from datetime import date

import pytest

from rely.model.scalars import day_in


@pytest.mark.parametrize("text", ["1900-01-01", "2026-11-30", "2999-12-31", "2024-02-29"])
def test_a_day_is_read_as_it_is_written(text: str) -> None:
    found = day_in(text)
    assert isinstance(found, date)
    assert found.isoformat() == text


@pytest.mark.parametrize(
    "text",
    ["1899-12-31", "3000-01-01", "9999-12-31", "2026-02-29", "2026-13-01", "2026-1-1", "20261130", "30-11-2026",
     "2026-11-30 ", "2026-11-30\n", "٢٠٢٦-١١-٣٠", ""],
)  # fmt: skip
def test_what_is_no_day_from_which_a_plan_can_be_reckoned_is_none(text: str) -> None:
    assert day_in(text) is None
