"""Write a questionnaire that a test can edit, break and mend, and preview it."""

import json
from pathlib import Path
from typing import Any

from rely.loading.watch import Watch
from rely.services.preview import Preview
from rely.storage.database import Database
from tests.sites import NOON, make_site
from tests.small_instrument import SOURCE

TITLE = '"Small check"'
"""What stands in the file of the small instrument and can be replaced."""


def write_small(folder: Path, **changes: Any) -> Path:
    """The file of the small instrument in a folder of its own, with these top-level keys changed."""
    return write(folder, {**SOURCE, **changes})


def write(folder: Path, source: dict[str, Any]) -> Path:
    """The file of an instrument in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "instrument.yaml"
    file.write_text(json.dumps(source, indent=1, ensure_ascii=False), encoding="utf-8")
    return file


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that stands in the file, so that its size changes with it."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def make_preview(database: Database, path: Path) -> Preview:
    """The preview of a questionnaire on a site that a test can look into."""
    return Preview(make_site(database, operator="Rely"), Watch(path, clock=lambda: NOON))


EXAMPLE = """\
instrument: small
lang: en
answers:
  data: Allotment
  plants: 12
  sown: 'yes'
  S1: 5
  S2: 4
  csrf_token: 2
  L1: 9
"""
"""The answers of an example of the small instrument."""
