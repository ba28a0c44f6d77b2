"""Turn questionnaires into the list of their problems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rely.cli.streams import counted, say, write

if TYPE_CHECKING:
    from rely.loading.problems import Problem

FORMATS = ("text", "json", "github")


@click.command("validate")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to tell.")
@click.option("--strict", is_flag=True, help="End with 1 when there are warnings, too.")
def command(paths: Sequence[str], form: str, strict: bool) -> int:
    """Check questionnaires and tell every problem with its line.

    PATH is a file, the folder of a questionnaire, a folder of such folders, or the id of an instrument;
    without it all instruments are checked, and the examples among them. Norms files beside them are
    checked, too. Silent, and 0, when all is well.
    """
    from rely.loading.files import folder_of
    from rely.loading.instrument import read_questionnaire
    from rely.loading.norms import check_norms

    found: list[Problem] = []
    silenced = 0
    places = _places(paths)
    for place in places:
        loaded = read_questionnaire(place)
        found += loaded.problems
        folder = folder_of(place)
        found += [] if folder is None else check_norms(folder, loaded.instrument)
        silenced += loaded.silenced
    _tell(found, form)
    errors = sum(problem.severity == "error" for problem in found)
    if found:
        warnings = counted(len(found) - errors, "warning")
        say(f"{counted(errors, 'error')} and {warnings} in {counted(len(places), 'questionnaire')}.")
    if silenced:
        say(f"{counted(silenced, 'warning')} silenced.")
    return 1 if errors or (strict and found) else 0


def _tell(problems: Iterable[Problem], form: str) -> None:
    import json

    from rely.loading.problems import as_github, as_json, as_text

    if form == "json":
        write(json.dumps(as_json(problems), ensure_ascii=False, indent=2) + "\n")
        return
    lines = as_github(problems) if form == "github" else map(as_text, problems)
    write("".join(f"{line}\n" for line in lines))


def _places(references: Sequence[str]) -> list[Path]:
    """The questionnaires meant, each once, with paths as short as they were given."""
    from rely.loading.catalogue import example_folders, find_questionnaire, instrument_ids
    from rely.loading.files import folder_of

    places: dict[Path, Path] = {}
    everything: tuple[str | Path, ...] = (*instrument_ids(), *example_folders())
    for reference in references or everything:
        path = find_questionnaire(reference)
        for each in _questionnaires_in(path):
            place = folder_of(each) or each
            places.setdefault(place.resolve(), _from_here(place))
    return list(places.values())


def _questionnaires_in(path: Path) -> list[Path]:
    """The path itself, or the questionnaires in the folders of a folder that is none itself."""
    from rely.loading.files import MAIN_FILE

    if not path.is_dir() or (path / MAIN_FILE).exists():
        return [path]
    inside = sorted(each for each in path.iterdir() if (each / MAIN_FILE).is_file())
    return inside or [path]


def _from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path
