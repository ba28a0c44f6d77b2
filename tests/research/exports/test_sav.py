"""Prove that an SPSS file is read back cell by cell, with labels, levels and declared missing codes."""

from dataclasses import replace
from pathlib import Path

import pyreadstat
import pytest

from rely.research.exports import undeclared, write_export
from rely.research.exports.blocks import ROWS
from rely.research.exports.sav_cases import TextTooLong
from rely.research.variables import Dictionary
from tests.research.exports.tables import (
    AMOUNT,
    ANSWER,
    CHOICE,
    KINDS,
    REASONS,
    STORY,
    dictionary,
    random_rows,
    sav_rows,
    small_dictionary,
    without_trailing_blanks,
)


@pytest.mark.parametrize("count", [0, 1, 3, 8, 500, ROWS, ROWS + 3])
def test_every_cell_comes_back_whatever_the_number_of_blocks(tmp_path: Path, count: int) -> None:
    path, rows = tmp_path / "a.sav", random_rows(count, seed=count)
    write_export(path, "sav", KINDS, rows)
    assert sav_rows(path) == rows
    _, found = pyreadstat.read_sav(path, metadataonly=True, output_format="polars", user_missing=True)
    assert found.number_rows == count


@pytest.mark.parametrize("longest", [2, 8, 9, 63, 64, 127, 128, 150, 253])
def test_texts_of_every_width_come_back_between_other_variables(tmp_path: Path, longest: int) -> None:
    story = replace(STORY, longest=longest)
    texts = ["", "x", "é" * longest, "😀" * longest, "a" * longest, None, "  left"[-longest:]]
    rows = [(1, text, 0.5) for text in texts]
    write_export(tmp_path / "a.sav", "sav", dictionary(ANSWER, story, AMOUNT), rows)
    assert sav_rows(tmp_path / "a.sav") == without_trailing_blanks(rows)


def described(tmp_path: Path, what: Dictionary) -> pyreadstat.metadata_container:
    write_export(tmp_path / "a.sav", "sav", what, [])
    return pyreadstat.read_sav(tmp_path / "a.sav", metadataonly=True, output_format="polars", user_missing=True)[1]


def test_labels_levels_and_missing_codes_are_declared(tmp_path: Path) -> None:
    found = described(tmp_path, KINDS)
    assert found.column_names_to_labels["answer"] == "ANSWER"
    assert found.variable_value_labels["answer"] == {1.0: "Never", 5.0: "Always"} | {float(c): t for c, t in REASONS}
    assert found.variable_value_labels["choice"] == {"yes": "Yes", "a_rather_long_code": "Long", "-9": "Not answered"}
    assert found.variable_measure == {"answer": "ordinal", "choice": "nominal", "amount": "scale", "story": "nominal"}
    assert found.missing_ranges["answer"] == [{"lo": -9.0, "hi": -6.0}]
    assert found.missing_ranges["choice"] == [{"lo": "-9", "hi": "-9"}, {"lo": "", "hi": ""}]
    assert "amount" not in found.missing_ranges
    assert found.original_variable_types["answer"] == "F8.0"


def test_missing_codes_are_missing_and_no_values_for_whoever_reads_the_file(tmp_path: Path) -> None:
    write_export(tmp_path / "a.sav", "sav", KINDS, [(-7, "-9", 1.0, None), (4, "yes", 2.0, None)])
    frame, _ = pyreadstat.read_sav(tmp_path / "a.sav", output_format="polars")
    assert frame["answer"].to_list() == [None, 4.0]


def test_an_empty_text_is_no_answer_to_whoever_reads_the_file(tmp_path: Path) -> None:
    phase, status = (replace(CHOICE, role=role, missing=()) for role in ("given", "score"))
    found = described(tmp_path, dictionary(phase, replace(status, name="status")))
    assert found.missing_ranges == {"choice": [{"lo": "", "hi": ""}]}
    write_export(tmp_path / "a.sav", "sav", dictionary(phase), [("yes",), (None,)])
    frame, _ = pyreadstat.read_sav(tmp_path / "a.sav", output_format="polars")
    assert frame["choice"].to_list() == ["yes", None]


def test_of_four_missing_codes_of_a_text_three_are_declared_and_the_variable_is_named(tmp_path: Path) -> None:
    choice = replace(CHOICE, missing=REASONS)
    found = described(tmp_path, dictionary(choice))
    assert [each["lo"] for each in found.missing_ranges["choice"]] == ["-9", "-8", "-7"]
    assert found.variable_value_labels["choice"]["-6"] == "Not asked"
    assert undeclared(dictionary(choice)) == ("choice",)
    assert undeclared(KINDS) == ()


def test_long_labels_are_cut_between_characters_and_are_one_line(tmp_path: Path) -> None:
    long = replace(ANSWER, label="é" * 300, values=((1, "ü" * 100), (2, "two\nlines")))
    found = described(tmp_path, dictionary(long))
    assert found.column_names_to_labels["answer"] == "é" * 127
    assert found.variable_value_labels["answer"][1.0] == "ü" * 60
    assert found.variable_value_labels["answer"][2.0] == "two lines"


def test_a_name_of_sixty_four_characters_stays_whole(tmp_path: Path) -> None:
    names = [f"{'a' * 62}_{number}" for number in range(3)]
    assert described(tmp_path, dictionary(*(replace(ANSWER, name=name) for name in names))).column_names == names


def test_every_variable_of_an_instrument_can_be_written(tmp_path: Path) -> None:
    found = described(tmp_path, small_dictionary(with_texts=True))
    assert found.column_names == [each.name for each in small_dictionary(with_texts=True).variables]


def test_a_text_without_room_is_an_error_and_never_cut(tmp_path: Path) -> None:
    with pytest.raises(TextTooLong, match="has 41 bytes, and its variable has room for 40"):
        write_export(tmp_path / "a.sav", "sav", dictionary(replace(STORY, longest=10)), [("x" * 41,)])
    assert list(tmp_path.iterdir()) == []
