"""Prove that translations are written to all files of a questionnaire or to none, and that nothing else changes."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rely.loading import writing
from rely.loading.instrument import read_questionnaire
from rely.loading.releases import record_release
from rely.loading.translations import taking
from rely.loading.translations.entries import entries_of
from rely.loading.translations.judging import Judged, judge
from rely.loading.translations.po import po_file
from rely.loading.translations.reading import TranslationError, read_translations
from rely.loading.translations.sheet import translation_sheet
from rely.loading.translations.taking import take
from rely.paths import questionnaires_dir
from tests.french import CLIENT_PULSE, FRENCH, french_folder, read_sound

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "client-pulse"
    shutil.copytree(CLIENT_PULSE, copy)
    return copy


def two_files(folder: Path) -> None:
    """Put the report into a file of its own."""
    path = folder / "instrument.yaml"
    head, key, report = path.read_text(encoding="utf-8").partition("report:\n")
    path.write_text(head, encoding="utf-8")
    (folder / "report.yaml").write_text(key + report, encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def french(folder: Path) -> Judged:
    files, instrument = read_sound(folder)
    return judge(read_translations(FRENCH), instrument, entries_of(files, instrument), language="fr", take_stale=False)


def test_a_questionnaire_gets_a_fourth_language_and_has_no_problem(tmp_path: Path) -> None:
    folder = french_folder(tmp_path)
    loaded = read_questionnaire(folder)
    assert loaded.instrument is not None
    assert loaded.problems == ()
    assert loaded.instrument.languages == ("en", "nl", "de", "fr")
    assert loaded.instrument.title.in_language("fr") == "Regard du client"


def test_all_that_was_there_stays_byte_for_byte(tmp_path: Path) -> None:
    before = (CLIENT_PULSE / "instrument.yaml").read_bytes().split(b"\n")
    after = (french_folder(tmp_path) / "instrument.yaml").read_bytes().split(b"\n")
    kept = [line for line in after if not line.lstrip().startswith(b"fr: ") and line != b"  - fr"]
    assert kept == before


@pytest.mark.parametrize("language", ["de", "fr"])
@pytest.mark.parametrize("ending", ["po", "xlsx"])
@pytest.mark.parametrize("name", ["client-pulse", "relationship-check"])
def test_what_comes_back_unchanged_changes_no_byte(tmp_path: Path, name: str, ending: str, language: str) -> None:
    origin = CLIENT_PULSE if name == CLIENT_PULSE.name else questionnaires_dir() / name
    folder = tmp_path / name
    shutil.copytree(origin, folder)
    before = contents(folder)
    files, instrument = read_sound(folder)
    entries, path = entries_of(files, instrument), tmp_path / f"a.{ending}"
    if ending == "po":
        path.write_bytes(po_file(instrument, entries, language=language, made=NOW))
    else:
        path.write_bytes(translation_sheet(instrument, entries, language=language))
    judged = judge(read_translations(path), instrument, entries, language=language, take_stale=False)
    assert (judged.problems, judged.wordings) == ((), {})
    assert take(folder, files, instrument, judged) == ()
    assert contents(folder) == before


def test_taking_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    folder = french_folder(tmp_path)
    files, instrument = read_sound(folder)
    assert take(folder, files, instrument, french(folder)) == ()


def test_windows_line_ends_and_a_byte_order_mark_stay(folder: Path) -> None:
    path = folder / "instrument.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    files, instrument = read_sound(folder)
    take(folder, files, instrument, french(folder))
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert b"\r\n  fr: Regard du client\r\n" in after


def test_each_text_is_written_to_the_file_in_which_it_stands(folder: Path) -> None:
    two_files(folder)
    files, instrument = read_sound(folder)
    changed = take(folder, files, instrument, french(folder))
    assert [Path(path).name for path in changed] == ["instrument.yaml", "report.yaml"]
    assert "fr: Ce que voit votre client" in (folder / "report.yaml").read_text(encoding="utf-8")


def test_a_file_without_anything_new_is_not_written(folder: Path) -> None:
    two_files(folder)
    files, instrument = read_sound(folder)
    judged = Judged("nl", {("report", "title"): "Wat ze zien"}, (), empty=0, same=0)
    assert [Path(path).name for path in take(folder, files, instrument, judged)] == ["report.yaml"]


def test_a_single_file_is_a_questionnaire_too(tmp_path: Path) -> None:
    path = tmp_path / "alone.yaml"
    shutil.copy(CLIENT_PULSE / "instrument.yaml", path)
    files, instrument = read_sound(path)
    take(path, files, instrument, french(path))
    assert "fr: Regard du client" in path.read_text(encoding="utf-8")


def test_when_one_of_two_files_cannot_be_written_the_other_is_put_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_files(folder)
    before = contents(folder)
    files, instrument = read_sound(folder)
    judged = french(folder)
    left = iter([True, False, True, True])

    def write(path: Path, content: bytes) -> None:
        if not next(left):
            raise OSError(28, "no space left")
        writing.write_bytes(path, content)

    monkeypatch.setattr(taking, "write_bytes", write)
    with pytest.raises(OSError, match="no space left"):
        take(folder, files, instrument, judged)
    assert contents(folder) == before


def test_when_the_questionnaire_would_have_errors_the_old_files_are_put_back(folder: Path) -> None:
    _, instrument = read_sound(folder)
    record_release(folder, instrument, NOW.date())
    before = contents(folder)
    files, instrument = read_sound(folder)
    with pytest.raises(TranslationError) as refused:
        take(folder, files, instrument, french(folder))
    assert [each.code for each in refused.value.problems] == ["released-changed"]
    assert contents(folder) == before


def test_what_somebody_saved_meanwhile_is_not_lost(folder: Path) -> None:
    files, instrument = read_sound(folder)
    judged = french(folder)
    path = folder / "instrument.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    before = contents(folder)
    with pytest.raises(TranslationError) as refused:
        take(folder, files, instrument, judged)
    assert [each.code for each in refused.value.problems] == ["changed-meanwhile"]
    assert contents(folder) == before


def test_what_cannot_be_changed_in_place_is_told_and_left_as_it_is(folder: Path) -> None:
    path = folder / "instrument.yaml"
    text = path.read_text(encoding="utf-8")
    kept_lines = "  de: |+\n    Kundensicht\n\n\n"
    path.write_text(text.replace("  de: Kundensicht\n", kept_lines, 1), encoding="utf-8")
    before = contents(folder)
    files, instrument = read_sound(folder)
    with pytest.raises(TranslationError) as refused:
        take(folder, files, instrument, french(folder))
    assert [each.code for each in refused.value.problems] == ["not-editable"]
    assert contents(folder) == before
