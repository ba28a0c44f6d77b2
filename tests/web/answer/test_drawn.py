from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from markupsafe import Markup

from rely.languages import INTERFACE_LANGUAGES, words_for
from rely.model.answers import Code
from rely.services.answers import Conflict
from rely.services.site import Site
from rely.web import create_app
from rely.web.answer.items import ItemView, view_item
from tests.small_instrument import small_instrument

Drawn = Callable[[ItemView], Markup]

STATES: dict[str, list[Code]] = {
    "S1": [None, 1, 4],
    "S2": [None, 2, "na"],
    "L1": [None, 0, 10],
    "sown": [None, "yes", "no"],
    "errors": [None, ("hoe",), ("hoe", "spade")],
    "where": [None, "NL", "DE"],
}


@pytest.fixture
def app(site: Site) -> Flask:
    return create_app(site.settings, site=site)


@pytest.fixture
def drawn(app: Flask) -> Drawn:
    found: Drawn = app.jinja_env.globals["drawn"]
    return found


def view(item: str, answer: Code = None, *, language: str = "en", seen: int = 0, number: str = "1") -> ItemView:
    given = {"typed": None, "seen": seen, "number": number, "error": ""}
    instrument = small_instrument()
    return view_item(instrument, instrument.items[item], answer=answer, words=words_for(language), **given)


def anew(app: Flask, item: ItemView) -> Markup:
    words, macros = words_for(item.language), app.jinja_env.get_template("answer/items.html").module
    return Markup(macros.draw(item, words.gettext, words.quoted))


def test_a_kept_drawing_is_the_one_that_would_be_made_anew_in_every_state(app: Flask, drawn: Drawn) -> None:
    states = [
        view(item, answer, language=language, number=number)
        for number in ("1", "12")
        for language in INTERFACE_LANGUAGES
        for item, answers in STATES.items()
        for answer in answers
    ]
    assert all(state.is_common for state in states)
    for state in (*states, *reversed(states)):
        assert drawn(state) == anew(app, state)
        assert drawn(state) is drawn(state)


@pytest.mark.parametrize(
    "other",
    [
        {"item": "S2"},
        {"answer": 5},
        {"answer": None},
        {"language": "de"},
        {"number": "2"},
        {"seen": 2},
    ],
)
def test_whoever_meets_an_item_in_the_same_state_shares_its_drawing_and_nobody_else(
    drawn: Drawn, other: dict[str, Any]
) -> None:
    state: dict[str, Any] = {"item": "S1", "answer": 4, "seen": 1}
    assert drawn(view(**state)) is drawn(view(**state))
    assert drawn(view(**state | other)) is not drawn(view(**state))
    assert drawn(view(**state | other)) is drawn(view(**state | other))


@pytest.mark.parametrize("item", ["data", "plants", "since"])
def test_a_box_to_write_in_is_never_kept(drawn: Drawn, item: str) -> None:
    assert drawn(view(item)) is not drawn(view(item))


def test_what_was_typed_beside_the_answers_there_are_is_not_drawn_and_messages_are_not_kept(drawn: Drawn) -> None:
    instrument, words = small_instrument(), words_for("en")
    item = instrument.items["S1"]
    typed = view_item(instrument, item, answer=4, typed=("<b>",), seen=1, number="1", error="Choose one.", words=words)
    met = view_item(
        instrument, item, answer=4, typed=None, seen=321, number="1", error="", words=words,
        conflict=Conflict("S1", 2, True),
    )  # fmt: skip
    for state in (typed, met):
        assert drawn(state) is not drawn(state)
    assert "Choose one." in drawn(typed)
    assert "&lt;b&gt;" not in drawn(typed)
    assert 'data-seen="321"' in drawn(met)


def test_items_of_the_same_id_in_two_instruments_are_told_apart() -> None:
    instrument = small_instrument()
    item = instrument.items["S1"]
    other = item.model_copy(update={"text": item.help or instrument.items["S2"].text})
    given = {"answer": None, "typed": None, "seen": 0, "number": "1", "error": "", "words": words_for("en")}
    assert view_item(instrument, item, **given).text != view_item(instrument, other, **given).text
