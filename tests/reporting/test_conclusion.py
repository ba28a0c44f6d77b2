from typing import Any

from rely.guidelines.recommend import NO_ADVICE
from rely.languages import words_for
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment, Code
from rely.model.report import ReportSpec
from rely.reporting.conclusion import conclusion
from rely.reporting.material import Material
from rely.scoring.score import score
from tests.instruments import VALID
from tests.reporting.garden import ANSWERS, DAY, SOURCE, changed, in_three_beds, material

NOTHING: dict[str, Code] = dict.fromkeys(ANSWERS)
ALIKE: dict[str, Code] = {name: 4 for name in ANSWERS if name[0] in "RH" and name[1:].isdigit()}


def concluding(*conclusions: dict[str, Any]) -> Any:
    return changed(report={**SOURCE["report"], "conclusions": list(conclusions)})


def test_the_first_sentence_that_holds_is_filled_in_and_begins_with_a_capital() -> None:
    assert conclusion(material()) == "The roses do best in Eden, the herbs need you, most in the shade."


def test_a_sentence_whose_condition_is_unknown_is_passed_over() -> None:
    instrument = concluding(
        {"id": "a", "when": {"fact": "score.nothing", "below": 50}, "text": "Unknown."}, {"id": "b", "text": "Last."}
    )
    assert conclusion(material(instrument=instrument)) == "Last."


def test_the_strongest_is_not_set_against_an_equal_weakest() -> None:
    assert conclusion(material(ALIKE)) == "The scores for Eden lie close together."


def test_one_score_alone_is_neither_strongest_nor_weakest() -> None:
    herbs: dict[str, Code] = {"H1": None, "H2": None, "H3": None}
    assert conclusion(material(herbs)) == "The scores for Eden lie close together."


def test_without_answers_the_conclusion_says_that_there_are_too_few() -> None:
    told = conclusion(material({**NOTHING, "called": "Eden"}))
    assert told == "There are too few answers yet for a conclusion about Eden."


def test_without_a_name_the_relationship_is_called_by_its_id_or_in_general() -> None:
    told = "There are too few answers yet for a conclusion about "
    assert conclusion(material(NOTHING, id="row 7")) == told + "row 7."
    assert conclusion(material(NOTHING)) == told + "this relationship."


def test_without_sentences_of_its_own_an_instrument_gets_a_plain_one() -> None:
    told = conclusion(material(instrument=concluding()))
    assert told == "For Eden, the roses is strongest and the herbs leaves most room."


def test_braces_in_a_name_are_not_filled_in() -> None:
    assert "in {weakest}, the herbs" in conclusion(material({"called": "{weakest}"}))


def test_a_name_may_hold_what_looks_like_a_reference() -> None:
    assert r"in \1\g<0>, the herbs" in conclusion(material({"called": r"\1\g<0>"}))


def test_a_plain_conclusion_names_all_that_share_an_end() -> None:
    tied = in_three_beds({"P1": 4}, report=concluding().report.model_dump(exclude_unset=True))
    assert conclusion(tied) == "Furthest along for Eden: the roses and Pond. Most room: the herbs."


def mood(answers: dict[str, Code], language: str = "en", **report: Any) -> str:
    """The conclusion of an instrument that names nobody."""
    instrument = load_instrument(VALID / "no-facets.yaml")
    if report:
        instrument = instrument.model_copy(update={"report": ReportSpec.model_validate(report)})
    result = score(instrument, Assessment(answers=answers))
    return conclusion(Material(instrument, result, NO_ADVICE, words_for(language), "", DAY))


def test_an_instrument_that_names_nobody_speaks_of_nobody() -> None:
    assert mood({}) == "There are too few answers yet for a conclusion."
    assert mood({"MD01": 3}) == "There are too few answers yet for a conclusion."
    assert mood({"MD01": 3, "MD02": 1}) == "Mood: 83 out of 100."
    assert mood({"MD01": 3, "MD02": 1}, "nl") == "Mood: 83 van 100."


def test_the_instrument_says_what_the_subject_is_when_nobody_named_it() -> None:
    sentences = [{"id": "all", "text": "{subject} stands at {score.mood}."}]
    told = mood({"MD01": 3, "MD02": 1}, title="Mood", conclusions=sentences, subject_unnamed="your day")
    assert told == "Your day stands at 83."
    assert mood({"MD01": 3, "MD02": 1}, title="Mood", conclusions=sentences) == "These answers stands at 83."


def test_a_sentence_with_a_score_that_is_not_known_is_passed_over() -> None:
    sentences = [{"id": "a", "text": "Mood: {score.mood}."}, {"id": "b", "text": "Too little."}]
    assert mood({"MD01": 3}, title="Mood", conclusions=sentences) == "Too little."
