"""Prove that a release is recorded once, kept as it was, and missed when it was changed afterwards."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from rely.loading.catalogue import load_canonical
from rely.loading.instrument import read_questionnaire
from rely.loading.releases import Recorded, ReleaseRefused, record_release
from rely.model.digest import digest
from rely.model.instrument import Instrument

DATA = Path(__file__).parents[1] / "data" / "questionnaires" / "valid"
DAY = date(2026, 11, 30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "any"
    folder.mkdir()
    shutil.copy(DATA / "no-facets.yaml", folder / "instrument.yaml")
    return folder


def _instrument(folder: Path) -> Instrument:
    loaded = read_questionnaire(folder)
    assert loaded.instrument is not None, loaded.problems
    return loaded.instrument


def _record(folder: Path) -> Recorded:
    return record_release(folder, _instrument(folder), DAY)


def _change(folder: Path, old: str, new: str) -> None:
    path = folder / "instrument.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _codes(folder: Path) -> list[tuple[str, str]]:
    return [(Path(each.path).name, each.code) for each in read_questionnaire(folder).problems]


def test_a_release_is_recorded_with_version_day_and_digest(folder: Path) -> None:
    recorded = _record(folder)
    assert recorded.is_new
    text = (folder / "releases.yaml").read_text(encoding="utf-8")
    assert f"version: 1.0.0\n    date: 2026-11-30\n    digest: {digest(_instrument(folder))}\n" in text
    assert _codes(folder) == []


def test_the_copy_of_a_release_is_the_instrument_as_it_was(folder: Path) -> None:
    before = _instrument(folder)
    _record(folder)
    copy = load_canonical((folder / "releases" / "1.0.0.json").read_text(encoding="utf-8"))
    assert digest(copy) == digest(before)
    assert list(copy.items) == list(before.items)


def test_recording_the_same_content_again_changes_nothing(folder: Path) -> None:
    _record(folder)
    before = (folder / "releases.yaml").read_bytes()
    _change(folder, "# The least", "# As little as")
    assert not _record(folder).is_new
    assert (folder / "releases.yaml").read_bytes() == before


def test_a_released_version_with_other_content_is_refused_and_told_with_both_digests(folder: Path) -> None:
    _record(folder)
    before = digest(_instrument(folder))
    _change(folder, "A mood check", "A mood test")
    (problem,) = read_questionnaire(folder).problems
    assert (problem.code, problem.line) == ("released-changed", 3)
    assert before in problem.message
    assert problem.message.count("sha256:") == 2


def test_record_release_itself_refuses_other_content_under_a_released_version(folder: Path) -> None:
    _record(folder)
    _change(folder, "A mood check", "A mood test")
    loaded = read_questionnaire(folder, history=False)
    assert loaded.instrument is not None
    with pytest.raises(ReleaseRefused, match="Raise `version`"):
        record_release(folder, loaded.instrument, DAY)


def test_versions_only_go_up(folder: Path) -> None:
    _record(folder)
    _change(folder, "version: 1.0.0", "version: 1.10.0")
    assert _record(folder).is_new
    _change(folder, "version: 1.10.0", "version: 1.9.0")
    assert _codes(folder) == [("instrument.yaml", "release-order")]
    loaded = read_questionnaire(folder, history=False)
    assert loaded.instrument is not None
    with pytest.raises(ReleaseRefused, match="does not come after"):
        record_release(folder, loaded.instrument, DAY)


def test_an_older_release_that_is_there_again_unchanged_is_no_problem(folder: Path) -> None:
    _record(folder)
    _change(folder, "version: 1.0.0", "version: 1.1.0")
    _record(folder)
    _change(folder, "version: 1.1.0", "version: 1.0.0")
    assert _codes(folder) == []


def test_a_copy_that_is_missing_or_was_edited_is_told(folder: Path) -> None:
    _record(folder)
    copy = folder / "releases" / "1.0.0.json"
    copy.write_text(copy.read_text(encoding="utf-8").replace("mood", "mode"), encoding="utf-8")
    assert _codes(folder) == [("releases.yaml", "release-copy")]
    copy.unlink()
    assert _codes(folder) == [("releases.yaml", "release-copy")]


def test_releases_out_of_order_are_told(folder: Path) -> None:
    _record(folder)
    path = folder / "releases.yaml"
    entry = path.read_text(encoding="utf-8").partition("releases:\n")[2]
    path.write_text(f"releases:\n{entry}{entry}", encoding="utf-8")
    assert _codes(folder) == [("releases.yaml", "release-order")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("releases: none\n", "not-a-list"),
        ("releases:\n  - version: 1.0.0\n", "missing-key"),
        ("releases: []\nmore: 1\n", "unknown-key"),
        ("releases:\n\t- x\n", "tab-indent"),
        ("releases:\n  - {version: 1.0.0, date: yesterday, digest: x}\n", "bad-id"),
    ],
)
def test_a_broken_list_of_releases_is_told_and_not_written_over(folder: Path, text: str, code: str) -> None:
    (folder / "releases.yaml").write_text(text, encoding="utf-8")
    assert code in [each for _, each in _codes(folder)]
    loaded = read_questionnaire(folder, history=False)
    assert loaded.instrument is not None
    with pytest.raises(ReleaseRefused, match="rely validate"):
        record_release(folder, loaded.instrument, DAY)
    assert (folder / "releases.yaml").read_text(encoding="utf-8") == text
