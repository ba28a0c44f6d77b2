"""Turn what became of an uploaded file into words: why it is not taken, or what of it would be left out."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass

from rely.languages import Words
from rely.model.instrument import Instrument
from rely.services.drafts import LARGEST, Misfit, NotADraft
from rely.services.given import with_given


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not taken: what it is, and what to do."""

    heading: str
    advice: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One thing of a file that would be left out: the question or its id, what was written and where, and why."""

    question: str
    written: str
    why: str


@dataclass(frozen=True, slots=True)
class UploadView:
    """The page on which a file is uploaded. `content` is a file that is here already, in letters."""

    heading: str
    refusal: Refusal | None = None
    left_out: tuple[LeftOut, ...] = ()
    kept: str = ""
    content: str = ""
    wait: str = ""
    was_stale: bool = False


def pack(raw: bytes) -> str:
    """A file as letters, to be carried by a form."""
    return b64encode(raw).decode("ascii")


def unpack(content: str) -> bytes:
    """The file that was carried; empty when that is no such thing."""
    try:
        return b64decode(content, validate=True)
    except ValueError:
        return b""


def view_left_out(instrument: Instrument, misfits: tuple[Misfit, ...], words: Words) -> tuple[LeftOut, ...]:
    """What would be left out, in the order of the file."""
    return tuple(_left_out(instrument, each, words) for each in sorted(misfits, key=lambda each: each.line))


def _left_out(instrument: Instrument, misfit: Misfit, words: Words) -> LeftOut:
    item = with_given(instrument).items.get(misfit.name)
    return LeftOut(
        question=misfit.name if item is None else words.text(item.text),
        written=words.gettext(
            "In the file, line %(line)s: %(written)s", line=words.number(misfit.line), written=misfit.written
        ),
        why=words.gettext("This questionnaire does not ask for it.")
        if item is None
        else words.gettext("This is not one of the answers you can give."),
    )


def view_refusal(error: NotADraft, words: Words) -> Refusal:
    """Why a file is not taken."""
    heading, advice = _REFUSALS[error.kind](error, words)
    return Refusal(heading, advice)


Sentences = Callable[[NotADraft, Words], tuple[str, str]]


def _choose(words: Words) -> str:
    return words.gettext("Choose the file that you downloaded here. Its name ends in .rely.yaml.")


def _again(words: Words) -> str:
    return words.gettext("Download the file again where you saved it, or go on with your code.")


def _at(error: NotADraft, words: Words) -> str:
    if not error.line:
        return words.gettext("This file has been changed or damaged")
    return words.gettext("This file has been changed or damaged, see line %(line)s", line=words.number(error.line))


_REFUSALS: dict[str, Sentences] = {
    "none": lambda _error, words: (words.gettext("No file was chosen"), _choose(words)),
    "empty": lambda _error, words: (words.gettext("This file is empty"), _again(words)),
    "too-large": lambda _error, words: (
        words.gettext("This file is larger than %(size)s kB", size=words.number(LARGEST // 1024)),
        _choose(words),
    ),
    "pdf": lambda _error, words: (
        words.gettext("This is a PDF, not a file of answers"),
        _choose(words),
    ),
    "office": lambda _error, words: (
        words.gettext("This is a workbook, a document or an archive"),
        _choose(words),
    ),
    "not-text": lambda _error, words: (words.gettext("This is not a text file"), _choose(words)),
    "foreign": lambda _error, words: (words.gettext("This file is not from Rely"), _choose(words)),
    "no-end": lambda _error, words: (words.gettext("The end of this file is missing"), _again(words)),
    "unreadable": lambda error, words: (
        words.gettext("This file cannot be read at line %(line)s", line=words.number(error.line)),
        words.gettext("Perhaps its end is missing, or it was changed.") + " " + _again(words),
    ),
    "damaged": lambda error, words: (_at(error, words), _again(words)),
    "newer-format": lambda _error, words: (
        words.gettext("A newer Rely saved this file"),
        words.gettext("Upload it on the site where you saved it, or ask who runs this one."),
    ),
    "unknown-instrument": lambda error, words: (
        words.gettext("The questionnaire ‘%(name)s’ is not on this site", name=error.facts["name"]),
        words.gettext("Upload it on the site where you saved it, or ask who runs this one."),
    ),
    "unknown-version": lambda error, words: (
        words.gettext(
            "This site does not have version %(version)s of the questionnaire", version=error.facts["version"]
        ),
        words.gettext("Upload it on the site where you saved it, or ask who runs this one."),
    ),
}
"""What is told, by the kind of file."""
