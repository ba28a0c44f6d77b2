"""Turn the variables of a data file and of a program into the lines of R that label them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rely.research.syntax import remarks
from rely.research.syntax.quoting import listed, r_remark, r_string
from rely.research.syntax.r_functions import LABELS
from rely.research.syntax.recipe import Recipe
from rely.research.variables import Variable


def meaning(recipe: Recipe) -> Iterator[str]:
    """Labels of variables and values, and missing codes, as attributes of the columns."""
    gettext, variables = recipe.words.gettext, recipe.dictionary.variables
    yield ""
    yield from r_remark(f"==== {gettext(remarks.MEANING)} ====")
    yield from r_remark(gettext(remarks.AS_HAVEN))
    yield LABELS
    yield from _labels("data", [(variable.name, variable.label) for variable in variables])
    yield from _values(variables)
    items = {item.made for item in recipe.items}
    yield from _labels("item_scores", [pair for pair in recipe.made_labels if pair[0] in items])
    others = {*items, recipe.difference, recipe.mismatches}
    yield from _labels("results", [pair for pair in recipe.made_labels if pair[0] not in others])


def _labels(frame: str, pairs: list[tuple[str, str]]) -> Iterator[str]:
    if pairs:
        yield f"{frame} <- with_labels({frame}, c("
    for at, (name, label) in enumerate(pairs):
        yield f"    {name} = {r_string(label)}{'))' if at == len(pairs) - 1 else ','}"


def _values(variables: Iterable[Variable]) -> Iterator[str]:
    """One call for all variables of the same codes and labels."""
    alike: dict[tuple[bool, tuple[tuple[int | str, str], ...], int], list[str]] = {}
    for variable in variables:
        pairs = (*variable.values, *variable.missing)
        if pairs:
            alike.setdefault((variable.kind == "text", pairs, len(variable.missing)), []).append(variable.name)
    for (is_text, pairs, missing), names in alike.items():
        codes = [r_string(str(code)) if is_text else str(code) for code, _ in pairs]
        yield "data <- with_values(data,"
        yield from _vector(map(r_string, names))
        yield from _vector(codes)
        yield from _vector(r_string(label) for _, label in pairs)
        yield f"    missing = {missing})"


def _vector(words: Iterable[str]) -> Iterator[str]:
    for line in listed("c(", words, "),", between=","):
        yield f"    {line}"
