"""Turn the bytes of a PDF, which may be anybody's, into its text by page, its files and what else it holds.

The only module that imports pypdf.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from rely.errors import RelyError
from rely.reporting.carried import NAME

LARGEST_PDF = 50_000_000
LARGEST_DATA = 1_000_000
"""The most bytes of a report and of the data it carries; real ones have a fiftieth of that."""

MOST_PAGES = 200
_CATALOG_IN_EVERY_REPORT = frozenset({"/Type", "/Pages", "/Names", "/AF", "/Metadata"})

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what a damaged file is like is told once, by us


class NotAReport(RelyError):
    """A file that cannot be checked, because it is no PDF or carries no data of a report."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a PDF holds.

    `pages`: the text of each page, words apart by one space. `files`: how many files it carries.
    `besides`: what is neither text nor file, such as title, language and annotations by page.
    """

    pages: tuple[str, ...]
    files: int
    besides: tuple[str, ...]


def read_data(pdf: bytes) -> bytes:
    """The content of rely.json in a PDF. Raises NotAReport, whatever the bytes are."""
    with _open(pdf) as reader:
        named = [each for each in reader.attachment_list if NAME in (each.name, each.alternative_name)]
        if not named:
            raise NotAReport(
                f"this PDF carries no {NAME}, so there is nothing to check it with. Short forms, reports made with "
                "--no-data and PDFs of other programs carry none."
            )
        if len(named) > 1:
            raise NotAReport(f"this PDF carries {len(named)} files called {NAME}; a report carries one.")
        data = bytes(named[0].content or b"")
    if len(data) > LARGEST_DATA:
        raise NotAReport(f"{NAME} in this PDF is larger than {LARGEST_DATA // 1_000_000} MB, and no report's is.")
    return data


def read_printed(pdf: bytes) -> Printed:
    """What stands in a PDF. Raises NotAReport, whatever the bytes are."""
    with _open(pdf) as reader:
        if len(reader.pages) > MOST_PAGES:
            raise NotAReport(f"this PDF has more than {MOST_PAGES} pages, and no report has.")
        return Printed(
            pages=tuple(" ".join(page.extract_text().split()) for page in reader.pages),
            files=max(len(list(reader.attachment_list)), _files_anywhere(reader)),
            besides=tuple(_besides(reader)),
        )


@contextmanager
def _open(pdf: bytes) -> Iterator[pypdf.PdfReader]:
    """A reader of the PDF; what goes wrong while it is used is told as NotAReport."""
    if len(pdf) > LARGEST_PDF:
        raise NotAReport(f"this file is larger than {LARGEST_PDF // 1_000_000} MB, and no report is.")
    if b"%PDF-" not in pdf[:1024]:
        raise NotAReport("this is not a PDF. Name the PDF that `rely report` or the website made.")
    encrypted = "this PDF is encrypted. Reports are not: save it without a password, or ask for the original."
    try:
        reader = pypdf.PdfReader(BytesIO(pdf))
        if reader.is_encrypted:
            raise NotAReport(encrypted)
        yield reader
    except NotAReport:
        raise
    except (DependencyError, FileNotDecryptedError) as error:
        raise NotAReport(encrypted) from error
    except Exception as error:  # pypdf raises errors of many kinds for files that are broken on purpose
        raise NotAReport("this PDF is damaged: it cannot be read to its end. Ask for the file again.") from error


def _files_anywhere(reader: pypdf.PdfReader) -> int:
    """The files anywhere in the PDF, also where no list names them."""
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    objects = (reader.get_object(IndirectObject(number, 0, reader)) for number in numbers if number)
    return sum(isinstance(each, DictionaryObject) and "/EF" in each for each in objects)


def _besides(reader: pypdf.PdfReader) -> Iterator[str]:
    catalog: Any = reader.trailer["/Root"].get_object()
    title = None if reader.metadata is None else reader.metadata.title
    yield f"title {title}"
    yield f"language {catalog.get('/Lang')}"
    yield from (f"catalog {key}" for key in sorted(set(catalog) - _CATALOG_IN_EVERY_REPORT))
    for number, page in enumerate(reader.pages, start=1):
        annotations: Any = page.get("/Annots")
        found = annotations.get_object() if annotations is not None else ArrayObject()
        kinds = [str(each.get_object().get("/Subtype")) for each in found]
        yield from (f"page {number}: {kind} × {kinds.count(kind)}" for kind in sorted(set(kinds)))
