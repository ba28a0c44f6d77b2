"""What is told about valid answers: those not asked here, and those that contradict each other."""

from typing import Any

from rely.model.answers import Assessment
from rely.model.results import Result
from rely.scoring.score import notices, score
from tests.instruments import relationship_check


def check(answers: dict[str, Any]) -> Result:
    return score(relationship_check(), Assessment(answers=answers))


def test_facts_that_contradict_each_other_are_found_and_unknown_ones_do_not() -> None:
    assert check({"cx_first_contact": "no", "cx_first_transaction": "yes"}).contradictions == ("order_without_contact",)
    both = check({"cx_first_contact": "no", "cx_first_transaction": "yes", "cx_physical_12m": 3})
    assert both.contradictions == ("order_without_contact", "meetings_without_contact")
    assert check({"cx_first_transaction": "yes", "cx_physical_12m": 3}).contradictions == ()


def test_notices_tell_of_answers_that_are_not_asked_here_and_of_contradictions() -> None:
    made = relationship_check()
    answers = {"cx_first_contact": "no", "cx_first_transaction": "yes", "cx_physical_12m": 0}
    result = check({**answers, "TR03": 4, "TR07": 2, "TR08": 3, "TR04": None, "TR09": "na"})
    found = notices(made, result)
    assert [(each.item, each.kind, each.value) for each in found] == [
        ("TR03", "not-asked", 4),
        ("TR08", "not-asked", 3),
        ("cx_first_contact", "contradiction", "order_without_contact"),
    ]
    assert {each.severity for each in found} == {"warning"}
    assert found[2].accepted == ("cx_first_contact", "cx_first_transaction")
    assert notices(made, check({"cx_first_contact": "yes", "cx_first_transaction": "no"})) == ()
