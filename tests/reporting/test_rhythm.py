from typing import Any

import pytest

from rely.model.instrument import Instrument
from rely.reporting.material import Material
from rely.reporting.rhythm import HEADROOM, Beam, Figure, Range, Rhythm, build_rhythm
from rely.reporting.status_words import Status
from tests.reporting.garden import SOURCE, changed, material
from tests.reporting.test_contacts import PLAN


def sentence(name: str, text: str, **when: Any) -> dict[str, Any]:
    return {"id": name, "text": text, **({"when": when} if when else {})}


BALANCE: dict[str, Any] = {
    "id": "evenness",
    "kind": "balance",
    "label": "Evenness",
    "words": [{"code": "both_low", "label": "dry on both sides"}, {"code": "sun_low", "label": "too little sun"}],
    "between": [{"side": "sun", "fit": "wet", "rate": "rain"}, {"side": "shade", "fit": "damp", "rate": "fog"}],
}
FOG: list[dict[str, Any]] = [
    {**SOURCE["measures"][0], "id": "fog", "count": "beauty", "label": "Fogs"},
    {**SOURCE["measures"][1], "id": "damp", "of": "fog"},
]
RHYTHM: dict[str, Any] = {
    "title": "Watering can",
    "conclusions": [sentence("dry", "{subject} is thirsty.", fact="wet.position", **{"is": "below"})],
    "figures": [
        {
            "fit": "wet",
            "label": "Water",
            "unit": "a month",
            "happened": [sentence("poured", "{count} litres in {span} months make {value}.")],
            "meaning": [
                sentence(
                    "thirsty", "{missing} more, and {min} to {max} is reached.", fact="wet.position", **{"is": "below"}
                ),
                sentence("fine", "Keep on.", fact="wet.position", **{"in": ["within", "above"]}),
            ],
        }
    ],
    "balance": [
        sentence("leaning", "Balance {index}, {share} per cent in the shade.", fact="evenness.index", known=True)
    ],
}


def rhythmic(**more: Any) -> Instrument:
    report = {**SOURCE["report"], "rhythm": {**RHYTHM, **more}}
    return changed(report=report, measures=[*SOURCE["measures"], *FOG, BALANCE])


def built(told: Material) -> Rhythm:
    rhythm = build_rhythm(told)
    assert rhythm is not None
    return rhythm


def test_a_figure_stands_beside_its_norm_with_what_happened_and_what_that_means() -> None:
    top = HEADROOM * 8
    assert built(material(instrument=rhythmic())).figures == (
        Figure(
            label="Water",
            unit="a month",
            norm="Norm: 2 to 8 (field trial)",
            range=Range("Watering: 1, norm 2 to 8", 200 / top, 800 / top, 100 / top, "2", "8", "1"),
            happened="12 litres in 12 months make 1.",
            status=Status("act", "➡", "Too dry"),
            meaning="12 more, and 2 to 8 is reached.",
        ),
    )


@pytest.mark.parametrize(("water", "kind"), [(24, "in_place"), (96, "in_place"), (97, "over"), (23, "act")])
def test_the_sign_follows_where_the_figure_lies(water: int, kind: str) -> None:
    status = built(material({"water": water}, instrument=rhythmic())).figures[0].status
    assert status is not None
    assert status.kind == kind


def test_what_is_missing_is_counted_in_the_time_that_was_looked_at() -> None:
    young = built(material({"water": 7, "age": 4}, instrument=rhythmic())).figures[0]
    assert young.happened == "7 litres in 4 months make 1.8."
    assert young.meaning == "1 more, and 2 to 8 is reached."


def test_a_norm_without_upper_edge_is_open_in_the_picture_and_the_picture_holds_the_figure() -> None:
    norm = {key: value for key, value in SOURCE["norms"][0].items() if key != "max"}
    instrument = rhythmic().model_copy(update={"norms": changed(norms=[norm]).norms})
    drawn = built(material({"water": 240}, instrument=instrument)).figures[0].range
    assert (drawn.high, drawn.high_words, drawn.low_words) == (None, "", "2 or more")
    assert drawn.value == pytest.approx(100 / HEADROOM)


def test_a_figure_that_cannot_be_judged_yet_says_from_when_on_and_shows_no_dot() -> None:
    instrument = changed(
        report={
            **SOURCE["report"],
            "rhythm": {**RHYTHM, "figures": [*RHYTHM["figures"], {"fit": "ripe", "happened": [], "meaning": []}]},
        },
        measures=[*SOURCE["measures"], *FOG, BALANCE, {"id": "ripe", "kind": "fit", "of": "beauty", "norm": "rain"}],
    )
    figure = built(material({"age": 1}, instrument=instrument)).figures[0]
    assert figure.happened.startswith("Cannot be judged yet; it can once ‘Age’")
    assert (figure.range.value, figure.range.value_words, figure.status, figure.meaning) == (None, "", None, "")
    assert figure.range.title == "Watering: norm 2 to 8, not known yet"


def test_the_sentence_at_the_head_is_the_first_that_holds_or_none() -> None:
    assert built(material(instrument=rhythmic())).lead == "Eden is thirsty."
    assert built(material({"water": 24}, instrument=rhythmic())).lead == ""


def test_a_balance_says_to_which_side_it_leans_and_what_lies_behind_it() -> None:
    [balance] = built(material(instrument=rhythmic())).balances
    assert balance.verdict == "Dry on both sides"
    assert balance.meaning == "Balance 42, 45 per cent in the shade."
    assert balance.figures == "Evenness: 42 out of 100; the side that fits its norm least counts."
    assert balance.beam == Beam("Evenness: Dry on both sides", 0, ("●\u00a0Sun", "□\u00a0Shade"))


@pytest.mark.parametrize(
    ("water", "fog", "lean"),
    [(30, 10, -1), (0, 10, 1), (24, 0, -1), (10, 10, 0), (1200, 10, -1)],
    ids=["the other side is low", "this side is missing", "the other is missing", "both low", "this side is high"],
)
def test_the_beam_leans_to_the_side_that_has_more_than_its_share(water: int, fog: int, lean: int) -> None:
    assert built(material({"water": water, "beauty": fog}, instrument=rhythmic())).balances[0].beam.lean == lean


def test_an_instrument_without_sentences_gets_all_figures_in_plain_words() -> None:
    age = {"id": "ripe", "kind": "fit", "label": "Ripeness", "of": "age", "norm": "rain"}
    rhythm = built(material({"water": None}, instrument=changed(measures=[*SOURCE["measures"], age])))
    assert rhythm.heading == "Figures and their norms"
    assert [(figure.label, figure.happened) for figure in rhythm.figures] == [
        ("Watering", "Not known"),
        ("Ripeness", "12\u00a0months"),
    ]
    assert rhythm.contacts is None


def test_where_nothing_is_known_or_there_is_no_norm_the_part_is_left_out() -> None:
    assert build_rhythm(material({"water": None})) is None
    elsewhere = [{**SOURCE["norms"][0], "profile": "NO"}]
    assert build_rhythm(material({"where": "KE"}, instrument=changed(norms=elsewhere))) is None
    assert build_rhythm(material(instrument=changed(measures=[], guidelines=[]))) is None


def test_a_short_form_that_asks_too_little_says_so_and_keeps_the_suggested_contacts() -> None:
    short = {"id": "brief", "label": "Brief look", "items": ["R1"]}
    report = {**SOURCE["report"], "rhythm": {**RHYTHM, "contacts": PLAN}}
    instrument = changed(report=report, measures=[*SOURCE["measures"], *FOG, BALANCE], forms=[short])
    rhythm = built(material({"water": None, "age": None}, instrument=instrument, form="brief"))
    assert rhythm.lead.startswith("The short form asks too little")
    assert (rhythm.figures, rhythm.balances) == ((), ())
    assert rhythm.contacts is not None
    whole = built(material({"water": None, "age": None}, instrument=instrument))
    assert whole.figures
    assert not whole.lead.startswith("The short form")
