"""`./go`: what it installs, what it runs, and what it says when it cannot.

Its set-up is played on a machine of stand-ins: a folder of programs that note how they were called, and
nothing else on the PATH but a few real tools. So nothing is installed, and every outcome can be had.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REAL_TOOLS = ("cat", "chmod", "cksum", "cp", "dirname", "env", "grep", "mkdir", "sh", "tail", "true")

# Notes its call, and ends as the file `fails` beside the notes says it must.
RECORDER = """#!/bin/sh
printf '%s %s\\n' "${0##*/}" "$*" >>"$NOTES/calls"
if grep -qxF -- "${0##*/}" "$NOTES/fails"; then exit 1; fi
"""
SUDO = f'{RECORDER}[ "$1" = -n ] && shift && exec "$@"\n'
# Knows the few things the script asks of a Python, and notes the rest.
PYTHON = """#!/bin/sh
case "$*" in
    *ensurepip*) [ ! -e "$NOTES/old-python" ]; exit ;;
    --version) echo Python 3.11.2; exit ;;
    "-c import pip") exit ;;
    -c*ctypes.CDLL*) cat "$NOTES/missing"; exit ;;
    "-m venv"*)
        mkdir -p "$4/bin"
        cp "$0" "$4/bin/python"
        for tool in ruff mypy lint-imports deptry rely; do cp "$TOOLS/apt-get" "$4/bin/$tool"; done
        echo 'version = 3.11.2' >"$4/pyvenv.cfg" ;;
    *pytest*) code=5 ;;
    *requirements/otree.txt) [ ! -e "$NOTES/no-otree" ] || { echo 'no wheel'; exit 1; } ;;
    *pip*) [ ! -e "$NOTES/no-network" ] || { echo 'no route to host'; exit 1; } ;;
esac
printf 'python %s\\n' "$*" >>"$NOTES/calls"
exit "${code-0}"
"""


class Machine:
    """A bare machine with a copy of the project, in a folder with a space in its name."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "my rely"
        self.tools = folder / "tools"
        self.notes = folder / "notes"
        for made in (self.project / "requirements", self.tools, self.notes):
            made.mkdir(parents=True)
        shutil.copy(ROOT / "go", self.project)
        for file in ("pyproject.toml", "requirements/run.txt", "requirements/test.txt"):
            (self.project / file).write_text(f"# {file}\n")
        for tool in REAL_TOOLS:
            (self.tools / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
        for tool in ("apt-get", "chromium", "initdb"):
            self.install(tool, RECORDER)
        self.install("python3", PYTHON)
        self.user("root")
        self.lacks()
        self.fails()

    def install(self, tool: str, text: str) -> None:
        (self.tools / tool).write_text(text)
        (self.tools / tool).chmod(0o755)

    def user(self, name: str) -> None:
        self.install("id", f"#!/bin/sh\necho {0 if name == 'root' else 1000}\n")

    def lacks(self, *packages: str) -> None:
        self.note("missing", *packages)

    def fails(self, *tools: str) -> None:
        self.note("fails", *tools)

    def note(self, name: str, *lines: str) -> None:
        (self.notes / name).write_text("".join(f"{line}\n" for line in lines))

    def go(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Call ./go from elsewhere; the notes then hold the calls of this run only."""
        (self.notes / "calls").unlink(missing_ok=True)
        environment = {"PATH": str(self.tools), "NOTES": str(self.notes), "TOOLS": str(self.tools)}
        return subprocess.run(
            [self.project / "go", *arguments],
            cwd="/",
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self, word: str = "") -> list[str]:
        notes = self.notes / "calls"
        return [line for line in notes.read_text().splitlines() if word in line] if notes.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


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


def test_a_first_setup_installs_the_locked_packages_and_the_project(machine: Machine) -> None:
    told = machine.go("setup")
    assert (told.returncode, told.stdout) == (0, "")
    assert "go: installing the packages of requirements/test.txt into .venv\n" in told.stderr
    venv, packages, project = machine.calls()
    assert venv == "python -m venv --clear .venv"
    assert packages.endswith("--require-hashes -r requirements/test.txt")
    assert "--no-build-isolation --no-deps --editable ." in project


def test_a_second_setup_does_nothing(machine: Machine) -> None:
    machine.go("setup")
    assert machine.go("setup").returncode == 0
    assert machine.calls() == []


def test_the_demo_needs_the_run_time_packages_only_and_gets_its_options(machine: Machine) -> None:
    assert machine.go("demo", "--once").returncode == 0
    assert not machine.calls("test.txt")
    assert machine.calls("requirements/run.txt")
    assert machine.calls()[-1] == "python -m rely.cli.demo --once"


def test_the_pictures_need_the_test_packages_and_get_their_options(machine: Machine) -> None:
    assert machine.go("shots", "--only", "start", "a folder").returncode == 0
    assert machine.calls("requirements/test.txt")
    assert machine.calls()[-1] == "python -m tests.shots --only start a folder"


def test_the_test_packages_include_those_of_the_demo(machine: Machine) -> None:
    machine.go("setup")
    machine.go("demo")
    assert machine.calls() == ["python -m rely.cli.demo"]


@pytest.mark.parametrize("file", ["pyproject.toml", "requirements/test.txt"])
def test_a_changed_lock_or_project_file_is_installed_into_the_same_environment(machine: Machine, file: str) -> None:
    machine.go("setup")
    (machine.project / file).write_text("# changed\n")
    machine.go("setup")
    assert machine.calls("pip install")
    assert not machine.calls("venv")


def test_an_interrupted_setup_is_finished_by_the_next(machine: Machine) -> None:
    machine.note("no-network")
    assert machine.go("setup").returncode == 3
    (machine.notes / "no-network").unlink()
    assert machine.go("setup").returncode == 0
    assert machine.calls("--require-hashes")


def test_a_project_that_was_moved_gets_a_new_environment(machine: Machine) -> None:
    machine.go("setup")
    machine.project = machine.project.rename(machine.project.with_name("moved"))
    machine.go("setup")
    assert machine.calls("venv")


def test_an_environment_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.go("setup")
    (machine.project / ".venv/bin/python").unlink()
    assert machine.go("setup").returncode == 0
    assert machine.calls("venv")


def test_a_step_that_fails_ends_with_3_and_shows_the_end_of_its_log_and_where_it_is(machine: Machine) -> None:
    machine.note("no-network")
    failed = machine.go("setup")
    assert failed.returncode == 3
    assert "no route to host" in failed.stderr
    assert str(machine.project / ".cache/go.log") in failed.stderr


def test_as_root_only_the_missing_packages_are_installed(machine: Machine) -> None:
    machine.lacks("libharfbuzz-subset0")
    assert machine.go("setup").returncode == 0
    update, install = machine.calls("apt-get")
    assert update == "apt-get -q update"
    assert install.endswith(" install --no-install-recommends libharfbuzz-subset0")


def test_another_user_installs_through_sudo_that_asks_nothing(machine: Machine) -> None:
    machine.user("eva")
    machine.install("sudo", SUDO)
    machine.lacks("libharfbuzz-subset0")
    assert machine.go("setup").returncode == 0
    assert machine.calls("sudo -n apt-get -q update")
    assert machine.calls("libharfbuzz-subset0")[0].startswith("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get ")


def test_lists_that_cannot_all_be_read_do_not_stop_the_installation(machine: Machine) -> None:
    machine.install("apt-get", RECORDER + 'case "$*" in *update) exit 100 ;; esac\n')
    machine.lacks("libpango-1.0-0")
    assert machine.go("setup").returncode == 0
    assert machine.calls("install --no-install-recommends libpango-1.0-0")


def test_without_an_administrator_the_exact_command_is_told_and_nothing_is_done(machine: Machine) -> None:
    machine.user("eva")
    machine.lacks("libpango-1.0-0", "libharfbuzz-subset0")
    (machine.tools / "chromium").unlink()
    refused = machine.go("setup")
    assert refused.returncode == 3
    assert (
        "\n    sudo apt-get update && sudo apt-get install -y --no-install-recommends "
        "libpango-1.0-0 libharfbuzz-subset0 chromium\n"
    ) in refused.stderr
    assert machine.calls() == []


def test_a_machine_without_a_usable_python_is_told_that_too_in_the_same_command(machine: Machine) -> None:
    machine.user("eva")
    machine.note("old-python")
    refused = machine.go("demo")
    assert refused.returncode == 3
    assert re.search(r"install -y .* python3 python3-venv libpango-1\.0-0 .*\n", refused.stderr)
    assert "chromium" not in refused.stderr


def test_a_python_that_stays_too_old_is_told(machine: Machine) -> None:
    machine.note("old-python")
    refused = machine.go("demo")
    assert refused.returncode == 3
    assert "Python 3.11 or newer" in refused.stderr


def test_a_machine_without_apt_is_told_what_is_missing_and_of_the_containerfile(machine: Machine) -> None:
    (machine.tools / "apt-get").unlink()
    machine.lacks("libpango-1.0-0")
    refused = machine.go("demo")
    assert refused.returncode == 3
    assert "libpango-1.0-0" in refused.stderr
    assert "Containerfile" in refused.stderr


def test_the_browser_is_installed_for_the_tests_and_not_for_the_demo(machine: Machine) -> None:
    (machine.tools / "chromium").unlink()
    machine.go("demo")
    assert not machine.calls("apt-get")
    machine.go("test")
    assert machine.calls("--no-install-recommends chromium")


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
