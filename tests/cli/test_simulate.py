"""Prove that `rely simulate` writes tables that the other commands read, and says what they lead to."""

import csv
import io
import json
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from rely.cli import rely as rely_command
from rely.cli.coverage_words import _GROUPS, _SENTENCES
from rely.research.simulate import Assumptions
from rely.research.simulate.goals import KINDS
from tests.cli.conftest import Process, Run

DATA = Path(__file__).parents[1] / "data" / "questionnaires"
VALID = DATA / "valid"
SEASONS = VALID / "selecting-facet.yaml"
MATURITY = VALID / "maturity-assessment.yaml"


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_is_scored_without_a_problem(rely: Run, here: Path) -> None:
    told = rely("simulate", "relationship-check", "--n", 30, "--lang", "de", "-o", "made.csv")
    assert (told.code, told.out) == (0, "")
    assert told.err.startswith("30 simulated assessments written to made.csv, from seed 1. Nobody gave these answers.")
    scored = rely("score", "relationship-check", "made.csv")
    assert scored.code == 0
    assert len(scored.out.splitlines()) == 30
    assert [line for line in scored.err.splitlines() if "made.csv:" in line and "no date" not in line] == []
    text = (here / "made.csv").read_text(encoding="utf-8")
    assert {(row["respondent"], row["lang"], row["form"]) for row in _rows(text)} == {("simulated", "de", "full")}


def test_a_table_can_be_piped_into_the_scores(here: Path, process: Process) -> None:
    script = f"{shlex.quote(sys.executable)} -c 'from rely.cli import main; main()'"
    line = f"{script} simulate {shlex.quote(str(MATURITY))} --n 25 | {script} score {shlex.quote(str(MATURITY))} -"
    env = {"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": "/usr/bin:/bin", "RELY_DATA": str(here)}
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False, env=env, cwd=here, timeout=120)
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [f"sim-{n:06}" for n in range(1, 26)]
    assert b"standard input: no date is given in 25 rows" in done.stderr


def test_a_bad_row_from_standard_input_is_named(here: Path, process: Process) -> None:
    done = process("-c", "from rely.cli import main; main()", "score", str(MATURITY), "-", input=b"id,BK01\na,no\n")
    assert done.returncode == 1
    assert done.stderr.startswith(b"standard input:2:1: 'a': item 'BK01' cannot be 'no'")


def test_a_report_does_not_read_standard_input(rely: Run) -> None:
    told = rely("report", MATURITY, "-")
    assert told.code == 2
    assert "There is no file '-'" in told.err


def test_reports_can_be_made_of_the_table(rely: Run, here: Path) -> None:
    rely("simulate", MATURITY, "--n", 2, "-o", "made.csv")
    told = rely("report", MATURITY, "made.csv", "--format", "html", "-o", "reports", "--jobs", 1)
    assert told.code == 0, told.err
    assert {"0002-sim-000001.html", "0003-sim-000002.html"} <= {each.name for each in (here / "reports").iterdir()}


def test_a_hyphen_is_standard_output(rely: Run, here: Path) -> None:
    assert rely("simulate", MATURITY, "--n", 3, "-o", "-").out == rely("simulate", MATURITY, "--n", 3).out
    assert list(here.iterdir()) == []


def test_the_same_seed_gives_the_same_table(rely: Run) -> None:
    told = [rely("simulate", MATURITY, "--n", 5, "--seed", seed).out for seed in (4, 4, 5)]
    assert told[0] == told[1] != told[2]


def test_what_was_reached_is_counted_and_what_was_not_is_named(rely: Run) -> None:
    told = rely("simulate", MATURITY, "--n", 200)
    assert told.code == 0
    lines = told.err.splitlines()
    assert lines[1] == (
        "Looked at 200 of them, and then searched for what was missing. Reached: 4 of 4 branches, 1 of 1 forms, "
        "2 of 2 bands, 5 of 5 words of measures, 4 of 6 statuses of guidelines."
    )
    # It holds only when the answer is known and is not vault; of what is left, all but none ticked calls for it.
    assert lines[2].startswith("No answers were found for these, in 60 attempts each.")
    assert lines[3:] == ["  guideline 'elsewhere' is 'in_place'", "  guideline 'elsewhere' is 'unknown'"]


def test_the_coverage_is_written_as_json(rely: Run, here: Path) -> None:
    told = rely("simulate", MATURITY, "--n", 200, "--coverage", "coverage.json")
    assert told.code == 0
    document = json.loads((here / "coverage.json").read_text(encoding="utf-8"))
    assert document["instrument"] == {"id": "maturity-assessment", "version": "0.3.0"}
    assert (document["seed"], document["rows"], document["looked_at"]) == (1, 200, 200)
    assert {"kind": "guideline", "name": "elsewhere", "value": "in_place"} in document["unreached"]
    assert {"kind": "shown", "name": "BK02", "value": ""} in document["reached"]
    assert document["untried"] == []


def test_a_guideline_that_is_never_given_has_one_line(rely: Run, here: Path) -> None:
    text = MATURITY.read_text(encoding="utf-8")
    when = "          in:\n            - medium\n            - large\n"
    assert text.count(when) == 1
    never = "          in:\n            - medium\n            - large\n        - fact: staff\n          below: 50\n"
    (here / "never.yaml").write_text(text.replace(when, never), encoding="utf-8")
    told = rely("simulate", "never.yaml", "--n", 50)
    assert "  guideline 'elsewhere' is given at all\n" in told.err
    assert told.err.count("elsewhere") == 1


def test_given_facts_and_forms_can_be_fixed(rely: Run) -> None:
    told = rely("simulate", SEASONS, "--n", 40, "--given", "season=winter", "--given", "hour_cost=12.5")
    rows = _rows(told.out)
    assert {(row["given.season"], row["given.hour_cost"]) for row in rows} == {("winter", "12.5")}
    assert {row["WA01"] for row in rows} == {""}
    scan = _rows(rely("simulate", "relationship-check", "--n", 10, "--form", "scan").out)
    assert {row["form"] for row in scan} == {"scan"}
    assert {row["TR01"] for row in scan} == {""}
    free = _rows(rely("simulate", SEASONS, "--n", 40, "--given", "season=").out)
    assert {row["given.season"] for row in free} == {""}


def test_what_is_assumed_can_be_changed(rely: Run) -> None:
    nothing = _rows(rely("simulate", SEASONS, "--n", 20, "--missing", 1, "--na", 0).out)
    assert {row["visits"] for row in nothing} == {""}
    same = _rows(rely("simulate", VALID / "likert-inventory.yaml", "--n", 20, "--straightliners", 1).out)
    assert all(len({row["TH01"], row["TH02"]} - {"", "na", "dk"}) <= 1 for row in same)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--form", "scam"], "has no form 'scam'. Did you mean 'scan'?"),
        (["--lang", "fr"], "'fr' is no language of relationship-check. There are: nl, en, de."),
        (["--given", "phase=initial"], "'phase=initial' does not fit"),
        (["--given", "phase"], "'phase' fixes nothing"),
        (["--n", "0"], "--n"),
        (["--seed", "-1"], "--seed"),
        (["--missing", "2"], "--missing"),
        (["-o", "there.csv"], "there.csv exists already, and nothing is overwritten."),
        (["--coverage", "there.csv"], "there.csv exists already, and nothing is overwritten."),
        (["-o", "new.csv", "--coverage", "./new.csv"], "new.csv cannot hold both"),
        (["--na", "nan"], "'nan' is no number between 0 and 1."),
        (["-o", "no/such/folder.csv"], "'no/such/folder.csv' cannot be written to"),
    ],
)
def test_wrong_usage_is_told(rely: Run, here: Path, options: list[str], says: str) -> None:
    (here / "there.csv").write_text("mine", encoding="utf-8")
    told = rely("simulate", "relationship-check", "--n", 3, *options)
    assert (told.code, told.out) == (2, "")
    assert says in told.err
    assert (here / "there.csv").read_text(encoding="utf-8") == "mine"


def test_the_codes_that_a_given_fact_may_have_are_told(rely: Run) -> None:
    told = rely("simulate", SEASONS, "--n", 3, "--given", "season=sumer")
    assert told.code == 2
    assert "Accepted: summer, winter." in told.err
    assert "Did you mean 'season'?" in rely("simulate", SEASONS, "--n", 3, "--given", "seasn=summer").err


@pytest.mark.parametrize("name", ["empty-file.yaml", "yaml-syntax.yaml", "unknown-scale.yaml"])
def test_a_questionnaire_with_errors_is_not_simulated(rely: Run, name: str) -> None:
    told = rely("simulate", DATA / "invalid" / name, "--n", 3)
    assert (told.code, told.out) == (1, "")
    assert f"[{Path(name).stem}]" in told.err


def test_the_help_tells_what_is_assumed() -> None:
    command = rely_command.get_command(click.Context(rely_command), "simulate")
    assert command is not None
    helps = {option.name: option.help for option in command.params if isinstance(option, click.Option)}
    for name in ("na", "missing", "loading", "straightliners"):
        assert f"default: {getattr(Assumptions(), name)}." in (helps[name] or "")


def test_every_kind_of_goal_has_its_words() -> None:
    assert set(_GROUPS) == set(_SENTENCES) == set(KINDS)
