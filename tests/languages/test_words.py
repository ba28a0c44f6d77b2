from datetime import date

import pytest

from rely.languages import INTERFACE_LANGUAGES, UnknownLanguage, words_for
from rely.languages.catalogue import Catalogue
from rely.languages.words import Words
from rely.model.text import Text


def test_the_words_of_a_language_are_made_once() -> None:
    assert words_for("nl") is words_for("nl")


@pytest.mark.parametrize("tag", ["", "EN", "french", "en_GB", "../nl", "e" * 5000])
def test_what_is_no_tag_of_a_language_is_refused(tag: str) -> None:
    with pytest.raises(UnknownLanguage, match=r"is no language\. Write a tag such as nl, en, de\."):
        words_for(tag)


@pytest.mark.parametrize(("language", "shown"), [("nl", "62,5"), ("en", "62.5"), ("de", "62,5")])
def test_a_number_has_the_decimal_sign_of_the_language(language: str, shown: str) -> None:
    assert words_for(language).number(62.5, 1) == shown


@pytest.mark.parametrize(("language", "shown"), [("nl", "1.250"), ("en", "1,250"), ("de", "1.250")])
def test_thousands_are_grouped_as_the_language_does(language: str, shown: str) -> None:
    assert words_for(language).number(1250) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(62.5, "63"), (64.5, "65"), (57.4999, "57"), (57.5 - 1e-12, "58"), (-12.5, "\u221213")]
)
def test_halves_go_away_from_zero_and_noise_is_forgiven(value: float, shown: str) -> None:
    assert words_for("en").number(value) == shown


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_negative_number_has_a_minus_and_no_hyphen_which_is_not_read_aloud(language: str) -> None:
    words = words_for(language)
    assert words.number(-1250) == f"\u2212{words.number(1250)}"
    assert words.measured(-0.35, 2) == f"\u2212{words.measured(0.35, 2)}"


def test_nothing_is_shown_as_minus_zero() -> None:
    assert words_for("en").number(-0.2) == "0"


@pytest.mark.parametrize(("value", "shown"), [(4.8, "4,8"), (5.0, "5"), (0.04, "0"), (4.96, "5"), (0.6667, "0,7")])
def test_a_measured_number_has_no_decimals_that_say_nothing(value: float, shown: str) -> None:
    assert words_for("nl").measured(value) == shown


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("nl", "3 maart 2025", "03-03-2025"),
        ("en", "3 March 2025", "3 Mar 2025"),
        ("de", "3. März 2025", "03.03.2025"),
    ],
)
def test_a_day_is_written_in_full_and_short(language: str, long: str, short: str) -> None:
    assert words_for(language).date(date(2025, 3, 3)) == long
    assert words_for(language).short_date(date(2025, 3, 3)) == short


@pytest.mark.parametrize(("language", "shown"), [("nl", "Duitsland"), ("en", "Germany"), ("de", "Deutschland")])
def test_a_country_has_the_name_of_the_language(language: str, shown: str) -> None:
    assert words_for(language).country("DE") == shown
    assert words_for(language).country("NO") != "NO"


def test_an_unknown_country_stays_the_code_it_is() -> None:
    assert words_for("nl").country("Q7") == "Q7"


@pytest.mark.parametrize(("language", "shown"), [("nl", "Nederlands"), ("en", "Dutch"), ("de", "Niederländisch")])
def test_a_language_is_called_as_the_reader_calls_it(language: str, shown: str) -> None:
    assert words_for(language).language_called("nl") == shown
    assert words_for(language).language_called("pt-BR") != "pt-BR"
    assert words_for(language).language_called("qq") == "qq"


@pytest.mark.parametrize(("language", "shown"), [("nl", "‘ja’"), ("en", "‘ja’"), ("de", "„ja“")])
def test_quotation_marks_are_those_of_the_language(language: str, shown: str) -> None:
    assert words_for(language).quoted("ja") == shown


@pytest.mark.parametrize(("language", "shown"), [("nl", "a, b en c"), ("en", "a, b and c"), ("de", "a, b und c")])
def test_words_in_a_row_are_joined_as_the_language_does(language: str, shown: str) -> None:
    words = words_for(language)
    assert words.list_of(["a", "b", "c"]) == shown
    assert (words.list_of(["a"]), words.list_of([])) == ("a", "")


@pytest.mark.parametrize(
    ("language", "shown"), [("nl", "a, b of c"), ("en", "a, b or c"), ("de", "a, b oder c"), ("fr", "a, b or c")]
)
def test_of_words_of_which_one_is_chosen_the_last_has_an_or_in_the_language_of_the_messages(
    language: str, shown: str
) -> None:
    words = words_for(language)
    assert words.one_of(["a", "b", "c"]) == shown
    assert (words.one_of(["a"]), words.one_of([])) == ("a", "")


@pytest.mark.parametrize(("language", "sign"), [("nl", ","), ("en", "."), ("de", ","), ("fr", ",")])
def test_the_decimal_sign_is_that_of_the_reader(language: str, sign: str) -> None:
    assert words_for(language).decimal_sign == sign


def test_a_text_falls_back_to_english_and_then_to_its_first_language() -> None:
    words = words_for("de")
    assert words.text(Text({"nl": "tuin", "de": "Garten"})) == "Garten"
    assert words.text(Text({"nl": "tuin", "en": "garden"})) == "garden"
    assert words.text(Text({"nl": "tuin", "fr": "jardin"})) == "tuin"


def test_accents_and_capitals_do_not_matter_for_the_order() -> None:
    names = sorted(["Zambia", "Österreich", "oman", "Peru"], key=words_for("de").collate_key)
    assert names == ["oman", "Österreich", "Peru", "Zambia"]


def translated(language: str, wordings: dict[str, tuple[str, ...]]) -> Words:
    words = Words(language)
    words._catalogue = Catalogue(wordings, lambda n: int(n != 1))
    return words


def test_a_message_is_translated_and_its_places_filled_in() -> None:
    words = translated("nl", {"%(who)s has %(what)s": ("%(what)s is van %(who)s",)})
    assert words.gettext("%(who)s has %(what)s", who="An", what="de bal") == "de bal is van An"


def test_a_message_without_places_may_hold_a_per_cent_sign() -> None:
    assert words_for("en").gettext("100% sure") == "100% sure"


def test_a_message_without_translation_is_said_in_english() -> None:
    assert translated("nl", {}).gettext("No such message") == "No such message"


def test_the_number_decides_between_singular_and_plural() -> None:
    words = translated("nl", {"%(n)s tree": ("%(n)s boom", "%(n)s bomen")})
    said = [words.ngettext("%(n)s tree", "%(n)s trees", n) for n in (0, 1, 2, 1200)]
    assert said == ["0 bomen", "1 boom", "2 bomen", "1.200 bomen"]
    assert words_for("en").ngettext("%(n)s tree", "%(n)s trees", 1) == "1 tree"
    assert words_for("en").ngettext("%(n)s tree", "%(n)s trees", 2) == "2 trees"


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_what_a_reader_sees_is_in_his_language(language: str) -> None:
    expected = {"nl": "In één oogopslag", "en": "At a glance", "de": "Auf einen Blick"}
    assert words_for(language).gettext("At a glance") == expected[language]
