"""Turn scores that come piece by piece into standard output, or into a file that is there as a whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from rely.cli.files import told_as_usage
from rely.cli.interrupts import ended_by_sigterm
from rely.cli.streams import write
from rely.loading.writing import part_of


class Output(Protocol):
    """Where scores go."""

    def add(self, content: bytes) -> None:
        """Take the next scores."""


class _Standard:
    def add(self, content: bytes) -> None:
        write(content.decode())


class _Text:
    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self._path, self._file = path, file

    def add(self, content: bytes) -> None:
        with told_as_usage(str(self._path)):
            self._file.write(content)


class _Parts:
    """Parquet files in a folder, one for each piece."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path, self._folder = path, folder
        self.paths: list[Path] = []

    def add(self, content: bytes) -> None:
        part = self._folder / f"{len(self.paths):08}.parquet"
        with told_as_usage(str(self._path)):
            part.write_bytes(content)
        self.paths.append(part)


@contextmanager
def opened(path: Path | None, form: str) -> Iterator[Output]:
    """Where the scores of a table go: standard output without a path.

    A file is built beside its place under another name; a block that ends by an error, Ctrl-C or SIGTERM leaves
    nothing, and neither does one to which nothing was added. Raises UsageError when the place cannot be written to.
    """
    if path is None:
        yield _Standard()
        return
    part = part_of(path)
    with ended_by_sigterm():
        try:
            yield from _into_parts(part, path) if form == "parquet" else _into_file(part, path)
        finally:
            if part.is_dir():
                shutil.rmtree(part)
            part.unlink(missing_ok=True)


def _into_file(part: Path, path: Path) -> Iterator[Output]:
    with told_as_usage(str(path)):
        file = part.open("wb")
    with file:
        yield _Text(path, file)
        with told_as_usage(str(path)):
            file.flush()
            if file.tell():
                part.replace(path)


def _into_parts(part: Path, path: Path) -> Iterator[Output]:
    from rely.research.frame_pieces import join_parquet

    with told_as_usage(str(path)):
        part.mkdir()
    parts = _Parts(path, part)
    yield parts
    if parts.paths:
        with told_as_usage(str(path)):
            whole = part / "whole.parquet"
            join_parquet(parts.paths, whole)
            whole.replace(path)
