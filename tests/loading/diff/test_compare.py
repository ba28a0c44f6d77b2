"""Prove that whatever changes in an instrument is named, once, and nothing else is."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from rely.loading.catalogue import load_instrument
from rely.loading.diff.changes import Change
from rely.loading.diff.compare import compare_content
from rely.model.digest import digest
from rely.model.instrument import Instrument
from tests.instruments import inventory, mixed, relationship_check
from tests.loading.diff.versions_of import edited, item_of, leaves, named, plain, release, with_other_leaf

VALID = sorted((Path(__file__).parents[2] / "data" / "questionnaires" / "valid").glob("*.yaml"))


def changes(old: Instrument, new: Instrument) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.kind, each.path) for each in compare_content(old, new)]


def only(old: Instrument, new: Instrument) -> Change:
    (change,) = compare_content(old, new)
    return change


def check_every_leaf(instrument: Instrument, *, every: int, first: int = 0) -> None:
    data = plain(instrument)
    impossible = set()
    looked = 0
    for steps, value in list(leaves(data))[first::every]:
        new = with_other_leaf(data, steps, value)
        if new is None:
            impossible.add(next(step for step in reversed(steps) if isinstance(step, str)))
            continue
        looked += 1
        found = compare_content(instrument, new)
        assert len(found) == 1, (steps, value, found)
    assert looked > 0
    # Codes have to fit each other, and a kind alone makes no other kind.
    assert impossible <= {"code", "codes", "kind", "min", "max"}


@pytest.mark.parametrize("first", [3, 40])
def test_each_changed_value_of_the_relationship_check_is_exactly_one_change(first: int) -> None:
    check_every_leaf(relationship_check(), every=131, first=first)


def test_each_changed_value_of_a_made_up_instrument_is_exactly_one_change() -> None:
    check_every_leaf(mixed(), every=11)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_each_changed_value_of_the_valid_examples_is_exactly_one_change(path: Path) -> None:
    check_every_leaf(load_instrument(path), every=11)


def test_each_value_that_is_taken_away_is_exactly_one_change() -> None:
    instrument = relationship_check()
    data = plain(instrument)
    looked = 0
    for steps, value in list(leaves(data))[::61]:
        within: Any = data
        for step in steps[:-1]:
            within = within[step]
        if not isinstance(within, dict):
            continue
        del within[steps[-1]]
        try:
            new = Instrument.model_validate(data)
        except ValueError:
            continue
        finally:
            within[steps[-1]] = value
        looked += 1
        assert len(compare_content(instrument, new)) == 1, steps
    assert looked > 20


def test_the_same_digest_has_no_changes() -> None:
    instrument = relationship_check()
    assert compare_content(instrument, edited(instrument)) == []


def test_another_form_of_the_same_letters_is_no_change() -> None:
    old = edited(inventory(4, 1), lambda data: data.update(title="Café"))
    new = edited(old, lambda data: data.update(title=unicodedata.normalize("NFD", "Café")))
    assert digest(old) == digest(new)
    assert compare_content(old, new) == []


def test_a_default_that_is_written_out_is_told_as_that() -> None:
    old = inventory(4, 1)
    change = only(old, edited(old, lambda data: item_of(data, "Q0").update(weight=1)))
    assert (change.kind, change.path, change.old, change.new) == ("written_out", ("items", "Q0", "weight"), None, 1)


def test_a_value_other_than_the_default_is_told_with_the_default() -> None:
    old = inventory(4, 1)
    change = only(old, edited(old, lambda data: item_of(data, "Q0").update(weight=2)))
    assert (change.kind, change.old, change.new) == ("rescored", 1, 2)


def test_a_reworded_text_names_the_languages_that_differ_with_old_and_new() -> None:
    old = relationship_check()
    change = only(old, edited(old, lambda data: item_of(data, "TR01")["text"].update(nl="Anders.", de="Anders.")))
    assert (change.kind, change.path, change.languages) == ("reworded", ("items", "TR01", "text"), ("de", "nl"))
    assert change.new == {"nl": "Anders.", "de": "Anders."}
    assert change.old is not None
    assert set(change.old) == {"nl", "de"}


def test_words_for_all_languages_are_compared_with_those_of_each() -> None:
    old = edited(inventory(4, 1), lambda data: item_of(data, "Q0").update(text="Dig"))
    new = edited(old, lambda data: item_of(data, "Q0").update(text={"en": "Dig", "nl": "Graven"}))
    change = only(old, new)
    assert (change.languages, change.old, change.new) == (("nl",), {"nl": "Dig"}, {"nl": "Graven"})
    same = edited(old, lambda data: item_of(data, "Q0").update(text={"en": "Dig"}))
    assert digest(old) != digest(same)
    assert only(old, same).languages == ("*", "en")


def test_items_that_go_come_and_move_are_told_as_that() -> None:
    old = relationship_check()

    def edit(data: Any) -> None:
        trust, emotion = named(data["sections"], "trust"), named(data["sections"], "emotion")
        trust["items"] = [item for item in trust["items"] if item["id"] != "TR04"]
        emotion["items"].append(trust["items"].pop(0))
        emotion["items"].append({"id": "EM99", "text": "New.", "response_scale": "describes5"})

    moved = named(plain(old)["sections"], "trust")["items"][0]["id"]
    assert sorted(changes(old, edited(old, edit))) == [
        ("added", ("items", "EM99")),
        ("moved", ("items", moved)),
        ("removed", ("items", "TR04")),
    ]


def test_an_item_with_another_id_is_renamed_also_when_its_section_is() -> None:
    old = relationship_check()

    def edit(data: Any) -> None:
        named(data["sections"], "trust")["id"] = "confidence"
        item_of(data, "TR04")["id"] = "TR44"

    assert changes(old, edited(old, edit)) == [("renamed", ("sections", "trust")), ("renamed", ("items", "TR04"))]


def test_an_order_is_told_once_for_a_section_and_not_at_all_where_an_item_is_put_between() -> None:
    old = inventory(5, 1)
    turned = edited(old, lambda data: data["sections"][0]["items"].reverse())
    assert changes(old, turned) == [("reordered", ("sections", "all", "items"))]
    between = edited(old, lambda data: data["sections"][0]["items"].insert(2, {**item_of(data, "Q1"), "id": "Q9"}))
    assert changes(old, between) == [("added", ("items", "Q9"))]


@pytest.mark.parametrize(
    "steps",
    [
        ("works",),
        ("facets", 0, "values"),
        ("response_scales", 5, "options"),
        ("sections",),
        ("measures", 0, "cases"),
        ("guidelines",),
        ("report", "conclusions"),
        ("report", "facts"),
        ("cases",),
    ],
    ids=str,
)
def test_another_order_of_a_list_is_one_change(steps: tuple[str | int, ...]) -> None:
    def turn(data: Any) -> None:
        for step in steps:
            data = data[step]
        assert len(data) > 1
        data.reverse()

    change = only(relationship_check(), edited(relationship_check(), turn))
    assert change.kind in ("reordered", "changed")
    assert change.old == change.new[::-1]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("response_scale", "level5"),
        ("reverse", True),
        ("weight", 3),
        ("allow_na", False),
        ("requires", "physical_contact"),
        ("show_if", {"fact": "cx_country", "is": "DE"}),
    ],
)
def test_what_an_item_counts_for_is_told_as_rescored(field: str, value: object) -> None:
    old = relationship_check()
    change = only(old, edited(old, lambda data: item_of(data, "TR01").update({field: value})))
    assert (change.kind, change.path) == ("rescored", ("items", "TR01", field))


def test_a_new_language_is_one_change_that_counts_its_texts() -> None:
    old = edited(inventory(4, 1), lambda data: item_of(data, "Q0").update(text={"en": "Dig"}))

    def edit(data: Any) -> None:
        data["languages"].append("fr")
        item_of(data, "Q0")["text"]["fr"] = "Bêcher"

    change = only(old, edited(old, edit))
    assert (change.kind, change.path, change.texts) == ("changed", ("languages",), 1)

    def reword(data: Any) -> None:
        edit(data)
        item_of(data, "Q0")["text"]["en"] = "We dig"

    languages, text = compare_content(old, edited(old, reword))
    assert (languages.texts, text.languages, text.new) == (1, ("en",), {"en": "We dig"})


def test_a_language_that_goes_takes_its_texts_along_in_one_change() -> None:
    def edit(data: Any) -> None:
        data["languages"].append("fr")
        item_of(data, "Q0")["text"] = {"en": "Dig", "fr": "Bêcher"}

    old = edited(inventory(4, 1), edit)

    def leave(data: Any) -> None:
        data["languages"].remove("fr")
        del item_of(data, "Q0")["text"]["fr"]

    assert only(old, edited(old, leave)).texts == 1


def test_entries_without_a_name_are_paired_by_their_places() -> None:
    old = relationship_check()

    def edit(data: Any) -> None:
        named(data["guidelines"], "tr_i_show_knowledge")["source"].insert(0, {"ref": "rvo"})

    assert changes(old, edited(old, edit)) == [("added", ("guidelines", "tr_i_show_knowledge", "source", "rvo"))]


EDITS: dict[tuple[str, tuple[str, ...]], Any] = {
    ("reworded", ("about",)): lambda data: data["about"].update(nl="Anders."),
    ("added", ("works", "new")): lambda data: data["works"].append({"id": "new", "citation": "A book."}),
    ("reworded", ("response_scales", "describes5", "options", "3", "label")): lambda data: named(
        data["response_scales"], "describes5"
    )["options"][2]["label"].update(en="Half"),
    ("rescored", ("items", "TR02", "weight")): lambda data: item_of(data, "TR02").update(weight=2),
    ("removed", ("items", "CO02")): lambda data: named(data["sections"], "content").update(
        items=[each for each in named(data["sections"], "content")["items"] if each["id"] != "CO02"]
    ),
    ("changed", ("missing_data", "min_answered")): lambda data: data["missing_data"].update(min_answered=3),
    ("changed", ("bands", "limited", "from")): lambda data: named(data["bands"], "limited").update({"from": 30}),
    ("changed", ("norms", "fq_de_initial_physical", "max")): lambda data: named(
        data["norms"], "fq_de_initial_physical"
    ).update(max=5),
    ("changed", ("guidelines", "tr_i_show_knowledge", "triggers", "items")): lambda data: named(
        data["guidelines"], "tr_i_show_knowledge"
    )["triggers"]["items"].append("TR04"),
    ("removed", ("guidelines", "tr_i_manners")): lambda data: data.update(
        guidelines=[each for each in data["guidelines"] if each["id"] != "tr_i_manners"]
    ),
    ("changed", ("forms", "scan", "items")): lambda data: data["forms"][0]["items"].append("TR04"),
    ("reworded", ("report", "conclusions", "no_phase", "text")): lambda data: named(
        data["report"]["conclusions"], "no_phase"
    )["text"].update(de="Anders."),
    ("changed", ("measures", "physical_fit", "norm")): lambda data: named(data["measures"], "physical_fit").update(
        norm="digital_per_month"
    ),
}


def test_an_edited_copy_has_exactly_its_edits() -> None:
    old = relationship_check()
    assert sorted(changes(old, edited(old, *EDITS.values()))) == sorted(EDITS)


def test_going_back_names_the_same_places() -> None:
    old, new = release("1.0.0"), release("1.2.0")
    there, back = compare_content(old, new), compare_content(new, old)
    assert {each.path for each in there} == {each.path for each in back}
    assert len(there) == len(back) > 100
