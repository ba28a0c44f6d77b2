"""Turn the references inside an SVG into reasons to refuse it: to nothing, in a circle, or to too much at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rely.loading.brand.refusal import Refusal
from rely.loading.brand.svg_rules import GRADIENTS, REFERENCE, SHAPES

if TYPE_CHECKING:
    from rely.loading.brand.svg import Element

MOST_DRAWN = 5_000
"""How many elements are drawn at most when every copy is counted."""

LONGEST_CHAIN = 4
"""How many references may follow each other."""

_TARGETS = {
    "use": SHAPES | {"g", "use"},
    "fill": GRADIENTS,
    "stroke": GRADIENTS,
    "clip-path": frozenset({"clipPath"}),
    "gradient": GRADIENTS,
}
"""What each kind of reference may lead to."""


def check_references(root: Element) -> list[Refusal]:
    """Every reference that leads nowhere, to the wrong thing, back to itself or to more than can be drawn."""
    named: dict[str, Element] = {}
    refusals = []
    for element in _all(root):
        name = element.attributes.get("id")
        if name in named:
            refusals.append(_refusal(element, str(name), "is not clear, because two elements have this id"))
        elif name is not None:
            named[name] = element
    for element in _all(root):
        for kind, target in _references(element):
            if target not in named:
                refusals.append(_refusal(element, target, "leads to nothing that is kept"))
            elif named[target].name not in _TARGETS[kind]:
                refusals.append(_refusal(element, target, f"leads to a <{named[target].name}>"))
    return refusals or _Weights(named).check(root)


def _references(element: Element) -> Iterator[tuple[str, str]]:
    """The references that an element itself makes: their kind, and the id they lead to."""
    for name, value in element.attributes.items():
        if name == "href":
            yield "use" if element.name == "use" else "gradient", value.removeprefix("#")
        elif name in _TARGETS and (match := REFERENCE.search(value)):
            yield name, match[1]


@dataclass(frozen=True, slots=True)
class _Weight:
    """How many elements are drawn, and how many references follow each other at most."""

    drawn: int
    chain: int


class _Weights:
    """The weight of every element that is referred to, with everything that it refers to itself."""

    def __init__(self, named: dict[str, Element]) -> None:
        self._named = named
        self._known: dict[str, _Weight] = {}

    def check(self, root: Element) -> list[Refusal]:
        """The reason to refuse the whole, if there is one."""
        try:
            drawn = self._weight(root, (), 0).drawn
        except _Tangled as error:
            return [_refusal(error.element, error.target, error.why)]
        if drawn > MOST_DRAWN:
            facts: dict[str, object] = {
                "value": "the SVG",
                "size": "too many copies",
                "limit": f"{MOST_DRAWN} elements",
            }
            return [Refusal("logo-too-large", facts, line=root.line, column=root.column)]
        return []

    def _weight(self, element: Element, through: tuple[str, ...], behind: int) -> _Weight:
        """The weight of an element inside the ids `through`, which `behind` references lead to."""
        name = element.attributes.get("id")
        inside = through if name is None else (*through, name)
        parts = [self._weight(child, inside, behind) for child in element.children]
        for _, target in _references(element):
            if target in inside:
                raise _Tangled(element, target, "leads back to itself")
            known = self._known.get(target)
            if behind + (0 if known is None else known.chain) >= LONGEST_CHAIN:
                raise _Tangled(element, target, f"is one of more than {LONGEST_CHAIN} in a row")
            if known is None:
                known = self._known[target] = self._weight(self._named[target], inside, behind + 1)
            parts.append(_Weight(known.drawn, known.chain + 1))
        return _Weight(1 + sum(part.drawn for part in parts), max((part.chain for part in parts), default=0))


class _Tangled(Exception):
    """Raised at a reference that cannot be followed to its end."""

    def __init__(self, element: Element, target: str, why: str) -> None:
        super().__init__(why)
        self.element, self.target, self.why = element, target, why


def _refusal(element: Element, name: str, why: str) -> Refusal:
    return Refusal("svg-reference", {"name": name, "why": why}, line=element.line, column=element.column)


def _all(root: Element) -> Iterator[Element]:
    yield root
    for child in root.children:
        yield from _all(child)
