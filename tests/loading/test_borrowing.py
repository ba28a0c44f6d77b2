"""Prove what borrowed items take, which release they come from, and where their problems are told."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from rely.loading.catalogue import load_instrument
from rely.loading.instrument import Loaded, read_questionnaire
from rely.model.digest import canonical_json, digest
from rely.model.text import Text

SCALE = {
    "id": "agree",
    "kind": "likert",
    "options": [{"code": code, "label": f"step {code}"} for code in (1, 2, 3)],
    "na": {"label": "na"},
}
RULE = {"min_answered": 1, "min_coverage": 0.5, "narrow_below": 0.5}
FACETS = [
    {"id": name, "label": name, "values": [{"id": f"{name}_{at}", "label": f"{name} {at}"} for at in "ab"]}
    for name in ("topic", "place")
]


def questionnaire(name: str, *sections: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {
        "id": name,
        "version": "1.0.0",
        "languages": ["en", "nl"],
        "title": name,
        "perspectives": [{"id": "self", "label": "Self"}],
        "facets": FACETS,
        "response_scales": [SCALE],
        "sections": [{"id": f"s{at}", "title": "Section", **section} for at, section in enumerate(sections)],
        "missing_data": RULE,
        "scores": {"of_items": [{"id": "all", "label": "All"}]},
    } | parts


def item(name: str, **parts: Any) -> dict[str, Any]:
    return {"id": name, "text": {"en": f"{name} in English", "nl": f"{name} in het Nederlands"}} | {
        "response_scale": "agree",
        **parts,
    }


FULL = item(
    "B",
    label="Bee",
    help="Think of it.",
    why="Because.",
    reverse=True,
    allow_na=False,
    weight=2,
    required=True,
    requires="met",
    show_if={"fact": "A", "at_least": 2},
    facets={"topic": ["topic_a"], "place": ["place_b"]},
    note="A remark.",
)
MET = {"id": "met", "when": {"fact": "A", "above": 1}, "explanation": "Never met."}
SOURCE = questionnaire("source", {"items": [item("A"), FULL]}, requirements=[MET])


FROM = {"instrument": "source", "version": "1"}


class Shelf:
    """A catalogue of made-up questionnaires."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "questionnaires"
        for name in ("questionnaires", "templates", "reports"):
            (folder / name).mkdir()

    def write(self, source: dict[str, Any]) -> Path:
        folder = self.folder / str(source["id"])
        folder.mkdir(exist_ok=True)
        path = folder / "instrument.yaml"
        path.write_text(yaml.safe_dump(source, sort_keys=False, allow_unicode=True), encoding="utf-8")
        return path

    def release(self, source: dict[str, Any], version: str) -> Path:
        """Keep the content of a questionnaire as a release, as `rely release` does."""
        made = load_instrument(self.write({**source, "version": version}))
        path = self.folder / made.id / "releases" / f"{version}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(canonical_json(made) + "\n", encoding="utf-8")
        return path

    def borrow(self, *entries: dict[str, Any], own: tuple[dict[str, Any], ...] = (), **parts: Any) -> Loaded:
        """A questionnaire that borrows by these entries, each with what it says besides the instrument."""
        wanted = [{**FROM, **entry} for entry in entries]
        path = self.write(questionnaire("borrower", {"items_from": wanted, "items": list(own)}, **parts))
        return read_questionnaire(path)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setenv("RELY_HOME", str(tmp_path))
    made = Shelf(tmp_path)
    made.write(SOURCE)
    return made


def borrowed(loaded: Loaded, name: str = "B") -> dict[str, Any]:
    assert loaded.instrument is not None, loaded.problems
    return loaded.instrument.items[name].model_dump(mode="json", exclude_unset=True)


def told(loaded: Loaded) -> list[tuple[str, str]]:
    """The code of each error, with what stands in its line."""
    lines = Path(loaded.problems[0].path).read_text(encoding="utf-8").splitlines() if loaded.problems else []
    wanted = [each for each in loaded.problems if each.severity == "error"]
    return [(each.code, lines[each.line - 1].strip(" -")) for each in wanted]


def test_a_borrowed_item_keeps_its_words_its_coding_and_its_facets_and_nothing_else(shelf: Shelf) -> None:
    assert borrowed(shelf.borrow({"items": ["B"]})) == {
        "id": "B",
        "text": FULL["text"],
        "label": "Bee",
        "help": "Think of it.",
        "why": "Because.",
        "response_scale": "agree",
        "reverse": True,
        "allow_na": False,
        "facets": {"topic": ["topic_a"], "place": ["place_b"]},
    }


def test_facets_that_the_borrower_does_not_declare_and_languages_it_does_not_speak_stay_behind(shelf: Shelf) -> None:
    found = borrowed(shelf.borrow({"items": ["B"]}, facets=FACETS[1:], languages=["nl"]))
    assert found["facets"] == {"place": ["place_b"]}
    assert found["text"] == {"nl": "B in het Nederlands"}
    assert "facets" not in borrowed(shelf.borrow({"items": ["B"]}, facets=[]))


def test_a_language_that_the_other_instrument_lacks_is_told_as_usual_at_the_entry(shelf: Shelf) -> None:
    loaded = shelf.borrow({"items": ["B"]}, languages=["en", "de"])
    (problem,) = (each for each in loaded.problems if each.code == "missing-language")
    assert Path(problem.path).read_text(encoding="utf-8").splitlines()[problem.line - 1].strip() == "- B"
    assert borrowed(loaded)["text"] == {"en": "B in English"}


def test_with_changes_every_item_of_its_entry_and_text_the_one_that_it_names(shelf: Shelf) -> None:
    changes = {"allow_na": True, "requires": "met", "text": {"B": "Anew."}}
    own = ({"items": [item("FIRST")]}, {"items_from": [{**FROM, "items": ["A", "B"], "with": changes}]})
    needs = [{**MET, "when": {"fact": "FIRST", "above": 1}}]
    loaded = read_questionnaire(shelf.write(questionnaire("borrower", *own, requirements=needs)))
    plain = {"response_scale": "agree", "allow_na": True, "requires": "met"}
    assert borrowed(loaded, "A") == {"id": "A", "text": item("A")["text"], **plain}
    assert (borrowed(loaded)["text"], borrowed(loaded)["allow_na"], borrowed(loaded)["requires"]) == (
        "Anew.",
        True,
        "met",
    )


def test_with_facets_takes_the_place_of_those_that_it_names_and_leaves_the_others(shelf: Shelf) -> None:
    loaded = shelf.borrow({"items": ["B"], "with": {"facets": {"topic": ["topic_b"]}}})
    assert borrowed(loaded)["facets"] == {"topic": ["topic_b"], "place": ["place_b"]}
    wrong = shelf.borrow({"items": ["B"], "with": {"facets": {"topic": ["no_topic"]}}})
    (problem,) = wrong.problems
    assert problem.code == "unknown-facet-value"
    assert "no_topic" in Path(problem.path).read_text(encoding="utf-8").splitlines()[problem.line - 1]


def test_borrowed_items_stand_before_the_own_ones_in_the_order_written(shelf: Shelf) -> None:
    loaded = shelf.borrow({"items": ["B"]}, {"items": "A"}, own=(item("C"),))
    assert loaded.instrument is not None
    assert tuple(loaded.instrument.items) == ("B", "A", "C")
    assert loaded.instrument.sections[0].items_from == ()


def test_the_digest_is_that_of_the_items_written_out(shelf: Shelf) -> None:
    loaded = shelf.borrow({"items": ["A", "B"]})
    kept = {
        key: FULL[key]
        for key in ("id", "text", "label", "help", "why", "response_scale", "reverse", "allow_na", "facets")
    }
    by_hand = load_instrument(shelf.write(questionnaire("borrower", {"items": [item("A"), kept]})))
    assert loaded.instrument is not None
    assert digest(loaded.instrument) == digest(by_hand)
    assert "items_from" not in canonical_json(loaded.instrument)


def test_the_highest_release_that_fits_comes_before_the_present_content(shelf: Shelf) -> None:
    for version in ("1.2.0", "1.10.0", "2.0.0", "10.0.0"):
        shelf.release(questionnaire("source", {"items": [item("A", label=version)]}), version)
    shelf.write({**SOURCE, "version": "11.0.0"})
    labels = {
        release: borrowed(shelf.borrow({"items": ["A"], "version": release}), "A").get("label")
        for release in ("1", "1.2.0", "2", "11", "11.0.0")
    }
    assert labels == {"1": "1.10.0", "1.2.0": "1.2.0", "2": "2.0.0", "11": None, "11.0.0": None}


def test_a_version_that_does_not_exist_is_told_with_those_that_do(shelf: Shelf) -> None:
    shelf.release(SOURCE, "1.2.0")
    shelf.write({**SOURCE, "version": "1.3.0"})
    for release in ("2", "1.2.1", "0"):
        loaded = shelf.borrow({"items": ["A"], "version": release})
        assert [code for code, _ in told(loaded)] == ["unknown-release"]
        assert loaded.problems[0].hint == "There are: 1.2.0, 1.3.0."
    assert shelf.borrow({"items": ["A"], "version": "1.3.0"}).instrument is not None


def test_an_item_that_is_not_there_is_told_with_its_line_and_the_rest_is_checked(shelf: Shelf) -> None:
    wrong = item("C", response_scale="agre")
    entry = {"items": ["A", "BB"], "with": {"text": {"AA": "Anew."}}}
    loaded = shelf.borrow(entry, own=(wrong,), measures=[{"id": "m", "kind": "mean", "of": ["BB"], "at_least": 1}])
    assert told(loaded) == [
        ("unknown-item", "BB"),
        ("unknown-item", "AA: Anew."),
        ("unknown-scale", "response_scale: agre"),
    ]
    assert loaded.problems[1].hint == "Did you mean 'A'?"


def test_an_unknown_instrument_hides_no_other_problem_and_makes_none_of_its_own(shelf: Shelf) -> None:
    entries = ({"items": ["A"]}, {"items": ["B"], "instrument": "sorce"})
    pages = [["A", "B", "C"]]
    wanted = [{**FROM, **entry} for entry in entries]
    section = {"items_from": wanted, "items": [item("C", response_scale="agre")], "pages": pages}
    loaded = read_questionnaire(shelf.write(questionnaire("borrower", section)))
    assert told(loaded) == [("unknown-instrument", "instrument: sorce"), ("unknown-scale", "response_scale: agre")]
    assert loaded.problems[0].hint == "Did you mean 'source'?"


def test_a_problem_of_a_borrowed_item_is_told_at_its_entry_and_one_of_with_there(shelf: Shelf) -> None:
    own = (item("C", facets={"topic": ["nowhere"]}),)
    fewer = [{**FACETS[0], "values": FACETS[0]["values"][1:]}]
    loaded = shelf.borrow({"items": ["A", "B"], "with": {"response_scale": "agre"}}, own=own, facets=fewer)
    assert told(loaded) == [
        ("unknown-facet-value", "B"),
        ("unknown-scale", "response_scale: agre"),
        ("unknown-scale", "response_scale: agre"),
        ("unknown-facet-value", "nowhere"),
    ]


def test_an_entry_of_the_wrong_shape_is_told_like_any_other_block(shelf: Shelf) -> None:
    for entry, problem in (
        ({"items": []}, ("empty", "items: []")),
        ({"items": ["A"], "version": "1.2"}, ("bad-id", "version: '1.2'")),
        ({"items": ["A"], "wit": {}}, ("unknown-key", "wit: {}")),
        ({"items": ["A"], "with": None}, ("empty", "with: null")),
    ):
        loaded = shelf.borrow(entry, own=(item("C"),))
        assert told(loaded) == [problem], entry


def test_an_instrument_with_problems_lends_nothing(shelf: Shelf) -> None:
    shelf.write({**SOURCE, "scores": {"by_facet": [{"facet": "nothing"}]}})
    loaded = shelf.borrow({"items": ["A"]})
    assert told(loaded) == [("broken-instrument", "instrument: source")]
    assert "rely validate source" in loaded.problems[0].hint


def test_a_kept_release_that_cannot_be_read_is_no_traceback(shelf: Shelf) -> None:
    path = shelf.release(SOURCE, "1.0.0")
    for content in ("{", "[]", json.dumps({"id": "source"})):
        path.write_text(content, encoding="utf-8")
        os.utime(path, ns=(len(content), len(content)))
        assert told(shelf.borrow({"items": ["A"]})) == [("broken-instrument", "instrument: source")]


def test_borrowing_in_a_circle_is_told_with_the_circle(shelf: Shelf) -> None:
    back = {"items_from": [{"instrument": "borrower", "version": "1", "items": ["C"]}], "items": [item("A")]}
    shelf.write(questionnaire("source", back))
    loaded = shelf.borrow({"items": ["A"]}, own=(item("C"),))
    assert [each.code for each in loaded.problems] == ["circular-items"]
    assert "borrower → source → borrower" in loaded.problems[0].message
    itself = questionnaire("source", {"items_from": [{**FROM, "items": ["A"]}]})
    assert [each.code for each in read_questionnaire(shelf.write(itself)).problems][:1] == ["circular-items"]


def test_two_instruments_may_mirror_each_other_and_a_lender_may_be_mirrored_by_its_borrower(shelf: Shelf) -> None:
    entry = {**FROM, "items": ["A"]}
    shelf.write(questionnaire("borrower", {"items_from": [entry], "items": [item("C")]}))
    path = shelf.write(questionnaire("source", {"items": [item("A", mirror_of="borrower@1/C")]}))
    assert told(read_questionnaire(path)) == []
    shelf.write(questionnaire("borrower", {"items": [item("C", mirror_of="source@1/A")]}))
    for each in (path, shelf.folder / "borrower"):
        assert told(read_questionnaire(each)) == []


def test_a_mirror_stands_at_a_scored_item_and_names_one_that_exists(shelf: Shelf) -> None:
    shelf.release({**SOURCE, "response_scales": [SCALE]}, "1.0.0")
    words = {"id": "words", "kind": "text", "max_length": 99}

    def mirroring(reference: str, scale: str = "agree") -> list[tuple[str, str]]:
        items = [item("C"), item("D", response_scale=scale, mirror_of=reference)]
        made = questionnaire("m", {"items": items}, response_scales=[SCALE, words])
        return told(read_questionnaire(shelf.write(made)))

    assert mirroring("source@1/B") == []
    for reference, code in (
        ("source@1/BB", "unknown-item"),
        ("sorce@1/B", "unknown-instrument"),
        ("source@4/B", "unknown-release"),
        ("source/B", "bad-id"),
    ):
        assert mirroring(reference) == [(code, f"mirror_of: {reference}")]
    assert mirroring("source@1/B", "words") == [("mirror-unscored", "mirror_of: source@1/B")]


def test_mirror_of_is_kept_as_it_is_written(shelf: Shelf) -> None:
    made = load_instrument(shelf.write(questionnaire("m", {"items": [item("D", mirror_of="source@1/B")]})))
    assert '"mirror_of":"source@1/B"' in canonical_json(made)


def test_an_instrument_is_read_again_when_the_one_it_borrows_from_has_changed(shelf: Shelf) -> None:
    entry = {**FROM, "items": ["A"]}
    path = shelf.write(questionnaire("borrower", {"items_from": [entry]}))
    first = load_instrument(path)
    assert load_instrument(path) is first
    shelf.write(questionnaire("source", {"items": [item("A", label="Changed")]}))
    assert load_instrument(path).items["A"].label == Text("Changed")
    copy = shelf.release(questionnaire("source", {"items": [item("A", label="Released")]}), "1.4.0")
    assert load_instrument(path).items["A"].label == Text("Released")
    copy.write_text(copy.read_text(encoding="utf-8").replace("Released", "Kept anew"), encoding="utf-8")
    assert load_instrument(path).items["A"].label == Text("Kept anew")


def test_a_questionnaire_beside_the_catalogue_borrows_from_its_neighbours_first(shelf: Shelf, tmp_path: Path) -> None:
    elsewhere = Shelf(tmp_path / "elsewhere") if (tmp_path / "elsewhere").mkdir() is None else shelf
    elsewhere.write(questionnaire("source", {"items": [item("A", label="Neighbour")]}))
    assert borrowed(elsewhere.borrow({"items": ["A"]}), "A")["label"] == "Neighbour"
    single = tmp_path / "single.yaml"
    single.write_text((elsewhere.folder / "borrower" / "instrument.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert "label" not in borrowed(read_questionnaire(single), "A")
