"""Turn the norms files beside an instrument into the group data that count for one version of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from rely.errors import RelyError
from rely.loading.catalogue import UnreadableInstrument, find_questionnaire, load_canonical
from rely.loading.files import folder_of
from rely.loading.problems import Place, Problem, build_problem, visible
from rely.loading.releases import COPIES
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.model.reference import Reference, ReferenceFile, plain_reference, reference_digest
from rely.paths import questionnaires_dir
from rely.scoring.plan import score_ids

FOLDER = "norms"
"""The folder beside instrument.yaml with the norms files as <number>.json; no part of the instrument or its digest."""

LARGEST = 20_000_000
"""No norms file has more bytes."""

_NAME = re.compile(r"[1-9]\d{0,5}\.json\Z", re.ASCII)


class NormsRefused(RelyError):
    """A norms file that is not what Rely wrote; `what` is wrong with it."""

    def __init__(self, path: Path, what: str) -> None:
        self.what = what
        super().__init__(
            f"{visible(str(path))}: this norms file is not used, and neither is what would need it: {what}. Restore it "
            "as `rely norms build` wrote it, or take it out of its folder."
        )


class _State(NamedTuple):
    """What changes whenever a file does."""

    path: Path
    changed: int
    size: int


_files: dict[_State, ReferenceFile] = {}
_fitting: dict[tuple[str, str, Path], frozenset[str]] = {}


def norms_folder(reference: str) -> Path | None:
    """Where the norms files lie of what names an instrument on the command line; None beside a single file.

    Raises UnknownInstrument.
    """
    folder = folder_of(find_questionnaire(reference))
    return None if folder is None else folder / FOLDER


def norms_files(folder: Path | None) -> tuple[Path, ...]:
    """The norms files of a folder, the newest first; other names are left alone."""
    if folder is None or not folder.is_dir():
        return ()
    found = (path for path in folder.iterdir() if _NAME.match(path.name))
    return tuple(sorted(found, key=lambda path: int(path.stem), reverse=True))


def norms_lying_in(folder: Path, instrument_id: str) -> Iterator[ReferenceFile]:
    """The norms files of one questionnaire in any folder, whatever their names; what is none is passed over."""
    for path in sorted(folder.glob("*.json")):
        try:
            file = read_norms(path)
        except NormsRefused:
            continue
        if file.instrument.id == instrument_id:
            yield file


def read_norms(path: Path) -> ReferenceFile:
    """The content of a norms file, checked in every part.

    Raises NormsRefused for what Rely did not write, or what was changed afterwards.
    """
    try:
        stat = path.stat()
        state = _State(path.resolve(), stat.st_mtime_ns, stat.st_size)
        if state in _files:
            return _files[state]
        if stat.st_size > LARGEST:
            raise NormsRefused(path, f"it has {stat.st_size} bytes, and no norms file is so large")
        content = path.read_bytes()
    except OSError as error:
        raise NormsRefused(path, f"it cannot be read: {(error.strerror or str(error)).lower()}") from error
    if len(_files) > 100:
        _files.clear()
    _files[state] = _parsed(path, content)
    return _files[state]


def check_norms(folder: Path, instrument: Instrument | None) -> Iterator[Problem]:
    """What is wrong with the norms files beside the questionnaire in a folder; its instrument, where it has one."""
    for path in norms_files(folder / FOLDER):
        try:
            named = read_norms(path).instrument.id
        except NormsRefused as error:
            yield build_problem("norms-file", Place(str(path)), what=error.what)
        else:
            if instrument is not None and named != instrument.id:
                yield build_problem("norms-file", Place(str(path)), what=f"it is that of '{visible(named)}'")


def norms_for(instrument: Instrument, folder: Path | None = None) -> Reference | None:
    """The newest norms file of which any score counts for this version of the instrument.

    `folder` is that of the norms files, by default the one in the catalogue. A score counts when it rests on the same
    items, answers and rules with the same words (docs/decisions/0019-comparable-scores.md). Raises NormsRefused.
    """
    return next(_counting(instrument, folder), None)


def norms_by_digest(instrument: Instrument, wanted: str) -> Reference | None:
    """The norms file of this digest as it counts for the instrument; None when it is not at hand.

    Raises NormsRefused.
    """
    return next((each for each in _counting(instrument, None) if each.digest == wanted), None)


def comparable_scores(old: Instrument, new: Instrument, form: str) -> frozenset[str]:
    """The scores of a form that mean the same in both versions, without any reworded question."""
    if digest(old) == digest(new):
        return frozenset(score_ids(new))
    from rely.loading.diff.compare import compare_content  # most instruments have no norms of another version
    from rely.loading.diff.scores import compare_scores

    verdicts = compare_scores(old, new, compare_content(old, new))
    return frozenset(each.score for each in verdicts if each.form == form and each.comparable == "yes")


def _counting(instrument: Instrument, folder: Path | None) -> Iterator[Reference]:
    folder = questionnaires_dir() / instrument.id / FOLDER if folder is None else folder
    for path in norms_files(folder):
        file = read_norms(path)
        scores = _scores(file, instrument, folder.parent)
        if scores:
            yield Reference(file, scores)


def _scores(file: ReferenceFile, instrument: Instrument, home: Path) -> frozenset[str]:
    """The scores of a norms file that count for an instrument; none where its version is not kept."""
    if file.instrument.id != instrument.id:
        return frozenset()
    key = (file.digest, digest(instrument), home)
    if key not in _fitting:
        if file.instrument.digest == key[1]:
            return frozenset(score_ids(instrument))
        old = _kept(home / COPIES / f"{file.instrument.version}.json", file.instrument.digest)
        if old is None:
            return frozenset()
        if len(_fitting) > 100:
            _fitting.clear()
        _fitting[key] = comparable_scores(old, instrument, file.form)
    return _fitting[key]


def _kept(path: Path, wanted: str) -> Instrument | None:
    try:
        kept = load_canonical(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, UnreadableInstrument):
        return None
    return kept if digest(kept) == wanted else None


def _parsed(path: Path, content: bytes) -> ReferenceFile:
    try:
        file = ReferenceFile.model_validate_json(content, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole file"
        more = f", and {error.error_count() - 1} more" if error.error_count() > 1 else ""
        raise NormsRefused(path, f"{visible(where)[:100]}: {visible(str(first['msg']))[:200]}{more}") from error
    if reference_digest(plain_reference(file)) != file.digest:
        raise NormsRefused(path, "its content is not that of its digest, so it was changed after it was made")
    if path.name != f"{file.number}.json" and _NAME.match(path.name):
        raise NormsRefused(path, f"it says that it is number {file.number}, and its name says otherwise")
    return file


def as_text(file: ReferenceFile) -> str:
    """A norms file as it is written."""
    return json.dumps(plain_reference(file), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
