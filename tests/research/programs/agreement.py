"""Compare what a program made of a data file with what `score` says, case by case."""

from collections.abc import Iterable, Iterator, Mapping

from rely.model.results import Result
from rely.research.syntax.recipe import recipe_of
from rely.research.variables import Dictionary

NEAR = 1e-6


def made_names(dictionary: Dictionary) -> list[str]:
    """The variables that a program makes of the scores, with the name of the case before them."""
    parts = [score.made for score in recipe_of(dictionary).every_score]
    return ["case_id", *(name for made in parts for name in (made.score, made.answered, made.margin, made.status))]


def differences(
    dictionary: Dictionary, rows: Iterable[Mapping[str, str]], results: Mapping[str, Result]
) -> Iterator[str]:
    """Every score, basis, margin or status that is not what it should be; every case that is missing or too many."""
    found = {row["case_id"]: row for row in rows}
    yield from (f"case {name}" for name in sorted(found.keys() ^ results.keys()))
    recipe = recipe_of(dictionary)
    for name in found.keys() & results.keys():
        for score in recipe.every_score:
            true, made, row = results[name].scores[score.id], score.made, found[name]
            told = f"{name}: {score.id}: {{}} is {{!r}} and should be {{!r}}".format
            if row[made.status] != true.status:
                yield told("status", row[made.status], true.status)
            for part in ("score", "answered", "margin"):
                cell, number = row[getattr(made, part)], getattr(true, part)
                if (cell == "") != (number is None) or (cell and abs(float(cell) - number) > NEAR):
                    yield told(part, cell, number)
