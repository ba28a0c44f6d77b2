"""Table 1 of the source article, cell by cell, and where the report on a German prospect shows each of its entries.

The words are ours; what each cell holds is what the article's table holds (initial phase, Germany).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pypdfium2
import pytest

from rely.languages import words_for
from rely.model.guidelines import EvidenceLevel, Guideline
from rely.reporting.grid import Box, Grid, Row
from tests.instruments import relationship_check
from tests.report_cases import GERMAN_INITIAL, content_of, pdf_of

PHYSICAL, DIGITAL = "physical", "digital"
COLUMNS = (PHYSICAL, DIGITAL)
LANGUAGES = tuple(GERMAN_INITIAL)
PROFILE, PHASE, LEVEL = "DE", "initial", "table1"


@dataclass(frozen=True)
class Told:
    """One entry of the table: the row, the column, what stands there, and the guidelines that say it."""

    row: str
    column: str
    what: str
    guidelines: tuple[str, ...]


def both(row: str, what: str, *guidelines: str) -> tuple[Told, Told]:
    return Told(row, PHYSICAL, what, guidelines), Told(row, DIGITAL, what, guidelines)


def in_person(row: str, what: str, *guidelines: str) -> tuple[Told]:
    return (Told(row, PHYSICAL, what, guidelines),)


def online(row: str, what: str, *guidelines: str) -> tuple[Told]:
    return (Told(row, DIGITAL, what, guidelines),)


TABLE_1 = (
    *both("trust", "show what you know", "tr_i_show_knowledge"),
    *both("trust", "good manners: courtesy and respect", "tr_i_manners"),
    *in_person("trust", "be friendly", "tr_i_friendly_person"),
    *online("trust", "friendliness weighs even more online", "tr_i_friendly_online"),
    *both("trust", "be accessible, open and genuine", "tr_accessible"),
    *both("trust", "speak clearly without being overly direct", "tr_clear_tactful"),
    *in_person("trust", "act ethically", "tr_i_ethics"),
    *online("trust", "act ethically with digital means", "tr_digital_ethics"),
    *online("trust", "react quickly", "tr_fast_reply"),
    *both("emotion", "be cooperative", "em_i_cooperative"),
    *both("emotion", "be friendly", "em_i_friendly_social"),
    *both("emotion", "be open and sociable", "em_i_friendly_social"),
    *both("emotion", "be careful with humour in a first contact", "em_i_humour"),
    *online("emotion", "no emoticons yet in this phase", "em_i_no_emoticons"),
    *both("content", "sound information about the organisation", "co_i_organisation_info"),
    *both("content", "a clear picture of the product specifications", "co_i_specifications"),
    *both("content", "return on investment", "co_i_roi"),
    *both("content", "experience and reviews", "co_i_reviews"),
    *both("content", "possible joint activities later", "co_i_future_together"),
    *in_person("interaction", "contact in person is decisive for creating trust", "in_i_physical_crucial"),
    *online("interaction", "contact in person is decisive for building the relation", "in_i_physical_crucial"),
    *both("interaction", "digital contact can support", "in_i_digital_supports"),
    *in_person("interaction", "need not be frequent: once a quarter to once a year", "in_i_physical_rhythm"),
    *in_person("interaction", "six to ten contacts build the relation", "in_i_contact_moments"),
    *online("interaction", "at least once a month", "in_i_digital_monthly"),
    *online("interaction", "closeness, body language and informal contact are missed", "in_informal_online"),
    *online("channels", "website, e-mail and Teams preferred to WhatsApp", "ch_i_web_email_teams"),
    *online("channels", "LinkedIn is fairly well known", "ch_i_linkedin"),
)

NAMED = {
    "tr_fast_reply": ("snel", "quickly", "schnell"),
    "tr_i_friendly_online": ("online", "online", "online"),
    "em_i_humour": ("humor", "humour", "Humor"),
    "em_i_no_emoticons": ("emoticons", "emoticons", "Emoticons"),
    "co_i_organisation_info": ("bedrijf", "company", "Unternehmen"),
    "co_i_specifications": ("specificaties", "specifications", "Spezifikationen"),
    "co_i_reviews": ("reviews", "reviews", "Bewertungen"),
    "co_i_future_together": ("samen", "together", "gemeinsam"),
    "in_i_physical_rhythm": ("één tot vier keer per jaar", "one to four times a year", "ein- bis viermal im Jahr"),
    "in_i_contact_moments": ("zes tot tien", "six to ten", "sechs bis zehn"),
    "in_i_digital_monthly": ("maand", "month", "monatlich"),
    "in_informal_online": ("lichaamstaal", "body language", "Körpersprache"),
    "ch_i_web_email_teams": ("WhatsApp", "WhatsApp", "WhatsApp"),
    "ch_i_linkedin": ("LinkedIn", "LinkedIn", "LinkedIn"),
}
"""A word of the table that cannot be missing from the guideline, in Dutch, English and German."""


def ids(entry: Told) -> str:
    return f"{entry.row}-{entry.column}-{entry.what}"


def guideline(name: str) -> Guideline:
    return {each.id: each for each in relationship_check().guidelines}[name]


def level() -> EvidenceLevel:
    return next(each for each in relationship_check().evidence_levels if each.id == LEVEL)


def text_of(name: str, language: str) -> str:
    return words_for(language).text(guideline(name).text)


def grid_of(language: str) -> Grid:
    grid = content_of(GERMAN_INITIAL[language]).grid
    assert grid is not None
    return grid


def row_of(grid: Grid, name: str) -> Row:
    (row,) = [each for each in grid.rows if each.id == name]
    return row


def boxes(row: Row) -> tuple[Box, ...]:
    return row.boxes if row.band is None else (*row.boxes, row.band)


def boxes_for(row: Row, column: str, language: str) -> list[Box]:
    """The boxes in which a reader of this column looks: its own, and the band that holds for both."""
    facet = relationship_check().facets_by_id["setting"]
    label = next(words_for(language).text(v.short_label or v.label) for v in facet.values if v.id == column)
    return [box for box in boxes(row) if box.label == label or box is row.band]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("told", TABLE_1, ids=ids)
def test_each_entry_of_table_1_stands_in_its_box_with_table_1_as_its_evidence(told: Told, language: str) -> None:
    found = boxes_for(row_of(grid_of(language), told.row), told.column, language)
    shown = {entry.text: entry for box in found for entry in box.entries}
    words = words_for(language)
    for name in told.guidelines:
        entry = shown[text_of(name, language)]
        assert (entry.mark, entry.evidence) == (words.text(level().mark), words.text(level().label))


def test_table_1_has_no_other_entries_than_these() -> None:
    instrument = relationship_check()
    founded = {each.id for each in instrument.guidelines if each.evidence.get(PHASE, {}).get(PROFILE) == LEVEL}
    assert founded == {name for told in TABLE_1 for name in told.guidelines}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_else_in_the_grid_claims_table_1_as_its_evidence(language: str) -> None:
    label = words_for(language).text(level().label)
    claimed = {
        (row.id, entry.text)
        for row in grid_of(language).rows
        for box in boxes(row)
        for entry in box.entries
        if entry.evidence == label
    }
    assert claimed == {(told.row, text_of(name, language)) for told in TABLE_1 for name in told.guidelines}


def test_every_cell_of_the_table_has_as_many_entries_as_the_article_gives_it() -> None:
    counts = {
        (row, column): sum((told.row, told.column) == (row, column) for told in TABLE_1)
        for row in ("trust", "emotion", "content", "interaction", "channels")
        for column in COLUMNS
    }
    assert counts == {
        ("trust", PHYSICAL): 6, ("trust", DIGITAL): 7,
        ("emotion", PHYSICAL): 4, ("emotion", DIGITAL): 5,
        ("content", PHYSICAL): 5, ("content", DIGITAL): 5,
        ("interaction", PHYSICAL): 4, ("interaction", DIGITAL): 4,
        ("channels", PHYSICAL): 0, ("channels", DIGITAL): 2,
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_the_guideline_says_in_each_language_what_the_table_says(name: str) -> None:
    for language, word in zip(("nl", "en", "de"), NAMED[name], strict=True):
        assert word in text_of(name, language)


@dataclass(frozen=True)
class Printed:
    """The page of the PDF that holds the grid.

    `text`: what is read on it, words apart by one space; `places`: for each letter of it where it stands, in points
    from the left.
    """

    text: str
    places: tuple[float, ...]


@cache
def printed_grid(language: str) -> Printed:
    heading = grid_of(language).heading
    document = pypdfium2.PdfDocument(pdf_of(GERMAN_INITIAL[language]))
    (textpage,) = [
        textpage for page in document if heading in plain((textpage := page.get_textpage()).get_text_range())
    ]
    letters = [
        (plain(textpage.get_text_range(at, 1)), textpage.get_charbox(at)[0]) for at in range(textpage.count_chars())
    ]
    kept = [
        pair
        for before, pair in zip([(" ", 0.0), *letters], letters, strict=False)
        if (before[0], pair[0]) != (" ", " ")
    ]
    return Printed("".join(letter for letter, _ in kept), tuple(place for _, place in kept))


def plain(text: str) -> str:
    """The text with one space between words, and hyphens as they are written."""
    return re.sub(r"\s+", " ", text.replace("\ufffe", "-").replace("\u2011", "-"))


def rows_in(language: str) -> dict[str, tuple[int, int]]:
    """From where to where each row is read on the page: from its label to that of the next row."""
    grid, text = grid_of(language), printed_grid(language).text
    begins: list[int] = []
    for row in grid.rows:
        after = begins[-1] if begins else text.index(grid.heading)
        begins.append(text.index(plain(f"{row.label} {row.boxes[0].sign} {row.boxes[0].label}"), after))
    names = [row.id for row in grid.rows]
    return dict(zip(names, zip(begins, [*begins[1:], len(text)], strict=True), strict=True))


def place_in(language: str, row: str, text: str) -> tuple[int, float]:
    """Where a text begins in the row of the printed grid: as the how-manieth letter, and how far from the left."""
    printed, (begin, end) = printed_grid(language), rows_in(language)[row]
    at = printed.text.find(plain(text), begin, end)
    assert at >= 0, f"{text!r} is not printed in the row {row}"
    return at, printed.places[at]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("told", TABLE_1, ids=ids)
def test_each_entry_of_table_1_is_printed_in_its_row_and_column_or_in_the_band_of_both(
    told: Told, language: str
) -> None:
    row = row_of(grid_of(language), told.row)
    mark = words_for(language).text(level().mark)
    heads = [place_in(language, row.id, f"{box.sign} {box.label}")[1] for box in row.boxes]
    band = None if row.band is None else place_in(language, row.id, f"{row.band.sign} {row.band.label}")[0]
    for name in told.guidelines:
        at, left = place_in(language, row.id, f"{text_of(name, language)} {mark}")
        assert left > heads[0]
        if len(heads) == 2 and (band is None or at < band):
            assert (left > heads[1]) is (told.column == DIGITAL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_is_read_column_by_column_and_then_what_holds_for_both(language: str) -> None:
    for row in grid_of(language).rows:
        entries = [entry for box in boxes(row) for entry in box.entries]
        read = [place_in(language, row.id, f"{entry.status.word} {entry.text}")[0] for entry in entries]
        assert len(read) > 3
        assert read == sorted(read)
