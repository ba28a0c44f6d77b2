"""Prove what holds for every format: a file is there as a whole or not at all, and memory does not grow with rows."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from rely.cli.export import FORMATS
from rely.loading.writing import part_of
from rely.research.exports import NEEDS, WRITERS, write_export
from rely.research.exports.blocks import ROWS
from rely.research.rows import Row
from tests.research.exports.tables import KINDS, random_rows


def test_the_command_offers_what_can_be_written() -> None:
    assert list(FORMATS) == list(WRITERS)
    assert set(NEEDS) <= set(FORMATS)


class Stopped(BaseException):
    """As Ctrl-C, without frightening pytest."""


def rows_until_it_stops() -> Iterator[Row]:
    yield from random_rows(ROWS + 10)
    raise Stopped


@pytest.mark.parametrize("format", WRITERS)
def test_what_is_interrupted_leaves_the_file_of_before_and_nothing_else(tmp_path: Path, format: str) -> None:
    path = tmp_path / f"a.{format}"
    path.write_text("before")
    with pytest.raises(Stopped):
        write_export(path, format, KINDS, rows_until_it_stops())
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "before"


@pytest.mark.parametrize("format", WRITERS)
def test_only_its_owner_can_read_a_file_from_the_first_byte_on(tmp_path: Path, format: str) -> None:
    path = tmp_path / f"a.{format}"
    path.write_text("before")
    path.chmod(0o644)
    modes = set()

    def rows() -> Iterator[Row]:
        for row in random_rows(20):
            modes.update(each.stat().st_mode & 0o777 for each in tmp_path.glob(".*"))
            yield row

    write_export(path, format, KINDS, rows())
    assert path.stat().st_mode & 0o777 == 0o600
    assert modes <= {0o600, 0o700}


@pytest.mark.parametrize("format", WRITERS)
def test_a_link_laid_where_the_file_grows_leads_nowhere(tmp_path: Path, format: str) -> None:
    path, elsewhere = tmp_path / f"a.{format}", tmp_path / "elsewhere"
    elsewhere.write_text("of somebody else")
    part_of(path).symlink_to(elsewhere)
    write_export(path, format, KINDS, random_rows(3))
    assert elsewhere.read_text() == "of somebody else"
    assert not path.is_symlink()


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    for format in ("csv", "parquet"):
        with pytest.raises(OSError, match=r"No such file|not find"):
            write_export(tmp_path / "no" / f"a.{format}", format, KINDS, random_rows(1))


@pytest.mark.parametrize("format", WRITERS)
def test_twice_as_many_rows_take_no_more_memory(tmp_path: Path, format: str) -> None:
    def peak(blocks: int) -> int:
        rows = random_rows(ROWS)[:: 8 if format == "xlsx" else 1]
        tracemalloc.start()
        write_export(tmp_path / f"a.{format}", format, KINDS, (row for _ in range(blocks) for row in rows))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(1)
    assert peak(6) < 1.3 * peak(3) + 200_000
