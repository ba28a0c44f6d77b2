import pytest

from rely.languages import words_for
from rely.model.answers import Code
from rely.model.countries import COUNTRIES
from rely.web.answer.items import ItemView, view_item
from rely.web.answer.options import countries
from tests.small_instrument import small_instrument


def view(item: str, answer: Code = None, language: str = "en", typed: tuple[str, ...] | None = None) -> ItemView:
    instrument = small_instrument()
    return view_item(
        instrument,
        instrument.items[item],
        answer=answer,
        typed=typed,
        seen=0,
        number="",
        error="",
        words=words_for(language),
    )


def test_countries_stand_in_the_order_of_their_names_in_the_language() -> None:
    names = [name for _, name in countries("de")]
    assert names.index("Oman") < names.index("Österreich") < names.index("Pakistan")
    assert {code for code, _ in countries("nl")} == set(COUNTRIES)
    assert dict(countries("nl"))["DE"] == "Duitsland"


@pytest.mark.parametrize(
    ("item", "answer", "shape"),
    [
        ("S1", 4, "steps"),
        ("L1", 10, "rating"),
        ("sown", "no", "choice"),
        ("errors", ("hoe", "spade"), "several"),
        ("where", "NL", "list"),
    ],
)
def test_exactly_what_was_answered_is_chosen(item: str, answer: Code, shape: str) -> None:
    shown = view(item, answer)
    assert shown.shape == shape
    chosen = {option.value for option in (*shown.options, *shown.apart) if option.is_chosen}
    assert chosen == {str(code) for code in (answer if isinstance(answer, tuple) else (answer,))}


def test_does_not_apply_is_offered_apart_where_the_item_allows_it() -> None:
    assert [option.value for option in view("S2").apart] == ["na"]
    assert view("S1").apart == ()


@pytest.mark.parametrize(("language", "typed"), [("en", "2.5"), ("nl", "2,5"), ("de", "2,5")])
def test_a_number_stands_in_its_box_as_it_would_be_typed(language: str, typed: str) -> None:
    assert view("acres", 2.5, language).typed == typed
    assert view("acres", 1250, language).typed == "1250"


def test_what_was_just_typed_goes_before_what_is_stored() -> None:
    assert view("plants", 12, typed=("a dozen",)).typed == "a dozen"
    assert view("plants", 12, typed=()).typed == ""
