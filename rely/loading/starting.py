"""Turn the text of a new questionnaire into its folder, where an editor can help with it."""

from __future__ import annotations

from pathlib import Path

from rely.loading.files import MAIN_FILE
from rely.loading.schema import SCHEMA_FILE, schema_text
from rely.loading.writing import write_text

MODELINE = f"# yaml-language-server: $schema=../{SCHEMA_FILE}\n"
"""The first line of a file that leads an editor to the schema beside its folder."""

CATALOGUE = "questionnaires"


def start_questionnaire(folder: Path, text: str) -> Path:
    """Make the folder and write its main file, which is returned. Raises OSError.

    Below questionnaires/ the file begins with the line for editors, and the schema is put beside the folder unless it
    is there. Elsewhere nothing is written outside the folder.
    """
    folder.mkdir(parents=True)
    shared = folder.resolve().parent
    if shared.name == CATALOGUE:
        text = MODELINE + text
        if not (shared / SCHEMA_FILE).exists():
            write_text(shared / SCHEMA_FILE, schema_text(part=True))
    write_text(folder / MAIN_FILE, text)
    return folder / MAIN_FILE
