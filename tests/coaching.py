"""Give the tests tables of coaches: rows of the small instrument, good and bad, and what is made of them."""

from __future__ import annotations

import codecs
import csv
import io
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from rely.model.instrument import Instrument
from rely.reporting.forms import FULL, PAPERS
from rely.services.coach_run import make_reports
from rely.services.coach_spool import FOLDER, Choices, Spool
from rely.services.coach_upload import Files, receive
from rely.services.jobs import begin
from rely.services.results import Document, Unprinted
from rely.services.site import Site
from rely.storage.database import Database
from rely.storage.jobs import JobRecord
from tests.browser import Browser
from tests.sites import make_site
from tests.small_instrument import small_instrument

HEAD = ("id", "lang", "date", "data", "plants", "sown", "S1", "L1")
GOOD = ("anna", "en", "2026-11-20", "Tulip", 12, "yes", 4, 7)


def row(name: str, **changes: Any) -> tuple[Any, ...]:
    """A good row under another id, with these cells changed."""
    return tuple((dict(zip(HEAD, GOOD, strict=True)) | {"id": name} | changes).values())


def csv_of(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD) -> bytes:
    """A table as CSV."""
    return "".join(",".join(map(str, cells)) + "\n" for cells in (head, *rows)).encode()


def xlsx_of(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD) -> bytes:
    """A table as a workbook with one sheet."""
    book, content = Workbook(), io.BytesIO()
    book.worksheets[0].title = "Gardens"
    for cells in (head, *rows):
        book.worksheets[0].append(cells)
    book.save(content)
    return content.getvalue()


def choices(instrument: str = "small", **changes: Any) -> Choices:
    """What a coach chooses who changes nothing else."""
    return Choices(**{"instrument": instrument, "language": None, "form": FULL, "paper": PAPERS[0], **changes})


def open_site(database: Database, folder: Path, *instruments: Instrument) -> Site:
    """A site that takes tables, by default for the small instrument."""
    return make_site(database, *(instruments or (small_instrument(),)), data=folder, has_coach_upload=True)


def uploaded(site: Site, *rows: tuple[Any, ...], **changes: Any) -> Spool:
    """A table of these rows that was taken."""
    return receive(site, Files(csv_of(*rows)), choices(**changes))


def upload(browser: Browser, table: bytes | None, *, name: str = "x.csv", **fields: object) -> Browser:
    """Send a table as the form of the page does."""
    token = browser.visit("/en/coach").token
    files = {} if table is None else {"table": (io.BytesIO(table), name)}
    data = {"csrf_token": token, **files, **fields}
    return browser._show("/en/coach", browser.client.post("/en/coach", data=data))


def upload_much(browser: Browser, table: bytes) -> Browser:
    """As upload, sent as bytes: what Flask's client makes of large files lies in a file that it does not close."""
    token = browser.visit("/en/coach").token.encode()
    head = b'--b\r\nContent-Disposition: form-data; name="'
    body = head + b'csrf_token"\r\n\r\n' + token + b"\r\n" + head
    body += b'table"; filename="x.csv"\r\n\r\n' + table + b"\r\n--b--\r\n"
    sent = browser.client.post("/en/coach", data=body, content_type="multipart/form-data; boundary=b")
    return browser._show("/en/coach", sent)


def folders(site: Site) -> list[Path]:
    assert site.settings.data is not None
    return sorted((site.settings.data / FOLDER).glob("*"))


@dataclass
class Press:
    """What prints without printing; `before` is called before each report, with how many there were."""

    before: Callable[[int], None] = lambda _: None
    printed: list[Unprinted] = field(default_factory=list)

    def __call__(self, unprinted: Unprinted) -> Document:
        self.before(len(self.printed))
        self.printed.append(unprinted)
        return Document("", "application/pdf", b"%PDF " + str(len(self.printed)).encode())


class Queue:
    """A queue that only remembers."""

    def __init__(self) -> None:
        self.ids: list[uuid.UUID] = []

    def put(self, job_id: uuid.UUID) -> None:
        self.ids.append(job_id)

    def answers(self) -> bool:
        return True


def turn(site: Site, job: JobRecord) -> bool:
    """One turn of the worker."""
    begun = begin(site, job.id)
    assert begun is not None
    return make_reports(site, begun)


def opened(spool: Spool) -> tuple[list[str], list[dict[str, str]]]:
    """The names in the ZIP, and the lines of its index."""
    with zipfile.ZipFile(spool.zip) as archive:
        index = archive.read("index.csv")
        assert index.startswith(codecs.BOM_UTF8)
        return archive.namelist(), list(csv.DictReader(io.StringIO(index.decode("utf-8-sig"))))
