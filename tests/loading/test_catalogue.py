"""Prove that an instrument is found by id or path, and read again only when its files change."""

import os
import shutil
from pathlib import Path

import pytest

from rely.loading.catalogue import (
    AmbiguousInstrument,
    UnknownInstrument,
    find_questionnaire,
    find_to_change,
    instrument_ids,
    load_canonical,
    load_instrument,
)
from rely.loading.instrument import QuestionnaireError
from rely.model.digest import canonical_json, digest

DATA = Path(__file__).parents[1] / "data" / "questionnaires"


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("questionnaires", "templates", "reports"):
        (tmp_path / name).mkdir()
    for name in ("no-facets", "likert-inventory"):
        (tmp_path / "questionnaires" / name).mkdir()
        shutil.copy(DATA / "valid" / f"{name}.yaml", tmp_path / "questionnaires" / name / "instrument.yaml")
    (tmp_path / "questionnaires" / "notes").mkdir()
    monkeypatch.setenv("RELY_HOME", str(tmp_path))
    return tmp_path / "questionnaires"


def test_the_catalogue_holds_the_folders_with_an_instrument(catalogue: Path) -> None:
    assert instrument_ids() == ("likert-inventory", "no-facets")


def test_an_instrument_is_found_by_id_folder_and_file(catalogue: Path) -> None:
    by_id = load_instrument("no-facets")
    assert find_questionnaire("no-facets") == catalogue / "no-facets"
    assert load_instrument(catalogue / "no-facets").id == by_id.id
    assert load_instrument(str(DATA / "valid" / "no-facets.yaml")).id == by_id.id


def test_what_is_to_be_changed_is_never_guessed_where_a_word_means_two_places(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "no-facets").mkdir(parents=True)
    monkeypatch.chdir(elsewhere)
    with pytest.raises(AmbiguousInstrument, match=r"Write \./no-facets for what is here"):
        find_to_change("no-facets")
    assert find_to_change("./no-facets") == Path("no-facets")
    assert find_to_change(str(catalogue / "no-facets")) == catalogue / "no-facets"
    monkeypatch.chdir(catalogue)
    assert find_to_change("no-facets") == catalogue / "no-facets"


@pytest.mark.parametrize("reference", ["no-facet", "", "absent/path", "notes/x", "\0", "x" * 5000])
def test_what_is_neither_id_nor_path_is_unknown(catalogue: Path, reference: str) -> None:
    with pytest.raises(UnknownInstrument):
        find_questionnaire(reference)


def test_an_unknown_id_is_met_with_the_nearest_one_or_with_all(catalogue: Path) -> None:
    with pytest.raises(UnknownInstrument, match="Did you mean 'no-facets'"):
        find_questionnaire("no-facet")
    with pytest.raises(UnknownInstrument, match="There are: likert-inventory, no-facets"):
        find_questionnaire("zzz")


def test_a_questionnaire_with_errors_is_refused_with_its_problems() -> None:
    with pytest.raises(QuestionnaireError) as refusal:
        load_instrument(DATA / "invalid" / "duplicate-id.yaml")
    assert [problem.code for problem in refusal.value.problems] == ["duplicate-id"]


def test_a_folder_without_a_questionnaire_is_refused_with_its_problem(tmp_path: Path) -> None:
    with pytest.raises(QuestionnaireError) as refusal:
        load_instrument(tmp_path)
    assert [problem.code for problem in refusal.value.problems] == ["no-instrument-file"]


def test_a_questionnaire_with_warnings_can_be_used() -> None:
    assert load_instrument(DATA / "invalid" / "unused.yaml").id == "example"


def test_it_is_read_again_only_when_a_file_changed(catalogue: Path) -> None:
    first = load_instrument("no-facets")
    assert load_instrument("no-facets") is first
    path = catalogue / "no-facets" / "instrument.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("1.0.0", "1.0.1"), encoding="utf-8")
    os.utime(path, (1, 1))
    assert load_instrument("no-facets").version == "1.0.1"


def test_a_file_added_to_the_folder_is_read(catalogue: Path) -> None:
    load_instrument("no-facets")
    (catalogue / "no-facets" / "more.yaml").write_text("about: A word.\n", encoding="utf-8")
    about = load_instrument("no-facets").about
    assert about is not None
    assert about.in_language("en") == "A word."


@pytest.mark.parametrize("path", sorted((DATA / "valid").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_canonical_json_of_an_instrument_gives_it_back(path: Path) -> None:
    instrument = load_instrument(path)
    again = load_canonical(canonical_json(instrument))
    assert digest(again) == digest(instrument)
    assert again.items == instrument.items


def test_a_text_that_is_no_canonical_json_is_a_value_error() -> None:
    for text in ("", "[]", "{}"):
        with pytest.raises(ValueError, match=r"Expecting value|validation error"):
            load_canonical(text)
