"""Turn an SVG from anywhere into one of shapes and colours only, or into all reasons why it cannot be kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ErrorString
from xml.sax.saxutils import quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from rely.loading.brand.refusal import LogoRefused, Refusal
from rely.loading.brand.svg_references import check_references
from rely.loading.brand.svg_rules import (
    ATTRIBUTES,
    CURES,
    GEOMETRY,
    ID,
    KEPT,
    LEFT_OUT,
    LENGTH,
    SVG,
    WHY,
    XLINK,
    XML,
    of_an_editor,
    without_effect,
)

MOST_ELEMENTS = 3_000
DEEPEST = 30
MOST_REASONS = 20
LARGEST_SIDE = 1_000_000.0

_OF_THE_WHOLE = frozenset({"x", "y", "width", "height", "viewBox"})


@dataclass(slots=True)
class Element:
    """An element that is kept, with the attributes that are kept and its place in the file."""

    name: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Element] = field(default_factory=list)


def clean_svg(content: bytes) -> tuple[float, float, bytes]:
    """Width and height in the picture's own units, and the SVG made anew. Raises LogoRefused with all reasons.

    Nothing that would change the picture is left out without a word; what drawing programs note for themselves is.
    """
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_entities=True, forbid_external=True)
    builder.parser = parser.parser
    builder.parser.StartDoctypeDeclHandler = builder.doctype
    try:
        parser.feed(content)
        parser.close()
    except DefusedXmlException:
        builder.refuse("svg-doctype")
    except ParseError as error:
        builder.refuse_at(*error.position, "svg-syntax", what=ErrorString(error.code))
    except (ValueError, LookupError):  # an encoding that nobody knows
        builder.refuse_at(1, 0, "svg-syntax", what="it says to be written in an encoding that is not known")
    except _Enough:
        pass
    root = builder.root
    if root is not None and not builder.refusals:
        builder.refusals += check_references(root)
        _check_size(root, builder)
    if builder.refusals or root is None:
        raise LogoRefused(*builder.refusals)
    left, top, width, height = _box(root)
    root.attributes = {
        "xmlns": SVG,
        **{name: value for name, value in root.attributes.items() if name not in _OF_THE_WHOLE},
        "viewBox": f"{left:.12g} {top:.12g} {width:.12g} {height:.12g}",
        "width": f"{width:.12g}",
        "height": f"{height:.12g}",
    }
    return width, height, _written(root).encode()


class _Enough(Exception):
    """Raised when reading on makes no sense."""


class _Builder:
    """Builds the tree of what is kept while the file is read, and notes what cannot be kept."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.refusals: list[Refusal] = []
        self.parser: Any = None
        self._open: list[Element] = []
        self._skipped = 0
        self._spaced = False
        self._count = 0
        self._told: set[tuple[object, ...]] = set()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) + self._skipped > DEEPEST:
            limit = f"{MOST_ELEMENTS} elements, {DEEPEST} deep"
            self.refuse("logo-too-large", value="the SVG", size="more elements", limit=limit)
            raise _Enough
        space, _, name = tag.rpartition("}")
        space = space.removeprefix("{")
        ours = space == SVG or not (space or self._spaced)
        if self._skipped or (self.root is not None and _draws_nothing(space, name, ours=ours)):
            self._skipped += 1
            return
        if not ours or name not in KEPT or (name == "svg") is not (self.root is None):
            self.refuse("svg-element", hint=CURES.get(name, ""), name=name, why=WHY.get(name, ""))
            if self.root is None:
                raise _Enough
            self._skipped += 1
            return
        element = Element(name, {}, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        for key, value in attributes.items():
            self._keep(element, key, value)
        self._keep_style(element, attributes.get("style", ""))
        if self.root is None:
            self.root, self._spaced = element, bool(space)
        else:
            self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, _tag: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
        else:
            self._open.pop()

    def data(self, _text: str) -> None:
        """Text between elements draws nothing."""

    def comment(self, _text: str) -> None:
        """A comment is left out."""

    def pi(self, target: str, _text: str | None = None) -> None:
        """A processing instruction: one that names a style sheet would change the picture."""
        if target == "xml-stylesheet":
            self.refuse("svg-element", name="?xml-stylesheet", why=WHY["style"], hint=CURES["style"])

    def close(self) -> None:
        """The file ends."""

    def doctype(self, _name: str, _system: str | None, _public: str | None, has_definitions: int) -> None:
        """The document type: the usual one is not read; one with definitions ends the reading."""
        if has_definitions:
            self.refuse("svg-doctype")
            raise _Enough

    def refuse(self, code: str, /, *, hint: str = "", **facts: object) -> None:
        """Note a reason at the present place; the same one is told once."""
        self.refuse_at(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber, code, hint=hint, **facts)

    def refuse_at(self, line: int, column: int, code: str, /, *, hint: str = "", **facts: object) -> None:
        """Note a reason at a place whose column counts from 0."""
        once = (code, *facts.values())
        if once not in self._told and len(self.refusals) < MOST_REASONS:
            self._told.add(once)
            self.refusals.append(Refusal(code, facts, hint, line, column + 1))

    def _keep(self, element: Element, key: str, value: str) -> None:
        space, _, name = key.rpartition("}")
        space = space.removeprefix("{")
        if space == XLINK and name == "href":
            name, space = "href", ""
        if space == XML:
            name, space = f"xml:{name}", ""
        if space:
            if not (of_an_editor(space) or space == XLINK):
                self._refuse_attribute(element, name)
        elif name == "id" and ID.fullmatch(value):
            element.attributes["id"] = value
        elif name == "href":
            self._keep_href(element, value)
        elif name != "style":
            self._keep_value(element, name, value)

    def _keep_style(self, element: Element, style: str) -> None:
        """The declarations of a style as attributes, over which they prevail."""
        for declaration in filter(None, map(str.strip, style.split(";"))):
            name, _, value = (part.strip() for part in declaration.partition(":"))
            if name not in GEOMETRY:
                self._keep_value(element, name, value.removesuffix("!important").strip())
            elif element.name != "svg":  # how large the whole is shown is not up to the picture
                self._refuse_attribute(element, name)

    def _keep_href(self, element: Element, value: str) -> None:
        target = value.strip().removeprefix("#")
        if value.strip().startswith("#") and ID.fullmatch(target):
            element.attributes["href"] = f"#{target}"
        else:
            self.refuse("svg-attribute", element=element.name, what="a link to something outside the picture")

    def _keep_value(self, element: Element, name: str, value: str) -> None:
        takes = ATTRIBUTES.get(name)
        if takes is not None:
            if not takes(value):
                self.refuse("svg-attribute", element=element.name, what=f"'{name}' with the value '{value[:60]}'")
            element.attributes[name] = value
        elif not without_effect(name, value):
            self._refuse_attribute(element, name)

    def _refuse_attribute(self, element: Element, name: str) -> None:
        self.refuse("svg-attribute", element=element.name, what=f"the attribute or style '{name[:60]}'")


def _draws_nothing(space: str, name: str, *, ours: bool) -> bool:
    return name in LEFT_OUT if ours else of_an_editor(space)


def _check_size(root: Element, builder: _Builder) -> None:
    try:
        _, _, width, height = _box(root)
        fits = 0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE
    except ValueError:
        fits = False
    if not fits:
        builder.refuse_at(root.line, root.column - 1, "svg-size")


def _box(root: Element) -> tuple[float, float, float, float]:
    """Left, top, width and height of the picture. Raises ValueError when they are not told."""
    told = root.attributes.get("viewBox")
    if told is not None:
        left, top, width, height = (float(number) for number in told.replace(",", " ").split())
        return left, top, width, height
    width, height = (_points(root.attributes.get(side, "")) for side in ("width", "height"))
    return 0.0, 0.0, width, height


def _points(length: str) -> float:
    """A length of the first element in units of the picture. Raises ValueError for percentages and none."""
    if not LENGTH.fullmatch(length):
        raise ValueError("no length")
    number = length.strip().rstrip("pxtcmin")
    return float(number) * _UNITS[length.strip()[len(number) :]]


_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def _written(element: Element) -> str:
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in element.attributes.items())
    inside = "".join(map(_written, element.children))
    return f"<{element.name}{attributes}>{inside}</{element.name}>" if inside else f"<{element.name}{attributes}/>"
