"""Prove that an export keeps the contract of commands: what is written, what is told, and how it ends."""

import csv
import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import polars
import pyreadstat
import pytest

from rely.cli.database import site_at_hand
from rely.cli.export_source import Passed
from rely.cli.export_words import tell_of_recipients
from rely.research.exports import limits
from rely.services.assessments import get_assessment
from rely.services.examples import fill_examples
from rely.services.research_consent import agree, withdraw, wording_of
from tests.cli.conftest import Outcome, Process, Run

ROOT = Path(__file__).parents[2]
FORMULA = "=HYPERLINK(1)"
NAME = "Zwanenbloem"
FULL_DISK = "rely: no space left on device: what was to be written is not complete."


@pytest.fixture
def answers(here: Path) -> Path:
    """Three good rows and a bad one, with a planted formula and a planted name."""
    lines = [
        "id,respondent,date,cx_alias,cx_first_contact,cx_first_transaction,TR01,TR02",
        f"{NAME}-1,{NAME},2026-03-09,{FORMULA},yes,no,4,na",
        f"{NAME}-2,{NAME},2026-04-10,@{NAME},yes,no,2,5",
        "3,x,2026-04-11,y,yes,no,9,5",
        "4,x,,y,,,,",
    ]
    path = here / "answers.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def no_space(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_good_rows_are_written_bad_ones_named_and_the_end_is_1(rely: Run, answers: Path, here: Path) -> None:
    done = rely("export", answers, "--instrument", "relationship-check", "-o", "out.csv")
    assert (done.code, done.out) == (1, "")
    assert "answers.csv:4" in done.err
    assert "TR01" in done.err
    assert "3 rows done, 1 with problems." in done.err
    assert "3 rows of " in done.err
    rows = read(here / "out.csv")
    assert [row["tr01"] for row in rows] == ["4", "2", "-6"]
    assert [row["month"] for row in rows] == ["2026-03", "2026-04", ""]


def test_no_planted_formula_and_no_planted_name_leaves(rely: Run, answers: Path, here: Path) -> None:
    for name in ("out.csv", "out.xlsx", "out.sav", "out.parquet"):
        assert rely("export", answers, "--instrument", "relationship-check", "-o", name).code == 1
    rely("export", answers, "--instrument", "relationship-check", "-o", "long.csv", "--layout", "long")
    assert len(list(here.iterdir())) == 1 + 4 + 8 + 8 + 3
    for path in here.iterdir():
        if path != answers:
            content = path.read_bytes()
            assert NAME.encode() not in content, path.name
            assert FORMULA.encode() not in content, path.name
    tables = [
        polars.read_parquet(here / "out.parquet").rows(),
        pyreadstat.read_sav(here / "out.sav", output_format="polars")[0].rows(),
        list(openpyxl.load_workbook(here / "out.xlsx").worksheets[0].iter_rows(values_only=True)),
    ]
    for table in tables:
        told = " ".join(str(cell) for row in table for cell in row)
        assert "consultancy" in told or "yes" in told
        assert NAME not in told
        assert FORMULA not in told


def test_what_was_typed_comes_along_when_asked_for_with_a_warning_and_harmless(
    rely: Run, answers: Path, here: Path
) -> None:
    done = rely("export", answers, "--instrument", "relationship-check", "-o", "out.csv", "--with-texts")
    assert "Warning: code names" in done.err
    row = read(here / "out.csv")[0]
    assert (row["respondent"], row["cx_alias"]) == (NAME, f"'{FORMULA}")


def test_what_was_typed_leaves_the_database_only_where_it_was_allowed(
    rely: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELY_SECRET_KEY", "a secret for tests that is long enough")
    assert rely("db", "upgrade").code == 0
    with site_at_hand() as site:
        found = fill_examples(site)[0]
        opened = get_assessment(site, found.id)
        withdraw(site, opened)
        wording = wording_of(site, opened.instrument, "nl")
        agree(site, opened, language="nl", wording=wording, with_words=True)
    done = rely("export", "--instrument", "relationship-check", "-o", "out.csv", "--with-texts")
    assert done.code == 0
    names = [row["cx_alias"] for row in read(here / "out.csv")]
    assert sorted(filter(None, names)) == [found.subject]
    told = (
        f"The respondents of 1 of {len(names)} assessments allowed what they typed as words; of the others it is empty."
    )
    assert len(names) > 1
    assert told in done.err
    assert "Warning: code names" in done.err


def test_a_study_gives_the_same_pseudonyms_again_and_no_other_does(rely: Run, answers: Path, here: Path) -> None:
    def ids(name: str, *choices: str) -> tuple[set[str], str]:
        done = rely("export", answers, "--instrument", "relationship-check", "-o", name, *choices)
        return {row["case_id"] for row in read(here / name)}, done.err

    first, told = ids("a.csv", "--study", "one")
    assert "The study 'one' begins. Its key is in " in told
    again, told = ids("b.csv", "--study", "one")
    assert "begins" not in told
    assert first == again
    assert first.isdisjoint(ids("c.csv", "--study", "two")[0])
    unnamed, told = ids("d.csv")
    assert "will not come again" in told
    assert unnamed.isdisjoint(first | ids("e.csv")[0])


def test_nothing_is_said_of_pseudonyms_where_no_file_came_of_them(
    rely: Run, answers: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def export(path: Path, output: str) -> Outcome:
        done = rely("export", path, "--instrument", "relationship-check", "-o", output)
        assert "pseudonym" not in done.err
        return done

    monkeypatch.setattr(limits, "MOST_ROWS", {"xlsx": 2})
    assert export(answers, "out.xlsx").code == 2
    monkeypatch.setattr(polars.LazyFrame, "sink_parquet", no_space)
    monkeypatch.setattr("rely.cli._forget_output", lambda: None)  # which would close what the test reads
    done = export(answers, "out.parquet")
    assert (done.code, done.err.splitlines()[-1]) == (3, FULL_DISK)
    answers.write_text("TR01\n9\n")
    assert export(answers, "out.csv").code == 1
    assert list(here.iterdir()) == [answers]


def test_codebook_and_programs_lie_beside_the_data_and_are_named(rely: Run, answers: Path, here: Path) -> None:
    done = rely("export", answers, "--instrument", "relationship-check", "-o", "out.sav", "--lang", "en")
    beside = {"out.sav.codebook.html", "out.sav.codebook.json", "out.sav.scoring.sps", "out.sav.scoring.R"}
    assert {path.name for path in here.iterdir()} == {"answers.csv", "out.sav", *beside}
    assert all(name in done.err for name in beside)
    assert "Trust: score, 0-100" in pyreadstat.read_sav("out.sav", output_format="polars")[1].column_labels


def test_programs_for_a_file_that_was_here_before_do_not_stay_beside_another_layout(
    rely: Run, answers: Path, here: Path
) -> None:
    rely("export", answers, "--instrument", "relationship-check", "-o", "out.csv")
    programs = {here / "out.csv.scoring.sps", here / "out.csv.scoring.R"}
    assert all(path.exists() for path in programs)
    done = rely("export", answers, "--instrument", "relationship-check", "-o", "out.csv", "--layout", "long")
    assert not any(path.exists() for path in programs)
    assert all(f"{path.name} is gone: it told of the file that was here before." in done.err for path in programs)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["answers.csv", "-o", "x.csv"], "add --instrument"),
        (["nowhere.csv", "--instrument", "relationship-check", "-o", "x.csv"], "no file 'nowhere.csv'"),
        (["answers.csv", "--instrument", "relationship-chek", "-o", "x.csv"], "relationship-check"),
        (["answers.csv", "--instrument", "relationship-check", "-o", "x"], "add --format"),
        (["answers.csv", "--instrument", "relationship-check", "-o", "./answers.csv"], "holds the answers"),
        (["answers.csv", "--instrument", "relationship-check", "-o", "x.csv", "--format", "sav"], "ends as a file"),
        (["answers.csv", "--instrument", "relationship-check", "-o", "no/x.csv"], "no folder 'no'"),
        (["answers.csv", "--instrument", "relationship-check", "-o", ".", "--format", "csv"], "is a folder"),
        (["answers.csv", "--instrument", "relationship-check", "-o", "x.csv", "--lang", "xx"], "language 'xx'"),
        (["answers.csv", "--instrument", "relationship-check", "-o", "x.csv", "--study", "../x"], "No study"),
        (["answers.csv", "--instrument", "relationship-check", "-o", "x.csv", "--occasions", "all"], "--occasions"),
        (["answers.csv", "--instrument", "relationship-check", "-o", "x.csv", "--k", "1"], "--k"),
        (["-o", "x.csv", "--with-texts", "--small-groups", "suppress"], "Leave one of the two out"),
    ],
)
def test_wrong_usage_is_2_says_why_and_makes_nothing(
    rely: Run, answers: Path, here: Path, arguments: list[str], told: str
) -> None:
    done = rely("export", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert list(here.iterdir()) == [answers]


def test_recipients_that_respondents_agreed_to_and_the_site_no_longer_names_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell_of_recipients({})
    assert capsys.readouterr().err == ""
    tell_of_recipients({None: 2})
    assert capsys.readouterr().err.startswith("Of 2 assessments it is not known here who was named")
    tell_of_recipients({"Hochschule Beispiel": 1})
    told = capsys.readouterr().err
    assert "of 1 assessment agreed that these receive their answers: Hochschule Beispiel\n" in told
    assert "nobody but those above" in told


def test_a_file_without_a_good_row_makes_none(rely: Run, here: Path) -> None:
    for content in ("", "TR01\n9\n", "no_such_item\n1\n", "\x00\xff"):
        (here / "bad.csv").write_text(content, encoding="utf-8")
        done = rely("export", "bad.csv", "--instrument", "relationship-check", "-o", "out.csv")
        assert done.code == 1
        assert "bad.csv" in done.err
        assert [path.name for path in here.iterdir()] == ["bad.csv"]


def test_more_rows_than_a_sheet_holds_is_wrong_usage_that_names_csv(
    rely: Run, answers: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_ROWS", {"xlsx": 2})
    done = rely("export", answers, "--instrument", "relationship-check", "-o", "out.xlsx")
    assert done.code == 2
    assert "--format csv" in done.err
    assert list(here.iterdir()) == [answers]


def test_a_database_that_is_not_ready_or_holds_nothing_to_export_is_told(rely: Run, here: Path) -> None:
    assert rely("export", "-o", "out.csv").code == 3
    assert rely("db", "upgrade").code == 0
    done = rely("export", "-o", "out.csv")
    assert done.code == 1
    assert "nobody agreed to research" in done.err
    assert list(here.iterdir()) == []


def test_without_the_packages_for_a_format_it_names_what_installs_them(
    rely: Run, answers: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rely.cli import machine

    monkeypatch.setattr(machine, "find_spec", lambda name: None)
    done = rely("export", answers, "--instrument", "relationship-check", "-o", "out.sav")
    assert done.code == 3
    assert "pyreadstat and polars" in done.err
    assert "pip install 'rely[research]'" in done.err
    assert rely("export", answers, "--instrument", "relationship-check", "-o", "out.csv").code == 1


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_leaves_nothing_behind(here: Path, ending: signal.Signals) -> None:
    rows = "TR01,cx_first_contact,cx_first_transaction\n" + "4,yes,no\n" * 100_000
    (here / "many.csv").write_text(rows, encoding="utf-8")
    arguments = ["export", "many.csv", "--instrument", "relationship-check", "-o", "out.csv", "--jobs", "2"]
    running = subprocess.Popen(
        [sys.executable, "-c", "from rely.cli import main; main()", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background job inherits it as ignored
    )
    waited_until = time.monotonic() + 60
    while not any(path.name.endswith(".part") and path.stat().st_size for path in here.iterdir()):
        assert running.poll() is None
        assert time.monotonic() < waited_until
        time.sleep(0.05)
    running.send_signal(ending)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in told
    assert [path.name for path in here.iterdir()] == ["many.csv"]


def test_help_loads_nothing_heavy(process: Process) -> None:
    heavy = "numpy,polars,pyreadstat,sqlalchemy,pydantic,jinja2,flask,weasyprint"
    code = (
        "import sys; from rely.cli import main\n"
        "try: main(['export', '--help'])\n"
        f"except SystemExit: print(sorted(set('{heavy}'.split(',')) & set(sys.modules)))"
    )
    assert process("-c", code).stdout.rstrip().endswith(b"[]")


def test_the_progress_tells_how_many_of_how_many_and_how_long_it_takes() -> None:
    now = 0.0
    passed = Passed(1000, clock=lambda: now)
    for _ in range(100):
        passed.step()
    now = 20.0
    assert passed.line() == "100 of 1,000 assessments, about 3:00 left"
    assert Passed(None).line() == "0 assessments"
