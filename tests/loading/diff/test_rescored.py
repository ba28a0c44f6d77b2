"""Prove that old answers are scored with both versions side by side, and that what no longer fits is named."""

from typing import Any

from rely.loading.diff.rescored import Rescored, rescore
from rely.loading.diff.rescored_told import rescored_document, tell_rescored
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.scoring.score import score
from tests.instruments import by_given_phase, inventory, mixed, relationship_check
from tests.loading.diff.versions_of import edited, item_of, named, plain

ANSWERS = {"Q0": 5, "Q1": 1, "Q2": 4, "Q3": 2, "Q4": 3, "Q5": 3, "Q6": 1, "Q7": 5}


def _case(instrument: Instrument) -> Assessment:
    """The answers of the first worked case, as they would be stored."""
    from rely.model.scalars import Plain
    from rely.scoring.accept import accept

    case = instrument.cases[0]
    written = {
        item: [Plain(each) for each in code] if isinstance(code, tuple) else None if code is None else Plain(code)
        for item, code in case.answers.items()
    }
    assessment, problems = accept(instrument, written, id="tulp")
    assert assessment is not None, problems
    return assessment


def test_the_same_version_gives_the_same_twice() -> None:
    instrument = relationship_check()
    both = rescore(instrument, instrument, _case(instrument))
    assert both.old == both.new
    assert both.recommendations == {}
    assert "differs" not in "\n".join(tell_rescored(both, name="tulp"))


def test_each_version_scores_as_it_would_by_itself() -> None:
    old = inventory(8, 2)
    new = edited(old, lambda data: item_of(data, "Q0").update(weight=3))
    both = rescore(old, new, Assessment(ANSWERS))
    assert both.old == score(old, Assessment(ANSWERS))
    assert both.new == score(new, Assessment(ANSWERS))
    before, after = both.scores["topic0"]
    assert before is not None
    assert after is not None
    assert before.score != after.score


def _without(data: Any, name: str) -> None:
    for section in data["sections"]:
        section["items"] = [item for item in section["items"] if item["id"] != name]


def test_an_answer_whose_item_is_gone_is_named_and_not_scored() -> None:
    old = inventory(8, 2)
    both = rescore(old, edited(old, lambda data: _without(data, "Q0")), Assessment(ANSWERS))
    assert both.gone == {"Q0": 5}
    assert "Q0" not in both.new.assessment.answers
    after = both.scores["all"][1]
    assert after is not None
    assert after.answered == 7
    assert "  this answer is no longer asked and not scored: Q0 (5)" in tell_rescored(both, name="a")


def test_an_answer_that_is_no_longer_accepted_is_named_and_missing() -> None:
    old = edited(inventory(8, 2), lambda data: item_of(data, "Q0").update(allow_na=True))
    new = edited(old, lambda data: item_of(data, "Q0").update(allow_na=False))
    both = rescore(old, new, Assessment({**ANSWERS, "Q0": "na"}))
    assert (both.gone, both.refused) == ({}, {"Q0": "na"})
    after = both.scores["all"][1]
    assert after is not None
    assert (after.na, after.missing) == (0, 1)


def test_a_form_a_fact_and_a_perspective_that_are_gone_are_named() -> None:
    old = mixed()
    both = rescore(old, edited(old, lambda data: data.pop("forms")), Assessment({"Q00": 5}, form="short"))
    assert (both.form, both.new.assessment.form) == ("full", "full")
    assert "  the new version has no form short; full is taken instead" in tell_rescored(both, name="a")
    waiting = by_given_phase()
    other = edited(waiting, lambda data: named(data["given"], "phase").update(codes=["after", "before_it"]))
    assert rescore(waiting, other, Assessment({"Q0": 5}, given={"phase": "before"})).given == ("phase",)
    seen = edited(old, lambda data: data.update(perspectives=[{"id": "colleague", "label": "Colleague"}]))
    assert rescore(old, seen, Assessment({"Q00": 5})).perspective == "colleague"


def test_a_score_that_only_one_version_has_is_shown_as_that() -> None:
    old = inventory(8, 2)
    new = edited(old, lambda data: data["scores"]["of_items"][0].update(id="every"))
    both = rescore(old, new, Assessment(ANSWERS))
    assert both.scores["all"][1] is None
    assert both.scores["every"][0] is None
    document = rescored_document(both, line=3)
    assert document["scores"]["every"]["old"] is None
    assert document["line"] == 3


def _advice(*gone: str) -> Rescored:
    old = relationship_check()

    def edit(data: Any) -> None:
        data["guidelines"] = [each for each in data["guidelines"] if each["id"] not in gone]

    return rescore(old, edited(old, edit), _case(old))


def test_recommendations_that_go_or_come_and_actions_are_told() -> None:
    action = rescore(relationship_check(), relationship_check(), _case(relationship_check())).old_advice.actions[0]
    both = _advice(action)
    assert list(both.recommendations) == [action]
    lines = list(tell_rescored(both, name="tulp"))
    assert any(line.startswith(f"  no longer recommended: {action} (was ") for line in lines)
    assert any(line.startswith("  actions: ") and action in line for line in lines)
    document = rescored_document(both, line=None)
    assert document["recommendations"][action]["new"] is None
    assert action in document["actions"]["old"]


def test_nothing_that_was_handed_in_is_changed() -> None:
    old = relationship_check()
    assessment = _case(old)
    answers, before = dict(assessment.answers), plain(old)
    rescore(old, edited(old, lambda data: _without(data, "TR01")), assessment)
    assert (assessment.answers, plain(old)) == (answers, before)
