"""Turn the name of an instrument, or a path, into the instrument; read each version of its files only once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from pydantic import ValidationError

from rely.errors import RelyError
from rely.loading.files import MAIN_FILE, questionnaire_files
from rely.loading.instrument import QuestionnaireError, read_questionnaire
from rely.loading.near import did_you_mean
from rely.loading.other_instruments import files_of
from rely.model.instrument import Instrument
from rely.paths import questionnaires_dir

_State: TypeAlias = tuple[tuple[str, int, int], ...]
_MOST_KEPT = 32


class _Kept(NamedTuple):
    """An instrument with the states of its files, and of those of the instruments that it borrows from."""

    instrument: Instrument
    own: _State
    others: frozenset[Path]
    of_others: _State

    def is_of(self, own: _State) -> bool:
        """Whether nothing that it was made of has changed; `own` is what its files are now."""
        return self.own == own and self.of_others == _state(files_of(self.others))


_kept: dict[Path, _Kept] = {}


class UnknownInstrument(RelyError):
    """There is no instrument of this id, and no file or folder of this path."""

    def __init__(self, reference: str, known: tuple[str, ...]) -> None:
        near = did_you_mean(reference, known)
        there_are = f" There are: {', '.join(known)}." if known and not near else ""
        super().__init__(f"there is no instrument '{reference}', and no file or folder of that name.{near}{there_are}")
        self.reference = reference


class AmbiguousInstrument(RelyError):
    """A word is the id of an instrument in the catalogue, and the name of something else here."""

    def __init__(self, reference: str, found: Path) -> None:
        super().__init__(
            f"'{reference}' is an instrument of the catalogue and also a file or folder here, and one of them is to be "
            f"changed. Write .{os.sep}{reference} for what is here, or {found} for that of the catalogue."
        )


class UnreadableInstrument(RelyError):
    """An instrument that was kept by another release of Rely, in a format that this one cannot read."""

    def __init__(self, name: str, version: str) -> None:
        super().__init__(
            f"the kept instrument '{name}' {version} was written by another release of Rely, and this one cannot read "
            "its format. Use that release for it; a demonstration can be made anew by removing its folder in var/."
        )


def instrument_ids() -> tuple[str, ...]:
    """The ids of the instruments in the catalogue, which are the names of their folders."""
    folder = questionnaires_dir()
    return tuple(sorted(each.name for each in folder.iterdir() if (each / MAIN_FILE).is_file()))


def example_folders() -> tuple[Path, ...]:
    """The folders of the instruments under questionnaires/examples/, which are used by their path and never offered."""
    return tuple(sorted(each.parent for each in (questionnaires_dir() / "examples").glob(f"*/{MAIN_FILE}")))


def find_to_change(reference: str) -> Path:
    """As find_questionnaire, for what is about to be written: a word that means two places is refused.

    Raises UnknownInstrument, AmbiguousInstrument.
    """
    found = find_questionnaire(reference)
    here = Path(reference)
    if here.exists() and not here.samefile(found):
        raise AmbiguousInstrument(reference, found)
    return found


def find_questionnaire(reference: str | Path) -> Path:
    """The folder of an id in the catalogue, else the file or folder at that path. Raises UnknownInstrument."""
    if isinstance(reference, str) and reference in instrument_ids():
        return questionnaires_dir() / reference
    path = Path(reference)
    if not reference or not os.path.exists(path):  # which takes a name that no file can have for absent
        raise UnknownInstrument(str(reference), instrument_ids())
    return path


def load_instrument(reference: str | Path) -> Instrument:
    """The instrument of an id in the catalogue or of a path.

    Raises UnknownInstrument, or QuestionnaireError with all problems. Worked cases are not recomputed.
    It is read again only when one of its files has changed.
    """
    named = find_questionnaire(reference)
    path = named.resolve()
    state = _state(questionnaire_files(path))
    kept = _kept.get(path)
    if kept is not None and kept.is_of(state):
        return kept.instrument
    loaded = read_questionnaire(named, history=False)  # problems are told under the name that was given
    if loaded.instrument is None:
        raise QuestionnaireError(loaded.problems)
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[path] = _Kept(loaded.instrument, state, loaded.others, _state(files_of(loaded.others)))
    return loaded.instrument


def load_canonical(text: str) -> Instrument:
    """The instrument whose canonical JSON (`rely.model.digest.canonical_json`) is `text`.

    Raises UnreadableInstrument for the format of another release, ValueError when the text is no JSON object.
    """
    written = json.loads(text)
    try:
        return Instrument.model_validate(written)
    except ValidationError as error:
        if not isinstance(written, dict) or "id" not in written:
            raise
        raise UnreadableInstrument(str(written.get("id")), str(written.get("version"))) from error


def _state(files: Iterable[Path]) -> _State:
    """What changes whenever one of the files does."""
    stats = ((str(each), each.stat()) for each in files if each.exists())
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
