"""Prove that new wordings change their own lines of a YAML file and not one other byte."""

import difflib
from pathlib import Path
from typing import Any

import pytest

from rely.loading.source import Source, read_source
from rely.loading.translations.edits import edited
from rely.loading.translations.entries import entries_of
from rely.loading.translations.scalars import scalar
from tests.french import CLIENT_PULSE, read_sound

LANGUAGES = ("en", "nl")
BLOCK = 'title:\n  en: Tea # hot\n  nl: "Thee"\n\n# a remark\nother: 1\n'


def source(text: str) -> Source:
    found, problems = read_source(text, "any.yaml")
    assert found is not None, problems
    return found


def written(text: str, wording: str = "Thé", path: tuple[str | int, ...] = ("title",), language: str = "fr") -> str:
    made = edited(source(text), {path: wording}, language=language, languages=LANGUAGES)
    found = source(made).data
    value: Any = found
    for step in path:
        value = value[step]
    assert value[language] == wording
    return made


def test_a_new_language_stands_below_the_others_in_the_quotes_of_the_last() -> None:
    assert written(BLOCK) == BLOCK.replace('"Thee"\n', '"Thee"\n  fr: "Thé"\n')


def test_a_wording_that_is_there_is_replaced_and_keeps_its_quotes_and_its_remark() -> None:
    assert written(BLOCK, "Chai", language="en") == BLOCK.replace("en: Tea #", "en: Chai #")
    assert written(BLOCK, 'Say "tea"', language="nl") == BLOCK.replace('"Thee"', '"Say \\"tea\\""')


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay_as_they_are(end: str) -> None:
    made = written(BLOCK.replace("\n", end))
    assert made == BLOCK.replace('"Thee"\n', '"Thee"\n  fr: "Thé"\n').replace("\n", end)


def test_a_last_line_without_an_end_gets_none() -> None:
    assert written("title:\n  en: Tea\n  nl: Thee") == "title:\n  en: Tea\n  nl: Thee\n  fr: Thé"


def test_a_text_of_one_string_keeps_it_for_every_language_of_the_questionnaire() -> None:
    assert written("a: 1\ntitle: 'Tea'  # hot\nb: 2\n") == (
        "a: 1\ntitle:\n  en: 'Tea'\n  nl: 'Tea'\n  fr: 'Thé'  # hot\nb: 2\n"
    )


def test_a_text_of_one_string_in_a_list_becomes_a_block_there() -> None:
    text = "closing:\n  - Tea\n  - Milk\n"
    assert written(text, path=("closing", 0)) == ("closing:\n  - en: Tea\n    nl: Tea\n    fr: Thé\n  - Milk\n")


def test_a_text_of_one_string_below_its_key_is_set_in_as_it_was() -> None:
    assert written("title:\n     'Tea'\nb: 2\n") == "title:\n     en: 'Tea'\n     nl: 'Tea'\n     fr: 'Thé'\nb: 2\n"


def test_the_first_key_of_a_list_entry_is_set_in_below_its_key() -> None:
    text = "works:\n  - short: Tea\n    id: x\n"
    assert written(text, path=("works", 0, "short")) == (
        "works:\n  - short:\n      en: Tea\n      nl: Tea\n      fr: Thé\n    id: x\n"
    )


@pytest.mark.parametrize("style", [">", "|", ">-", "|-"])
def test_a_block_of_several_lines_ends_before_the_new_language(style: str) -> None:
    text = f"title:\n  en: Tea\n  nl: {style}\n    Thee\n    melk\n\nother: 1\n"
    assert written(text) == text.replace("    melk\n", "    melk\n  fr: Thé\n")
    assert written(text, "Chai", language="nl") == "title:\n  en: Tea\n  nl: Chai\n\nother: 1\n"


def test_a_string_over_several_lines_stands_on_one_where_it_becomes_a_block() -> None:
    text = "title: Tea\n  and milk\nb: 2\n"
    assert written(text) == "title:\n  en: Tea and milk\n  nl: Tea and milk\n  fr: Thé\nb: 2\n"


def test_texts_between_braces_stay_there() -> None:
    assert written("title: {en: Tea, nl: Thee}\n", "Thé, lait") == "title: {en: Tea, nl: Thee, fr: 'Thé, lait'}\n"
    text = "a: {title: Tea, b: 2}\n"
    assert written(text, path=("a", "title")) == "a: {title: {en: Tea, nl: Tea, fr: Thé}, b: 2}\n"


@pytest.mark.parametrize(
    ("listed", "then"),
    [
        (
            "languages: # first\n  - en\n  - nl # last\nb: 1\n",
            "languages: # first\n  - en\n  - nl # last\n  - fr\nb: 1\n",
        ),
        ("languages:\n- en\n- nl\n", "languages:\n- en\n- nl\n- fr\n"),
        ("languages: [en, nl]\n", "languages: [en, nl, fr]\n"),
        ("languages:\n  -   en\n", "languages:\n  -   en\n  - fr\n"),
    ],
)
def test_the_language_is_added_to_the_list_of_languages(listed: str, then: str) -> None:
    assert edited(source(listed), {}, language="fr", languages=LANGUAGES, add_language=True) == then


def test_a_language_that_yaml_takes_for_a_flag_is_written_in_quotes() -> None:
    assert "\n  'no': Te\n" in written("title:\n  en: Tea\n", "Te", language="no")


@pytest.mark.parametrize(
    "wording",
    [
        "plain", "a: b", "a #b", "#b", "- a", "no", "1.10", "null", "~", "2026-11-30", "'", '"', "it's", "a'b\"c", "[a",
        "{subject} a", "a\nb", "a\tb", "\u00a0a", "a\u202f:", "@a", "%a", "&a", "*a", "!a", "|", ">", "?", "a\\b",
        "\\n", "…", "😀",
    ],
)  # fmt: skip
@pytest.mark.parametrize("like", [None, "'", '"'])
def test_every_wording_is_read_back_as_it_was(wording: str, like: str | None) -> None:
    for in_flow in (False, True):
        text = scalar(wording, like=like, in_flow=in_flow)
        assert "\n" not in text
        data = source(f"k: [{text}]\n" if in_flow else f"k: {text}\n").data
        assert data == {"k": [wording] if in_flow else wording}


def test_a_plain_wording_means_the_same_to_other_readers_of_yaml() -> None:
    for wording in ("no", "1.10", "2026-11-30", "0x1F", "1_000", "null"):
        assert scalar(wording) == f"'{wording}'"
    assert scalar("Tea, with milk (hot)") == "Tea, with milk (hot)"


def test_only_lines_of_the_language_differ_in_a_whole_questionnaire() -> None:
    files, instrument = read_sound(CLIENT_PULSE)
    assert files.main is not None
    wordings = {entry.path: f"FR {entry.source}" for entry in entries_of(files, instrument) if not entry.serves_all}
    before = Path(files.main.path).read_text(encoding="utf-8")
    after = edited(files.main, wordings, language="fr", languages=instrument.languages)
    changed = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]
    assert len(changed) == len(wordings)
    assert all(line.startswith("+ ") and line[2:].lstrip().startswith("fr: ") for line in changed)
