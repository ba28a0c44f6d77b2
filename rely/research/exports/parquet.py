"""Turn rows into a Parquet file with real types, and the labels beside them in its metadata."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from rely.research.exports.blocks import blocks, missing_values
from rely.research.rows import Row
from rely.research.variables import Dictionary

METADATA: Final = "rely"
"""The key of the file's metadata under which the variables are described, as JSON."""

_NEARLY_NOTHING: Final = 2**20
"""A disk with fewer free bytes is full for a file of many rows."""


def write_parquet(path: Path, dictionary: Dictionary, rows: Iterable[Row]) -> None:
    """Whole numbers as 64-bit integers, numbers as floats, texts as strings; an empty cell is null.

    The codes for missing answers stand in the cells as everywhere; the metadata says which they are.
    """
    import polars

    kinds = {"integer": polars.Int64, "number": polars.Float64, "text": polars.String}
    schema = {variable.name: kinds[variable.kind]() for variable in dictionary.variables}
    # Blocks are written one by one and then joined by a stream: so memory stays flat, and Ctrl-C is heard at once.
    with TemporaryDirectory(prefix=".rely-", dir=path.parent) as folder, _full_disk_told(path.parent):
        parts = []
        for number, block in enumerate(blocks(rows)):
            parts.append(Path(folder) / f"{number:08d}.parquet")
            columns = dict(zip(schema, zip(*block, strict=True), strict=True))
            polars.DataFrame(columns, schema=schema, strict=True).write_parquet(parts[-1], compression="lz4")
        whole = polars.scan_parquet(parts) if parts else polars.LazyFrame(schema=schema)
        whole.sink_parquet(path, metadata={METADATA: described(dictionary)}, row_group_size=65_536, engine="streaming")


@contextmanager
def _full_disk_told(folder: Path) -> Iterator[None]:
    """Polars says of a full disk that the file is no Parquet file; say what it is."""
    from polars.exceptions import PolarsError

    try:
        yield
    except PolarsError as error:
        if shutil.disk_usage(folder).free < _NEARLY_NOTHING:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise


def described(dictionary: Dictionary) -> str:
    """The variables as JSON: name, label, level, labels of codes, labels of missing codes."""
    return json.dumps(
        {
            "instrument": dictionary.instrument.id,
            "version": dictionary.instrument.version,
            "language": dictionary.language,
            "variables": [
                {
                    "name": each.name,
                    "label": each.label,
                    "level": each.level,
                    "values": {str(code): label for code, label in each.values},
                    "missing": {str(code): label for code, label in missing_values(each).items()},
                }
                for each in dictionary.variables
            ],
        },
        ensure_ascii=False,
    )
