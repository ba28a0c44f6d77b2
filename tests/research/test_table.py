from typing import Any

import numpy as np
import pytest

from rely.model.answers import Assessment
from rely.research.situations import deciding_facts
from rely.research.table import Mark, Table, build_table
from rely.scoring.coding import ImpossibleAnswer
from tests.instruments import by_given_phase, choice, instrument, inventory, item, likert, mixed, relationship_check

MET = {"cx_first_contact": "yes", "cx_first_transaction": "no", "cx_physical_12m": 1}


def column(table: Table, item: str) -> list[int]:
    return table.steps[table.items.index(item)].tolist()


def test_an_answer_stands_as_the_step_of_its_item_score_after_reverse_coding() -> None:
    check = relationship_check()
    table = build_table(check, [Assessment(answers={**MET, "TR01": code, "TR06": code}) for code in range(1, 6)])
    assert column(table, "TR01") == [0, 1, 2, 3, 4]
    assert column(table, "TR06") == [4, 3, 2, 1, 0]


def test_options_with_scores_of_their_own_stand_in_the_order_of_their_scores() -> None:
    made = instrument(items=[item("Q", "kind")], response_scales=[choice("kind", best=100, none=0, least=0, some=40)])
    table = build_table(made, [Assessment(answers={"Q": code}) for code in ("none", "least", "some", "best")])
    assert column(table, "Q") == [0, 0, 1, 2]


def test_missing_na_dk_and_not_asked_are_four_different_marks() -> None:
    made = instrument(
        items=[item("gate"), item("Q", "agree", show_if={"fact": "gate", "at_least": 3})],
        response_scales=[likert("five", 5), likert("agree", 5, na=True, dk=True)],
    )
    answers = [{"gate": 5}, {"gate": 5, "Q": "na"}, {"gate": 5, "Q": "dk"}, {"gate": 1, "Q": 5}, {"Q": 5}]
    table = build_table(made, [Assessment(answers=each) for each in answers])
    assert column(table, "Q") == [Mark.MISSING, Mark.NOT_APPLICABLE, Mark.DONT_KNOW, Mark.NOT_ASKED, 4]


def test_routed_items_do_not_apply_whatever_was_answered() -> None:
    never_met = {**MET, "cx_physical_12m": 0, "TR03": 5}
    table = build_table(relationship_check(), [Assessment(answers=never_met), Assessment(answers={**MET, "TR03": 5})])
    assert column(table, "TR03") == [Mark.NOT_APPLICABLE, 4]
    assert column(table, "TR04") == [Mark.NOT_APPLICABLE, Mark.MISSING]


def test_items_of_another_phase_or_outside_the_form_are_not_asked() -> None:
    assessments = [Assessment(answers={**MET, "TR07": 5, "TR01": 5}, form=form) for form in ("full", "scan")]
    table = build_table(relationship_check(), [*assessments, Assessment(answers={"TR01": 5})])
    assert column(table, "TR07") == [Mark.NOT_ASKED] * 3
    assert column(table, "TR01") == [4, Mark.NOT_ASKED, Mark.NOT_ASKED]


def test_the_table_tells_the_form_and_the_value_that_selected() -> None:
    rows = [
        Assessment(answers={}, given={"phase": "after"}),
        Assessment(answers={}),
        Assessment(answers={}, given={"phase": "before"}),
    ]
    table = build_table(by_given_phase(), rows)
    assert [None if place < 0 else table.values[place] for place in table.selected] == ["after", None, "before"]
    scan = build_table(relationship_check(), [Assessment(answers={}, form="scan"), Assessment(answers={})])
    assert scan.form.tolist() == [1, 0]


def test_each_column_lies_together_in_memory_and_takes_a_byte_an_answer() -> None:
    table = build_table(inventory(60, 7), [Assessment(answers={"Q0": 1})] * 9)
    assert table.steps.dtype == np.int8
    assert table.steps.shape == (60, 9)
    assert table.steps[3].flags.c_contiguous
    assert len(table) == 9


def test_more_item_scores_than_a_byte_holds_take_two() -> None:
    scores = {f"option{at}": at / 2 for at in range(150)}
    made = instrument(items=[item("Q", "many")], response_scales=[choice("many", **scores)])
    table = build_table(made, [Assessment(answers={"Q": f"option{at}"}) for at in (0, 149)])
    assert column(table, "Q") == [0, 149]


@pytest.mark.parametrize("answer", [6, 0, 3.0, True, "3", "na", "dk", ("3",), [3]])
def test_an_answer_that_cannot_be_is_refused_as_score_refuses_it(answer: Any) -> None:
    rows = [Assessment(answers={"Q0": 1}), Assessment(answers={"Q0": answer})]
    with pytest.raises(ImpossibleAnswer):
        build_table(inventory(60, 7), rows)


def test_an_impossible_answer_that_is_not_asked_is_passed_over() -> None:
    rows = [Assessment(answers={}), Assessment(answers={"TR01": 99})]
    assert column(build_table(relationship_check(), rows), "TR01") == [Mark.NOT_ASKED] * 2


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(KeyError, match="absent"):
        build_table(mixed(), [Assessment(answers={}, form="absent")])


def test_what_decides_is_found_through_measures() -> None:
    assert deciding_facts(relationship_check()) == ("cx_first_contact", "cx_first_transaction", "cx_physical_12m")
    assert deciding_facts(mixed()) == ("meetings", "consent")
    assert deciding_facts(by_given_phase()) == ("phase",)
    assert deciding_facts(inventory(60, 7)) == ()


def test_a_norm_that_decides_is_found_with_what_chooses_its_row() -> None:
    numbers = {"id": "count", "kind": "number"}
    made = instrument(
        items=[
            item("country", "country"),
            item("size", "count"),
            item("visits", "count"),
            item("Q", show_if={"fact": "visit_fit.position", "is": "below"}),
        ],
        response_scales=[likert("five", 5, na=True), numbers, {"id": "country", "kind": "country"}],
        profile_fact="country",
        norms=[
            {"id": "row", "norm": "visits", "profile": "generic", "min": 2, "evidence": "none"}
            | {"when": {"fact": "size", "above": 3}}
        ],
        measures=[{"id": "visit_fit", "kind": "fit", "of": "visits", "norm": "visits"}],
    )
    assert deciding_facts(made) == ("country", "size", "visits")
    rows = [{"size": 5, "visits": 1, "Q": 5}, {"size": 5, "visits": 2, "Q": 5}, {"size": 1, "visits": 1, "Q": 5}]
    table = build_table(made, [Assessment(answers=row) for row in rows])
    assert column(table, "Q") == [4, Mark.NOT_ASKED, 4]
