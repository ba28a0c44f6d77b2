"""Prove what an author sees who exchanges a questionnaire with programs for XLSForms."""

import os
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from tests.cli.conftest import Process, Run
from tests.xlsforms import foreign, row, written


@pytest.fixture
def form(here: Path) -> Path:
    """A form as another program has made it."""
    survey = [
        row(type="text", name="farmer", label="Who are you?"),
        row(type="geopoint", name="place", label="Where are you?"),
        row(type="select_one yn", name="cows", label="Cows?", required="yes"),
        row(type="integer", name="many", label="How many?", relevant="${cows} = 'yes'", constraint=". > 0"),
    ]
    choices = {"yn": [("yes", "Yes"), ("no", "No")]}
    return foreign(here / "farm.xlsx", survey, choices, form_title="Farms", form_id="Farm_Visit", version="1.0.0")


def test_a_form_is_made_here_and_what_it_cannot_say_is_listed_twice(rely: Run, here: Path) -> None:
    told = rely("xlsform", "export", "relationship-check")
    assert (told.code, told.out) == (0, "")
    assert "relationship-check.xlsx is made: 72 items." in told.err
    assert "  guidelines (67): A form gives no advice." in told.err
    assert convert(here / "relationship-check.xlsx").xform
    listed = [cells[0].value for cells in load_workbook(here / "relationship-check.xlsx")["rely"].iter_rows(min_row=2)]
    assert [line.split()[0].rstrip(":") for line in told.err.splitlines() if line.startswith("  ")] == listed


def test_nothing_is_ever_overwritten(rely: Run, here: Path, form: Path) -> None:
    (here / "relationship-check.xlsx").write_text("kept", encoding="utf-8")
    assert rely("xlsform", "export", "relationship-check").code == 2
    assert (here / "relationship-check.xlsx").read_text(encoding="utf-8") == "kept"
    folder = here / "questionnaires" / "farm-visit"
    folder.mkdir(parents=True)
    told = rely("xlsform", "import", form)
    assert told.code == 2
    assert "nothing is overwritten" in told.err
    assert list(folder.iterdir()) == []


def test_standard_output_gets_the_form_alone(process: Process) -> None:
    done = process("-c", "from rely.cli import main; main()", "xlsform", "export", "relationship-check", "-o", "-")
    assert done.returncode == 0
    assert convert(done.stdout).xform


def test_a_form_becomes_a_questionnaire_in_order_and_what_is_left_out_is_named(
    rely: Run, here: Path, form: Path
) -> None:
    told = rely("xlsform", "import", form, "--lang", "en")
    assert told.code == 0
    assert "farm.xlsx:3:1: sheet 'survey', row 3: 'place' is left out: the type 'geopoint'" in told.err
    assert "1 thing changed or left out." in told.err
    assert "instrument.yaml is made: 3 items, and no score yet." in told.err
    text = (here / "questionnaires" / "farm-visit" / "instrument.yaml").read_text(encoding="utf-8")
    assert "      - id: many\n" in text
    assert rely("validate", "questionnaires/farm-visit").code == 0
    assert rely("xlsform", "export", "questionnaires/farm-visit").code == 0


def test_id_and_folder_can_be_chosen(rely: Run, here: Path, form: Path) -> None:
    assert rely("xlsform", "import", form, "--id", "cows", "-o", here / "new" / "cows").code == 0
    assert (here / "new" / "cows" / "instrument.yaml").is_file()


def test_the_language_that_no_column_names_can_be_named(rely: Run, here: Path, form: Path) -> None:
    assert "taken for English (en)" in rely("xlsform", "import", form).err
    assert "taken for" not in rely("xlsform", "import", form, "--lang", "nl", "-o", here / "nl").err
    assert "languages:\n  - nl\n" in (here / "nl" / "instrument.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "no-such"), "there is no instrument 'no-such'"),
        (("export", "relationship-check", "-o", "absent/a.xlsx"), "cannot be written to"),
        (("import", "absent.xlsx"), "There is no file 'absent.xlsx'."),
        (("import", "farm.xlsx", "--id", "Not An Id"), "'Not An Id' after --id cannot be the id"),
        (("import", "farm.xlsx", "--lang", "elvish"), "'elvish' after --lang is no language"),
        (("import", "farm.xlsx", "-o", "farm.xlsx/a"), "cannot be written to"),
    ],
)
def test_a_wish_that_cannot_be_met_is_wrong_usage(rely: Run, form: Path, arguments: tuple[str, ...], said: str) -> None:
    told = rely("xlsform", *arguments)
    assert told.code == 2
    assert said in told.err


def test_a_form_without_a_name_needs_one(rely: Run, here: Path) -> None:
    foreign(here / "nameless.xlsx", [row(type="date", name="a", label="A")], form_title="42")
    told = rely("xlsform", "import", "nameless.xlsx")
    assert told.code == 2
    assert "Give it one with --id" in told.err


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "the file is empty"), (b"type,name\n", "no"), (os.urandom(2000), "cannot be read")]
)
def test_a_file_that_is_no_form_makes_nothing_and_says_why(rely: Run, here: Path, content: bytes, said: str) -> None:
    (here / "broken.xlsx").write_bytes(content)
    told = rely("xlsform", "import", "broken.xlsx", "--id", "broken")
    assert told.code == 1
    assert "broken.xlsx:1:1: the file cannot be read as an XLSForm" in told.err
    assert said in told.err
    assert told.err.endswith("Nothing was made.\n")
    assert not (here / "questionnaires").exists()


def test_a_form_that_holds_nothing_to_ask_tells_every_row_that_was_left_out(rely: Run, here: Path) -> None:
    rows = [("type", "name", "label::English (en)"), ("image", "a", "A"), ("audio", "b", "B")]
    written(here / "pictures.xlsx", {"survey": rows, "settings": [("form_id",), ("pictures",)]})
    told = rely("xlsform", "import", "pictures.xlsx")
    assert told.code == 1
    assert [name in told.err for name in ("row 2: 'a'", "row 3: 'b'", "[no-questions]")] == [True] * 3


def test_a_questionnaire_with_errors_is_not_exported_and_all_of_them_are_told(rely: Run, here: Path) -> None:
    (here / "broken.yaml").write_text("id: broken\nlanguages: []\n", encoding="utf-8")
    (here / "empty.yaml").write_text("", encoding="utf-8")
    for name, line in (("broken.yaml", "broken.yaml:2:"), ("empty.yaml", "empty.yaml:1:")):
        told = rely("xlsform", "export", here / name)
        assert told.code == 1
        assert line in told.err
    assert list(here.glob("*.xlsx")) == []


def test_five_thousand_rows_go_both_ways(rely: Run, here: Path) -> None:
    agree = {"agree": [(1, "No"), (2, "Yes")]}
    rows = []
    for group in range(100):
        rows.append(row(type="begin_group", name=f"g{group}", label=f"Part {group}"))
        for at in range(50):
            relevant = f"${{q{group}_{at - 1}}} = 2" if at else ""
            rows.append(row(type="select_one agree", name=f"q{group}_{at}", label=f"{group} {at}?", relevant=relevant))
        rows.append(row(type="end_group"))
    foreign(here / "huge.xlsx", rows, agree, form_id="huge")
    told = rely("xlsform", "import", "huge.xlsx", "--lang", "en")
    assert (told.code, "5000 items" in told.err) == (0, True)
    assert rely("xlsform", "export", "questionnaires/huge", "-o", "again.xlsx").code == 0
