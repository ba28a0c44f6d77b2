"""Prove that `rely codebook` describes the data of any questionnaire, in any format, and says what it cannot."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Process, Run

NAME = "relationship-check"


def test_the_page_comes_on_standard_output_in_the_first_language(rely: Run, here: Path) -> None:
    told = rely("codebook", NAME)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith('<!DOCTYPE html>\n<html lang="nl">')
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(("form", "ending"), [("html", "html"), ("json", "json"), ("csv", "csv"), ("ddi", "xml")])
def test_a_folder_gets_a_file_named_after_the_version(rely: Run, here: Path, form: str, ending: str) -> None:
    told = rely("codebook", f"{NAME}@1.2.0", "--format", form, "-o", ".")
    assert (told.code, told.err) == (0, f"{NAME}-1.2.0-codebook.{ending} is made.\n")
    assert [each.name for each in here.iterdir()] == [f"{NAME}-1.2.0-codebook.{ending}"]


def test_a_kept_release_tells_its_own_version_and_the_releases_up_to_it(rely: Run) -> None:
    document = rely("codebook", f"{NAME}@1.1.0", "--format", "json", "--lang", "en").json
    assert document["study"]["version"] == "1.1.0"
    assert [each["version"] for each in document["releases"]] == ["1.0.0", "1.1.0"]
    assert document["releases"][1]["told"] == ["All scores may be compared with those of 1.0.0."]


def test_what_was_typed_is_described_only_when_asked_for(rely: Run) -> None:
    plain = rely("codebook", NAME, "--format", "json").json
    whole = rely("codebook", NAME, "--format", "json", "--with-texts").json
    assert "cx_alias" not in {each["name"] for each in plain["variables"]}
    assert plain["left_out"] == ["respondent", "cx_alias"]
    assert "cx_alias" in {each["name"] for each in whole["variables"]}


def test_a_pdf_is_written_to_a_file_only(rely: Run, here: Path) -> None:
    told = rely("codebook", NAME, "--format", "pdf")
    assert (told.code, told.out) == (2, "")
    assert "name it with -o, or write -o - for standard output" in told.err
    assert list(here.iterdir()) == []


def test_a_pdf_goes_to_standard_output_when_asked_for(process: Process) -> None:
    done = process("-c", "from rely.cli import main; main()", "codebook", "client-pulse", "--format", "pdf", "-o", "-")
    assert (done.returncode, done.stdout[:5]) == (0, b"%PDF-")


@pytest.mark.parametrize("content", ["", "TR01\n", "TR01,TR02\n,\n", "Q1,Q2,Q3\n1,1,1\n", "TR01\n9\n"])
def test_data_without_an_assessment_makes_no_codebook_of_nothing(rely: Run, here: Path, content: str) -> None:
    (here / "answers.csv").write_text(content, encoding="utf-8")
    told = rely("codebook", NAME, "--data", "answers.csv", "-o", "codebook.html")
    assert (told.code, told.out) == (1, "")
    assert told.err.endswith(f"Nothing is made: answers.csv holds no assessment of {NAME} that can be counted.\n")
    assert [path.name for path in here.iterdir()] == ["answers.csv"]


def test_data_adds_figures_and_a_bad_row_is_named_and_left_out(rely: Run, here: Path) -> None:
    good = "".join(f"{each},yes,no,DE,{4 - 2 * (each % 2)}\n" for each in range(6))
    rows = f"id,cx_first_contact,cx_first_transaction,cx_country,TR01\n{good}b,yes,no,FR,3\nc,yes,no,DE,9\n"
    (here / "answers.csv").write_text(rows, encoding="utf-8")
    told = rely("codebook", NAME, "--format", "json", "--lang", "en", "--data", "answers.csv")
    found = {each["name"]: each["statistics"] for each in json.loads(told.out)["variables"]}
    assert told.code == 1
    assert "answers.csv:9" in told.err
    assert told.err.endswith("7 rows counted, 1 with problems.\n")
    assert (found["tr01"]["valid"], found["tr01"]["mean"]) == (7, 3.0)
    assert found["cx_country"]["suppressed"] is True
    assert {each["code"]: each["n"] for each in found["cx_country"]["counts"] if each["n"] != 0} == {
        "DE": None,
        "FR": None,
    }
    assert found["sc_trust"]["missing"] == [{"code": "", "n": 7}]


def test_simulated_answers_are_known_as_such_also_after_an_export(rely: Run, here: Path) -> None:
    rely("simulate", NAME, "--n", "2", "-o", "s.csv")
    rely("export", "s.csv", "--instrument", NAME, "-o", "e.csv")
    for answers in ("s.csv", "e.csv"):
        told = rely("codebook", NAME, "--format", "json", "--lang", "en", "--data", answers)
        assert json.loads(told.out)["data"]["simulated"] == 2, answers


def test_the_answers_are_never_replaced_by_the_codebook(rely: Run, here: Path) -> None:
    (here / "a.csv").write_text("TR01\n3\n", "utf-8")
    told = rely("codebook", NAME, "--data", "a.csv", "--format", "csv", "-o", "a.csv")
    assert told.code == 2
    assert "holds the answers" in told.err
    assert (here / "a.csv").read_text("utf-8") == "TR01\n3\n"


def test_the_table_of_the_spreadsheet_has_one_row_per_variable(rely: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(rely("codebook", "client-pulse", "--format", "csv", "--lang", "en").out)))
    assert rows[0]["name"] == "case_id"
    assert len({row["name"] for row in rows}) == len(rows)


def test_an_unknown_name_language_or_place_is_wrong_usage(rely: Run, here: Path) -> None:
    assert rely("codebook", "relationship-chek").code == 2
    assert "Kept are" in rely("codebook", f"{NAME}@9.9.9").err
    assert rely("codebook", NAME, "--lang", "xx").code == 2
    told = rely("codebook", NAME, "-o", "no/such/folder.html")
    assert (told.code, "cannot be written to" in told.err) == (2, True)
    assert list(here.iterdir()) == []


def test_a_broken_questionnaire_is_told_with_its_lines(rely: Run, here: Path) -> None:
    (here / "broken.yaml").write_text("id: broken\nversion: 1\n", encoding="utf-8")
    told = rely("codebook", "broken.yaml")
    assert (told.code, told.out) == (1, "")
    assert "broken.yaml:" in told.err


def test_broken_releases_are_told_and_left_out(rely: Run, here: Path) -> None:
    rely("new", "mine")
    (here / "mine").mkdir(exist_ok=True)
    folder = next(path.parent for path in here.rglob("instrument.yaml"))
    (folder / "releases.yaml").write_text("releases: 3\n", encoding="utf-8")
    told = rely("codebook", str(folder), "--format", "json")
    assert told.code == 0
    assert told.err.startswith("warning: what changed between releases is left out: ")
    assert told.json["releases"] == []
