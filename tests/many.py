"""Give tests questionnaires of every kind: those of the tests, and satellites."""

from functools import cache
from pathlib import Path

from rely.loading.catalogue import load_instrument
from rely.model.answers import Code
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.response_scales import Choice, Country, Date, Likert, Multiple, NumberEntry, Rating, TextEntry
from rely.services.given import with_given

VALID = Path(__file__).parent / "data" / "questionnaires" / "valid"
TESTED = ("given-facts", "likert-inventory", "maturity-assessment", "no-facets", "selecting-facet")
NAMES = (*TESTED, "portfolio-scan", "relationship-norms", "value-strategy")


@cache
def questionnaire(name: str) -> Instrument:
    """One of these questionnaires by its id."""
    return load_instrument(VALID / f"{name}.yaml" if name in TESTED else name)


def some_answer(instrument: Instrument, item: Item) -> Code:
    """An answer that the item takes, not the lowest where there is a higher one; a given fact is asked as an item."""
    match with_given(instrument).scale_of(item):
        case Likert() | Rating() as scale:
            return (scale.lowest + scale.highest + 1) // 2
        case NumberEntry() as scale:
            return int(min(max(scale.min or 0, 10), 10 if scale.max is None else scale.max))
        case Choice() as scale:
            return scale.options[0].code
        case Multiple() as scale:
            return (scale.options[0].code,)
        case Country():
            return "DE"
        case Date():
            return "2024-02-29"
        case TextEntry():
            return "What we were told."
