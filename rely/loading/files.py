"""Turn the file or folder of a questionnaire into its sources and the one block of keys they make together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from rely.loading.checks.findings import Finding
from rely.loading.checks.findings import Path as DataPath
from rely.loading.problems import Place, Problem, build_problem
from rely.loading.reader import Data
from rely.loading.source import Source, read_source
from rely.loading.source_text import MAX_BYTES

MAIN_FILE = "instrument.yaml"
RELEASES_FILE = "releases.yaml"


@dataclass
class Files:
    """The files of one questionnaire: their joined data, and which file each top-level key stands in.

    `whole` is False when a file could not be read, so that a missing key proves nothing. `written` leads the path
    of a finding back to where it is written, when items are borrowed from another instrument.
    """

    path: str
    data: dict[str, Data] = field(default_factory=dict)
    source_of: dict[str, Source] = field(default_factory=dict)
    main: Source | None = None
    problems: list[Problem] = field(default_factory=list)
    whole: bool = True
    written: Callable[[DataPath], DataPath] = field(default=lambda path: path)

    def problem(self, finding: Finding) -> Problem:
        """The problem that a finding is, with file, line and column."""
        finding = replace(finding, path=self.written(finding.path))
        source = self.source_of.get(str(finding.path[0])) if finding.path else None
        source = source or self.main
        assert source is not None, "what is found stands in a file"
        return problem_in(source, finding)

    def add(self, path: Path) -> None:
        """Read one more file and join its keys to those that are there."""
        source, problems = read_file(path)
        self.problems += problems
        if source is None:
            self.whole = False
            return
        self.main = self.main or source
        for key, value in source.data.items():
            if key in self.data:
                other = self.source_of[key].place((key,), of_key=True)
                place = source.place((key,), of_key=True)
                self.problems.append(
                    build_problem("key-in-two-files", place, key=key, other=f"{other.path}:{other.line}")
                )
            else:
                self.data[key] = value
                self.source_of[key] = source


def problem_in(source: Source, finding: Finding) -> Problem:
    """The problem that a finding in one file is, with line and column."""
    place = source.place(finding.path, of_key=finding.of_key)
    return build_problem(finding.code, place, hint=finding.hint, **finding.facts)


def read_files(path: Path) -> Files:
    """Read the questionnaire at `path`: one file, or a folder with instrument.yaml and further .yaml files.

    A file inside a folder of a folder called questionnaires stands for the whole of that folder.
    """
    folder = folder_of(path)
    files = Files(str(folder or path))
    if folder is not None and not (folder / MAIN_FILE).is_file():
        files.problems.append(build_problem("no-instrument-file", Place(str(folder))))
        files.whole = False
        return files
    for each in questionnaire_files(path):
        files.add(each)
    for each in sorted(folder.glob("*.yml")) if folder is not None else ():
        files.problems.append(build_problem("not-read", Place(str(each))))
    return files


def questionnaire_files(path: Path) -> tuple[Path, ...]:
    """The files that the questionnaire at `path` is read from, its main file first."""
    folder = folder_of(path)
    if folder is None:
        return (path,)
    further = (each for each in sorted(folder.glob("*.yaml")) if each.name not in (MAIN_FILE, RELEASES_FILE))
    return (folder / MAIN_FILE, *further)


def read_file(path: Path) -> tuple[Source | None, list[Problem]]:
    """Read one file of YAML from the disk; what the system refuses becomes a problem."""
    raw = read_raw(path)
    return (None, [raw]) if isinstance(raw, Problem) else read_source(raw, str(path))


def read_raw(path: Path) -> bytes | Problem:
    """What a file holds, or why it is not read: too large, or refused by the system."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return build_problem("file-too-large", Place(str(path)), size=size, limit=MAX_BYTES)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # a pipe or device tells no size and may never end
    except OSError as error:
        reason = (error.strerror or "it is no ordinary file").lower()
        return build_problem("unreadable-file", Place(str(path)), reason=reason)


def folder_of(path: Path) -> Path | None:
    """The folder that is the questionnaire at `path`; None when it is a file by itself."""
    if path.is_dir():
        return path
    folder = path.parent
    return folder if is_in_catalogue(folder.resolve()) else None


def is_in_catalogue(folder: Path) -> bool:
    """Whether a folder, given as an absolute path, is that of an instrument under questionnaires/."""
    return folder.parent.name == "questionnaires" and (folder / MAIN_FILE).is_file()
