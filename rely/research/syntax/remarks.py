"""Turn a recipe into the remarks of its program, in the language of its reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rely.languages import N_
from rely.research.syntax.recipe import OverallRecipe, Recipe, ScoreRecipe
from rely.research.variables import MISSING_CODES

READING: Final = N_("The data file")
MEANING: Final = N_("What the variables and codes mean")
ITEMS: Final = N_("Item scores, 0 to 100")
RULES: Final = N_("How many answers a score needs")
SCORES: Final = N_("Scores, with status and margin")
COMPARING: Final = N_("Comparison with the scores in the data file")
"""The headings."""

FIND_THE_FILE: Final = N_("Write the full path where the file is not found.")
EXPORT_AS_CSV: Final = N_("This program reads CSV: export the same cases with --format csv too.")
LINES_IN_TEXTS: Final = N_("A line end within a text ends the case here: with texts, export as SAV.")
OTHER_VERSIONS: Final = N_("Cases of other versions are left out: their rules may be other ones.")
COMPARED: Final = N_("Cases compared")
AS_HAVEN: Final = N_("Labels and missing codes are attributes, named as the package haven names them.")
MUST_BE_ZERO: Final = N_("Both numbers must be 0; less than 0.000001 is rounding.")

_WHAT_IT_DOES = (
    N_("This program makes the scores again, from the answers in the data file alone."),
    N_("Then it compares them with the scores that Rely put into the file."),
)
_ABOUT_ITEMS = (
    N_("The lowest answer becomes 0, the highest 100, those between in equal steps."),
    N_("Options with scores of their own have these. Reverse-coded items are turned round."),
)
_ABOUT_RULES = (
    N_("Asked are the items whose code is not -6. So no rule depends on what is asked of whom."),
    N_("Applicable are the items asked without the codes -7 and -8."),
    N_("Each form has the rule of the questionnaire, or one of its own."),
)
_ABOUT_SCORES = (
    N_("A score is the mean of its answered items, by their weights."),
    N_("Its status is the first that holds of not_applicable, too_few, no_specific, narrow and ok."),
    N_("no_specific: none of the items that belong to this cell alone was answered."),
    N_("The margin is one standard error; it needs two answers."),
    N_("Its variance is that of the answers, but at least that of rounding to a step: step * step / 12."),
)


def head(recipe: Recipe) -> Iterator[str]:
    """What the program is, and for which questionnaire."""
    instrument, words = recipe.dictionary.instrument, recipe.words
    yield words.gettext("%(title)s, version %(version)s", title=recipe.title, version=instrument.version)
    yield recipe.digest
    yield from map(words.gettext, _WHAT_IT_DOES)
    if recipe.left_out:
        names = ", ".join(recipe.left_out)
        yield words.gettext("Not made here: %(scores)s. Empty cells of their items do not say why.", scores=names)


def about_items(recipe: Recipe) -> Iterator[str]:
    """How an answer becomes an item score."""
    words = recipe.words
    yield from map(words.gettext, _ABOUT_ITEMS)
    reasons = ", ".join(f"{code} {words.gettext(label)}" for code, label in MISSING_CODES.items())
    yield words.gettext("Codes that tell why there is no answer: %(reasons)s.", reasons=reasons)


def about_rules(recipe: Recipe) -> Iterator[str]:
    """What the missing-data rule counts."""
    yield from map(recipe.words.gettext, _ABOUT_RULES)


def about_scores(recipe: Recipe) -> Iterator[str]:
    """How a score, its status and its margin are made."""
    yield from map(recipe.words.gettext, _ABOUT_SCORES)


def about_score(score: ScoreRecipe | OverallRecipe, recipe: Recipe) -> str:
    """What a score is made of, with the id under which the questionnaire knows it."""
    gettext, named = recipe.words.gettext, f"{score.label} [{score.id}]"
    if isinstance(score, OverallRecipe):
        return gettext(
            "%(score)s: the plain mean of %(count)s scores. Of these %(least)s must be there.",
            score=named,
            count=len(score.of),
            least=score.at_least,
        )
    return recipe.words.ngettext(
        "%(score)s: the mean of %(n)s item.", "%(score)s: the mean of %(n)s items.", len(score.items), score=named
    )
