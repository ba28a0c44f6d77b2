"""Prove that a cell turns grey only where scoring does not ask the item, and does so where the answers tell."""

import random
import re
from collections.abc import Mapping
from typing import Any

import pytest

from rely.languages import words_for
from rely.loading.answers.picks import item_picks, pick
from rely.model.instrument import Instrument
from rely.model.measures import FirstMatch
from rely.model.scalars import Plain
from rely.reporting.form_columns import form_columns
from rely.reporting.form_routing import Cell, not_asked
from rely.scoring.accept import accept
from rely.scoring.score import score
from tests.instruments import by_given_phase, instrument, item, likert, mixed, relationship_check
from tests.small_instrument import small_instrument

_TOKEN = re.compile(r'"[^"]*"|[A-Z]+(?=\()|\{[^}]*\}|<>|>=|<=|-?\d+(?:\.\d+)?|[=<>&(),]')


def _cells(given: Instrument) -> dict[str, Cell]:
    columns = form_columns(given, words_for("en"))
    return {column.id: Cell(f"{{{column.id}}}", column.entry) for column in columns}


class _Formula:
    """The few functions and signs that the formulas use, computed as a spreadsheet would."""

    def __init__(self, formula: str, row: Mapping[str, Any]) -> None:
        assert "".join(_TOKEN.findall(formula)) == formula
        self._tokens, self._row = _TOKEN.findall(formula), row

    def value(self) -> Any:
        left = self._joined()
        if self._tokens and self._tokens[0] in ("=", "<>", ">=", "<=", "<", ">"):
            sign, right = self._tokens.pop(0), self._joined()
            left = 0 if left is None and isinstance(right, float) else left  # as a blank cell counts
            if sign == "=":
                return left == right or (left is None and right == "")
            if sign == "<>":
                return left != right
            return {">=": left >= right, "<=": left <= right, "<": left < right, ">": left > right}[sign]
        return left

    def _joined(self) -> Any:
        left = self._single()
        while self._tokens and self._tokens[0] == "&":
            self._tokens.pop(0)
            left = f"{'' if left is None else left}{self._single()}"
        return left

    def _single(self) -> Any:
        token = self._tokens.pop(0)
        if token.startswith('"'):
            return token[1:-1]
        if token.startswith("{"):
            return self._row.get(token[1:-1])
        if not token.isalpha():
            return float(token)
        values = []
        assert self._tokens.pop(0) == "("
        while True:
            values.append(self.value())
            if self._tokens.pop(0) == ")":
                break
        functions = {
            "AND": all,
            "OR": any,
            "NOT": lambda args: not args[0],
            "LEFT": lambda args: args[0][: int(args[1])],
            "ISNUMBER": lambda args: isinstance(args[0], (int, float)),
        }
        return functions[token](values)


def _is_grey(formula: str | None, row: Mapping[str, Any]) -> bool:
    return formula is not None and bool(_Formula(formula, row).value())


def _random_row(given: Instrument, chance: random.Random) -> dict[str, Any]:
    row: dict[str, Any] = {}
    words = words_for("en")
    for name, each in given.items.items():
        scale: Any = given.scale_of(each)
        choices = [code for code, _ in item_picks(given, each, words)][:8]
        if scale.kind == "number":
            row[name] = chance.choice([None, scale.min or 0, (scale.min or 0) + 1, 999])
            row[name] = None if row[name] == 999 and (scale.max or 1000) < 999 else row[name]
        elif choices and scale.kind != "multiple":
            row[name] = chance.choice([None, *choices])
    return row


@pytest.mark.parametrize(
    "given", [relationship_check(), small_instrument(), mixed(), by_given_phase()], ids=lambda each: each.id
)
def test_no_cell_is_grey_that_scoring_asks_for_and_known_ones_are(given: Instrument) -> None:
    chance = random.Random(7)
    cells = _cells(given)
    formulas = {name: not_asked(given, each, cells) for name, each in given.items.items()}
    assert any(formulas.values())
    words, greys = words_for("en"), 0
    for _ in range(150):
        row = _random_row(given, chance)
        facts = {fact.id: chance.choice([None, *fact.codes]) for fact in given.given}
        assessment, problems = accept(given, {n: v if v is None else _typed(v) for n, v in row.items()}, given=facts)
        assert assessment is not None, problems
        result = score(given, assessment)
        shown = {**_as_shown(given, row, words), **{f"given.{name}": value for name, value in facts.items()}}
        for name, formula in formulas.items():
            if _is_grey(formula, shown):
                greys += 1
                assert name not in result.asked or result.routed.get(name) is not None, (name, row)
            elif formula is not None and (result.selected is not None or given.selecting_facet is None):
                assert name in result.asked, (name, row)
                assert result.routed.get(name) is None, (name, row)
    assert greys > 100


def _typed(value: Any) -> Any:
    return Plain(value) if isinstance(value, str) else value


def _as_shown(given: Instrument, row: Mapping[str, Any], words: Any) -> dict[str, Any]:
    """Half of the answers with their labels, as the pick list writes them."""
    shown = dict(row)
    for at, (name, value) in enumerate(row.items()):
        labels = dict(item_picks(given, given.items[name], words))
        if at % 2 and value in labels:
            shown[name] = pick(value, labels[value])
    return shown


def test_what_only_a_score_or_a_calculation_tells_is_left_alone() -> None:
    given = instrument(
        items=[
            item("A"),
            item("B", show_if={"fact": "score.all", "above": 50}),
            item("C", show_if={"any": [{"fact": "score.all", "above": 50}, {"fact": "A", "is": "2"}]}),
            item("D", show_if={"all": [{"fact": "score.all", "above": 50}, {"fact": "A", "is": "2"}]}),
        ],
        response_scales=[likert("five", 5, na=True)],
    )
    formulas = {name: not_asked(given, each, _cells(given)) for name, each in given.items.items()}
    assert (formulas["A"], formulas["B"], formulas["C"]) == (None, None, None)
    assert [_is_grey(formulas["D"], {"A": value}) for value in ("1", "2 – 2", "2", "na – na", None)] == [
        True,
        False,
        False,
        False,
        False,
    ]


def test_the_real_instrument_decides_its_phase_by_a_first_match() -> None:
    given = relationship_check()
    assert isinstance(given.measures_by_id["phase"], FirstMatch)
    formula = not_asked(given, given.items["TR07"], _cells(given))
    rows = [("yes", "no"), ("yes – Yes", "no – No"), ("yes", "yes"), ("no", "no"), (None, None)]
    assert [
        _is_grey(formula, {"cx_first_contact": first, "cx_first_transaction": second}) for first, second in rows
    ] == [True, True, False, False, False]
