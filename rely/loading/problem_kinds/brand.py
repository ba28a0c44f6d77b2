"""Turn what can be wrong with a brand file and its logo into kinds of problems, in a catalogue of their own."""

from dataclasses import replace
from typing import Final

from rely.loading.problem_kinds.files import FILE_KINDS
from rely.loading.problem_kinds.kind import ProblemKind
from rely.loading.problem_kinds.shape import SHAPE_KINDS
from rely.loading.problem_kinds.source import SOURCE_KINDS

PAGE: Final = "docs/branding.md"
_AS_PNG: Final = "or export the logo as PNG"


def _kind(code: str, message: str, summary: str, cure: str) -> ProblemKind:
    return ProblemKind(code, "error", message, summary, cure, since="0.1.0")


_COLOUR_KINDS: Final = (
    _kind(
        "bad-colour",
        "{what} is no colour.",
        "A colour is not written as # and six hexadecimal digits in quotes.",
        'Write it in quotes, with six digits: "#12505B". Without quotes # begins a comment.',
    ),
    _kind(
        "low-contrast",
        "the colour {colour} has a contrast of {ratio}:1 with the background {background}, and needs {needed}:1 {why}.",
        "A colour is too pale to be read or seen, in colour or printed in grey (WCAG 2.2, 1.4.3 and 1.4.11).",
        "Take a darker colour.",
    ),
    _kind(
        "unknown-language",
        "the text is written in '{language}', which is no language that is known.",
        "A text has a version in a language of which nobody knows the tag; most likely it is mistyped.",
        "Write the tag of a language, such as nl, en or de, or one text for all languages.",
    ),
)

_LOGO_KINDS: Final = (
    _kind(
        "logo-place",
        "'{value}' cannot be the logo: {why}.",
        "The logo is not a file in the folder of the brand file or below it. Nothing is fetched from elsewhere.",
        "Put the file beside the brand file, and write its name only.",
    ),
    _kind(
        "logo-missing",
        "there is no file '{value}' in the folder of the brand file{near}.",
        "The file of the logo does not exist, cannot be read, or is no ordinary file.",
        "Put the file beside the brand file, and spell its name in the same way, capitals included.",
    ),
    _kind(
        "logo-format",
        "'{value}' is {what}, and a logo is SVG or PNG.",
        "What the file of the logo holds is neither SVG nor PNG, whatever its name says.",
        "Export the logo as plain SVG or as PNG.",
    ),
    _kind(
        "logo-too-large",
        "'{value}' is too large: it has {size}, and at most {limit} are possible.",
        "A logo is refused before it fills the memory or makes every report heavy.",
        "Export it smaller: 1000 pixels in width are enough for print.",
    ),
    _kind(
        "logo-animated",
        "'{value}' is an animation.",
        "The PNG holds several pictures that follow each other, and paper shows one.",
        "Export a single picture.",
    ),
    _kind(
        "logo-damaged",
        "'{value}' is damaged: {what}.",
        "The file of the logo ends early or cannot be read as what it begins like.",
        "Export the logo once more, and copy it as a whole.",
    ),
)

_SVG_KINDS: Final = (
    _kind(
        "svg-syntax",
        "the SVG cannot be read from here on: {what}.",
        "The file breaks the rules of XML.",
        "Export the logo once more as plain SVG.",
    ),
    _kind(
        "svg-doctype",
        "the SVG has a document type with definitions of its own.",
        "A document type with entities or other definitions can make a small file huge or read other files.",
        f"Export the logo as plain SVG (in Illustrator without its editing capabilities), {_AS_PNG}.",
    ),
    _kind(
        "svg-element",
        "the SVG has the element <{name}>{why}, which cannot be kept.",
        "The logo uses something else than shapes, groups, gradients, clipping and copies. It is refused, because the "
        "picture would be another one without it.",
        f"Export the logo as plain SVG with text and effects turned into paths, {_AS_PNG}.",
    ),
    _kind(
        "svg-attribute",
        "<{element}> has {what}, which cannot be kept.",
        "An element of the logo has an attribute or a style that runs a program, reads another file, or is not known.",
        f"Export the logo as plain SVG with presentation attributes instead of styles, {_AS_PNG}.",
    ),
    _kind(
        "svg-reference",
        "the reference to '#{name}' {why}.",
        "A part of the logo refers to one that does not exist, to itself, or to too many others.",
        f"Export the logo as plain SVG without symbols and links, {_AS_PNG}.",
    ),
    _kind(
        "svg-size",
        "the SVG does not say how large its picture is.",
        "The first element needs a viewBox, or a width and a height that are no percentages.",
        "Export the logo with a viewBox, or write width and height as numbers.",
    ),
)

_CURES: Final = {
    "file-too-large": "A brand file has a few lines; take out what does not belong to it.",
    "too-many-values": "A brand file has a few lines; take out what does not belong to it.",
    "empty-file": f"Write at least `name:`; {PAGE} has an example.",
    "not-a-mapping": "Begin with a key, such as `name: My company`, at the start of the line.",
    "missing-key": f"Add the key; {PAGE} says what it holds.",
    "unknown-key": f"Correct it or leave it out; {PAGE} lists the keys.",
}
_UNREADABLE: Final = tuple(kind for kind in FILE_KINDS if kind.code == "unreadable-file")
_SHARED: Final = tuple(
    replace(kind, cure=_CURES.get(kind.code, kind.cure)) for kind in (*SOURCE_KINDS, *SHAPE_KINDS, *_UNREADABLE)
)

OWN_BRAND_KINDS: Final = (*_COLOUR_KINDS, *_LOGO_KINDS, *_SVG_KINDS)
"""What can be wrong with brand files only."""

BRAND_KINDS: Final[dict[str, ProblemKind]] = {kind.code: kind for kind in (*_SHARED, *OWN_BRAND_KINDS)}
"""The kinds of problems of brand files by code; reading YAML and the shape of its keys are as in questionnaires."""
