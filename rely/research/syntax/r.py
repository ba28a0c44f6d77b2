"""Turn a recipe into a program for R that needs no package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rely.model.scores import MissingDataRule
from rely.research.syntax import remarks
from rely.research.syntax.quoting import listed, number, r_remark, r_string
from rely.research.syntax.r_functions import COMPARE, ITEM, MEAN_OF_ITEMS, MEAN_OF_SCORES, READ
from rely.research.syntax.r_meaning import meaning
from rely.research.syntax.recipe import ItemRecipe, OverallRecipe, Parts, Recipe, ScoreRecipe
from rely.research.syntax.source import Source

_PARTS = ("score", "answered", "margin", "status")


def r_program(recipe: Recipe, source: Source) -> Iterator[str]:
    """The lines of the program, without their ends."""
    yield from _remarks(remarks.head(recipe))
    yield from _reading(recipe, source)
    yield from _heading(remarks.ITEMS, recipe)
    yield from _remarks(remarks.about_items(recipe))
    yield ITEM
    for item in recipe.items:
        yield from _item(item)
    yield from listed(
        'item_scores <- setNames(data.frame(lapply(items, `[[`, "score")), c(',
        [r_string(item.made) for item in recipe.items],
        "))",
        between=",",
    )
    yield from _rules(recipe)
    yield from _heading(remarks.SCORES, recipe)
    yield from _remarks(remarks.about_scores(recipe))
    yield MEAN_OF_ITEMS
    yield "results <- data.frame(row.names = seq_len(nrow(data)))"
    for score in recipe.scores:
        yield from _score(score, recipe)
    if recipe.overall is not None:
        yield from _overall(recipe.overall, recipe)
    yield from _comparison(recipe)
    yield from meaning(recipe)


def _remarks(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from r_remark(text)


def _heading(message: str, recipe: Recipe) -> Iterator[str]:
    yield ""
    yield from r_remark(f"==== {recipe.words.gettext(message)} ====")


def _strings(texts: Iterable[str]) -> list[str]:
    return [r_string(text) for text in texts]


def _reading(recipe: Recipe, source: Source) -> Iterator[str]:
    gettext, variables = recipe.words.gettext, recipe.dictionary.variables
    yield from _heading(remarks.READING, recipe)
    yield from r_remark(gettext(remarks.FIND_THE_FILE))
    if source.is_named_anew:
        yield from r_remark(gettext(remarks.EXPORT_AS_CSV))
    yield f"data_file <- {r_string(source.name)}"
    yield READ
    texts = _strings(variable.name for variable in variables if variable.kind == "text")
    numbers = _strings(variable.name for variable in variables if variable.kind != "text")
    yield from listed("texts <- c(", texts, ")", between=",")
    yield from listed("numbers <- c(", numbers, ")", between=",")
    yield "lacking <- setdiff(c(texts, numbers), names(data))"
    stopped = r_string(gettext("The data file lacks these variables:"))
    yield f'if (length(lacking) > 0) stop(paste({stopped}, paste(lacking, collapse = ", ")))'
    yield "data[numbers] <- lapply(data[numbers], as.numeric)"
    yield from r_remark(gettext(remarks.OTHER_VERSIONS))
    yield f"data <- data[data${recipe.digest_variable} %in% {r_string(recipe.digest)}, ]"


def _item(item: ItemRecipe) -> Iterator[str]:
    turned = ", reversed = TRUE" if item.is_reversed else ""
    if item.options:
        pairs = [f"{r_string(code)} = {number(score)}" for code, score in item.options]
        score = f"options_of(c({', '.join(pairs)}){turned})"
    else:
        score = f"between({item.lowest}, {item.highest}{turned})"
    words = [r_string(item.variable), score, f"rounding = {number(item.rounding)}"]
    if item.weight != 1:
        words.append(f"weight = {number(item.weight)}")
    yield from listed(f"items${item.variable} <- item(", words, ")", between=",")


def _rules(recipe: Recipe) -> Iterator[str]:
    yield from _heading(remarks.RULES, recipe)
    yield from _remarks(remarks.about_rules(recipe))
    for name, value in _rule(recipe.rule):
        yield f"{name} <- rep({value}, nrow(data))"
    for form, label, rule in recipe.other_rules:
        yield from r_remark(label)
        for name, value in _rule(rule):
            yield f"{name}[data${recipe.form_variable} %in% {r_string(form)}] <- {value}"


def _rule(rule: MissingDataRule) -> Iterator[tuple[str, str]]:
    yield "min_answered", str(rule.min_answered)
    yield "min_coverage", number(rule.min_coverage)
    yield "narrow_below", number(rule.narrow_below)


def _score(score: ScoreRecipe, recipe: Recipe) -> Iterator[str]:
    yield ""
    yield from r_remark(remarks.about_score(score, recipe))
    items = listed("c(", _strings(item.variable for item in score.items), ")", between=",")
    yield f"{_target(score.made)} <- mean_of_items("
    yield from _ended([_indented(items)] if score.own is None else [_indented(items), _indented(_own(score.own))])


def _own(items: tuple[ItemRecipe, ...]) -> Iterator[str]:
    yield from listed("own = c(", _strings(item.variable for item in items), ")", between=",")


def _ended(arguments: list[list[str]]) -> Iterator[str]:
    """The arguments of a call, one below the other, with its closing bracket."""
    for at, lines in enumerate(arguments):
        yield from lines[:-1]
        yield lines[-1] + (")" if at == len(arguments) - 1 else ",")


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _target(made: Parts) -> str:
    return f"results[c({', '.join(_strings(getattr(made, part) for part in _PARTS))})]"


def _overall(score: OverallRecipe, recipe: Recipe) -> Iterator[str]:
    yield ""
    yield from r_remark(remarks.about_score(score, recipe))
    yield MEAN_OF_SCORES
    yield f"{_target(score.made)} <- mean_of_scores("
    parts = [
        _indented(listed("c(", _strings(getattr(each.made, part) for each in score.of), ")", between=","))
        for part in ("score", "margin", "status")
    ]
    yield from _ended([*parts, [f"    at_least = {score.at_least}"]])


def _comparison(recipe: Recipe) -> Iterator[str]:
    yield from _heading(remarks.COMPARING, recipe)
    yield from r_remark(recipe.words.gettext(remarks.MUST_BE_ZERO))
    yield COMPARE
    for score in recipe.every_score:
        pairs = [f"{r_string(getattr(score.made, part))}, {r_string(getattr(score.exported, part))}" for part in _PARTS]
        yield from (f"compare({pair})" for pair in pairs)
    labels = dict(recipe.made_labels)
    yield f'cat({r_string(recipe.words.gettext(remarks.COMPARED))}, nrow(data), "\\n")'
    yield f'cat({r_string(labels[recipe.difference])}, differences, "\\n")'
    yield f'cat({r_string(labels[recipe.mismatches])}, mismatches, "\\n")'
