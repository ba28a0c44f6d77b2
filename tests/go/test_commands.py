"""What `./go` runs, and what it says to a wrong word."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.go.machine import ROOT, Machine


def commands_of_the_script() -> list[str]:
    choice = (ROOT / "go").read_text().partition("\ncase $command in\n")[2]
    return re.findall(r"^ {4}([a-z]+)(?: \|[^)]*)?\)", choice, re.MULTILINE)


@pytest.mark.parametrize("script", ["go", ".ci/run"])
def test_the_scripts_are_well_formed_for_the_plainest_shell(script: str) -> None:
    subprocess.run(["sh", "-n", ROOT / script], check=True)


def test_help_tells_every_command_on_standard_output(machine: Machine) -> None:
    assert {"demo", "setup", "test", "check", "bench", "shots", "lock", "help"} <= set(commands_of_the_script())
    help_ = machine.go("help")
    assert (help_.returncode, help_.stderr) == (0, "")
    for command in commands_of_the_script():
        assert f"  ./go {command} " in help_.stdout
    assert machine.go().stdout == help_.stdout


@pytest.mark.parametrize("arguments", [["demmo"], ["setup", "now"], ["check", "-x"], ["lock", "--upgrad"]])
def test_wrong_usage_ends_with_2_names_the_word_and_does_nothing(machine: Machine, arguments: list[str]) -> None:
    wrong = machine.go(*arguments)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert arguments[-1] in wrong.stderr
    assert machine.calls() == []


def test_the_long_tests_run_with_all_only_and_other_arguments_reach_pytest(machine: Machine) -> None:
    machine.go("test", "-k", "two words")
    assert machine.calls("pytest") == ["python -m pytest -n 2 --dist loadfile -m not long -k two words"]
    machine.go("test", "-k", "word", "--all")
    assert machine.calls("pytest") == ["python -m pytest -n 2 --dist loadfile -m  -k word"]


def test_the_code_of_pytest_is_the_code_of_the_command(machine: Machine) -> None:
    assert machine.go("test").returncode == 5


def test_a_check_does_every_check_and_then_names_all_that_is_not_in_order(machine: Machine) -> None:
    machine.fails("mypy", "lint-imports")
    checked = machine.go("check")
    assert checked.returncode == 1
    assert checked.stderr.endswith("go: not in order: types, layers, tests.\n")  # the stand-in's pytest gives 5
    for call in ("ruff format --check .", "ruff check .", "deptry rely", "rely validate --strict"):
        assert machine.calls(call)


def test_a_benchmark_runs_in_its_own_environment(machine: Machine) -> None:
    assert machine.go("bench", "score").returncode == 0
    assert machine.calls("venv")[0] == "python -m venv --clear .venv-bench"
    assert machine.calls("requirements/bench.txt")
    assert machine.calls()[-1] == "python -m benchmarks score"


@pytest.mark.parametrize(("subjects", "is_needed"), [((), True), (("cli", "web"), True), (("cli", "score"), False)])
def test_what_pages_are_measured_beside_is_installed_apart_and_only_for_them(
    machine: Machine, subjects: tuple[str, ...], is_needed: bool
) -> None:
    assert machine.go("bench", *subjects).returncode == 0
    assert bool(machine.calls("venv --clear .venv-otree")) is is_needed
    assert bool(machine.calls("requirements/otree.txt")) is is_needed
    assert len(machine.calls("--editable")) == 1  # this project goes into the other environment only
    machine.go("bench", *subjects)
    assert not machine.calls("pip install")


def test_pages_are_measured_where_nothing_to_measure_them_beside_can_be_installed(machine: Machine) -> None:
    machine.note("no-otree")
    measured = machine.go("bench", "web")
    assert measured.returncode == 0
    assert "no wheel" in measured.stderr
    assert "go: going on without oTree.\n" in measured.stderr
    assert machine.calls()[-1] == "python -m benchmarks web"


def test_the_tests_are_given_a_database_server_where_there_is_none(machine: Machine) -> None:
    (machine.tools / "initdb").unlink()
    found = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    assert machine.go("setup").returncode == 0
    assert bool(machine.calls("--no-install-recommends postgresql")) is not bool(found)
