"""Turn facts, codes and conditions of a questionnaire into words that name the variables of its data file."""

from __future__ import annotations

from collections.abc import Iterable

from rely.languages import Words
from rely.model.conditions import Condition
from rely.model.response_scales import Multiple
from rely.model.scalars import Code, shortest
from rely.research.variables import Dictionary, Variable

_BANDS = "band."
_SCORES = "score."


class Teller:
    """Tells what stands in one data file; `words` are of the language of its dictionary."""

    def __init__(self, dictionary: Dictionary, words: Words) -> None:
        self.dictionary = dictionary
        self.words = words

    def find(self, role: str, source: str, part: str = "") -> Variable | None:
        """The variable of this role, source and part; typed answers have the role of items."""
        return self.dictionary.by_source.get((role, source, part))

    def variable(self, fact: str) -> Variable | None:
        """The variable that holds a fact; None for several (an item with several answers) or for none."""
        for role in ("item", "measure", "given"):
            found = self.find(role, fact)
            if found is not None:
                return found
        for prefix in (_SCORES, _BANDS):
            if fact.startswith(prefix):
                return self.find("score", fact.removeprefix(prefix), "score")
        return None

    def variables(self, facts: Iterable[str]) -> tuple[str, ...]:
        """The names of all variables behind these facts, each once."""
        names: dict[str, None] = {}
        for fact in facts:
            single = self.variable(fact)
            if single is not None:
                names[single.name] = None
            elif fact in self.dictionary.instrument.items:
                names.update(dict.fromkeys(self._several(fact)))
        return tuple(names)

    def name(self, fact: str) -> str:
        """What a fact is called in the file: its variable, else its own name."""
        variable = self.variable(fact)
        return fact if variable is None else variable.name

    def names(self, facts: Iterable[str]) -> str:
        """Several of them in a row."""
        return self.words.list_of([self.name(fact) for fact in facts])

    def fact(self, fact: str) -> str:
        """A fact by its label and its name: ‘Phase’ (phase)."""
        words, variable = self.words, self.variable(fact)
        item = self.dictionary.instrument.items.get(fact)
        if variable is not None:
            return f"{words.quoted(variable.label)} ({variable.name})"
        return fact if item is None else f"{words.quoted(words.text(item.label or item.text))} ({fact})"

    def code(self, fact: str, code: Code) -> str:
        """A code by its label: ‘Yes’ (yes)."""
        label = self._labels(fact).get(str(code), "")
        return f"{self.words.quoted(label)} ({code})" if label else str(code)

    def number(self, number: float) -> str:
        """A number with all its digits, in the digits of the language."""
        return self.words.measured(number, 6)

    def condition(self, condition: Condition) -> str:
        """A condition as a clause."""
        words = self.words
        if condition.not_ is not None:
            return words.gettext("it is not so that %(condition)s", condition=f"({self.condition(condition.not_)})")
        if condition.fact is not None:
            return self._joined(self._comparisons(condition, condition.fact), words.gettext("and"))
        parts = condition.all or condition.any or ()
        told = [self._inner(part) for part in parts]
        return self._joined(told, words.gettext("and") if condition.all is not None else words.gettext("or"))

    def _several(self, item: str) -> Iterable[str]:
        scale = self.dictionary.instrument.scale_of(self.dictionary.instrument.items[item])
        codes = [option.code for option in scale.options] if isinstance(scale, Multiple) else []
        found = (self.find("item", item, code) for code in codes)
        return (each.name for each in found if each is not None)

    def _labels(self, fact: str) -> dict[str, str]:
        words, instrument = self.words, self.dictionary.instrument
        if fact.startswith(_BANDS):
            return {band.id: words.text(band.label) for band in instrument.bands}
        variable, item = self.variable(fact), instrument.items.get(fact)
        if variable is not None:
            return {str(code): label for code, label in variable.values}
        scale = None if item is None else instrument.scale_of(item)
        options = scale.options if isinstance(scale, Multiple) else ()
        return {option.code: words.text(option.label) for option in options}

    def _inner(self, condition: Condition) -> str:
        """A part of a condition, in brackets where it has parts itself."""
        told = self.condition(condition)
        return f"({told})" if len(condition.all or condition.any or ()) > 1 else told

    @staticmethod
    def _joined(parts: list[str], word: str) -> str:
        return f" {word} ".join(parts)

    def _comparisons(self, condition: Condition, fact: str) -> list[str]:
        words, what = self.words, self.fact(fact)
        item = self.dictionary.instrument.items.get(fact)
        told = []
        if condition.is_ is not None or condition.in_ is not None:
            codes = (condition.is_,) if condition.is_ is not None else condition.in_ or ()
            answer = self._joined([self.code(fact, code) for code in codes], words.gettext("or"))
            if item is not None and isinstance(self.dictionary.instrument.scale_of(item), Multiple):
                told.append(words.gettext("%(what)s includes %(answer)s", what=what, answer=answer))
            else:
                told.append(words.gettext("%(what)s is %(answer)s", what=what, answer=answer))
        if condition.at_least is not None:
            told.append(
                words.gettext("%(what)s is %(number)s or more", what=what, number=self._edge(condition.at_least))
            )
        if condition.at_most is not None:
            told.append(
                words.gettext("%(what)s is %(number)s or less", what=what, number=self._edge(condition.at_most))
            )
        if condition.above is not None:
            told.append(
                words.gettext("%(what)s is more than %(number)s", what=what, number=self._edge(condition.above))
            )
        if condition.below is not None:
            told.append(
                words.gettext("%(what)s is less than %(number)s", what=what, number=self._edge(condition.below))
            )
        if condition.known is not None:
            known = words.gettext("%(what)s is known", what=what)
            told.append(known if condition.known else words.gettext("%(what)s is not known", what=what))
        return told

    def _edge(self, number: float) -> str:
        return self.number(number) if abs(number) < 1e12 else shortest(number)
