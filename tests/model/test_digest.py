"""The digest names the content of an instrument, however its texts and numbers are spelled."""

import unicodedata

import pytest

from rely import load_instrument
from rely.model.digest import canonical_json, digest
from rely.model.instrument import Instrument
from rely.model.text import Text


def titled(title: str) -> Instrument:
    return load_instrument("relationship-check").model_copy(update={"title": Text(title)})


@pytest.mark.parametrize("title", ["Café", "\u0301Café", "≠", "A\u0328\u0301"])
def test_the_canonical_json_is_composed_whatever_the_spelling_of_its_texts(title: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, title) for form in ("NFC", "NFD"))
    assert composed != decomposed
    assert digest(titled(composed)) == digest(titled(decomposed))
    assert composed in canonical_json(titled(decomposed))


def test_a_whole_number_is_written_without_a_point() -> None:
    instrument = load_instrument("relationship-check")
    assert '"from":25,' in canonical_json(instrument)
    assert '"from":25.0' not in canonical_json(instrument)
