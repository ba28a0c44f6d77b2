"""Prove what the author reads: every change with old and new words, scores by verdict, the version, and the JSON."""

from collections.abc import Callable
from typing import Any

from rely.loading.diff.compare import compare
from rely.loading.diff.document import as_document
from rely.loading.diff.told import tell, warning
from rely.model.instrument import Instrument
from tests.instruments import inventory, relationship_check
from tests.loading.diff.versions_of import edited, item_of, named

Edit = Callable[[Any], object]


def told(old: Instrument, *edits: Edit) -> str:
    return "\n".join(tell(compare(old, edited(old, *edits))))


def test_nothing_changed_is_said_in_so_many_words() -> None:
    assert told(inventory(4, 1)).endswith("\n\nNothing changed: both have the same content.")


def test_the_head_names_both_with_their_versions() -> None:
    assert told(inventory(4, 1), lambda data: data.update(version="1.0.1")).startswith(
        "made-up 1.0.0 compared with made-up 1.0.1\n\nversion changed\n  - 1.0.0\n  + 1.0.1\n"
    )


def test_a_reworded_text_stands_with_old_and_new_words_by_language_in_the_order_of_the_questionnaire() -> None:
    text = told(relationship_check(), lambda data: item_of(data, "im_trust")["text"].update(de="Neu?", nl="Nieuw?"))
    assert (
        "\nitems\n"
        "  im_trust: text reworded in nl and de\n"
        "    nl - Hoe belangrijk is nu voor deze klant het vertrouwen in uw bedrijf?\n"
        "       + Nieuw?\n"
        "    de - Wie wichtig ist es diesem Kunden derzeit, Ihrem Unternehmen vertrauen zu können?\n"
        "       + Neu?\n"
    ) in text


def test_every_kind_of_change_reads_as_a_sentence() -> None:
    def edit(data: Any) -> None:
        items = data["sections"][0]["items"]
        items.append({"id": "Q9", "text": "Ninth", "response_scale": "five"})
        del items[0]
        item_of(data, "Q1")["reverse"] = False
        item_of(data, "Q2").update(weight=1, help="Think.")
        item_of(data, "Q3")["id"] = "Q33"
        data["languages"].append("fr")

    text = told(inventory(5, 1), edit)
    for line in (
        "  Q0 is gone\n    - Q0\n",
        "  Q9 is new\n    + Ninth\n",
        "  Q1: reverse rescored\n    - true\n    + false\n",
        "  Q2: weight written out: the value was assumed before\n    + 1\n",
        "  Q2: help added\n    + Think.\n",
        "  Q3 is called Q33 now; answers and references under the old name no longer fit\n",
        "languages changed\n  + [fr]\n",
    ):
        assert line in text, text


def test_of_a_list_only_what_differs_is_shown() -> None:
    def edit(data: Any) -> None:
        data["forms"][0]["items"].remove("TR02")
        data["forms"][0]["items"].append("TR09")

    assert "  scan: items changed\n    - [TR02]\n    + [TR09]\n" in told(relationship_check(), edit)


def test_of_an_order_only_the_part_that_differs_is_shown() -> None:
    def edit(data: Any) -> None:
        items = data["sections"][0]["items"]
        items[3], items[4] = items[4], items[3]

    assert "  all: items in another order\n    - [Q3, Q4]\n    + [Q4, Q3]\n" in told(inventory(100, 1), edit)


def test_scores_with_the_same_reasons_stand_in_one_line() -> None:
    text = told(inventory(8, 2), lambda data: item_of(data, "Q0").update(weight=2))
    assert (
        "Which scores stay comparable\n"
        "  comparable: topic1\n"
        "  not comparable: topic0, all, because Q0: weight 2 instead of 1\n"
    ) in text


def test_a_form_is_told_apart_only_where_it_differs_from_the_full_one() -> None:
    same = told(relationship_check(), lambda data: data.update(version="1.2.1"))
    assert "in the form" not in same
    other = told(relationship_check(), lambda data: data["forms"][0]["missing_data"].update(min_answered=3))
    assert "  in the form scan:\n    not comparable: overall, because" in other


def test_the_step_stands_with_its_reasons_and_what_is_written() -> None:
    text = told(inventory(4, 1), lambda data: data.update(title="Other", version="1.0.1"))
    assert text.endswith(
        "What this asks of the version\n"
        "  a patch step, to 1.0.1 or later, because:\n"
        "  - only words, notes and the order of what is shown differ: title (1)\n"
        "  1.0.1 is written, which is enough."
    )


def test_the_warning_says_what_to_write_or_that_the_two_were_exchanged() -> None:
    old = inventory(4, 1)
    assert warning(compare(old, old)) is None
    low = edited(old, lambda data: data.update(title="Other"))
    assert warning(compare(old, low)) == "version 1.0.0 is not enough for a patch step: raise `version` to 1.0.1."
    older = edited(old, lambda data: data.update(title="Other", version="0.9.0"))
    assert "Look whether the two were exchanged." in str(warning(compare(old, older)))


def test_words_that_would_move_the_cursor_or_a_line_are_shown_as_escapes() -> None:
    text = told(inventory(4, 1), lambda data: item_of(data, "Q0").update(text="a\nb\x1b[2J"))
    assert "+ a\\nb\\x1b[2J" in text
    assert "\x1b" not in text


def test_the_json_has_the_keys_that_are_documented() -> None:
    old = relationship_check()
    new = edited(old, lambda data: item_of(data, "TR01")["text"].update(nl="Anders."))
    document = as_document(compare(old, new))
    assert list(document) == ["old", "new", "changes", "scores", "version"]
    assert list(document["old"]) == ["id", "version", "digest"]
    (change,) = document["changes"]
    assert list(change) == ["kind", "path", "languages", "old", "new", "texts", "step"]
    assert (change["kind"], change["path"], change["step"]) == ("reworded", ["items", "TR01", "text"], "patch")
    trust = next(each for each in document["scores"] if (each["score"], each["form"]) == ("trust", "full"))
    assert trust == {
        "score": "trust",
        "form": "full",
        "comparable": "with_care",
        "because": ["TR01 was reworded in nl"],
    }
    assert list(document["version"]) == ["step", "because", "needed", "written", "enough"]


def test_a_whole_entry_is_told_by_its_words_in_the_source_language() -> None:
    def edit(data: Any) -> None:
        data["guidelines"] = [each for each in data["guidelines"] if each["id"] != "tr_i_manners"]
        named(data["facets"], "ingredient")["values"].append({"id": "new", "label": {"nl": "Nieuw", "en": "New"}})

    text = told(relationship_check(), edit)
    assert "  tr_i_manners is gone\n    - Let op omgangsvormen: wees hoffelijk en respectvol.\n" in text
    assert "  ingredient: values › new added\n    + Nieuw\n" in text
