"""Prove that a translation that has not followed its source since the last release is named, and no other."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from rely.loading.instrument import read_questionnaire
from rely.loading.releases import record_release
from rely.loading.translations import stale
from rely.loading.translations.stale import stale_translations
from tests.french import CLIENT_PULSE, read_sound

DAY = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A released questionnaire whose version was raised afterwards."""
    folder = tmp_path / "client-pulse"
    shutil.copytree(CLIENT_PULSE, folder)
    release(folder)
    change(folder, "version: 0.1.0", "version: 0.2.0")
    return folder


def release(folder: Path) -> None:
    _, instrument = read_sound(folder)
    record_release(folder, instrument, DAY)


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "instrument.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(folder: Path) -> list[tuple[int, str]]:
    """The lines of stale translations, with what stands there."""
    lines = (folder / "instrument.yaml").read_text(encoding="utf-8").splitlines()
    problems = read_questionnaire(folder).problems
    assert {problem.code for problem in problems} <= {"stale-translation"}
    assert all(problem.severity == "warning" for problem in problems)
    return [lines[problem.line - 1].strip() for problem in problems]


def test_nothing_is_stale_while_nothing_has_changed(folder: Path) -> None:
    assert told(folder) == []


def test_each_translation_of_a_changed_source_is_named_at_its_line(folder: Path) -> None:
    change(folder, "en: Which mix would suit you best from now on?", "en: Which mix do you prefer from now on?")
    assert told(folder) == [
        "nl: Welke mix hebt u voortaan het liefst?",
        "de: Welche Mischung ist Ihnen künftig am liebsten?",
    ]
    problem = read_questionnaire(folder).problems[0]
    assert "has changed since version 0.1.0, and its translation into nl has not" in problem.message


def test_a_translation_that_has_followed_is_not_named(folder: Path) -> None:
    change(folder, "en: Which mix would suit you best from now on?", "en: Which mix do you prefer from now on?")
    change(folder, "nl: Welke mix hebt u voortaan het liefst?", "nl: Aan welke mix geeft u de voorkeur?")
    assert told(folder) == ["de: Welche Mischung ist Ihnen künftig am liebsten?"]


def test_a_changed_translation_of_an_unchanged_source_is_not_named(folder: Path) -> None:
    change(folder, "nl: Welke mix hebt u voortaan het liefst?", "nl: Aan welke mix geeft u de voorkeur?")
    assert told(folder) == []


def test_a_new_text_and_a_new_language_are_not_named(folder: Path) -> None:
    change(folder, "en: From now on", "en: From now on\n      fr: Désormais")
    change(folder, "  - de\n", "  - de\n  - fr\n")
    problems = read_questionnaire(folder).problems
    assert {problem.code for problem in problems} == {"missing-language"}


def test_an_item_stays_itself_when_it_is_moved_to_another_section(folder: Path) -> None:
    path = folder / "instrument.yaml"
    text = path.read_text(encoding="utf-8")
    item = text[text.index("      - id: CP_MIX") : text.index("missing_data:")]
    moved = item.replace("en: Which mix would suit you best", "en: Which mix do you like best")
    path.write_text(
        text.replace(item, "").replace("      - id: CP_NAME", moved + "      - id: CP_NAME"), encoding="utf-8"
    )
    assert len(told(folder)) == 2


def test_an_entry_without_an_id_that_only_moved_is_not_named(tmp_path: Path) -> None:
    folder = tmp_path / "client-pulse"
    shutil.copytree(CLIENT_PULSE, folder)
    first = "    - en: One.\n      nl: Een.\n      de: Eins.\n"
    second = "    - en: Two.\n      nl: Twee.\n      de: Zwei.\n"
    change(folder, "  subject: CP_NAME\n", f"  subject: CP_NAME\n  method:\n{first}{second}")
    release(folder)
    change(folder, "version: 0.1.0", "version: 0.2.0")
    change(folder, first + second, second + first)
    assert told(folder) == []
    change(folder, "en: Two.", "en: A pair.")
    assert told(folder) == ["nl: Twee.", "de: Zwei."]


def test_an_author_can_silence_what_still_says_the_same(folder: Path) -> None:
    change(folder, "en: Which mix would suit you best from now on?", "en: Which mix would suit you best, from now on?")
    path = folder / "instrument.yaml"
    silence = "silence:\n  - code: stale-translation\n    at: CP_MIX\n    reason: Only a comma.\n"
    path.write_text(path.read_text(encoding="utf-8") + silence, encoding="utf-8")
    assert told(folder) == []


def test_the_next_release_starts_anew(folder: Path) -> None:
    change(folder, "en: Which mix would suit you best from now on?", "en: Which mix do you prefer from now on?")
    release(folder)
    assert told(folder) == []
    change(folder, "version: 0.2.0", "version: 0.3.0")
    assert told(folder) == []


def test_without_a_release_or_in_the_released_version_nothing_is_compared(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("looked at")

    monkeypatch.setattr(stale, "texts_in", never)
    for here in (CLIENT_PULSE, folder):
        if here is folder:
            change(folder, "version: 0.2.0", "version: 0.1.0")
        files, instrument = read_sound(here)
        assert list(stale_translations(here, instrument, files.data)) == []


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"sections": 3}', b'{"title": 1, "sections": [{"items": [{"id": 3}]}]}']
)
def test_a_broken_copy_of_a_release_stops_nothing(folder: Path, content: bytes) -> None:
    (folder / "releases" / "0.1.0.json").write_bytes(content)
    assert {problem.code for problem in read_questionnaire(folder).problems} == {"release-copy"}


def test_broken_releases_stop_nothing(folder: Path) -> None:
    (folder / "releases.yaml").write_text("releases: 3\n", encoding="utf-8")
    files, instrument = read_sound(folder)
    assert list(stale_translations(folder, instrument, files.data)) == []
