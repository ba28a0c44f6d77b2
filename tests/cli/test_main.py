"""Prove that every way a command can end has its exit code, and that help comes without loading anything."""

import importlib
import json
import pkgutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

import rely as package
from rely.cli import COMMANDS, EXIT_CODES, streams
from rely.cli import rely as rely_command
from rely.errors import RelyError
from tests.cli.conftest import Process, Run

HEAVY = ("flask", "sqlalchemy", "weasyprint", "numpy", "pydantic", "jinja2", "yaml", "babel", "waitress")
DATA = Path(__file__).parents[1] / "data" / "questionnaires" / "valid"


@pytest.mark.parametrize("arguments", [[], *([name] for name in COMMANDS), ["db", "upgrade"], ["db", "check"]])
def test_help_loads_none_of_the_heavy_libraries(process: Process, arguments: list[str]) -> None:
    script = (
        "import sys, json\n"
        "from rely.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        f"finally:\n    print(json.dumps([name for name in {HEAVY} if name in sys.modules]), file=sys.stderr)\n"
    )
    done = process("-c", script, *arguments, "--help")
    assert done.returncode == 0
    assert json.loads(done.stderr.decode().splitlines()[-1]) == []
    assert b"Usage: rely" in done.stdout


def test_every_command_is_listed_with_what_it_does(rely: Run) -> None:
    told = rely("--help")
    assert told.code == 0
    for name, text in COMMANDS.items():
        assert name in told.out
        assert text in told.out


def test_the_text_in_the_list_is_how_the_help_of_the_command_begins() -> None:
    for name, text in COMMANDS.items():
        command = rely_command.get_command(click.Context(rely_command), name)
        assert command is not None
        assert (command.help or "").startswith(text)


def test_every_option_says_what_it_does() -> None:
    for name in COMMANDS:
        command = rely_command.get_command(click.Context(rely_command), name)
        assert command is not None
        commands = [command, *getattr(command, "commands", {}).values()]
        for each in commands:
            for option in each.params:
                assert not isinstance(option, click.Option) or option.help, (name, option.name)


def test_the_version_is_told(rely: Run) -> None:
    assert rely("--version").out == f"rely {package.__version__}\n"


@pytest.mark.parametrize("arguments", [["validte"], ["score"], ["score", "a"], ["validate", "--what"], ["--what"]])
def test_wrong_usage_ends_with_2(rely: Run, arguments: list[str]) -> None:
    told = rely(*arguments)
    assert told.code == 2
    assert told.out == ""
    assert told.err


def test_a_value_that_cannot_be_taken_is_told_by_its_option_without_calling_it_invalid(rely: Run) -> None:
    told = rely("syntax", "relationship-check", "--format", "stata")
    assert told.code == 2
    assert "Error: '--format': 'stata' is not one of 'spss', 'r'." in told.err
    assert "nvalid" not in told.err


def test_a_command_that_does_not_exist_is_met_with_the_nearest(rely: Run) -> None:
    assert "Did you mean 'validate'?" in rely("validte").err


def test_every_error_with_an_exit_code_of_its_own_exists() -> None:
    for module in pkgutil.walk_packages(package.__path__, "rely."):
        if not module.name.startswith("rely.storage.migrations") and not module.name.endswith(("__main__", ".demo")):
            importlib.import_module(module.name)
    waiting, names = [RelyError], set()
    while waiting:
        kind = waiting.pop()
        names.add(kind.__name__)
        waiting += kind.__subclasses__()
    assert set(EXIT_CODES) <= names


def test_something_unexpected_ends_with_4_one_line_and_a_log(rely: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("one\ntwo")

    monkeypatch.setattr("rely.loading.instrument.read_questionnaire", fail)
    told = rely("validate", DATA / "no-facets.yaml")
    assert told.code == 4
    assert told.err.count("\n") == 1
    assert "ZeroDivisionError: one two" in told.err
    log = Path(told.err.rpartition("The details are in ")[2].strip())
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_debug_shows_the_traceback(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rely.cli import main

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("rely.loading.instrument.read_questionnaire", fail)
    with pytest.raises(ZeroDivisionError):
        main(["--debug", "validate", str(DATA / "no-facets.yaml")])


def test_the_log_finds_another_place_when_the_data_folder_cannot_be_written(
    rely: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("RELY_DATA", str(here / "file"))
    monkeypatch.setattr("rely.loading.instrument.read_questionnaire", lambda *_: 1 / 0)
    told = rely("validate", DATA / "no-facets.yaml")
    assert told.code == 4
    assert Path(told.err.rpartition("The details are in ")[2].strip()).exists()


def test_a_reader_that_has_seen_enough_is_no_error(here: Path) -> None:
    root = Path(__file__).parents[2]
    script = f"import sys; sys.path.insert(0, {str(root)!r}); from rely.cli import main; main(['schema'])"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_told_in_one_line(here: Path) -> None:
    root = Path(__file__).parents[2]
    script = f"import sys; sys.path.insert(0, {str(root)!r}); from rely.cli import main; main(['schema'])"
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-c", script], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1
    assert b"no space left" in done.stderr


def test_ctrl_c_ends_quietly(here: Path) -> None:
    root = Path(__file__).parents[2]
    script = (
        f"import signal, sys, time; sys.path.insert(0, {str(root)!r})\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a background job inherits it as ignored
        "import rely.loading.instrument as module\n"
        "module.read_questionnaire = lambda *_: (print('begun', flush=True), time.sleep(60))\n"
        f"from rely.cli import main; main(['validate', {str(DATA / 'no-facets.yaml')!r}])"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"begun\n"
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr.read().strip() == b""  # click ends the line that holds ^C


def test_progress_is_shown_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    quiet = streams.Progress("report")
    quiet.step()
    quiet.clear()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    shown = streams.Progress("report")
    shown.step()
    shown.step()
    shown.clear()
    assert capsys.readouterr().err == "\r\x1b[K1 report\r\x1b[K2 reports\r\x1b[K"


def test_texts_are_utf8_whatever_the_machine_says(process: Process) -> None:
    script = "from rely.cli import main; main(['new', 'Übung'])"
    done = process("-X", "utf8=0", "-c", script)
    assert "'Übung'" in done.stderr.decode("utf-8")
