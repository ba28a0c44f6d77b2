"""Prove that `rely reliability --beside` pairs two files, names bad rows of either, and refuses what cannot be."""

from pathlib import Path

import pytest

from tests.cli.conftest import Process, Run

BESIDE = ("--beside", "client-pulse", "clients.csv")


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    from rely.cli import run
    from rely.cli.simulate import command

    folder = tmp_path_factory.mktemp("simulated")
    made = {"own.csv": ("relationship-check", "1"), "clients.csv": ("client-pulse", "2")}
    for name, (instrument, seed) in made.items():
        args = [instrument, "--n", "100", "--seed", seed, "-o", str(folder / name)]
        assert run(command, args, name="rely") == 0
    return {name: (folder / name).read_bytes() for name in made}


@pytest.fixture(autouse=True)
def files(simulated: dict[str, bytes], here: Path) -> None:
    for name, content in simulated.items():
        (here / name).write_bytes(content)


def test_the_gaps_stand_beside_the_scores_in_the_json(rely: Run) -> None:
    alone = rely("reliability", "relationship-check", "own.csv")
    told = rely("reliability", "relationship-check", "own.csv", *BESIDE)
    assert (told.code, told.err) == (0, "")
    assert list(told.json["gaps"]) == ["trust", "emotion", "content", "interaction"]
    assert set(told.json["gaps"]["trust"]) >= {
        "n", "pairs", "note", "own", "other", "correlation", "mean", "sd", "reliability", "sem", "beyond", "cautions",
    }  # fmt: skip
    assert told.json["scores"] == alone.json["scores"]
    assert told.json["beside"]["instrument"]["id"] == "client-pulse"
    assert not {"gaps", "beside"} & set(alone.json)


def test_the_table_and_the_page_tell_the_gaps(rely: Run, here: Path) -> None:
    told = rely("reliability", "relationship-check", "own.csv", *BESIDE, "--format", "table")
    assert told.code == 0
    assert told.out.count("How reliable the gaps are: Own view, The client’s view\n") == 2
    assert "! 100 assessments of others are simulated: nobody gave these answers.\n" in told.out
    assert "Trust: TR02 – CP_TR1, TR01 – CP_TR2\n" in told.out
    page = rely("reliability", "relationship-check", "own.csv", *BESIDE, "--format", "html", "--lang", "de")
    assert "Wie zuverlässig die Unterschiede sind: Eigene Sicht, Sicht des Kunden" in page.out


def test_bad_rows_of_others_are_named_with_their_file_and_left_out(rely: Run, here: Path) -> None:
    text = (here / "clients.csv").read_text("utf-8").splitlines()
    at = text[0].split(",").index("CP_TR2")
    row = text[3].split(",")
    row[at] = "9"
    (here / "clients.csv").write_text("\n".join([*text[:3], ",".join(row), *text[4:]]), "utf-8")
    told = rely("reliability", "relationship-check", "own.csv", *BESIDE)
    assert told.code == 1
    assert told.err.startswith("clients.csv:4:1: 'sim-000003': item 'CP_TR2' cannot be '9'")
    assert told.err.endswith("99 rows of clients.csv looked at, 1 with problems.\n")
    assert told.json["beside"]["rows"] == 99


def test_a_second_file_without_a_good_row_gives_no_data(rely: Run, here: Path) -> None:
    (here / "clients.csv").write_text("id,CP_TR1\nx,9\n", "utf-8")
    told = rely("reliability", "relationship-check", "own.csv", *BESIDE)
    assert (told.code, told.out) == (1, "")
    assert "clients.csv:2" in told.err


def test_files_of_other_relationships_say_how_rows_are_paired(rely: Run, here: Path) -> None:
    text = (here / "clients.csv").read_text("utf-8").replace("sim-", "other-")
    (here / "clients.csv").write_text(text, "utf-8")
    told = rely("reliability", "relationship-check", "own.csv", *BESIDE, "--format", "table")
    assert told.code == 0
    assert "! None of these assessments has answers of others beside it." in told.out
    assert rely("reliability", "relationship-check", "own.csv", *BESIDE).json["gaps"]["trust"]["n"] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("client-pulse", "clients.csv", "--beside", "relationship-check", "own.csv"), "name 'relationship-check' and"),
        (("relationship-check", "own.csv", "--beside", "nine-factors", "own.csv"), "has no `comparison`"),
        (("nine-factors", "own.csv", "--beside", "client-pulse", "clients.csv"), "has no statement that mirrors one"),
        (
            ("relationship-check", "own.csv", "--beside", "relationship-check", "own.csv"),
            "both are 'relationship-check'",
        ),
        (("relationship-check", "own.csv", "--beside", "client-pulse", "client.csv"), "Did you mean 'clients.csv'?"),
        (("relationship-check", "-", "--beside", "client-pulse", "-"), "Standard input holds one table"),
        (("relationship-check", "own.csv", "--beside", "client-pulse"), "--beside"),
    ],
)
def test_what_cannot_be_compared_is_wrong_usage(rely: Run, arguments: tuple[str, ...], said: str) -> None:
    told = rely("reliability", *arguments)
    assert (told.code, told.out) == (2, "")
    assert said in told.err


def test_the_own_answers_may_come_from_standard_input(process: Process, here: Path) -> None:
    with (here / "own.csv").open("rb") as file:
        done = process(
            "-c", "from rely.cli import main; main()", "reliability", "relationship-check", "-", *BESIDE, stdin=file
        )
    assert done.returncode == 0, done.stderr
    assert b'"gaps"' in done.stdout
