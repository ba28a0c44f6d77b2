"""Turn the id and release of another instrument into that instrument: a kept release of it, else as it is now."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from rely.loading.checks.findings import Finding, found, listed, unknown
from rely.loading.checks.findings import Path as DataPath
from rely.loading.files import MAIN_FILE, is_in_catalogue, questionnaire_files
from rely.loading.releases import COPIES
from rely.model.instrument import Instrument
from rely.model.items import fits
from rely.paths import questionnaires_dir


class Present(NamedTuple):
    """An instrument as it is now: None when it has problems; `circle` names the way back, where that is the problem."""

    instrument: Instrument | None
    circle: str | None = None


class Unavailable(Exception):
    """The other instrument, or this release of it, cannot be had; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass
class _State:
    """What is known of one of them: the files of its releases by version and, once it was read, what it is now."""

    kept: dict[str, Path]
    present: Present | None = None


class OtherInstruments:
    """The instruments that one questionnaire can name: those in the folder around it, then those of the catalogue.

    `home` is the folder of the questionnaire. `read` gives the instrument in a folder as it is now. `looked_into`
    are the folders on which the answers rested.
    """

    def __init__(self, home: Path, read: Callable[[Path], Present]) -> None:
        self._home = home
        self._read = read
        self._states: dict[Path, _State] = {}
        self.looked_into: set[Path] = set()

    def get(self, name: str, release: str, path: DataPath, owner: str) -> Instrument:
        """The highest release of the instrument that fits, else its present content if that fits.

        `release` is 1.2.0 or 1. Raises Unavailable with a finding at `path`, told of `owner`.
        """
        folder = self._folders.get(name)
        if folder is None:
            raise Unavailable(unknown((*path, "instrument"), "instrument", owner, name, self._folders))
        self.looked_into.add(folder)
        if folder not in self._states:
            self._states[folder] = _State(kept_releases(folder))
        state = self._states[folder]
        kept = state.kept
        fitting = [version for version in kept if fits(version, release)]
        if fitting:
            return self._kept(kept[fitting[-1]], path, owner, name)
        present = state.present = state.present or self._read(folder)
        if present.circle is not None:
            raise Unavailable(found(path, "circular-items", owner=owner, circle=present.circle))
        if present.instrument is None:
            raise Unavailable(_broken(path, owner, name))
        if not fits(present.instrument.version, release):
            hint = f"There are: {listed(dict.fromkeys([*kept, present.instrument.version]))}."
            where = (*path, "version")
            raise Unavailable(found(where, "unknown-release", hint=hint, owner=owner, release=release, name=name))
        return present.instrument

    def _kept(self, path: Path, place: DataPath, owner: str, name: str) -> Instrument:
        try:
            return _release(str(path), path.stat().st_mtime_ns)
        except (OSError, ValueError):  # also the ValidationError of a copy that another release of Rely wrote
            raise Unavailable(_broken(place, owner, name)) from None

    @cached_property
    def _folders(self) -> dict[str, Path]:
        around = self._home.parent if is_in_catalogue(self._home) else None
        shelves = [questionnaires_dir(), *([] if around is None else [around])]
        return {
            folder.name: folder
            for shelf in shelves
            for folder in sorted(shelf.iterdir())
            if (folder / MAIN_FILE).is_file()
        }


def kept_releases(folder: Path) -> dict[str, Path]:
    """The versions whose content is kept in the folder of an instrument, lowest first, each with its file."""
    return {path.stem: path for path in sorted((folder / COPIES).glob("*.json"), key=_number)}


def files_of(folders: Iterable[Path]) -> Iterator[Path]:
    """Every file of these folders that decides what another questionnaire takes from them."""
    for folder in sorted(folders):
        yield from questionnaire_files(folder)
        yield from kept_releases(folder).values()


def _number(path: Path) -> tuple[tuple[bool, int, str], ...]:
    """What sorts versions by their numbers; a name that is none comes first and fits nothing."""
    return tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in path.stem.split("."))


def _broken(path: DataPath, owner: str, name: str) -> Finding:
    hint = f"`rely validate {name}` tells them; mend these first."
    return found((*path, "instrument"), "broken-instrument", hint=hint, owner=owner, name=name)


@lru_cache(maxsize=16)
def _release(path: str, changed: int) -> Instrument:
    """The instrument in a file of canonical JSON; `changed` tells its states apart."""
    return Instrument.model_validate(json.loads(Path(path).read_text(encoding="utf-8")))
