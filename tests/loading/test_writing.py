"""Prove that a file is written as a whole or not at all."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from rely.loading.writing import part_of, write_bytes, write_lines, write_text


def test_the_new_content_takes_the_place_of_the_old_in_one_step(tmp_path: Path) -> None:
    path, old = tmp_path / "a.txt", tmp_path / "old.txt"
    path.write_text("old", encoding="utf-8")
    os.link(path, old)  # what a reader that opened the file before goes on seeing
    write_text(path, "new – é")
    assert path.read_text(encoding="utf-8") == "new – é"
    assert old.read_text(encoding="utf-8") == "old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.txt", "old.txt"]


def test_when_writing_fails_the_old_content_stays_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no space left"):
        write_bytes(path, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text(encoding="utf-8") == "old"


def test_the_name_of_a_file_may_be_as_long_as_the_system_allows(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 251 + ".txt")
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_folder_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_bytes(tmp_path / "absent" / "a.txt", b"new")


def test_lines_are_written_one_after_the_other(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.txt", (f"{number} é\n" for number in range(3)))
    assert (tmp_path / "a.txt").read_bytes() == "0 é\n1 é\n2 é\n".encode()


def test_lines_that_cannot_be_made_to_the_end_leave_no_file(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "first\n"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_lines(tmp_path / "a.txt", broken())
    assert list(tmp_path.iterdir()) == []


def test_a_private_file_is_its_owners_from_the_first_byte_on_and_others_are_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    modes: list[int] = []

    def lines() -> Iterator[str]:
        modes.extend(each.stat().st_mode & 0o777 for each in tmp_path.glob(".*"))
        yield "answers\n"

    before = os.umask(0o022)
    try:
        write_lines(path, lines(), is_private=True)
        write_lines(tmp_path / "open.csv", ["numbers\n"])
    finally:
        os.umask(before)
    assert (path.read_text(), path.stat().st_mode & 0o777, modes) == ("answers\n", 0o600, [0o600])
    assert (tmp_path / "open.csv").stat().st_mode & 0o777 == 0o644


def test_a_private_file_does_not_take_over_what_a_killed_process_left(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("of somebody else")
    part_of(tmp_path / "a.csv").symlink_to(elsewhere)
    write_lines(tmp_path / "a.csv", ["answers\n"], is_private=True)
    assert elsewhere.read_text() == "of somebody else"
