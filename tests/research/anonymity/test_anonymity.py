"""Prove that rows in small groups are found, and that a protected file shows none of them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely.loading.catalogue import load_instrument
from rely.research.anonymity import Groups, Protection, coarser, derived_from, quasi_identifiers
from rely.research.anonymity.revealing import conditioned_by
from rely.research.rows import Cell
from rely.research.variables import Dictionary, dictionary_of

DICTIONARY = dictionary_of(load_instrument("relationship-check"), "en")
PLACE = {variable.name: at for at, variable in enumerate(DICTIONARY.variables)}

Row = tuple[Cell, ...]


def _row(**cells: Cell) -> Row:
    row: list[Cell] = [None] * len(DICTIONARY.variables)
    for name, cell in cells.items():
        row[PLACE[name]] = cell
    return tuple(row)


def _protected(rows: Sequence[Row], k: int, *, is_coarsened: bool = False) -> tuple[Dictionary, list[Row]]:
    protection = Protection(DICTIONARY, k, is_coarsened=is_coarsened)
    for row in rows:
        protection.count(row)
    return protection.dictionary, list(protection.protect(rows))


def _column(dictionary: Dictionary, rows: Sequence[Row], name: str) -> list[Cell]:
    at = [variable.name for variable in dictionary.variables].index(name)
    return [row[at] for row in rows]


def test_the_groups_are_those_of_equal_quasi_identifiers_and_of_nothing_else() -> None:
    groups = Groups(DICTIONARY)
    for number in range(6):
        groups.add(_row(cx_country="DE", cx_months=12, tr01=1 + number % 5))
    for _ in range(4):
        groups.add(_row(cx_country="FR", cx_months=12))
    groups.add(_row(cx_country="FR", cx_months="-9"))
    found = groups.report(5)
    assert (found.rows, found.groups, found.smallest, found.unique) == (11, 3, 1, 1)
    assert (found.small, found.rows_at_risk, found.is_met) == (2, 5, False)
    country = next(each for each in found.alone if each.variable.name == "cx_country")
    assert (country.values, country.smallest, country.rows_at_risk) == (2, 5, 0)
    assert groups.report(2).rows_at_risk == 1


def test_a_file_without_rows_has_no_group_and_k_of_one_hides_nobody() -> None:
    assert Groups(DICTIONARY).report(5).smallest == 0
    with pytest.raises(ValueError, match="at least two"):
        Groups(DICTIONARY).report(1)


def test_a_group_of_four_is_emptied_and_a_group_of_five_stays() -> None:
    rows = [_row(cx_country="DE", tr01=3)] * 5 + [_row(cx_country="FR", tr01=2)] * 4 + [_row(cx_country="NL")] * 6
    dictionary, found = _protected(rows, 5)
    # One of six joins the four: were they alone, all that show no country would be in France.
    assert _column(dictionary, found, "cx_country") == ["DE"] * 5 + [None] * 4 + [None] + ["NL"] * 5
    assert _column(dictionary, found, "tr01") == [3] * 5 + [2] * 4 + [None] * 6


def test_where_no_group_can_spare_anybody_the_smallest_is_emptied_too() -> None:
    rows = [_row(cx_country="DE")] * 7 + [_row(cx_country="FR")] + [_row(cx_country="NL")] * 5
    dictionary, found = _protected(rows, 5)
    assert _column(dictionary, found, "cx_country") == ["DE"] * 7 + [None] * 6


def test_where_there_are_no_k_relationships_in_all_every_quasi_identifier_goes() -> None:
    groups = Groups(DICTIONARY)
    for country in ("DE", "DE", "FR"):
        groups.add(_row(cx_country=country))
    suppression = groups.suppression(5)
    assert (suppression.emptied()["cx_country"], suppression.smallest) == (3, 3)


def test_a_row_loses_only_what_it_must_and_the_last_go_first() -> None:
    named = [variable.name for variable in quasi_identifiers(DICTIONARY)]
    assert named.index("cx_country") < named.index("cx_region") < named.index("cx_months")
    rows = [_row(cx_country="DE", cx_months=number, cx_region="urban") for number in range(5)]
    rows += [
        _row(cx_country="FR", cx_months=9, cx_region=area) for area in ("rural", "urban", "mixed", "rural", "rural")
    ]
    dictionary, found = _protected(rows, 5)
    assert _column(dictionary, found, "cx_months") == [None] * 10
    assert _column(dictionary, found, "cx_region") == ["urban"] * 5 + [None] * 5
    assert _column(dictionary, found, "cx_country") == ["DE"] * 5 + ["FR"] * 5


def test_five_rows_about_one_relationship_hide_nobody() -> None:
    rows = [_row(relationship_id="r1", occasion=1 + number, cx_country="CL") for number in range(5)]
    rows += [_row(relationship_id=f"r{number}", cx_country="DE") for number in range(2, 11)]
    dictionary, found = _protected(rows, 5)
    assert _column(dictionary, found, "cx_country") == [None] * 9 + ["DE"] * 5
    groups = Groups(DICTIONARY)
    for row in rows:
        groups.add(row)
    report = groups.report(5)
    assert (report.rows, report.relationships, report.groups, report.smallest, report.unique) == (14, 10, 2, 1, 1)
    assert report.rows_at_risk == 5
    country = next(each for each in report.alone if each.variable.name == "cx_country")
    assert (country.values, country.smallest, country.rows_at_risk) == (2, 1, 5)


def test_no_row_keeps_what_another_row_of_its_relationship_lost() -> None:
    # By itself the first row of r1 could keep its months: the other relationships have the same.
    rows = [_row(relationship_id=f"r{number}", cx_country="DE", cx_months=14) for number in range(10)]
    rows.append(_row(relationship_id="r0", occasion=2, cx_country="DE", cx_months=17))
    dictionary, found = _protected(rows, 5)
    assert _column(dictionary, found, "cx_months") == [None] * 5 + [14] * 5 + [None]
    assert _column(dictionary, found, "cx_country") == [None] * 5 + ["DE"] * 5 + [None]


def test_relationships_with_the_same_cells_in_their_rows_share_a_group() -> None:
    rows = [_row(relationship_id=f"r{number}", cx_months=months) for months in (14, 17) for number in range(5)]
    dictionary, found = _protected(rows, 5)
    assert _column(dictionary, found, "cx_months") == [14] * 5 + [17] * 5


def test_how_often_each_quasi_identifier_is_left_empty_is_told() -> None:
    groups = Groups(DICTIONARY)
    for row in [_row(cx_country="DE")] * 8 + [_row(cx_country="FR")] * 2:
        groups.add(row)
    suppression = groups.suppression(5)
    assert suppression.names[-1] == "cx_country"
    assert suppression.emptied()["cx_country"] == 5
    assert suppression.smallest == 5
    assert Groups(DICTIONARY).suppression(5).emptied() == {}


def test_figures_worked_out_from_a_quasi_identifier_are_left_out_and_told() -> None:
    protection = Protection(DICTIONARY, 5, is_coarsened=False)
    assert {"physical_per_year", "balance_index", "contact_moments_fit"} <= set(protection.left_out)
    assert "phase" not in protection.left_out
    names = {variable.name for variable in protection.dictionary.variables}
    assert names.isdisjoint(protection.left_out)
    # Whether a client is digitally ready decides how many visits are the norm.
    told = {each.name for each in derived_from(DICTIONARY, ["cx_digital_skill"])}
    assert {"readiness_score", "readiness_level", "physical_fit_fit"} <= told
    assert {"phase", "physical_per_year"}.isdisjoint(told)


def test_scores_made_of_a_quasi_identifier_are_left_out_with_what_rests_on_them() -> None:
    told = {each.name for each in derived_from(DICTIONARY, ["TR02"])}
    assert {"sc_trust", "n_trust", "se_trust", "st_trust", "sc_overall"} <= told
    assert "sc_content" not in told


def test_figures_that_only_an_older_version_has_are_left_out() -> None:
    # What they rest on stands in that version, which is not at hand where rows are protected.
    older = replace(DICTIONARY.by_name["phase"], name="phase_v1_0_0")
    merged = Dictionary(DICTIONARY.instrument, DICTIONARY.language, (*DICTIONARY.variables, older))
    assert "phase_v1_0_0" in {each.name for each in derived_from(merged, ["cx_country"])}


def test_coarser_values_have_names_codes_and_labels_of_their_own() -> None:
    recoding = coarser(DICTIONARY)
    named = recoding.dictionary.by_name
    assert recoding.became["cx_country"] == "cx_country_coarse"
    assert ("western_europe", "Western Europe") in named["cx_country_coarse"].values
    assert named["cx_months_coarse"].values == (
        (0, "less than 12 months"),
        (12, "12–35 months"),
        (36, "36–119 months"),
        (120, "120 or more months"),
    )
    assert named["cx_travel_hours_coarse"].values[1] == (2, "2 to less than 4 hours")
    assert {"cx_country", "cx_months", "cx_travel_hours"}.isdisjoint(named)


@pytest.mark.parametrize(
    ("name", "exact", "told"),
    [
        ("cx_country", "NL", "western_europe"),
        ("cx_country", "FJ", "oceania"),
        ("cx_country", "-9", "-9"),
        ("cx_country", None, None),
        ("cx_months", 0, 0),
        ("cx_months", 11, 0),
        ("cx_months", 12, 12),
        ("cx_months", 400, 120),
        ("cx_months", -9, -9),
        ("cx_travel_hours", 3.99, 2),
        ("cx_travel_hours", 4.0, 4),
    ],
)
def test_each_value_falls_into_its_range_and_reasons_stay(name: str, exact: Cell, told: Cell) -> None:
    assert coarser(DICTIONARY).row(_row(**{name: exact}))[PLACE[name]] == told


def test_coarser_values_save_groups_that_exact_ones_would_lose() -> None:
    codes = ["NL", "DE", "FR", "BE", "AT"]
    rows = [_row(cx_country=code, cx_months=months) for months, code in enumerate(codes)]
    dictionary, found = _protected(rows, 5, is_coarsened=True)
    assert _column(dictionary, found, "cx_country_coarse") == ["western_europe"] * 5
    assert _column(*_protected(rows, 5), "cx_country") == [None] * 5


@given(
    st.lists(
        st.builds(
            _row,
            relationship_id=st.sampled_from(["r1", "r2", "r3", None]) | st.integers(10, 10_000).map(str),
            cx_country=st.sampled_from(["NL", "DE", "FR", "US", "-9", None]),
            cx_months=st.sampled_from([0, 1, 12, 40, -9]),
            cx_region=st.sampled_from(["urban", "rural"]),
        ),
        max_size=60,
    ),
    st.integers(2, 7),
    st.booleans(),
)
def test_everybody_shares_all_quasi_identifiers_that_are_left_with_k_relationships(
    rows: list[Row], k: int, is_coarsened: bool
) -> None:
    dictionary, found = _protected(rows, k, is_coarsened=is_coarsened)
    names = [variable.name for variable in quasi_identifiers(dictionary)]
    columns = [_column(dictionary, found, name) for name in ("relationship_id", *names)]
    told: dict[Cell, set[tuple[Cell, ...]]] = defaultdict(set)
    for number, (relationship, *cells) in enumerate(zip(*columns, strict=True)):
        told[number if relationship is None else relationship].add(tuple(cells))
    # Whoever reads the file sees, of each relationship, everything that its rows tell together.
    together = [tuple(frozenset(cells) for cells in zip(*each, strict=True)) for each in told.values()]
    groups = Counter(together)
    assert all(size >= min(k, len(told)) for size in groups.values())
    assert len(found) == len(rows)


def test_an_instrument_that_names_no_quasi_identifier_has_one_group() -> None:
    dictionary = dictionary_of(load_instrument("value-strategy"), "en")
    groups = Groups(dictionary)
    groups.add(tuple(None for _ in dictionary.variables))
    assert (quasi_identifiers(dictionary), groups.report(5).groups) == ((), 1)


def test_given_facts_count_as_quasi_identifiers_and_what_is_worked_out_from_them_is_left_out() -> None:
    dictionary = dictionary_of(load_instrument("portfolio-scan"), "en")
    named = [variable.name for variable in quasi_identifiers(dictionary)]
    assert named[-2:] == ["hour_cost", "portfolio_mean_net"]
    assert "net_ratio" in {variable.name for variable in derived_from(dictionary, {"hour_cost"})}
    assert "recency" not in {variable.name for variable in derived_from(dictionary, {"hour_cost"})}
    told = coarser(dictionary).dictionary.by_name["hour_cost_coarse"]
    assert dict(told.values)[50] == "50 to less than 100 euros an hour"


def test_the_order_in_which_they_go_is_that_of_the_questionnaire_and_not_of_the_file() -> None:
    rules = DICTIONARY.instrument.research
    assert rules is not None
    turned = rules.model_copy(update={"quasi_identifiers": tuple(reversed(rules.quasi_identifiers))})
    instrument = DICTIONARY.instrument.model_copy(update={"research": turned})
    dictionary = replace(DICTIONARY, instrument=instrument)
    first = [variable.name for variable in quasi_identifiers(DICTIONARY)]
    assert [variable.name for variable in quasi_identifiers(dictionary)] == first[::-1]


def test_items_that_are_asked_by_a_given_fact_tell_of_it() -> None:
    telling = conditioned_by(load_instrument("client-pulse"), {"phase"})
    assert ("CP_EM2I" in telling, "CP_NPS" in telling) == (True, False)
