"""Say what an SVG may consist of: elements, attributes with the values they take, and what may be left out."""

from __future__ import annotations

import re
from collections.abc import Callable

from PIL import ImageColor

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
GRADIENTS = frozenset({"linearGradient", "radialGradient"})
KEPT = SHAPES | GRADIENTS | {"svg", "g", "defs", "stop", "clipPath", "use"}
"""The elements that are kept."""

LEFT_OUT = frozenset({"title", "desc", "metadata"})
"""The elements that draw nothing; the alternative text is the name of the brand."""

WHY = {
    "script": ", a program",
    "text": ", letters of a font that other machines lack",
    "style": ", a style sheet",
    "image": ", a picture inside the picture",
    "foreignObject": ", a page inside the picture",
    "a": ", a link",
    "animate": ", a movement",
    "set": ", a movement",
    "symbol": ", a template",
    "svg": " inside another",
}
"""What the best known of the elements are that are refused."""

CURES = {
    "text": "Turn the text into paths in your drawing program, and export the logo again.",
    "style": "Export the logo with presentation attributes (Inkscape: plain or optimised SVG; Illustrator: Styling).",
    "image": "Export the logo as PNG.",
}

_EDITORS = (
    "http://www.inkscape.org/", "http://sodipodi.sourceforge.net/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#", "http://web.resource.org/cc/", "http://purl.org/dc/", "http://ns.adobe.com/",
    "http://www.serif.com/", "http://www.bohemiancoding.com/", "http://www.figma.com/", "http://krita.org/",
    "http://www.vectornator.io/", "http://vectornator.io/", "https://boxy-svg.com", "http://xml.openoffice.org/",
)  # fmt: skip
"""How the names of what drawing programs note for themselves begin."""

_NUMBER = r"[+-]?(?:\d{1,7}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE](?:-\d{1,2}|\+?[0-3]))?"
_LENGTH = rf"{_NUMBER}(?:px|pt|pc|mm|cm|in|%)?"
_KEYWORDS = frozenset({"none", "transparent", "currentcolor", "inherit"})
_DIGITS = rf"#[0-9a-fA-F]{{3}}|#[0-9a-fA-F]{{6}}|rgba?\((?:\s*{_NUMBER}%?\s*[,/]?){{3,4}}\)"
_TO = r"url\(\s*['\"]?#([A-Za-z_][\w.:-]{0,99})['\"]?\s*\)"
_TRANSFORM = (
    rf"(?:\s*(?:matrix|translate|scale|rotate|skewX|skewY)\(\s*{_NUMBER}(?:[\s,]*{_NUMBER}){{0,5}}\s*\)\s*,?)*\s*"
)

LENGTH = re.compile(_LENGTH, re.ASCII)
ID = re.compile(r"[A-Za-z_][\w.:-]{0,99}", re.ASCII)
REFERENCE = re.compile(_TO, re.ASCII)

Takes = Callable[[str], bool]
"""Whether an attribute may have this value."""


def _like(pattern: str) -> Takes:
    matches = re.compile(rf"\s*(?:{pattern})\s*", re.ASCII).fullmatch
    return lambda value: matches(value) is not None


def _made_of(pattern: str) -> Takes:
    """Whether a value is nothing but such words; each is looked at once, however long the value is."""
    word = re.compile(pattern, re.ASCII)

    def takes(value: str) -> bool:
        at = 0
        while at < len(value) and (found := word.match(value, at)):
            at = found.end()
        return at == len(value)

    return takes


_digits = _like(_DIGITS)


def _colour(value: str) -> bool:
    word = value.strip().lower()
    return word in _KEYWORDS or word in ImageColor.colormap or _digits(value)


def _paint(value: str) -> bool:
    reference, _, otherwise = value.strip().partition(")")
    if not reference.startswith("url("):
        return _colour(value)
    return REFERENCE.fullmatch(f"{reference})") is not None and (not otherwise.strip() or _colour(otherwise))


ATTRIBUTES: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(
        ("x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "fx", "fy", "fr", "offset",
         "stroke-width", "stroke-miterlimit", "stroke-dashoffset", "opacity", "fill-opacity", "stroke-opacity",
         "stop-opacity"),
        _like(_LENGTH),
    ),
    **dict.fromkeys(("fill", "stroke"), _paint),
    **dict.fromkeys(("stop-color", "color"), _colour),
    **dict.fromkeys(("transform", "gradientTransform"), _like(_TRANSFORM)),
    **dict.fromkeys(("gradientUnits", "clipPathUnits"), _like("userSpaceOnUse|objectBoundingBox")),
    **dict.fromkeys(("fill-rule", "clip-rule"), _like("nonzero|evenodd|inherit")),
    "viewBox": _like(rf"{_NUMBER}(?:[\s,]+{_NUMBER}){{3}}"),
    "points": _made_of(rf"{_NUMBER}|[\s,]+"),
    "d": _made_of(rf"[MmZzLlHhVvCcSsQqTtAa]|{_NUMBER}|[\s,]+"),
    "stroke-dasharray": _like(rf"none|{_LENGTH}(?:[\s,]+{_LENGTH})*"),
    "stroke-linecap": _like("butt|round|square|inherit"),
    "stroke-linejoin": _like("miter|round|bevel|inherit"),
    "spreadMethod": _like("pad|reflect|repeat"),
    "display": _like("none|inline|block|inherit"),
    "visibility": _like("visible|hidden|collapse|inherit"),
    "clip-path": _like(f"none|{_TO}"),
    "preserveAspectRatio": _like(r"none|x(Min|Mid|Max)Y(Min|Mid|Max)(\s+(meet|slice))?"),
}  # fmt: skip
"""The attributes that are kept, each with what it may say."""

GEOMETRY = frozenset(
    {"x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "fx", "fy", "fr", "offset", "d",
     "points", "viewBox", "preserveAspectRatio", "gradientUnits", "gradientTransform", "clipPathUnits", "spreadMethod",
     "transform"}
)  # fmt: skip
"""The attributes that mean something else, or nothing, inside `style`."""

NEUTRAL = {
    "filter": "none", "mask": "none", "mix-blend-mode": "normal", "isolation": "auto", "paint-order": "normal",
    "vector-effect": "none", "marker": "none", "marker-start": "none", "marker-mid": "none", "marker-end": "none",
    "overflow": "visible", "stroke-location": "center",
}  # fmt: skip
"""What may be left out because it changes nothing, as long as it says this."""

_WITHOUT_EFFECT = re.compile(
    r"(data|aria|font|text|line|letter|word|writing|dominant|baseline|alignment|block|solid|shape|image|color|"
    r"unicode|glyph|-inkscape)-.+|"
    r"id|class|version|baseProfile|role|focusable|tabindex|direction|white-space|cursor|pointer-events|"
    r"enable-background|contentScriptType|contentStyleType|zoomAndPan|nodetypes|kerning|xml:(space|lang|id|base)",
    re.ASCII,
)


def without_effect(name: str, value: str) -> bool:
    """Whether an attribute or property changes nothing that a picture without text, style sheet and programs shows."""
    if name in NEUTRAL:
        return value.strip() in (NEUTRAL[name], "", "inherit") or (name == "overflow" and value.strip() == "hidden")
    return _WITHOUT_EFFECT.fullmatch(name) is not None


def of_an_editor(namespace: str) -> bool:
    """Whether a name belongs to what drawing programs note for themselves."""
    return namespace.startswith(_EDITORS)
