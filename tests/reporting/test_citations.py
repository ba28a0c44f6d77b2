"""Prove that what is cited is told in its own language, where that is not the reader's."""

from rely.languages import words_for
from rely.model.instrument import Instrument
from rely.model.items import Source
from rely.reporting.citations import Citation, Passage, cite, cite_all, cite_by_number, cite_in_short
from tests.reporting.garden import changed

LOCATOR = {
    "en": "Table 1; ‘Zo’n tuin’, point II; ‘Water’",
    "nl": "Tabel 1; ‘Zo’n tuin’, punt II; ‘Water’",
    "de": "Tabelle 1; „Zo’n tuin“, Punkt II; „Water“",
}
SOURCES = (Source.model_validate({"ref": "book", "locator": LOCATOR}), Source(ref="site"))


def check(language: str | None = "nl", **more: str) -> Instrument:
    known = {"language": language} if language else {}
    book = {"id": "book", "citation": "Groen, G. (1999). De tuin.", **known, **more}
    return changed(works=[book, {"id": "site", "citation": "Brown, B. The site."}])


def in_other_languages(*cited: Citation) -> list[tuple[str, str]]:
    return [(each.language, each.text) for citation in cited for each in citation.passages if each.language]


def test_a_work_is_cited_in_its_own_language() -> None:
    book, site = check().works
    assert cite(book, words_for("en")) == Citation((Passage("Groen, G. (1999). De tuin.", "nl"),))
    assert cite(site, words_for("en")) == Citation((Passage("Brown, B. The site."),))


def test_for_a_reader_of_that_language_and_for_an_unknown_one_nothing_is_marked() -> None:
    for language, instrument in (("nl", check()), ("en", check(None))):
        words = words_for(language)
        assert in_other_languages(*cite_all(instrument, SOURCES, words)) == []
        assert in_other_languages(cite_by_number(instrument, SOURCES, {"book": 1, "site": 2}, words)) == []


def test_what_a_locator_quotes_is_in_the_language_of_the_work() -> None:
    for language in ("en", "de"):
        (book, site) = cite_all(check(), SOURCES, words_for(language))
        assert book.text == f"Groen, G. (1999). De tuin. {LOCATOR[language]}."
        assert in_other_languages(book, site) == [
            ("nl", "Groen, G. (1999). De tuin."),
            ("nl", words_for(language).quoted("Zo’n tuin")),
            ("nl", words_for(language).quoted("Water")),
        ]


def test_sources_by_number_are_one_line_that_says_what_it_said_before() -> None:
    line = cite_by_number(check(), SOURCES, {"book": 3, "site": 5}, words_for("en"))
    assert line.text == f"Source: [3] {LOCATOR['en']}; [5]"
    assert in_other_languages(line) == [("nl", "‘Zo’n tuin’"), ("nl", "‘Water’")]
    assert cite_by_number(check(), (), {}, words_for("en")) == Citation(())


def test_in_short_a_work_is_named_as_in_a_line_of_text_where_it_has_a_short_form() -> None:
    named = check(short="Groen (1999)")
    (of_book, of_site) = cite_in_short(named, SOURCES, words_for("en"))
    assert of_book.text == f"Groen (1999), {LOCATOR['en']}."
    assert in_other_languages(of_book)[0] == ("nl", "Groen (1999)")
    assert of_site == cite_all(named, SOURCES, words_for("en"))[1]
    (bare,) = cite_in_short(named, [Source(ref="book")], words_for("en"))
    assert bare.text == "Groen (1999)."
