from rely.reporting.importance import ImportanceLine, build_importance
from tests.reporting.garden import changed, material


def test_importance_stands_beside_the_score_and_a_shared_rating_is_told_once() -> None:
    importance = build_importance(material())
    assert importance is not None
    assert importance.lines == (
        ImportanceLine("Roses", "Dear", "58", "much to gain here"),
        ImportanceLine("Herbs", "Worthless", "33", "can wait"),
    )
    assert importance.note == ""


def test_without_a_score_the_line_says_so_and_claims_nothing() -> None:
    importance = build_importance(material({"R1": None, "R2": None, "R3": None}))
    assert importance is not None
    assert importance.lines[0] == ImportanceLine("Roses", "Dear", "no score", "")


def test_equal_ratings_are_said_to_tell_nothing_apart() -> None:
    importance = build_importance(material({"dear_roses": 2, "dear_herbs": 2}))
    assert importance is not None
    assert importance.note.startswith("You rated everything equally important")


def test_without_ratings_the_part_is_left_out() -> None:
    assert build_importance(material({"dear_roses": None, "dear_herbs": None})) is None
    assert build_importance(material(instrument=changed(priorities=None))) is None


def test_importance_without_any_score_beside_it_is_left_out() -> None:
    assert build_importance(material(given={})) is None
    assert build_importance(material()) is not None
