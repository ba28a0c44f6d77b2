"""Turn an upload of a coach into a private folder that is gone again within the hour."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rely.languages import SOURCE_LANGUAGE
from rely.loading.writing import write_text
from rely.services.assessments import NotFound
from rely.services.site import Site

FOLDER = "uploads"
"""Where the uploads lie, below the folder for data."""

KEPT = timedelta(hours=1)
"""How long an upload stays after its check, and its reports after they were made."""

AFTER_DOWNLOAD = timedelta(minutes=5)
"""How long the reports stay once they were handed over whole: a download may break off at its very end."""

_STATE, _TABLE, _BRAND, _LOGO, _ZIP, _MADE = "state.json", "table", "brand.yaml", "logo", "reports.zip", "made"
_ID = re.compile(r"[0-9a-f]{32}\Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a coach chose: the instrument by its id, the form, the paper, and the language, None for that of each row.

    `form` and `paper` are of `rely.reporting.forms`.
    """

    instrument: str
    language: str | None
    form: str
    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far an upload has come; moments are in UTC.

    `until` is when it is deleted; `ending` is .csv or .xlsx, by what the table holds; `job` makes its reports, and
    `language` is that of the page on which they were asked for; `begun` is when the first was made; `made` and
    `failed` count reports once their ZIP is there, `is_cut` that the time of the run was over before all were made.
    `downloaded` is when the ZIP was first handed over whole.
    """

    choices: Choices
    ending: str
    until: datetime
    has_brand: bool = False
    has_logo: bool = False
    job: str | None = None
    language: str = SOURCE_LANGUAGE
    begun: datetime | None = None
    made: int = 0
    failed: int = 0
    is_cut: bool = False
    downloaded: datetime | None = None

    @property
    def is_sheet(self) -> bool:
        """Whether the table is a workbook."""
        return self.ending == ".xlsx"


class Spool:
    """The folder of one upload; nobody but the user who runs the site can open it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def id(self) -> str:
        """What opens it; unguessable."""
        return self.path.name

    @property
    def brand(self) -> Path:
        """The brand file."""
        return self.path / "brand" / _BRAND

    @property
    def logo(self) -> Path:
        """The logo of the brand."""
        return self.path / _LOGO

    @property
    def made(self) -> Path:
        """The folder of the reports that are made."""
        return self.path / _MADE

    @property
    def zip(self) -> Path:
        """All reports."""
        return self.path / _ZIP

    def table(self, ending: str) -> Path:
        """The table of answers; it never has the name that was sent along."""
        return self.path / f"{_TABLE}{ending}"

    def make(self) -> None:
        """Make the folder."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.path, self.brand.parent, self.made):
            folder.mkdir(mode=0o700)

    def write(self, state: State) -> None:
        """Keep the state. Raises NotFound when the upload is deleted."""
        try:
            write_text(self.path / _STATE, json.dumps(asdict(state), default=datetime.isoformat))
        except FileNotFoundError as error:
            raise NotFound from error

    def read(self) -> State:
        """The state. Raises NotFound when the upload is deleted or was never whole."""
        try:
            kept = json.loads((self.path / _STATE).read_text(encoding="utf-8"))
            moments = {name: _moment(kept[name]) for name in ("begun", "downloaded")}
            until = datetime.fromisoformat(kept["until"])
            return State(**{**kept, **moments, "until": until, "choices": Choices(**kept["choices"])})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NotFound from error

    def note(self, name: str, text: str) -> None:
        """Keep a note under this name. Raises NotFound when the upload is deleted."""
        try:
            write_text(self.path / name, text)
        except FileNotFoundError as error:
            raise NotFound from error

    def noted(self, name: str) -> str:
        """The note of this name; empty when there is none."""
        try:
            return (self.path / name).read_text(encoding="utf-8")
        except OSError:
            return ""

    def drop_sources(self) -> None:
        """Delete what the reports were made from, once they are made."""
        for path in (self.path / f"{_TABLE}.csv", self.path / f"{_TABLE}.xlsx", self.logo):
            path.unlink(missing_ok=True)
        for folder in (self.brand.parent, self.made):
            shutil.rmtree(folder, ignore_errors=True)

    def delete(self) -> None:
        """Delete everything; whoever still writes into it finds no folder."""
        shutil.rmtree(self.path, ignore_errors=True)


def new_spool(site: Site) -> Spool:
    """A folder for an upload that begins."""
    spool = Spool(folder_of(site) / site.new_id().hex)
    spool.make()
    return spool


def find_spool(site: Site, spool_id: object) -> Spool:
    """The upload of this id. Raises NotFound for what is unknown, expired or deleted."""
    if not (isinstance(spool_id, str) and _ID.match(spool_id)):
        raise NotFound
    spool = Spool(folder_of(site) / spool_id)
    if spool.read().until <= site.now():
        spool.delete()
        raise NotFound
    return spool


def downloaded(site: Site, spool: Spool) -> None:
    """Remember that the ZIP was handed over whole: the upload goes soon after."""
    now = site.now()
    try:
        state = spool.read()
        spool.write(replace(state, downloaded=state.downloaded or now, until=min(state.until, now + AFTER_DOWNLOAD)))
    except NotFound:
        return


def sweep_uploads(site: Site) -> None:
    """Delete the uploads whose time is over, and what was left by those that never became whole."""
    now = site.now()
    for spool in spools(site):
        try:
            over = spool.read().until <= now
        except NotFound:
            over = _changed(spool) + KEPT <= now
        if over:
            spool.delete()


def spools(site: Site) -> Iterator[Spool]:
    """Every upload that is kept at this moment."""
    try:
        paths = sorted(folder_of(site).iterdir())
    except (OSError, NotFound):
        return
    yield from (Spool(path) for path in paths if _ID.match(path.name))


def folder_of(site: Site) -> Path:
    """Where the uploads of this site lie. Raises NotFound where it has no folder for data."""
    if site.settings.data is None:
        raise NotFound
    return site.settings.data / FOLDER


def _changed(spool: Spool) -> datetime:
    try:
        return datetime.fromtimestamp(spool.path.stat().st_mtime, UTC)
    except OSError:
        return datetime.max.replace(tzinfo=UTC) - KEPT


def _moment(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)
