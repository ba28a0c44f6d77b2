"""Make codebooks for tests: of real questionnaires, of one with every kind of response scale, and a hostile one."""

from functools import cache
from pathlib import Path

from rely.loading.catalogue import load_instrument
from rely.model.instrument import Instrument
from rely.research.codebook import Codebook, build_codebook
from rely.research.variables import dictionary_of
from tests.instruments import instrument, item
from tests.small_instrument import SOURCE

HOSTILE = "=cmd|'/c calc'!A0 <script>alert(1)</script> ]]> & \"quoted\" \u0007 {{7*7}}"
"""Runs in spreadsheets, pages, XML and templates, where any of them lets it."""


@cache
def book(name: str, language: str = "en", *, with_texts: bool = False) -> Codebook:
    """The codebook of an instrument of the catalogue, without its releases."""
    return build_codebook(dictionary_of(load_instrument(name), language, with_texts=with_texts))


@cache
def small_book(language: str = "en") -> Codebook:
    """The codebook of the instrument with every kind of response scale, with typed texts."""
    return build_codebook(dictionary_of(Instrument.model_validate(SOURCE), language, with_texts=True))


@cache
def hostile() -> Instrument:
    """An instrument whose every text is hostile."""
    return instrument(
        items=[item("a", text=HOSTILE, help=HOSTILE, label=HOSTILE), item("b", reverse=True)],
        title=HOSTILE,
        about=HOSTILE,
        disclaimer=HOSTILE,
        works=[{"id": "work", "citation": HOSTILE}],
        bands=[{"id": "low", "from": 0, "label": HOSTILE}],
    )


def every_questionnaire() -> list[str]:
    """The references of instruments of all kinds: the catalogue, and those made for tests."""
    valid = Path(__file__).parents[2] / "data" / "questionnaires" / "valid"
    return ["relationship-check", "client-pulse", "portfolio-scan", *map(str, sorted(valid.glob("*.yaml")))]
