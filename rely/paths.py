"""Turn the environment into the folders where questionnaires, templates, reports and data lie."""

import os
from pathlib import Path

from rely.errors import RelyError

_CONTENT = ("questionnaires", "templates", "reports")
_CHECKOUT = Path(__file__).resolve().parents[1]
_WHEEL = Path(__file__).resolve().parent / "_data"


def home() -> Path:
    """Return the folder that holds `questionnaires/`, `templates/` and `reports/`, as an absolute path.

    It is `RELY_HOME` if that is set, else the checkout this file lies in, else what the wheel brought along.
    Raises RelyError when `RELY_HOME` lacks one of the three.
    """
    chosen = os.environ.get("RELY_HOME")
    if chosen:
        return _checked(Path(chosen).resolve())
    return _CHECKOUT if (_CHECKOUT / "pyproject.toml").is_file() else _WHEEL


def questionnaires_dir() -> Path:
    """Return the folder with one folder per instrument. Raises as `home` does."""
    return home() / "questionnaires"


def templates_dir() -> Path:
    """Return the folder with the page templates. Raises as `home` does."""
    return home() / "templates"


def reports_dir() -> Path:
    """Return the folder with the report templates, styles and fonts. Raises as `home` does."""
    return home() / "reports"


def data_dir() -> Path:
    """Return the folder for the database and what else must outlive a restart, as an absolute path.

    It is `RELY_DATA` if that is set, else `var` in the working directory. It need not exist yet.
    """
    return Path(os.environ.get("RELY_DATA") or "var").resolve()


def _checked(folder: Path) -> Path:
    lacking = [name for name in _CONTENT if not (folder / name).is_dir()]
    if lacking:
        raise RelyError(
            f"RELY_HOME is '{folder}', which has no folder {' and no folder '.join(lacking)}. "
            "Set it to a folder that holds questionnaires, templates and reports, or leave it unset "
            "to use those that came with Rely."
        )
    return folder
