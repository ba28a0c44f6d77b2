"""Prove that versions share a column where their variables mean the same, and have columns of their own elsewhere."""

from dataclasses import replace
from typing import Any

from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.research.cases import Case
from rely.research.merging import MergedDictionary
from rely.research.rows import Cell, RowMaker
from rely.research.variables import dictionary_of
from rely.scoring.score import score
from tests.small_instrument import SOURCE

ANSWERS: dict[str, Any] = {"sown": "yes", "plants": 10, "S1": 2, "S2": 4, "L1": 3}


def version(number: str, **changes: Any) -> Instrument:
    return Instrument.model_validate({**SOURCE, "version": number, **changes})


def with_items(section: int, change: Any) -> list[Any]:
    """The sections of the small instrument, with the items of one changed."""
    sections = [dict(each) for each in SOURCE["sections"]]
    sections[section] = {**sections[section], "items": [change(dict(item)) for item in sections[section]["items"]]}
    return sections


class Both:
    """Rows of two versions under one dictionary, the newest first."""

    def __init__(self, new: Instrument, old: Instrument) -> None:
        self.versions = new, old
        self.own = [dictionary_of(each, "en") for each in self.versions]
        self.merged = MergedDictionary(self.own)
        self.names = [each.name for each in self.merged.dictionary.variables]

    def row(self, place: int, answers: dict[str, Any]) -> dict[str, Cell]:
        assessment = Assessment(answers=answers)
        case = Case(assessment=assessment, key="", relationship="")
        result = score(self.versions[place], assessment)
        own = RowMaker(self.own[place]).row(case, result, case_id="c", relationship_id="r")
        return dict(zip(self.names, self.merged.row(place, own), strict=True))


def test_versions_that_differ_in_words_only_share_every_column() -> None:
    def reworded(item: dict[str, Any]) -> dict[str, Any]:
        return {**item, "text": f"{item['text']} Really?"}

    both = Both(version("1.0.1", sections=with_items(1, reworded)), version("1.0.0"))
    assert both.names == [each.name for each in both.own[0].variables]
    assert both.merged.dictionary.by_name["s1"].label == "We dig. Really?"
    new, old = both.row(0, ANSWERS), both.row(1, ANSWERS)
    assert (new["version"], old["version"]) == ("1.0.1", "1.0.0")
    assert {name for name in new if new[name] != old[name]} == {"version", "digest"}


def test_an_item_that_means_something_else_has_a_column_of_its_own_and_so_has_its_score() -> None:
    def turned(item: dict[str, Any]) -> dict[str, Any]:
        return {**item, "reverse": True} if item["id"] == "S1" else item

    both = Both(version("2.0.0", sections=with_items(1, turned)), version("1.0.0"))
    assert both.names[-5:] == ["s1_v1_0_0", "sc_soil_v1_0_0", "n_soil_v1_0_0", "se_soil_v1_0_0", "st_soil_v1_0_0"]
    new, old = both.row(0, ANSWERS), both.row(1, ANSWERS)
    assert (new["s1"], new["s1_v1_0_0"]) == (2, -6)
    assert (old["s1"], old["s1_v1_0_0"]) == (-6, 2)
    assert (new["sc_soil"], new["sc_soil_v1_0_0"]) == ((75 + 75) / 2, None)
    assert (old["sc_soil"], old["sc_soil_v1_0_0"]) == (None, (25 + 75) / 2)
    assert both.merged.dictionary.by_name["s1_v1_0_0"].label == "We dig. (1.0.0)"
    assert dict(both.merged.dictionary.by_name["s1"].missing)[-6] == "Not asked"


def test_an_item_that_only_one_version_has_was_not_asked_in_the_other() -> None:
    def fewer(item: dict[str, Any]) -> dict[str, Any]:
        return item

    sections = with_items(1, fewer)
    sections[1] = {**sections[1], "items": sections[1]["items"][:-1], "pages": [["S1", "S2", "S3"]]}
    both = Both(version("2.0.0", sections=sections), version("1.0.0"))
    assert both.names[-1] != "csrf_token"
    assert both.row(0, ANSWERS)["csrf_token"] == -6
    assert both.row(1, {**ANSWERS, "csrf_token": 3})["csrf_token"] == 3


def test_a_measure_that_is_made_otherwise_has_a_column_of_its_own() -> None:
    measures = [{**SOURCE["measures"][0], "cases": SOURCE["measures"][0]["cases"][:1]}]
    both = Both(version("2.0.0", measures=measures), version("1.0.0"))
    assert "season_v1_0_0" in both.names
    many = {**ANSWERS, "plants": 900}
    assert (both.row(0, many)["season"], both.row(0, many)["season_v1_0_0"]) == (None, None)
    assert (both.row(1, many)["season"], both.row(1, many)["season_v1_0_0"]) == (None, "autumn")


def test_a_measure_with_the_same_words_and_another_rule_has_a_column_of_its_own() -> None:
    first, second = SOURCE["measures"][0]["cases"]
    earlier = {**first, "when": {"all": [{"fact": "sown", "is": "yes"}, {"fact": "plants", "below": 5}]}}
    both = Both(version("2.0.0", measures=[{**SOURCE["measures"][0], "cases": [earlier, second]}]), version("1.0.0"))
    assert both.row(0, ANSWERS)["season"] == "autumn"
    assert both.row(1, ANSWERS)["season_v1_0_0"] == "spring"


def test_a_shared_column_may_hold_what_either_version_allows() -> None:
    versions = [dictionary_of(version(number), "en") for number in ("2.0.0", "1.0.0")]
    old = [replace(each, low=-5, high=50) if each.name == "plants" else each for each in versions[1].variables]
    column = MergedDictionary([versions[0], replace(versions[1], variables=tuple(old))]).dictionary.by_name["plants"]
    own = versions[0].by_name["plants"]
    assert (column.low, column.high) == (-5, own.high if own.high is None else max(own.high, 50))


def test_names_stay_unique_with_three_versions_and_two_of_the_same_number() -> None:
    def turned(item: dict[str, Any]) -> dict[str, Any]:
        return {**item, "reverse": item["id"] == "S1"}

    def other_scale(item: dict[str, Any]) -> dict[str, Any]:
        return {**item, "response_scale": "stars", "allow_na": True} if item["id"] == "S1" else item

    versions = [
        version("2.0.0", sections=with_items(1, turned)),
        version("1.0.0"),
        version("1.0.0", sections=with_items(1, other_scale)),
        version("0.9.0"),
    ]
    merged = MergedDictionary([dictionary_of(each, "en") for each in versions])
    names = [each.name for each in merged.dictionary.variables]
    assert len(set(names)) == len(names)
    assert [name for name in names if name.startswith("s1")] == ["s1", "s1_v1_0_0", "s1_v1_0_0_2"]
