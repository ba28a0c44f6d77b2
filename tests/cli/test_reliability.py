"""Prove that `rely reliability` tells the figures of good rows, names bad ones, and refuses what it cannot do."""

import json
from importlib.util import find_spec as really_find
from pathlib import Path

import pytest

from rely.cli import run
from rely.cli.simulate import command
from tests.cli.conftest import Process, Run


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    made = tmp_path_factory.mktemp("simulated") / "sim.csv"
    assert run(command, ["relationship-check", "--n", "120", "-o", str(made)], name="rely") == 0
    return made.read_bytes()


@pytest.fixture
def data(simulated: bytes, here: Path) -> str:
    (here / "sim.csv").write_bytes(simulated)
    return "sim.csv"


def test_the_json_holds_the_figures_of_every_score_by_group(rely: Run, data: str) -> None:
    told = rely("reliability", "relationship-check", data)
    assert (told.code, told.err) == (0, "")
    trust = told.json["scores"]["trust"]
    assert trust["alpha_low"] < trust["alpha"] < trust["alpha_high"]
    assert set(trust["items"]["TR01"]) >= {"mean", "sd", "item_rest"}
    assert (told.json["rows"], told.json["simulated"]) == (120, 120)
    assert set(told.json["groups"]) == {"initial", "follow_up"}
    assert told.json["scores"] == told.json["groups"][told.json["group"]]["scores"]


def test_the_table_is_for_people(rely: Run, data: str) -> None:
    told = rely("reliability", "relationship-check", data, "--format", "table")
    assert told.code == 0
    assert "! 120 assessments are simulated: nobody gave these answers." in told.out
    assert "Initial phase: " in told.out
    assert "Never drop an item on alpha alone" in told.out
    assert any(line.startswith("TR06 (reverse-coded)") for line in told.out.splitlines())


def test_the_page_is_written_whole_and_in_the_language_asked_for(rely: Run, data: str, here: Path) -> None:
    told = rely("reliability", "relationship-check", data, "--format", "html", "--lang", "de", "-o", "page.html")
    assert (told.code, told.out) == (0, "")
    page = (here / "page.html").read_text("utf-8")
    assert '<html lang="de"' in page
    assert "Wie zuverlässig die Werte sind" in page
    assert sorted(each.name for each in here.iterdir()) == ["page.html", "sim.csv"]


def test_a_page_that_cannot_be_written_is_wrong_usage(rely: Run, data: str) -> None:
    told = rely("reliability", "relationship-check", data, "-o", "nowhere/x.json")
    assert told.code == 2
    assert "'nowhere/x.json' cannot be written to" in told.err


def test_bad_rows_are_named_and_left_out(rely: Run, data: str, here: Path) -> None:
    lines = (here / data).read_text("utf-8").splitlines()
    at = lines[0].split(",").index("TR01")
    bad = lines[5].split(",")
    bad[at] = "7"
    lines[5] = ",".join(bad)
    (here / "bad.csv").write_text("\n".join(lines), "utf-8")
    told = rely("reliability", "relationship-check", "bad.csv")
    assert told.code == 1
    assert told.err.startswith("bad.csv:6:1: 'sim-000005': item 'TR01' cannot be '7'")
    assert told.err.endswith("119 rows looked at, 1 with problems.\n")
    assert told.json["rows"] == 119


@pytest.mark.parametrize("text", ["", "TR01,TR02\n", "TR01,XX99\n1,2\n", "TR01\n9\n"])
def test_a_file_without_a_good_row_gives_no_data(rely: Run, here: Path, text: str) -> None:
    (here / "empty.csv").write_text(text, "utf-8")
    told = rely("reliability", "relationship-check", "empty.csv")
    assert (told.code, told.out) == (1, "")
    assert "empty.csv" in told.err


def test_nine_rows_compute_nothing_and_say_so(rely: Run, here: Path) -> None:
    rely("simulate", "nine-factors", "--n", "9", "-o", "nine.csv")
    told = rely("reliability", "nine-factors", "nine.csv")
    assert told.code == 0
    assert {score["note"] for score in told.json["scores"].values()} == {"not_computed"}
    assert {score["alpha"] for score in told.json["scores"].values()} == {None}
    assert told.json["group"] == "all"


def test_rows_can_be_grouped_by_a_fact_besides_the_phase(rely: Run, data: str) -> None:
    told = rely("reliability", "relationship-check", data, "--by", "cx_country")
    assert all(name.startswith(("initial, ", "follow_up, ")) for name in told.json["groups"])
    assert told.json["left_out"]["small_group"] > 0
    assert all(group["rows"] >= 10 for group in told.json["groups"].values())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--by", "cx_contry"], "Did you mean 'cx_country'?"),
        (["--by", "TR01"], "Rows cannot be grouped by 'TR01', only by a fact with few values."),
        (["--form", "brief"], "'brief' is no form of relationship-check. There are: full, scan."),
        (["--lang", "fr"], "There is nothing in the language 'fr'."),
    ],
)
def test_what_there_is_not_is_wrong_usage(rely: Run, data: str, options: list[str], said: str) -> None:
    told = rely("reliability", "relationship-check", data, *options)
    assert (told.code, told.out) == (2, "")
    assert said in told.err


def test_the_answers_are_never_replaced_by_what_is_told_of_them(rely: Run, data: str) -> None:
    before = Path(data).read_bytes()
    told = rely("reliability", "relationship-check", data, "-o", data)
    assert (told.code, told.out) == (2, "")
    assert "holds the answers, and would be replaced: choose another name with -o." in told.err
    assert Path(data).read_bytes() == before


def test_one_assessment_is_no_sample(rely: Run, here: Path) -> None:
    (here / "one.yaml").write_text("answers: {}\n", "utf-8")
    told = rely("reliability", "relationship-check", "one.yaml")
    assert told.code == 2
    assert "reliability needs many" in told.err
    assert rely("reliability", "relationship-check", "none.csv").code == 2


def test_a_machine_without_scipy_is_told_what_to_install(rely: Run, data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rely.cli.machine.find_spec", lambda name: None if name == "scipy" else really_find(name))
    told = rely("reliability", "relationship-check", data)
    assert (told.code, told.out) == (3, "")
    assert "pip install 'rely[research]'" in told.err


def test_a_table_can_come_from_standard_input(process: Process, data: str, here: Path) -> None:
    with (here / data).open("rb") as file:
        done = process("-c", "from rely.cli import main; main()", "reliability", "relationship-check", "-", stdin=file)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"] == 120


def test_help_loads_nothing_heavy(process: Process) -> None:
    code = (
        "import sys; sys.argv = ['rely', 'reliability', '--help']\n"
        "from rely.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(sorted({'numpy', 'scipy', 'pydantic', 'jinja2', 'polars'} & set(sys.modules)))"
    )
    done = process("-c", code)
    assert done.stdout.decode().splitlines()[-1] == "[]"
