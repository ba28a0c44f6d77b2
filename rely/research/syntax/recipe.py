"""Turn an instrument and the variables of its data file into what a program needs to make the scores again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rely.languages import N_, Words, words_for
from rely.languages.score_names import name_of_score
from rely.loading.data_file import Names
from rely.model.answers import FULL_FORM
from rely.model.digest import digest
from rely.model.response_scales import Choice, Likert, Rating
from rely.model.scores import MissingDataRule
from rely.research.variables import Dictionary, Variable
from rely.scoring.plan import ScoreDefinition, ScoredItem, plan_of, score_ids

_MADE = {"score": "rs", "answered": "rn", "margin": "re", "status": "rt"}
"""What the names of the variables that a program makes of a score begin with, by part."""

_OWN_LABELS = {
    "score": N_("%(score)s: score, computed again"),
    "answered": N_("%(score)s: answers it rests on, counted again"),
    "margin": N_("%(score)s: margin, computed again"),
    "status": N_("%(score)s: status, found again"),
}


@dataclass(frozen=True, slots=True)
class ItemRecipe:
    """How the answer to one item becomes its item score, 0-100.

    `variable` holds the raw code in the data file, `made` is the variable for the item score. Either the code lies
    between `lowest` and `highest`, or it is one of `options`, each with its score before it is turned round.
    `rounding` is the rounding variance.
    """

    id: str
    label: str
    variable: str
    made: str
    is_text: bool
    lowest: int
    highest: int
    options: tuple[tuple[str, float], ...]
    is_reversed: bool
    weight: float
    rounding: float


@dataclass(frozen=True, slots=True)
class Parts:
    """The names of the variables of one score: its number, answers it rests on, margin and status."""

    score: str
    answered: str
    margin: str
    status: str


@dataclass(frozen=True, slots=True)
class ScoreRecipe:
    """A score made of items.

    `own` are the items that belong to its cell alone, None where that does not matter. `made` are the variables of
    the program, `exported` those of the data file that they must equal.
    """

    id: str
    label: str
    items: tuple[ItemRecipe, ...]
    own: tuple[ItemRecipe, ...] | None
    made: Parts
    exported: Parts

    @property
    def is_weighted(self) -> bool:
        """Whether some items count more than others, or none counts."""
        weights = {item.weight for item in self.items}
        return len(weights) > 1 or weights == {0}


@dataclass(frozen=True, slots=True)
class OverallRecipe:
    """The plain mean of other scores, of which `at_least` must be there."""

    id: str
    label: str
    of: tuple[ScoreRecipe, ...]
    at_least: int
    made: Parts
    exported: Parts


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a program needs: the variables it reads, and how each score is made of them.

    `rule` is the missing-data rule of the full form, `other_rules` those of forms that have another one, with their
    labels. `left_out` are the scores that cannot be made from the file: an empty cell of one of their items does not
    say why there is no answer. `made_labels` label the variables that the program makes.
    """

    dictionary: Dictionary
    words: Words
    title: str
    digest: str
    digest_variable: str
    form_variable: str
    rule: MissingDataRule
    other_rules: tuple[tuple[str, str, MissingDataRule], ...]
    items: tuple[ItemRecipe, ...]
    scores: tuple[ScoreRecipe, ...]
    overall: OverallRecipe | None
    left_out: tuple[str, ...]
    made_labels: tuple[tuple[str, str], ...]
    difference: str
    mismatches: str

    @property
    def every_score(self) -> tuple[ScoreRecipe | OverallRecipe, ...]:
        """All scores that are made, the overall score last."""
        return self.scores if self.overall is None else (*self.scores, self.overall)


def recipe_of(dictionary: Dictionary) -> Recipe:
    """The recipe for the data file that `dictionary` describes; its instrument says how scores are made.

    Where a file has cases of other versions too, the variables of the instrument's own version stand first.
    """
    return _Cook(dictionary).recipe()


class _Cook:
    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._instrument = dictionary.instrument
        self._words = words_for(dictionary.language)
        self._names = Names()
        self._labels: list[tuple[str, str]] = []
        for variable in dictionary.variables:
            self._names.name(variable.name)

    def recipe(self) -> Recipe:
        instrument, plan = self._instrument, plan_of(self._instrument)
        can_be_made = [definition for definition in plan.definitions if self._can_be_made(definition)]
        used = {item for definition in can_be_made for item in definition.items}
        items = {name: self._item(plan.scored[name]) for name in instrument.items if name in used}
        scores = {definition.id: self._score(definition, items) for definition in can_be_made}
        overall = self._overall(scores)
        made = {*scores, *([] if overall is None else [overall.id])}
        return Recipe(
            dictionary=self._dictionary,
            words=self._words,
            title=self._words.text(instrument.title),
            digest=digest(instrument),
            digest_variable=self._variable("admin", "digest").name,
            form_variable=self._variable("admin", "form").name,
            rule=self._rule(FULL_FORM),
            other_rules=tuple(self._other_rules()),
            items=tuple(items.values()),
            scores=tuple(scores.values()),
            overall=overall,
            left_out=tuple(score for score in score_ids(instrument) if score not in made),
            difference=self._new("rely_difference", self._words.gettext("Largest difference in numbers")),
            mismatches=self._new("rely_mismatches", self._words.gettext("Results that are not the same")),
            made_labels=tuple(self._labels),
        )

    def _can_be_made(self, definition: ScoreDefinition) -> bool:
        """Whether each of its items tells by a code why it has no answer."""
        return all(self._variable("item", name).missing for name in definition.items)

    def _score(self, definition: ScoreDefinition, items: Mapping[str, ItemRecipe]) -> ScoreRecipe:
        own = None
        if definition.specific is not None and not all(definition.specific):
            pairs = zip(definition.items, definition.specific, strict=True)
            own = tuple(items[name] for name, is_own in pairs if is_own)
        label = name_of_score(self._instrument, self._words, definition.id)
        return ScoreRecipe(
            id=definition.id,
            label=label,
            items=tuple(items[name] for name in definition.items),
            own=own,
            made=self._made(definition.id, label),
            exported=self._exported(definition.id),
        )

    def _variable(self, role: str, source: str, part: str = "") -> Variable:
        return self._dictionary.by_source[role, source, part]

    def _new(self, wished: str, label: str) -> str:
        name = self._names.name(wished)
        self._labels.append((name, label))
        return name

    def _item(self, scored: ScoredItem) -> ItemRecipe:
        variable = self._variable("item", scored.id)
        scale = self._instrument.scale_of(scored.item)
        lowest, highest = (scale.lowest, scale.highest) if isinstance(scale, Likert | Rating) else (0, 0)
        options = scale.options if isinstance(scale, Choice) else ()
        label = self._words.gettext("%(item)s: item score, 0-100", item=variable.label)
        return ItemRecipe(
            id=scored.id,
            label=variable.label,
            variable=variable.name,
            made=self._new(f"is_{scored.id}", label),
            is_text=variable.kind == "text",
            lowest=lowest,
            highest=highest,
            options=tuple((option.code, float(option.score or 0)) for option in options),
            is_reversed=scored.item.reverse,
            weight=float(scored.item.weight),
            rounding=scored.floor,
        )

    def _made(self, score: str, label: str) -> Parts:
        names = {
            part: self._new(f"{prefix}_{score}", self._words.gettext(_OWN_LABELS[part], score=label))
            for part, prefix in _MADE.items()
        }
        return Parts(**names)

    def _exported(self, score: str) -> Parts:
        return Parts(**{part: self._variable("score", score, part).name for part in _MADE})

    def _overall(self, scores: dict[str, ScoreRecipe]) -> OverallRecipe | None:
        overall = self._instrument.scores.overall
        if overall is None or not set(overall.of) <= set(scores):
            return None
        label = self._words.text(overall.label)
        parts = tuple(scores[name] for name in overall.of)
        made, exported = self._made(overall.id, label), self._exported(overall.id)
        return OverallRecipe(overall.id, label, parts, overall.at_least, made, exported)

    def _rule(self, form: str) -> MissingDataRule:
        named = self._instrument.form(form)
        return named.missing_data if named is not None and named.missing_data else self._instrument.missing_data

    def _other_rules(self) -> Iterator[tuple[str, str, MissingDataRule]]:
        labels = {form.id: self._words.text(form.label) for form in self._instrument.forms}
        for form in self._instrument.form_ids:
            if self._rule(form) != self._rule(FULL_FORM):
                yield form, labels.get(form, form), self._rule(form)
