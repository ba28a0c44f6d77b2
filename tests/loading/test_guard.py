"""Prove that no cell of a table is run by a spreadsheet, and that a guarded text is read as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely.loading.guard import guarded, unguarded


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\n=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert guarded(f"a{text}") == f"a{text}"
    assert unguarded(f"'{text}") == text


@pytest.mark.parametrize("skipped", [" ", "  ", "\u00a0", "\u200b", "\ufeff", "' "])
def test_what_a_spreadsheet_may_skip_hides_no_formula(skipped: str) -> None:
    assert guarded(f"{skipped}=cmd|'/C calc'!A0").startswith(f"'{skipped}=")
    assert guarded(f"{skipped}plain") == f"{skipped}plain"


@pytest.mark.parametrize("cell", ["", "'", "''", "'t Hoekje", "a'=1", "=1"])
def test_only_a_guard_is_taken_off(cell: str) -> None:
    assert unguarded(cell) == cell


@given(st.text() | st.text(alphabet="=+-@'a1\t\r\n \uff1d\u00a0"))
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
