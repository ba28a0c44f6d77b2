"""Prove which translations are taken, which are left out and named, and which stand in the way of all."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from rely.loading.problems import Place
from rely.loading.translations.entries import entries_of
from rely.loading.translations.judging import Judged, judge
from rely.loading.translations.reading import Row, TranslationFile, read_translations
from rely.loading.translations.sheet import translation_sheet
from tests.french import CLIENT_PULSE, FRENCH, read_sound

FILES, INSTRUMENT = read_sound(CLIENT_PULSE)
ENTRIES = entries_of(FILES, INSTRUMENT)
SEEN = "report.conclusions.seen.text"


def row(context: str = "title", source: str = "Client pulse", translation: str = "Regard", line: int = 5) -> Row:
    return Row(context, source, translation, Place("a.po", line))


def judged(*rows: Row, language: str = "fr", take_stale: bool = False, named: str = "client-pulse") -> Judged:
    file = TranslationFile("a.po", language, named, rows)
    return judge(file, INSTRUMENT, ENTRIES, language=language, take_stale=take_stale)


def codes(found: Judged) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in found.problems]


def test_every_translation_of_a_good_file_is_taken_and_empty_ones_are_counted() -> None:
    found = judge(read_translations(FRENCH), INSTRUMENT, ENTRIES, language="fr", take_stale=False)
    assert (len(found.wordings), found.empty, found.problems) == (len(ENTRIES) - 1, 1, ())
    assert found.wordings[("title",)] == "Regard du client"


def test_a_translation_that_is_there_already_is_no_change() -> None:
    found = judged(row(translation="Klantblik"), language="nl")
    assert (found.wordings, found.problems) == ({}, ())
    served = judged(row("evidence_levels.practice.mark", "P", "P"))
    assert (served.wordings, served.problems) == ({}, ())


def test_a_text_of_one_string_is_translated_where_the_wording_differs() -> None:
    found = judged(row("evidence_levels.practice.mark", "P", "Q"))
    assert list(found.wordings.values()) == ["Q"]


@pytest.mark.parametrize("translation", ["", " ", "\n"])
def test_what_has_no_translation_is_left_out_without_a_word(translation: str) -> None:
    found = judged(row(translation=translation))
    assert (found.wordings, found.problems, found.empty) == ({}, (), 1)


def test_white_space_round_a_translation_goes_unless_its_source_has_some() -> None:
    assert judged(row(translation=" Regard\n")).wordings[("title",)] == "Regard"


def test_an_uncertain_translation_is_left_out_and_named() -> None:
    found = judged(replace(row(), is_fuzzy=True), row("about", "How does the client see the cooperation?", "Vu"))
    assert codes(found) == [(5, "uncertain")]
    assert not found.is_refused
    assert list(found.wordings) == [("about",)]


def test_a_translation_of_an_earlier_wording_is_left_out_and_named_with_both() -> None:
    found = judged(row(source="Client beat"))
    assert (codes(found), found.wordings, found.is_refused) == ([(5, "source-changed")], {}, False)
    assert "it was 'Client beat', now it is 'Client pulse'" in found.problems[0].message
    assert "--take-stale" in found.problems[0].hint


def test_a_translation_of_an_earlier_wording_is_taken_when_that_is_wished() -> None:
    found = judged(row(source="Client beat"), take_stale=True)
    assert (found.wordings, found.problems) == ({("title",): "Regard"}, ())


def test_a_translation_whose_text_is_gone_is_left_out_and_named_with_the_nearest() -> None:
    found = judged(row("titel"))
    assert (codes(found), found.is_refused) == ([(5, "no-such-text")], False)
    assert "Did you mean 'title'?" in found.problems[0].hint


@pytest.mark.parametrize("translation", ["Le plus fort", "{subject} {strongest} {weakest}", "{Subject} {strongest}"])
def test_a_translation_has_the_words_in_braces_of_its_source(translation: str) -> None:
    found = judged(row(SEEN, "{subject} is strongest in {strongest}.", translation))
    assert (codes(found), found.is_refused) == ([(5, "other-placeholders")], True)


def test_words_in_braces_may_change_places() -> None:
    assert judged(row(SEEN, "{subject} is strongest in {strongest}.", "{strongest}, {subject}")).problems == ()


def test_words_in_braces_are_looked_at_in_a_translation_of_an_earlier_wording_too() -> None:
    found = judged(row(SEEN, "{subject} is good.", "{subject} va bien."), take_stale=True)
    assert codes(found) == [(5, "other-placeholders")]


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x85", "\u2028", "\ufeff", "\ud800"])
def test_no_character_that_a_file_may_not_hold_is_taken(character: str) -> None:
    found = judged(row(translation=f"Re{character}gard"))
    assert (codes(found), found.is_refused) == ([(5, "strange-character")], True)
    assert f"U+{ord(character):04X}" in found.problems[0].message


def test_a_translation_has_at_most_as_many_characters_as_a_text_may() -> None:
    assert judged(row(translation="a" * 4000)).problems == ()
    assert codes(judged(row(translation="a" * 4001))) == [(5, "too-long-translation")]


def test_a_text_that_is_translated_in_two_ways_is_an_error_and_twice_the_same_is_none() -> None:
    assert codes(judged(row(), row(translation="Autre", line=9))) == [(9, "repeated-text")]
    assert judged(row(), row(line=9)).problems == ()


def test_a_file_of_another_questionnaire_is_refused() -> None:
    assert codes(judged(row(), named="colleague-view")) == [(1, "other-instrument")]
    assert judged(row(), named="").problems == ()


def test_the_source_language_cannot_be_translated_into() -> None:
    assert codes(judged(row(), language="en")) == [(1, "source-language")]


def test_a_file_that_names_no_language_or_another_one_is_refused() -> None:
    assert codes(judged(row(), language="")) == [(1, "no-language")]
    file = TranslationFile("a.po", "fr", "", (row(),))
    other = judge(file, INSTRUMENT, ENTRIES, language="sv", take_stale=False)
    assert codes(other) == [(1, "no-language")]


def test_all_problems_are_told_at_once_by_line() -> None:
    rows = (
        row("gone", line=30),
        row(SEEN, "{subject} is strongest in {strongest}.", "x", 20),
        row(source="x", line=10),
    )
    assert codes(judged(*rows)) == [(10, "source-changed"), (20, "other-placeholders"), (30, "no-such-text")]


def test_an_entry_without_an_id_is_found_by_its_source_when_it_has_moved() -> None:
    first, second = "report.method.#1", "report.method.#2"
    base = ENTRIES[0]
    moved = [
        replace(base, context=first, path=("report", "method", 0), source="New"),
        replace(base, context=second, path=("report", "method", 1), source="Old"),
    ]
    file = TranslationFile("a.po", "fr", "", (row(first, "Old", "Vieux"),))
    found = judge(file, INSTRUMENT, moved, language="fr", take_stale=False)
    assert (found.wordings, found.problems) == ({("report", "method", 1): "Vieux"}, ())


def test_an_error_that_a_spreadsheet_shows_is_no_translation(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(translation_sheet(INSTRUMENT, ENTRIES, language="fr"))
    book = openpyxl.load_workbook(path)
    book["fr"]["C2"].value = "#NAME?"
    book["fr"]["C2"].data_type = "e"
    book.save(path)
    found = judge(read_translations(path), INSTRUMENT, ENTRIES, language="fr", take_stale=False)
    assert codes(found) == [(2, "error-in-cell")]
