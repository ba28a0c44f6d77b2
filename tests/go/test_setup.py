"""What `./go` installs, and what it says when it cannot."""

import re

import pytest

from tests.go.machine import RECORDER, SUDO, Machine


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


def test_what_our_numbers_are_compared_with_is_installed_for_the_long_tests_only(machine: Machine) -> None:
    machine.go("test")
    assert not machine.calls("apt-get")
    machine.go("test", "tests/research", "--all")
    installed = " install --no-install-recommends pspp r-base-core r-cran-psych r-cran-gparotation r-cran-haven "
    assert installed in machine.calls("apt-get")[1]
    assert machine.calls("pytest")


def test_of_what_our_numbers_are_compared_with_only_what_is_missing_is_installed(machine: Machine) -> None:
    machine.install("pspp", RECORDER)
    machine.install("Rscript", '#!/bin/sh\ncase "$*" in *haven*) exit 1 ;; esac\n')
    machine.go("test", "--all")
    assert machine.calls("apt-get")[1].endswith(" install --no-install-recommends r-cran-haven")


def test_the_long_tests_do_not_begin_where_what_they_need_cannot_be_installed(machine: Machine) -> None:
    (machine.tools / "apt-get").unlink()
    refused = machine.go("test", "--all")
    assert refused.returncode == 3
    assert "pspp r-base-core r-cran-psych" in refused.stderr
    assert not machine.calls("pytest")
    assert machine.go("test").returncode == 5
