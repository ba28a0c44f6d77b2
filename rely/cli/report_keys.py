"""Turn all that a document depends on into a key, and remember the keys of the documents in a folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path

import rely
from rely.cli.reports import Maker
from rely.loading.writing import write_text
from rely.model.answers import Assessment
from rely.paths import reports_dir

KEYS = ".rely-keys.json"
SAVED_EVERY = 100
"""After how many new documents the keys are written, for the case that the machine goes down."""


def content_key(
    maker: Maker, assessment: Assessment, libraries: Mapping[str, str], *, previous: Assessment | None = None
) -> str:
    """A digest that changes whenever the bytes of the document could.

    It covers Rely itself, the libraries, the instrument, the options of the call, the day, the answers, the
    earlier ones with which it compares, and the norms.
    """
    sitting = maker.sitting
    options = {each.name: getattr(maker, each.name) for each in fields(maker) if each.name != "sitting"}
    covered = [
        _fingerprint(reports_dir()),
        dict(libraries),
        sitting.digest,
        options,
        maker.language_of(assessment),
        sitting.day_of(assessment),
        _parts(assessment),
        None if previous is None else _parts(previous),
        *(() if sitting.reference is None else (sitting.reference.digest, sorted(sitting.reference.scores))),
    ]
    return _digest(json.dumps(covered, sort_keys=True, default=_written).encode())


class Keys:
    """The keys of the documents in a folder, kept in a small file beside them.

    A document counts as unchanged only when it still is what was written under its key. A key file that is
    damaged or not ours counts as none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known = _read(folder / KEYS)
        self._unsaved = 0

    def match(self, name: str, key: str) -> bool:
        """Whether the document is there and was made under this key."""
        known = self._known.get(name)
        if known is None or known[0] != key:
            return False
        try:
            return _digest((self._folder / name).read_bytes()) == known[1]
        except OSError:
            return False

    def add(self, name: str, key: str, content: bytes) -> None:
        """Remember the key of a document that is about to be written."""
        self._known[name] = (key, _digest(content))
        self._unsaved += 1
        if self._unsaved >= SAVED_EVERY:
            self.save()

    def save(self) -> None:
        """Write the keys, when there are new ones. Raises OSError."""
        if self._unsaved:
            write_text(self._folder / KEYS, json.dumps({"documents": self._known}, indent=0, sort_keys=True) + "\n")
            self._unsaved = 0


def _parts(assessment: Assessment) -> dict[str, object]:
    parts = {each.name: getattr(assessment, each.name) for each in fields(assessment)}
    return {name: dict(value) if isinstance(value, Mapping) else value for name, value in parts.items()}


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else repr(value)


def _read(path: Path) -> dict[str, tuple[str, str]]:
    try:
        documents = json.loads(path.read_text(encoding="utf-8"))["documents"]
        return {str(name): (str(key), str(digest)) for name, (key, digest) in documents.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


@cache
def _fingerprint(templates: Path) -> str:
    """Rely's version and a digest of its code, words, templates and fonts: a checkout changes between versions."""
    sum_of_all = hashlib.sha256(rely.__version__.encode())
    for folder in (Path(rely.__file__).parent, templates):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                sum_of_all.update(f"\0{path.relative_to(folder).as_posix()}\0".encode())
                sum_of_all.update(hashlib.sha256(path.read_bytes()).digest())
    return sum_of_all.hexdigest()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
