"""Make reports for the tests and change what they carry, as another program would."""

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf

from rely.guidelines.recommend import recommend
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment
from rely.model.digest import digest
from rely.reporting import pdf as printing
from rely.reporting.content import build_report
from rely.scoring.score import score
from tests.reporting.test_pdf import PROSPECT

DAY = date(2026, 11, 18)
NAME = "rely.json"
Data = dict[str, Any]


@cache
def report(language: str = "en", respondent: str | None = None, trust: int = 4, with_data: bool = True) -> bytes:
    instrument = load_instrument("relationship-check")
    answers = {**PROSPECT, "TR01": trust}
    result = score(instrument, Assessment(answers=answers, id="k7", respondent=respondent))
    return printing.render_pdf(
        build_report(
            instrument, result, recommend(instrument, result), language=language, digest=digest(instrument), day=DAY,
            with_data=with_data,
        )
    )  # fmt: skip


def edited(change: Callable[[pikepdf.Pdf], None], pdf: bytes | None = None, **saving: Any) -> bytes:
    """The report after a change with another program."""
    with pikepdf.open(BytesIO(pdf or report())) as document:
        change(document)
        written = BytesIO()
        document.save(written, **saving)
    return written.getvalue()


def with_bytes(content: bytes, pdf: bytes | None = None) -> bytes:
    """The report carrying these bytes instead of its data."""

    def change(document: pikepdf.Pdf) -> None:
        document.attachments[NAME] = pikepdf.AttachedFileSpec(document, content, filename=NAME)

    return edited(change, pdf)


def data_of(pdf: bytes) -> Data:
    """What the report carries."""
    with pikepdf.open(BytesIO(pdf)) as document:
        data: Data = json.loads(document.attachments[NAME].get_file().read_bytes())
    return data


def with_data(change: Callable[[Data], None], pdf: bytes | None = None) -> bytes:
    """The report carrying other data."""
    data = data_of(pdf or report())
    change(data)
    return with_bytes(json.dumps(data).encode(), pdf)
