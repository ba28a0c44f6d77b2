"""Turn a questionnaire on the disk into an instrument, or into all problems that stand in its way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rely.errors import RelyError
from rely.loading.borrowing import resolve
from rely.loading.checks import check
from rely.loading.checks.cases import cases_to_check
from rely.loading.checks.findings import Finding, found
from rely.loading.checks.findings import Path as DataPath
from rely.loading.checks.index import Index
from rely.loading.checks.mirrors import check_mirrors
from rely.loading.files import Files, folder_of, is_in_catalogue, read_files
from rely.loading.method import check_design, check_wording
from rely.loading.other_instruments import OtherInstruments, Present
from rely.loading.partial import check_the_rest
from rely.loading.problem_kinds import CATALOGUE
from rely.loading.problems import Problem, as_text
from rely.loading.reader import Data
from rely.loading.releases import check_releases
from rely.loading.shape import shape_findings
from rely.loading.silence import without_silenced
from rely.loading.translations.stale import check_stale
from rely.model.instrument import Instrument


class QuestionnaireError(RelyError):
    """A questionnaire has errors, so that nothing can be done with it; `problems` holds all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(as_text(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a questionnaire came to: the instrument, or None when a problem is an error; problems by place.

    `silenced` is how many warnings are not among the problems, because the author has silenced them. `others` are
    the folders of the instruments that it borrows from or mirrors: when they change, it may, too.
    """

    path: str
    instrument: Instrument | None
    problems: tuple[Problem, ...]
    silenced: int = 0
    others: frozenset[Path] = frozenset()


def read_questionnaire(path: Path, *, history: bool = True) -> Loaded:
    """Read and check the questionnaire at `path`, a file or a folder; all problems at once.

    With `history` its worked cases are recomputed and its releases compared. Never raises for what the
    files hold.
    """
    read = _read(path, within=())
    return _whole(read, list(chain.from_iterable(_history(read)))) if history else _loaded(read)


def read_in_steps(path: Path) -> Iterator[Loaded | None]:
    """As read_questionnaire, bit by bit: at first without history, None for each step of it, and at last with it.

    The steps are short, and are made when they are asked for; whoever wants no more of them stops asking.
    """
    read = _read(path, within=())
    yield _loaded(read)
    past: list[Finding] = []
    for findings in _history(read):
        past += findings
        yield None
    yield _whole(read, past)


@dataclass(frozen=True, slots=True)
class _Read:
    """A questionnaire of which all is known but its history; `data` has the borrowed items in place."""

    files: Files
    folder: Path | None
    instrument: Instrument | None
    findings: list[Finding]
    data: dict[str, Data]
    others: frozenset[Path]

    @property
    def is_sound(self) -> bool:
        """Whether worked cases can be recomputed."""
        return self.instrument is not None and not self.files.problems and _all_warnings(self.findings)


def _read(path: Path, *, within: tuple[Path, ...], mirrors: bool = True) -> _Read:
    """Read and check; `within` are the folders of the questionnaires that borrow from this one."""
    files = read_files(path)
    neighbours = _Neighbours(Path(files.path).resolve(), within)
    instrument, findings, data = _check(files, neighbours.for_items())
    if mirrors:
        findings += check_mirrors(data, instrument, neighbours.for_mirrors())
    return _Read(files, folder_of(path), instrument, findings, data, frozenset(neighbours.looked_into()))


def _history(read: _Read) -> Iterator[Iterator[Finding]]:
    """What worked cases and the last release say, in parts."""
    if read.instrument is None or not read.is_sound:
        return
    yield from cases_to_check(read.instrument)
    if read.folder is not None:
        yield check_stale(read.folder, read.instrument, read.files.data)


def _loaded(read: _Read) -> Loaded:
    return _told(read, read.findings, is_complete=False)


def _whole(read: _Read, past: Iterable[Finding]) -> Loaded:
    """What it came to with all that its history says."""
    released: list[Problem] = []
    if read.folder is not None and read.files.main is not None:
        released = check_releases(read.folder, read.instrument, read.files.main)
    return _told(read, [*read.findings, *past], released, is_complete=read.is_sound)


def _told(read: _Read, findings: list[Finding], released: Iterable[Problem] = (), *, is_complete: bool) -> Loaded:
    """What it came to with these findings; they are complete when every check was made."""
    silenced = 0
    if read.instrument is not None and read.instrument.silence:
        silences = read.instrument.silence
        findings, silenced = without_silenced(silences, findings, read.data, complete=is_complete)
    problems = {*read.files.problems, *map(read.files.problem, findings), *released}
    usable = all(problem.severity == "warning" for problem in problems)
    instrument = read.instrument if usable else None
    return Loaded(read.files.path, instrument, tuple(sorted(problems)), silenced, read.others)


class _Neighbours:
    """The other instruments as one questionnaire sees them."""

    def __init__(self, home: Path, within: tuple[Path, ...]) -> None:
        self._home = home
        self._within = (*within, home)
        self._further: set[Path] = set()
        self._seen: list[OtherInstruments] = []

    def for_items(self) -> OtherInstruments:
        """Those that items are borrowed from: going round in a circle would never end."""
        return self._others(self._within)

    def for_mirrors(self) -> OtherInstruments:
        """Those that are only looked at, which may look back."""
        return self._others(())

    def looked_into(self) -> set[Path]:
        """The folders of all instruments that were asked for, also through others."""
        return self._further.union(*(others.looked_into for others in self._seen))

    def _others(self, within: tuple[Path, ...]) -> OtherInstruments:
        self._seen.append(OtherInstruments(self._home, lambda folder: self._present(folder, within)))
        return self._seen[-1]

    def _present(self, folder: Path, within: tuple[Path, ...]) -> Present:
        here = folder.resolve()
        if here in within:
            round_ = (*within[within.index(here) :], here)
            return Present(None, " → ".join(each.name for each in round_))
        loaded = _loaded(_read(folder, within=within, mirrors=False))
        self._further |= loaded.others
        circles = [each.facts["circle"] for each in loaded.problems if each.code == "circular-items"]
        return Present(loaded.instrument, circles[0] if circles else None)


def _check(files: Files, others: OtherInstruments) -> tuple[Instrument | None, list[Finding], dict[str, Data]]:
    """The instrument or None, what is wrong with it, and its data with the borrowed items in place."""
    if files.main is None:
        return None, [], files.data
    resolved = resolve(files.data, others)
    files.written = resolved.written
    data = resolved.data
    with_nulls = {key: value for key, value in data.items() if files.source_of[key].has_nulls}
    findings = [*_nothing((), with_nulls), *resolved.findings]
    error: ValidationError | None = None
    try:
        instrument = Instrument.model_validate(data)
    except ValidationError as shape:
        error = shape
        findings += shape_findings(error, data, Instrument)
    if error is not None or resolved.lacking:
        findings += check_the_rest(data, error, resolved.lacking)
        return None, [each for each in findings if files.whole or each.path or each.code != "missing-key"], data
    index = Index(instrument)
    findings += check(instrument, index)
    findings += check_wording(index)
    if _all_warnings(findings):
        findings += check_design(index)
    folder = Path(files.path).resolve()
    if is_in_catalogue(folder) and folder.name != instrument.id:
        findings.append(found(("id",), "wrong-folder", name=instrument.id, folder=folder.name))
    return instrument, findings, data


def _all_warnings(findings: Iterable[Finding]) -> bool:
    return all(CATALOGUE[each.code].severity == "warning" for each in findings)


def _nothing(path: DataPath, block: dict[str, Any]) -> Iterator[Finding]:
    """Keys without a value; in worked cases null says that there is none, elsewhere it is an oversight."""
    for key, value in block.items():
        if value is None:
            yield found((*path, key), "empty", of_key=True, what=f"nothing stands behind the key '{key}'")
        elif isinstance(value, dict):
            if _holds_nothing(value):
                yield from _nothing((*path, key), value)
        elif isinstance(value, list) and (path or key != "cases") and _holds_nothing(value):
            for position, entry in enumerate(value):
                if isinstance(entry, dict):
                    yield from _nothing((*path, key, position), entry)


def _holds_nothing(value: dict[str, Any] | list[Any]) -> bool:
    """Whether null stands anywhere inside, which is seldom so: then no paths need to be made."""
    for each in value.values() if isinstance(value, dict) else value:
        if each is None or (isinstance(each, (dict, list)) and _holds_nothing(each)):
            return True
    return False
