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


def write_lines(path: Path, lines: Iterable[str], *, is_private: bool = False) -> None:
    """As write_text, of pieces that are never in memory together; a failure while they are made leaves no file.

    `is_private` as in whole_file.
    """
    _write(path, (line.encode() for line in lines), is_private=is_private)


@contextmanager
def whole_file(path: Path, *, is_private: bool = False) -> Iterator[Path]:
    """A path beside `path` to write to; it gets the name `path` when the block ends well, and else is gone.

    With `is_private`, for what people answered, only its owner can read the file, from the first byte on.
    """
    part = part_of(path)
    try:
        if is_private:
            _begin_private(part)
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def part_of(path: Path) -> Path:
    """Under which name a file grows, or a folder of its parts, until it can be called `path`."""
    return path.with_name(f".{path.name[:60]}.{os.getpid()}.part")


def _begin_private(path: Path) -> None:
    path.unlink(missing_ok=True)  # left by a killed process of the same number
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _write(path: Path, pieces: Iterable[bytes], *, is_private: bool = False) -> None:
    with whole_file(path, is_private=is_private) as part, part.open("wb") as file:
        file.writelines(pieces)
