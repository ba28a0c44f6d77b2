"""Turn a path into one under which a file grows, so that nobody ever sees half of it under its name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it gets the name `path` when the block ends well, and else is gone."""
    part = path.with_name(f".{path.name[:60]}.{os.getpid()}.part")
    try:
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())  # or, after a power cut, the name may be there before the content
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
