"""How far the two sides of a row lie apart, on the items that belong to one side alone."""

from typing import Any

from rely.model.instrument import Instrument
from rely.scoring.contrasts import contrasts
from rely.scoring.score import score

STEPS = [{"code": code, "label": str(code)} for code in range(1, 6)]


def _item(name: str, *sides: str) -> dict[str, Any]:
    facets = {"topic": "speed", "place": list(sides)}
    return {"id": name, "text": name, "response_scale": "s", "facets": facets}


def _instrument(**changes: Any) -> Instrument:
    value = {
        "id": "made-up",
        "version": "1.0.0",
        "languages": ["en"],
        "title": "Made up",
        "perspectives": [{"id": "self", "label": "Own"}],
        "response_scales": [{"id": "s", "kind": "likert", "options": STEPS}],
        "facets": [
            {"id": "topic", "label": "Topic", "values": [{"id": "speed", "label": "Speed"}]},
            {"id": "place", "label": "Place", "values": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]},
        ],
        "sections": [
            {
                "id": "all",
                "title": "All",
                "items": [_item("both", "a", "b"), _item("a1", "a"), _item("a2", "a"), _item("b1", "b")],
            }
        ],
        "missing_data": {"min_answered": 1, "min_coverage": 0, "narrow_below": 0},
        "scores": {"by_facet": [{"facet": "topic"}], "by_cell": [{"facets": ["topic", "place"], "specific": "place"}]},
        "sides": {"facet": "place", "across": ["speed"], "one_sided_at": 1},
    }
    return Instrument.model_validate({**value, **changes})


def test_a_contrast_is_the_second_side_minus_the_first_without_shared_items() -> None:
    instrument = _instrument()
    found = contrasts(instrument, score(instrument, {"both": 5, "a1": 1, "a2": 3, "b1": 5}))
    assert found["speed"].contrast == 75.0
    assert found["speed"].status == "indicative", "one side rests on a single answer"


def test_a_side_without_answers_gives_no_contrast_rather_than_zero() -> None:
    instrument = _instrument()
    assert contrasts(instrument, score(instrument, {"both": 5, "a1": 1}))["speed"].contrast is None


def test_an_instrument_without_sides_has_no_contrasts() -> None:
    instrument = _instrument(sides=None)
    assert contrasts(instrument, score(instrument, {"a1": 1})) == {}
