"""Turn a recipe into a program for SPSS, of commands that GNU PSPP takes too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rely.model.scores import MissingDataRule
from rely.research.syntax import remarks
from rely.research.syntax.quoting import listed, number, spss_remark, spss_string
from rely.research.syntax.recipe import ItemRecipe, OverallRecipe, Recipe, ScoreRecipe
from rely.research.syntax.source import Source
from rely.research.syntax.spss_meaning import labels_of_made, meaning
from rely.research.syntax.spss_reading import reading
from rely.research.variables import DONT_KNOW, NOT_APPLICABLE, NOT_ASKED

STATUS_WIDTH: Final = 14
"""How many letters the longest status has."""


def spss_program(recipe: Recipe, source: Source) -> Iterator[str]:
    """The lines of the program, without their ends."""
    yield "* Encoding: UTF-8."
    yield from _remarks(remarks.head(recipe))
    yield from reading(recipe, source)
    yield from meaning(recipe)
    yield from _heading(remarks.ITEMS, recipe)
    yield from _remarks(remarks.about_items(recipe))
    for item in recipe.items:
        yield _item(item)
    yield from _rules(recipe)
    yield from _heading(remarks.SCORES, recipe)
    yield from _remarks(remarks.about_scores(recipe))
    for score in recipe.scores:
        yield from _score(score, recipe)
    if recipe.overall is not None:
        yield from _overall(recipe.overall, recipe)
    yield from _comparison(recipe)


def _remarks(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from spss_remark(text)


def _heading(message: str, recipe: Recipe) -> Iterator[str]:
    yield ""
    yield from spss_remark(f"==== {recipe.words.gettext(message)} ====")


def _item(item: ItemRecipe) -> str:
    if item.options:
        scores = ((code, 100 - score if item.is_reversed else score) for code, score in item.options)
        pairs = [f"({spss_string(code)} = {number(score)})" for code, score in scores]
        return "\n".join(listed(f"RECODE {item.variable}", [*pairs, f"INTO {item.made}"], "."))
    above = (
        f"{item.highest} - {item.variable}" if item.is_reversed else f"{item.variable} - {_in_brackets(item.lowest)}"
    )
    return f"COMPUTE {item.made} = 100 * ({above}) / {item.highest - item.lowest}."


def _in_brackets(code: int) -> str:
    return f"({code})" if code < 0 else str(code)


def _rules(recipe: Recipe) -> Iterator[str]:
    yield from _heading(remarks.RULES, recipe)
    yield from _remarks(remarks.about_rules(recipe))
    yield from _rule(recipe.rule)
    for form, label, rule in recipe.other_rules:
        yield from spss_remark(label)
        yield f"DO IF {recipe.form_variable} = {spss_string(form)}."
        yield from (f"  {line}" for line in _rule(rule))
        yield "END IF."


def _rule(rule: MissingDataRule) -> Iterator[str]:
    yield f"COMPUTE #min_answered = {rule.min_answered}."
    yield f"COMPUTE #min_coverage = {number(rule.min_coverage)}."
    yield f"COMPUTE #narrow_below = {number(rule.narrow_below)}."


def _score(score: ScoreRecipe, recipe: Recipe) -> Iterator[str]:
    made, items = score.made, [item.made for item in score.items]
    yield ""
    yield from spss_remark(remarks.about_score(score, recipe))
    yield from _count("#not_asked", score.items, (NOT_ASKED,))
    yield from _count("#left_out", score.items, (NOT_APPLICABLE, DONT_KNOW))
    yield f"COMPUTE #asked = {len(items)} - #not_asked."
    yield "COMPUTE #applicable = #asked - #left_out."
    yield from _count_answers(made.answered, score.items)
    if score.own is not None:
        yield from _count_answers("#own", score.own)
    if score.is_weighted:
        yield from _call("#weights", "SUM", [_if_answered(item, item.weight) for item in score.items])
        yield from _call("#squares", "SUM", [_if_answered(item, item.weight**2) for item in score.items])
    yield from _status(score)
    yield f"DO IF {_has_score(score)}."
    if score.is_weighted:
        weighted = [f"{_times(item.weight)}{item.made}" for item in score.items]
        yield from _indented(_call(made.score, "SUM", weighted, " / #weights"))
    else:
        yield from _indented(_call(made.score, "MEAN", items))
    yield "END IF."
    yield from _margin(score)


def _status(score: ScoreRecipe) -> Iterator[str]:
    made = score.made
    yield f"STRING {made.status} (A{STATUS_WIDTH})."
    yield "DO IF #applicable = 0."
    yield f"  COMPUTE {made.status} = 'not_applicable'."
    yield f"ELSE IF {made.answered} < #min_answered OR {made.answered} / #applicable < #min_coverage."
    yield f"  COMPUTE {made.status} = 'too_few'."
    if score.own is not None:
        yield "ELSE IF #own = 0."
        yield f"  COMPUTE {made.status} = 'no_specific'."
    if any(item.weight == 0 for item in score.items):
        yield "ELSE IF #weights = 0."
        yield f"  COMPUTE {made.status} = 'too_few'."
    yield "ELSE IF #applicable / #asked < #narrow_below."
    yield f"  COMPUTE {made.status} = 'narrow'."
    yield "ELSE."
    yield f"  COMPUTE {made.status} = 'ok'."
    yield "END IF."


def _margin(score: ScoreRecipe) -> Iterator[str]:
    """Only where there are two answers, of which one alone has no variance."""
    made, items = score.made, [item.made for item in score.items]
    if len(items) < 2:
        yield f"NUMERIC {made.margin}."
        return
    yield f"DO IF {_has_score(score)} AND {made.answered} >= 2."
    roundings = {item.rounding for item in score.items}
    if len(roundings) == 1:
        yield f"  COMPUTE #rounding = {number(roundings.pop())}."
    else:
        sums = [_if_answered(item, item.rounding) for item in score.items]
        yield from _indented(_call("#rounding", "SUM", sums, f" / {made.answered}"))
    yield from _indented(_call("#variance", "VARIANCE", items))
    if score.is_weighted:
        yield f"  COMPUTE {made.margin} = SQRT(MAX(#variance, #rounding) * #squares) / #weights."
    else:
        yield f"  COMPUTE {made.margin} = SQRT(MAX(#variance, #rounding) / {made.answered})."
    yield "END IF."


def _overall(score: OverallRecipe, recipe: Recipe) -> Iterator[str]:
    made = score.made
    yield ""
    yield from spss_remark(remarks.about_score(score, recipe))
    yield from listed("COUNT #not_applicable =", [part.made.status for part in score.of], " ('not_applicable').")
    yield from _call(made.answered, "NVALID", [part.made.score for part in score.of])
    yield from _call("#margins", "NVALID", [part.made.margin for part in score.of])
    yield f"STRING {made.status} (A{STATUS_WIDTH})."
    yield f"DO IF #not_applicable = {len(score.of)}."
    yield f"  COMPUTE {made.status} = 'not_applicable'."
    yield f"ELSE IF {made.answered} < {score.at_least}."
    yield f"  COMPUTE {made.status} = 'too_few'."
    yield f"ELSE IF {made.answered} < {len(score.of)}."
    yield f"  COMPUTE {made.status} = 'partial'."
    yield "ELSE."
    yield f"  COMPUTE {made.status} = 'ok'."
    yield "END IF."
    yield f"DO IF {_has_score(score)}."
    yield from _indented(_call(made.score, "MEAN", [part.made.score for part in score.of]))
    yield "END IF."
    yield f"DO IF {_has_score(score)} AND #margins = {made.answered}."
    squares = [f"{part.made.margin} ** 2" for part in score.of]
    yield from _indented(listed(f"COMPUTE {made.margin} = SQRT(SUM(", squares, f")) / {made.answered}.", between=","))
    yield "END IF."


def _comparison(recipe: Recipe) -> Iterator[str]:
    yield from _heading(remarks.COMPARING, recipe)
    yield f"COMPUTE {recipe.difference} = 0."
    yield f"COMPUTE {recipe.mismatches} = 0."
    for score in recipe.every_score:
        made, exported = score.made, score.exported
        distances = [
            f"ABS({made.score} - {exported.score})",
            f"ABS({made.answered} - {exported.answered})",
            f"ABS({made.margin} - {exported.margin})",
        ]
        yield from _call(recipe.difference, "MAX", [recipe.difference, *distances])
        unlike = [
            f"(MISSING({made.score}) NE MISSING({exported.score}))",
            f"+ (MISSING({made.margin}) NE MISSING({exported.margin}))",
            f"+ MISSING({exported.answered})",
            f"+ ({made.status} NE {exported.status})",
        ]
        yield from listed(f"COMPUTE {recipe.mismatches} = {recipe.mismatches} +", unlike, ".")
    yield from labels_of_made(recipe)
    yield f"FORMATS {recipe.difference} (F14.10) {recipe.mismatches} (F8.0)."
    yield from spss_remark(recipe.words.gettext(remarks.MUST_BE_ZERO))
    yield f"DESCRIPTIVES VARIABLES={recipe.difference} {recipe.mismatches} /STATISTICS=MAX."


def _count(name: str, items: Iterable[ItemRecipe], codes: tuple[int, ...]) -> Iterator[str]:
    """How many of the items have one of the codes; in a text variable they stand as text."""
    numbers = [item.variable for item in items if not item.is_text]
    texts = [item.variable for item in items if item.is_text]
    words = [*numbers, f"({', '.join(map(str, codes))})"] if numbers else []
    if texts:
        words += [*texts, f"({', '.join(spss_string(str(code)) for code in codes)})"]
    yield from listed(f"COUNT {name} =", words, ".")


def _call(name: str, function: str, arguments: Iterable[str], then: str = "") -> Iterator[str]:
    """A number from a function of several arguments; one alone is taken as it is."""
    words = list(arguments)
    start = f"{function}(" if len(words) > 1 else "("
    yield from listed(f"COMPUTE {name} = {start}", words, f"){then}.", between=",")


def _has_score(score: ScoreRecipe | OverallRecipe) -> str:
    other = "partial" if isinstance(score, OverallRecipe) else "narrow"
    return f"ANY({score.made.status}, 'ok', '{other}')"


def _count_answers(name: str, items: tuple[ItemRecipe, ...]) -> Iterator[str]:
    if items:
        yield from listed(f"COMPUTE {name} = NVALID(", [item.made for item in items], ").", between=",")
    else:
        yield f"COMPUTE {name} = 0."


def _if_answered(item: ItemRecipe, value: float) -> str:
    return f"{_times(value)}(1 - MISSING({item.made}))"


def _times(value: float) -> str:
    return "" if value == 1 else f"{number(value)} * "


def _indented(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"  {line}"
