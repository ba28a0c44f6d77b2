"""Prove that the files for translators are what their programs read, and that all of it comes back."""

import gettext
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from rely.loading.translations.entries import Entry, entries_of
from rely.loading.translations.po import po_file
from rely.loading.translations.reading import TranslationError, language_in, read_translations
from rely.loading.translations.sheet import translation_sheet
from rely.model.instrument import Instrument
from rely.model.text import Text
from tests.french import CLIENT_PULSE, FRENCH, read_sound

HEADER = {"project-id-version", "pot-creation-date", "mime-version", "content-type", "content-transfer-encoding"}
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FILES, INSTRUMENT = read_sound(CLIENT_PULSE)
ENTRIES = entries_of(FILES, INSTRUMENT)


def po(language: str | None = "fr", **options: Any) -> bytes:
    return po_file(INSTRUMENT, ENTRIES, language=language, made=NOW, **options)


def with_text(text: str) -> tuple[Instrument, tuple[Entry, ...]]:
    """The questionnaire with another wording of its title."""
    entry = ENTRIES[0]
    changed = Entry(entry.context, entry.path, entry.place, Text({"en": text, "nl": text}), text, entry.shown)
    return INSTRUMENT, (changed, *ENTRIES[1:])


def written(folder: Path, content: bytes, name: str = "a.po") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_the_header_of_a_po_file_says_what_programs_for_translators_ask_for() -> None:
    head = po().decode().partition("\n\n")[0]
    for line in (
        "Project-Id-Version: client-pulse 0.1.0",
        "Language: fr",
        "Plural-Forms: nplurals=2; plural=(n > 1);",
        "Content-Type: text/plain; charset=utf-8",
        "POT-Creation-Date: 2026-11-22 09:00+0000",
    ):
        assert f'"{line}\\n"' in head
    assert "EMAIL@ADDRESS" not in head


def test_each_text_stands_there_with_its_name_place_and_what_to_keep() -> None:
    catalog = read_po(BytesIO(po("de", reference="nl")))
    message = catalog.get("{subject} is strongest in {strongest}.", context="report.conclusions.seen.text")
    assert message is not None
    assert message.string == "{subject} ist am stärksten bei {strongest}."
    (place,) = message.locations
    assert place[0].endswith("client-pulse/instrument.yaml")
    said = " ".join(message.auto_comments)
    assert "Keep these words in braces as they are: {strongest}, {subject}" in said
    assert "nl: {subject} is het sterkst in {strongest}." in said


def test_a_text_that_serves_all_languages_is_offered_and_says_so() -> None:
    catalog = read_po(BytesIO(po()))
    message = catalog.get("P", context="evidence_levels.practice.mark")
    assert message is not None
    assert message.string == ""
    assert "One wording serves all languages" in " ".join(message.auto_comments)


def test_a_template_has_all_texts_and_no_language() -> None:
    template = po(None).decode()
    assert '"Language: \\n"' in template
    assert template.count("msgctxt") == len(ENTRIES)
    assert "Vertrouwen" not in template


def test_a_translation_behind_its_source_is_marked_with_what_it_was_made_from() -> None:
    made = po("nl", outdated={"title": "Client beat"}).decode()
    entry = made[made.index("#: ") : made.index('msgstr "Klantblik"')]
    assert "#, fuzzy\n" in entry
    assert '#| msgid "Client beat"\n' in entry


@pytest.mark.parametrize("language", ["fr", "de", "pt-BR", "tlh", None])
def test_gettext_reads_every_translation_of_a_po_file_under_its_context(language: str | None) -> None:
    catalogue = read_po(BytesIO(po(language)), abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    read = gettext.GNUTranslations(compiled)
    assert read.charset() == "utf-8"
    assert set(read.info()) >= HEADER
    told = [each for each in catalogue if each.id]
    assert len(told) == len(ENTRIES)
    for each in told:
        assert read.pgettext(str(each.context), str(each.id)) == (each.string or each.id)


@pytest.mark.parametrize("tag", ["fr", "de", "pt-BR", "tlh", "sr-Latn"])
def test_the_language_of_a_po_file_is_read_back(tmp_path: Path, tag: str) -> None:
    assert read_translations(written(tmp_path, po(tag))).language == tag


@pytest.mark.parametrize(
    "text",
    ["a\nb", "a\tb", 'a "b" \\n c', "\u00a0a\u202f:", "=1+1", "+3", "@a", "😀", "'a", "http://a.example", "007", " a "],
)
def test_every_wording_comes_back_from_both_kinds_of_file(tmp_path: Path, text: str) -> None:
    instrument, entries = with_text(text)
    one = read_translations(written(tmp_path, po_file(instrument, entries, language="nl", made=NOW)))
    other = read_translations(written(tmp_path, translation_sheet(instrument, entries, language="nl"), "a.xlsx"))
    for found in (one, other):
        assert found.language == "nl"
        assert (found.rows[0].context, found.rows[0].source, found.rows[0].translation) == ("title", text, text)
        assert len(found.rows) == len(entries)


def test_in_a_spreadsheet_only_translations_and_remarks_can_be_changed(tmp_path: Path) -> None:
    path = written(tmp_path, translation_sheet(INSTRUMENT, ENTRIES, language="fr", reference="de"), "a.xlsx")
    sheet = openpyxl.load_workbook(path)["fr"]
    assert [cell.value for cell in sheet[1]] == ["context", "source en", "translation fr", "remark"]
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "B2"
    assert [cell.protection.locked for cell in sheet[2]] == [True, True, False, False]
    assert all(cell.alignment.wrap_text for cell in sheet[2])
    assert "de: Kundensicht" in str(sheet["D2"].value)


def test_no_cell_of_a_spreadsheet_is_a_formula(tmp_path: Path) -> None:
    instrument, entries = with_text('=HYPERLINK("http://a.example")')
    path = written(tmp_path, translation_sheet(instrument, entries, language="nl"), "a.xlsx")
    assert {cell.data_type for row in openpyxl.load_workbook(path)["nl"] for cell in row} <= {"s", "n"}


def test_the_same_texts_make_the_same_spreadsheet() -> None:
    assert translation_sheet(INSTRUMENT, ENTRIES, language="fr") == translation_sheet(
        INSTRUMENT, ENTRIES, language="fr"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it holds no texts"),
        (b'msgid "a"\nmsgstr "b', "this line is no text in quotes"),
        (b'msgid "a"\nmsgstr b\n', "this line is no text in quotes"),
        (b'msgid "a"\nmsgstr "\xff"\n', "not text in UTF-8"),
        (b"\x00\x01\x02", "a PO file"),
        (b'msgid ""\nmsgstr "Plural-Forms: nplurals=x;\\nPO-Revision-Date: never\\n"\n', "a PO file"),
        (b"PK\x03\x04", "a PO file"),
    ],
)
def test_what_is_no_po_file_is_told_in_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(TranslationError) as refused:
        read_translations(written(tmp_path, content))
    (problem,) = refused.value.problems
    assert said in problem.message
    assert "rely translate export" in problem.hint


def test_what_is_no_spreadsheet_of_translations_is_told_in_a_sentence(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    for path in (written(tmp_path, b"no", "a.xlsx"), tmp_path / "other.xlsx"):
        with pytest.raises(TranslationError) as refused:
            read_translations(path)
        assert [each.code for each in refused.value.problems] == ["not-translations"]


def test_a_file_that_a_windows_editor_saved_is_read(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + FRENCH.read_bytes().replace(b"\n", b"\r\n")
    found = read_translations(written(tmp_path, content))
    assert (found.language, found.instrument) == ("fr", "client-pulse")
    assert found.rows[0].translation == "Regard du client"


@pytest.mark.parametrize(
    ("written_tag", "tag"),
    [("pt_BR", "pt-BR"), ("fr", "fr"), (" de ", "de"), ("ca@valencia", "ca"), ("FR", ""), ("", "")],
)
def test_a_language_is_read_as_questionnaires_write_it(written_tag: str, tag: str) -> None:
    assert language_in(written_tag) == tag
