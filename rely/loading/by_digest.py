"""Turn the digest of an instrument into the instrument: of the catalogue or the examples, or a kept release of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rely.loading.catalogue import (
    UnreadableInstrument,
    example_folders,
    instrument_ids,
    load_canonical,
    load_instrument,
)
from rely.loading.instrument import QuestionnaireError
from rely.loading.releases import COPIES
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.paths import questionnaires_dir


def instrument_by_digest(wanted: str) -> Instrument | None:
    """The instrument of the catalogue or the examples, or of a release kept beside it, with this digest."""
    return next((each for each in _at_hand() if digest(each) == wanted), None)


def _at_hand() -> Iterator[Instrument]:
    """Everything that can be read, the catalogue before the kept releases."""
    folders = [*(questionnaires_dir() / name for name in instrument_ids()), *example_folders()]
    for folder in folders:
        try:
            yield load_instrument(folder)
        except QuestionnaireError:
            continue
    for folder in folders:
        for path in sorted((folder / COPIES).glob("*.json")):
            kept = _kept(path)
            if kept is not None:
                yield kept


def _kept(path: Path) -> Instrument | None:
    try:
        return load_canonical(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, UnreadableInstrument):
        return None
