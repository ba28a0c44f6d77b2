"""Turn a questionnaire on the disk into an instrument, or into all problems that stand in its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rely.errors import RelyError
from rely.loading.checks import check
from rely.loading.checks.cases import check_cases
from rely.loading.checks.findings import Finding, found
from rely.loading.checks.findings import Path as DataPath
from rely.loading.files import Files, folder_of, is_in_catalogue, read_files
from rely.loading.partial import check_the_rest
from rely.loading.problem_kinds import CATALOGUE
from rely.loading.problems import Problem, as_text
from rely.loading.releases import check_releases
from rely.loading.shape import shape_findings
from rely.model.instrument import Instrument


class QuestionnaireError(RelyError):
    """A questionnaire has errors, so that nothing can be done with it; `problems` holds all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(as_text(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a questionnaire came to: the instrument, or None when a problem is an error; problems by place."""

    path: str
    instrument: Instrument | None
    problems: tuple[Problem, ...]


def read_questionnaire(path: Path, *, history: bool = True) -> Loaded:
    """Read and check the questionnaire at `path`, a file or a folder; all problems at once.

    With `history` its worked cases are recomputed and its releases compared. Never raises for what the
    files hold.
    """
    files = read_files(path)
    instrument, findings = _check(files)
    sound = not files.problems and all(CATALOGUE[each.code].severity == "warning" for each in findings)
    if instrument is not None and history and sound:
        findings += check_cases(instrument)
    problems = {*files.problems, *map(files.problem, findings)}
    folder = folder_of(path)
    if folder is not None and history and files.main is not None:
        problems.update(check_releases(folder, instrument, files.main))
    usable = all(problem.severity == "warning" for problem in problems)
    return Loaded(files.path, instrument if usable else None, tuple(sorted(problems)))


def _check(files: Files) -> tuple[Instrument | None, list[Finding]]:
    if files.main is None:
        return None, []
    findings = list(_nothing((), files.data))
    try:
        instrument = Instrument.model_validate(files.data)
    except ValidationError as error:
        findings += shape_findings(error, files.data, Instrument)
        findings += check_the_rest(files.data, error)
        return None, [each for each in findings if files.whole or each.path or each.code != "missing-key"]
    findings += check(instrument)
    folder = Path(files.path).resolve()
    if is_in_catalogue(folder) and folder.name != instrument.id:
        findings.append(found(("id",), "wrong-folder", name=instrument.id, folder=folder.name))
    return instrument, findings


def _nothing(path: DataPath, block: dict[str, Any]) -> Iterator[Finding]:
    """Keys without a value; in worked cases null says that there is none, elsewhere it is an oversight."""
    for key, value in block.items():
        if value is None:
            yield found((*path, key), "empty", of_key=True, what=f"nothing stands behind the key '{key}'")
        elif isinstance(value, dict):
            yield from _nothing((*path, key), value)
        elif isinstance(value, list) and (path or key != "cases"):
            for position, entry in enumerate(value):
                if isinstance(entry, dict):
                    yield from _nothing((*path, key, position), entry)
