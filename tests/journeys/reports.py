"""Check the PDF at the end of a journey against the results page from which it was downloaded."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pypdf
from playwright.sync_api import Page

from rely.cli import rely, run
from rely.reporting.printed import read_data


def check_report(pdf: bytes, page: Page, folder: Path, *, language: str, name: str, answers: int) -> dict[str, Any]:
    """Read a report back as other programs do; gives the data it carries.

    `page` shows the result; `answers` is how many were given; `folder` takes the file for `rely verify`.
    """
    report = pypdf.PdfReader(io.BytesIO(pdf))
    root = report.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/StructTreeRoot"]["/K"]
    assert report.metadata is not None
    assert name in str(report.metadata.title)

    told = plain(" ".join(each.extract_text() for each in report.pages))
    conclusion = plain(page.locator("h1").inner_text())
    assert name in conclusion
    actions = [plain(each) for each in page.locator("ol.actions h3").all_inner_texts()]
    assert 3 <= len(actions) <= 5
    for text in (conclusion, name, *actions):
        assert text in told, text

    carried: dict[str, Any] = json.loads(read_data(pdf))
    assert carried["lang"] == language
    assert len(carried["answers"]) == answers
    assert verdict(pdf, folder) == "consistent\n"
    return carried


def plain(text: str) -> str:
    """Words apart by one space, without the places where a word may be broken."""
    return " ".join(text.replace("\u00ad", "").split())


def verdict(pdf: bytes, folder: Path) -> str:
    """The first line of what `rely verify` says of a report."""
    path = folder / "verified.pdf"
    path.write_bytes(pdf)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert run(rely, ["verify", str(path)], name="rely") == 0, said.getvalue()
    return said.getvalue().splitlines(keepends=True)[0]
