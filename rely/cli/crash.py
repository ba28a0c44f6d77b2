"""Turn an unexpected error into a log file that holds its traceback."""

from __future__ import annotations

import tempfile
import time
import traceback
from pathlib import Path

from rely.paths import data_dir


def keep_traceback(error: BaseException) -> Path:
    """Write the traceback into the folder logs of Rely's data, else into a temporary file; return its path."""
    text = "".join(traceback.format_exception(error))
    name = time.strftime("rely-%Y%m%d-%H%M%S.log")
    try:
        folder = data_dir() / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError:
        path = Path(tempfile.mkdtemp(prefix="rely-")) / name
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    return path
