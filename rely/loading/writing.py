"""Turn content into a file that is there as a whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` beside `path` under another name, then put it in its place; readers never see a part.

    Raises OSError when the folder does not exist or cannot be written to.
    """
    _write(path, (content,))


def write_text(path: Path, text: str) -> None:
    """As write_bytes, in UTF-8."""
    write_bytes(path, text.encode())


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """As write_text, of pieces that are never in memory together; a failure while they are made leaves no file."""
    _write(path, (line.encode() for line in lines))


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it gets the name `path` when the block ends well, and else is gone."""
    part = part_of(path)
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def part_of(path: Path) -> Path:
    """Under which name a file grows, or a folder of its parts, until it can be called `path`."""
    return path.with_name(f".{path.name[:60]}.{os.getpid()}.part")


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    with whole_file(path) as part, part.open("wb") as file:
        file.writelines(pieces)
