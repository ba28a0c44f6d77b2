"""Make a home for a test: questionnaires that can be edited and removed, beside the real templates and reports."""

import secrets
import shutil
from dataclasses import replace
from pathlib import Path

from rely.loading.catalogue import instrument_ids, load_canonical, load_instrument
from rely.paths import questionnaires_dir, reports_dir, templates_dir
from rely.services.catalogue import Catalogue
from rely.services.site import Site
from rely.storage.database import Database
from tests.sites import make_site


def make_home(folder: Path, *instruments: str) -> Path:
    """A folder for RELY_HOME with copies of these instruments."""
    (folder / "questionnaires").mkdir(parents=True)
    for name in instruments:
        shutil.copytree(questionnaires_dir() / name, folder / "questionnaires" / name)
    (folder / "templates").symlink_to(templates_dir())
    (folder / "reports").symlink_to(reports_dir())
    return folder


def site_at_home(database: Database) -> Site:
    """A site that was started just now: its catalogue is what RELY_HOME holds at this moment."""
    catalogue = Catalogue(instrument_ids(), load=load_instrument, read=load_canonical)
    # Codes by true chance, or those of two sites on one database would be the same.
    return replace(make_site(database), catalogue=catalogue, choose=secrets.choice)


def edit(path: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
