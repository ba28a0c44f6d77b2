"""Turn exact quasi-identifiers into coarser ones: countries into regions, months into ranges."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rely.languages import Words, words_for
from rely.loading.data_file import Names
from rely.model.research import Coarser
from rely.research.anonymity.revealing import quasi_identifiers
from rely.research.rows import Cell
from rely.research.variables import Dictionary, Variable

_Recode = Callable[[Cell], Cell]


@dataclass(frozen=True)
class Recoding:
    """A dictionary with coarser variables, and how the rows of the exact one become rows of this one.

    `recodes` tells by place how a cell becomes coarser; `became` which variables became which.
    """

    dictionary: Dictionary
    recodes: Mapping[int, _Recode]
    became: Mapping[str, str]

    def row(self, row: Sequence[Cell]) -> tuple[Cell, ...]:
        """The row with coarser cells."""
        cells = list(row)
        for at, recode in self.recodes.items():
            cells[at] = recode(cells[at])
        return tuple(cells)


def coarser(dictionary: Dictionary) -> Recoding:
    """The same data file with all quasi-identifiers made coarser for which the questionnaire says how.

    A coarser variable stands where the exact one stood, under a name of its own, so that nobody takes its codes for
    those; reasons for having no answer stay as they are. A range is coded by its lower edge; numbers below the first
    edge belong to the first range.
    """
    rules = dictionary.instrument.research
    by_item = {} if rules is None else {rule.of: rule for rule in rules.coarser}
    words, names = words_for(dictionary.language), Names()
    for variable in dictionary.variables:
        names.name(variable.name)
    told = {variable.name for variable in quasi_identifiers(dictionary)}
    variables: list[Variable] = []
    recodes: dict[int, _Recode] = {}
    became: dict[str, str] = {}
    for at, variable in enumerate(dictionary.variables):
        rule = by_item.get(variable.source) if variable.name in told else None
        if rule is None:
            variables.append(variable)
            continue
        name = names.name(f"{variable.name}_coarse")
        became[variable.name] = name
        changed, recodes[at] = _ranges(variable, rule, words) if rule.edges else _groups(variable, rule, words)
        variables.append(replace(changed, name=name, label=words.gettext("%(label)s, coarser", label=variable.label)))
    return Recoding(Dictionary(dictionary.instrument, dictionary.language, tuple(variables)), recodes, became)


def _groups(variable: Variable, rule: Coarser, words: Words) -> tuple[Variable, _Recode]:
    group_of = {code: group.id for group in rule.groups for code in group.codes}
    rest = next((group.id for group in rule.groups if not group.codes), None)
    values = [(group.id, words.text(group.label)) for group in rule.groups]
    if rest is None:
        # Codes that nobody grouped stay as they are.
        values += [(str(code), label) for code, label in variable.values if code not in group_of]
    kept = _kept(variable)

    def recode(cell: Cell) -> Cell:
        return cell if cell is None or cell in kept else group_of.get(str(cell), rest or cell)

    return replace(variable, values=tuple(values)), recode


def _ranges(variable: Variable, rule: Coarser, words: Words) -> tuple[Variable, _Recode]:
    is_whole = variable.kind == "integer"
    edges = [int(edge) if is_whole and float(edge).is_integer() else edge for edge in rule.edges]
    kept = _kept(variable)

    def recode(cell: Cell) -> Cell:
        if not isinstance(cell, int | float) or cell in kept:
            return cell
        return edges[max(0, bisect_right(edges, cell) - 1)]

    # Codes are whole numbers where they can be; a range of 2.5 hours keeps its edge.
    labels = _labels([float(edge) for edge in edges], is_whole, words)
    values = tuple(zip(edges, labels, strict=True))
    unit = f" {variable.unit}" if variable.unit else ""
    labelled = tuple((int(edge), label + unit) for edge, label in values if float(edge).is_integer())
    return replace(variable, level="ordinal", values=labelled, low=None, high=None), recode


def _labels(edges: list[float], is_whole: bool, words: Words) -> list[str]:
    def told(number: float) -> str:
        return words.measured(number)

    first = words.gettext("less than %(high)s", high=told(edges[1])) if len(edges) > 1 else None
    labels = []
    for low, high in pairwise(edges):
        if is_whole and low < high - 1:
            labels.append(f"{told(low)}–{told(high - 1)}")
        elif is_whole:
            labels.append(told(low))
        else:
            labels.append(words.gettext("%(low)s to less than %(high)s", low=told(low), high=told(high)))
    labels.append(words.gettext("%(low)s or more", low=told(edges[-1])))
    return labels if first is None else [first, *labels[1:]]


def _kept(variable: Variable) -> frozenset[Cell]:
    """The cells that tell why there is no answer."""
    return frozenset(variable.missing_code(code) for code, _ in variable.missing)
