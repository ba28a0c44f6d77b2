"""Prove that every text of a questionnaire is offered to translators, under a name that stays."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from rely.loading.checks.texts import texts_in
from rely.loading.translations.entries import Entry, entries_of, placeholders
from rely.model.text import Text
from rely.paths import questionnaires_dir
from tests.french import CLIENT_PULSE, read_sound

SHIPPED = sorted(path.parent for path in questionnaires_dir().glob("*/instrument.yaml"))
VALID = sorted((Path(__file__).parents[2] / "data" / "questionnaires" / "valid").glob("*.yaml"))


def entries(path: Path) -> dict[str, Entry]:
    return {entry.context: entry for entry in entries_of(*read_sound(path))}


def texts_anywhere(value: Any) -> Iterator[Text]:
    """Every text inside a value, found by looking at all there is and not at what the format says."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts_anywhere(getattr(value, name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_anywhere(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_anywhere(inner)


@pytest.mark.parametrize("path", [*SHIPPED, *VALID, CLIENT_PULSE], ids=lambda path: path.stem)
def test_no_text_of_a_questionnaire_is_forgotten_and_no_two_share_a_name(path: Path) -> None:
    files, instrument = read_sound(path)
    found = entries_of(files, instrument)
    assert [id(text) for _, text in texts_in(instrument, ())] == [id(text) for text in texts_anywhere(instrument)]
    assert len({entry.context for entry in found}) == len(found) > 3
    borrows = any(section.get("items_from") for section in files.data["sections"])
    assert borrows or [entry.text for entry in found] == [text for _, text in texts_in(instrument, ())]


def test_texts_are_named_by_ids_and_not_by_where_they_stand() -> None:
    found = entries(CLIENT_PULSE)
    assert found["items.CP_TR1.text"].source.startswith("They answer my e-mails")
    assert found["facets.ingredient.values.trust.label"].source == "Trust"
    assert found["response_scales.describes5.options.4.label"].source == "Mostly"
    assert found["report.conclusions.seen.text"].source == "{subject} is strongest in {strongest}."


def test_a_moved_item_keeps_the_names_of_its_texts(tmp_path: Path) -> None:
    path = tmp_path / "moved.yaml"
    text = (CLIENT_PULSE / "instrument.yaml").read_text(encoding="utf-8")
    head, first, rest = text.partition("      - id: CP_NAME\n")
    name, country, rest = (first + rest).partition("      - id: CP_COUNTRY\n")
    item, section, rest = (country + rest).partition("  - id: cooperation\n")
    path.write_text(head + item + name + section + rest, encoding="utf-8")
    assert set(entries(path)) == set(entries(CLIENT_PULSE))
    assert [name for name in entries(path) if name.startswith("items")][:2] == [
        "items.CP_COUNTRY.text",
        "items.CP_NAME.text",
    ]


def test_an_entry_without_an_id_is_counted(tmp_path: Path) -> None:
    found = entries(questionnaires_dir() / "relationship-check")
    assert {"report.method.#1", "report.method.#2"} <= set(found)


def test_each_text_says_where_it_stands_and_what_it_is_to_readers() -> None:
    entry = entries(CLIENT_PULSE)["items.CP_NAME.text"]
    lines = (CLIENT_PULSE / "instrument.yaml").read_text(encoding="utf-8").splitlines()
    assert entry.place.path.endswith("instrument.yaml")
    assert lines[entry.place.line - 1].strip() == "en: What is your supplier called?"
    assert entry.shown == "The statement or question."


def test_texts_that_another_questionnaire_lends_are_translated_there() -> None:
    path = Path(__file__).parents[2] / "data" / "questionnaires" / "valid" / "second-view.yaml"
    _, instrument = read_sound(path)
    borrowed = {
        f"items.{name}.text" for name in instrument.items if f"id: {name}" not in path.read_text(encoding="utf-8")
    }
    assert borrowed
    assert not borrowed & set(entries(path))


def test_words_in_braces_are_told_once_and_in_order() -> None:
    assert placeholders("{b} and {a.part}, {b}; {not this} {}") == ("{a.part}", "{b}")
