"""Turn an instrument into its codebook in any format, and that into a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, TypeAlias

from rely.errors import RelyError
from rely.loading.catalogue import find_questionnaire
from rely.loading.files import folder_of
from rely.loading.writing import write_bytes
from rely.model.instrument import Instrument
from rely.reporting.codebook import codebook_page, codebook_pdf
from rely.research.codebook import Codebook, build_codebook, codebook_csv, codebook_ddi, codebook_json, releases_of
from rely.research.codebook.content import Release
from rely.research.variables import Dictionary, dictionary_of

CodebookFormat: TypeAlias = Literal["html", "json", "csv", "ddi", "pdf"]

FOR_READERS = frozenset({"html", "pdf"})
"""The formats that tell which words are in another language than the reader's."""

_MAKERS: Mapping[CodebookFormat, Callable[[Codebook], bytes]] = {
    "html": lambda codebook: codebook_page(codebook).encode(),
    "json": lambda codebook: codebook_json(codebook).encode(),
    "csv": lambda codebook: codebook_csv(codebook).encode(),
    "ddi": lambda codebook: codebook_ddi(codebook).encode(),
    "pdf": codebook_pdf,
}


def codebook_of(
    dictionary: Dictionary, *, format: CodebookFormat, releases: tuple[Release, ...] = (), with_texts: bool = True
) -> Codebook:
    """The codebook of a data file with the variables of `dictionary`, ready for a format.

    Without `with_texts` it tells which variables the file leaves out because they hold what was typed.
    """
    left_out: tuple[str, ...] = ()
    if not with_texts:
        every = dictionary_of(dictionary.instrument, dictionary.language, with_texts=True)
        left_out = tuple(each.name for each in every.variables if each.role == "text")
    return build_codebook(dictionary, releases=releases, left_out=left_out, marks=format in FOR_READERS)


def render_codebook(codebook: Codebook, format: CodebookFormat) -> bytes:
    """The bytes of a codebook in a format; text is UTF-8."""
    return _MAKERS[format](codebook)


def write_codebook(
    instrument: Instrument,
    path: Path,
    *,
    language: str,
    format: CodebookFormat,
    dictionary: Dictionary | None = None,
    with_texts: bool = False,
) -> None:
    """Write the codebook of a data file of this instrument; the file is there as a whole or not at all.

    `dictionary`: the variables of that file where they are others than those of the instrument, such as those of
    several versions. `with_texts`: whether the file holds what was typed. Raises OSError when it cannot be written.
    """
    described = dictionary or dictionary_of(instrument, language, with_texts=with_texts)
    codebook = codebook_of(
        described, format=format, releases=releases_in_catalogue(instrument, language), with_texts=with_texts
    )
    write_bytes(path, render_codebook(codebook, format))


def releases_in_catalogue(instrument: Instrument, language: str) -> tuple[Release, ...]:
    """The releases kept of an instrument of the catalogue; none for others, and none where they are broken."""
    try:
        return releases_beside(find_questionnaire(instrument.id), instrument, language)
    except RelyError:
        return ()


def releases_beside(path: Path, instrument: Instrument, language: str) -> tuple[Release, ...]:
    """The releases kept beside a questionnaire, up to the version of `instrument`.

    Raises ReleaseRefused, ChangedRelease or UnknownVersion when they are broken.
    """
    folder = folder_of(path)
    return () if folder is None else releases_of(folder, instrument, language)
