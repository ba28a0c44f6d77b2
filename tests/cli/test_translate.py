"""Prove what an author sees who has a questionnaire translated."""

import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from rely import paths
from tests.cli.conftest import Run
from tests.french import ANSWERS, CLIENT_PULSE, FRENCH


@pytest.fixture
def folder(here: Path) -> Path:
    shutil.copytree(CLIENT_PULSE, here / "client-pulse")
    return here / "client-pulse"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_file_for_translators_is_made_here_and_named_after_both(rely: Run, folder: Path, here: Path) -> None:
    told = rely("translate", "export", folder, "--lang", "fr")
    assert (told.code, told.out) == (0, "")
    assert "client-pulse.fr.po is made: 43 texts." in told.err
    with (here / "client-pulse.fr.po").open("rb") as file:
        assert len(list(read_po(file))) == 44
    assert rely("translate", "export", folder, "--lang", "fr", "--format", "xlsx").code == 0
    assert rely("translate", "export", folder).code == 0
    assert {"client-pulse.fr.xlsx", "client-pulse.pot"} <= {path.name for path in here.iterdir()}


def test_a_file_that_somebody_may_be_filling_in_is_not_overwritten(rely: Run, folder: Path, here: Path) -> None:
    (here / "client-pulse.fr.po").write_text("kept", encoding="utf-8")
    told = rely("translate", "export", folder, "--lang", "fr")
    assert told.code == 2
    assert "nothing is overwritten" in told.err
    assert (here / "client-pulse.fr.po").read_text(encoding="utf-8") == "kept"


def test_standard_output_gets_the_file_alone(rely: Run, folder: Path) -> None:
    told = rely("translate", "export", "relationship-check", "--lang", "fr", "--beside", "en", "-o", "-")
    assert told.code == 0
    assert told.out.startswith("# relationship-check ")
    assert told.err == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--lang", "en"), "'en' is the source language"),
        (("--lang", "french"), "'french' after --lang is no language: write a tag such as fr or pt-BR"),
        (("--format", "xlsx"), "A spreadsheet is for one language"),
        (("--lang", "fr", "--beside", "sv"), "There are: nl, de."),
        (("--lang", "fr", "-o", "absent/a.po"), "cannot be written to"),
    ],
)
def test_a_wish_that_cannot_be_met_is_wrong_usage(
    rely: Run, folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    told = rely("translate", "export", folder, *arguments)
    assert told.code == 2
    assert said in told.err


def test_translations_come_back_into_the_yaml_and_everything_works_in_french(
    rely: Run, folder: Path, here: Path
) -> None:
    told = rely("translate", "import", folder, FRENCH)
    assert told.code == 0
    assert "42 translations into fr written to" in told.err
    assert "0 texts left out, 1 text without translation, 0 texts as they were." in told.err
    assert rely("validate", folder, "--strict").code == 0
    lines = [f"  {name}: {answer}\n" for name, answer in ANSWERS.items()]
    answers = here / "moulin.yaml"
    answers.write_text(
        f"instrument: client-pulse\nlang: fr\ndate: 2026-11-18\nanswers:\n{''.join(lines)}", encoding="utf-8"
    )
    scored = rely("score", folder, answers)
    assert scored.json["actions"] == ["answer_soon"]
    page = rely("report", folder, answers, "--lang", "fr", "--format", "html", "-o", "-").out
    assert '<html lang="fr"' in page
    assert "Répondez en un jour ouvrable." in page
    assert '<bdi lang="en">Your action plan</bdi>' in page
    assert "18 novembre 2026" in page
    assert "Répondez" in rely("report", folder, answers, "--format", "ics", "-o", "-").out
    assert rely("form", folder, "--lang", "fr", "-o", here / "form.xlsx").code == 0


def test_the_same_file_once_more_changes_nothing(rely: Run, folder: Path) -> None:
    rely("translate", "import", folder, FRENCH)
    before = contents(folder)
    told = rely("translate", "import", folder, FRENCH)
    assert (told.code, contents(folder)) == (0, before)
    assert "Nothing new: no file was changed." in told.err
    assert "0 texts left out, 1 text without translation, 42 texts as they were." in told.err


def test_the_texts_of_an_import_add_up_to_those_of_the_export(rely: Run, folder: Path, here: Path) -> None:
    assert "43 texts." in rely("translate", "export", folder, "--lang", "fr").err
    with FRENCH.open("rb") as file:
        (same,) = (each.id for each in read_po(file) if each.id and not each.string)
    text = FRENCH.read_text(encoding="utf-8")
    empty = f'msgid "{same}"\nmsgstr "'
    (here / "all.po").write_text(text.replace(empty, f"{empty}{same}"), encoding="utf-8")
    told = rely("translate", "import", folder, "all.po").err
    assert "42 translations into fr written to" in told
    assert told.endswith("0 texts left out, 0 texts without translation, 1 text as it was.\n")


def test_one_bad_translation_keeps_all_from_being_written_and_every_problem_is_told(
    rely: Run, folder: Path, here: Path
) -> None:
    bad = here / "bad.po"
    text = FRENCH.read_text(encoding="utf-8")
    bad.write_text(
        text.replace("{subject}\u00a0:", ":").replace('msgid "Client pulse"', 'msgid "Client beat"'), encoding="utf-8"
    )
    before = contents(folder)
    told = rely("translate", "import", folder, bad)
    assert (told.code, contents(folder)) == (1, before)
    first, second, end = told.err.splitlines()
    assert first.startswith(f"{bad}:20:1: the source of 'title' has changed")
    assert second.endswith("[other-placeholders]")
    assert end == "Nothing was changed: mend these problems first."


def test_what_is_stale_is_left_out_and_named_or_taken_on_demand(rely: Run, folder: Path, here: Path) -> None:
    old = here / "old.po"
    old.write_text(
        FRENCH.read_text(encoding="utf-8").replace('msgid "Client pulse"', 'msgid "Client beat"'), encoding="utf-8"
    )
    told = rely("translate", "import", folder, old)
    assert told.code == 0
    assert "[source-changed]" in told.err
    assert "1 text left out" in told.err
    assert "Regard du client" not in (folder / "instrument.yaml").read_text(encoding="utf-8")
    assert rely("translate", "import", folder, old, "--take-stale").code == 0
    assert "Regard du client" in (folder / "instrument.yaml").read_text(encoding="utf-8")


def test_a_translation_behind_its_source_goes_out_as_uncertain_and_is_not_taken_back(
    rely: Run, folder: Path, here: Path
) -> None:
    assert rely("release", folder).code == 0
    path = folder / "instrument.yaml"
    text = path.read_text(encoding="utf-8").replace("version: 0.1.0", "version: 0.2.0")
    path.write_text(text.replace("en: Client pulse", "en: Client beat"), encoding="utf-8")
    assert "into nl has not" in rely("validate", folder).out
    rely("translate", "export", folder, "--lang", "nl", "-o", "nl.po")
    po = (here / "nl.po").read_text(encoding="utf-8")
    assert '#, fuzzy\n#| msgid "Client pulse"\nmsgctxt "title"\nmsgid "Client beat"\nmsgstr "Klantblik"\n' in po
    told = rely("translate", "import", folder, "nl.po")
    assert "[uncertain]" in told.err
    (here / "nl.po").write_text(po.replace("#, fuzzy\n", "").replace('"Klantblik"', '"Klantritme"'), encoding="utf-8")
    assert rely("translate", "import", folder, "nl.po").code == 0
    assert "into nl" not in rely("validate", folder).out
    assert "nl: Klantritme" in path.read_text(encoding="utf-8")


def test_a_version_that_is_released_stays_as_it_is(rely: Run, folder: Path) -> None:
    rely("release", folder)
    before = contents(folder)
    told = rely("translate", "import", folder, FRENCH)
    assert (told.code, contents(folder)) == (1, before)
    assert "Raise `version`" in told.err
    assert "Nothing was changed" in told.err


def test_a_broken_questionnaire_tells_its_problems_and_nothing_else(rely: Run, folder: Path, here: Path) -> None:
    (folder / "instrument.yaml").write_text("id: [\n", encoding="utf-8")
    for told in (rely("translate", "export", folder), rely("translate", "import", folder, FRENCH)):
        assert (told.code, told.out) == (1, "")
        assert "[yaml-syntax]" in told.err
    (folder / "instrument.yaml").write_text("", encoding="utf-8")
    assert "[empty-file]" in rely("translate", "export", folder).err
    assert list(here.iterdir()) == [folder]


def test_files_that_are_not_there_are_wrong_usage(rely: Run, folder: Path) -> None:
    assert rely("translate", "export", "absent").code == 2
    told = rely("translate", "import", folder, "absent.po")
    assert (told.code, "There is no file 'absent.po'." in told.err) == (2, True)


def test_a_file_that_is_no_translation_is_told(rely: Run, folder: Path, here: Path) -> None:
    (here / "a.po").write_bytes(b"\x00")
    told = rely("translate", "import", folder, "a.po")
    assert told.code == 1
    assert "[not-translations]" in told.err


def test_a_french_report_agrees_with_its_own_data(
    rely: Run, folder: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rely("translate", "import", folder, FRENCH)
    home = here / "home"
    home.mkdir()
    for content in (paths.reports_dir(), paths.templates_dir()):
        (home / content.name).symlink_to(content)
    shutil.copytree(folder, home / "questionnaires" / folder.name)
    (here / "a.yaml").write_text(
        "instrument: client-pulse\ndate: 2026-11-18\nanswers:\n  CP_NAME: Le Moulin\n  CP_TR1: 1\n", encoding="utf-8"
    )
    monkeypatch.setenv("RELY_HOME", str(home))
    assert rely("report", "client-pulse", "a.yaml", "--lang", "fr", "-o", "a.pdf").code == 0
    assert rely("verify", "a.pdf").out.startswith("consistent")
