"""Prove that a questionnaire under work is read again when it changes, and that its last version outlives errors."""

import threading
from pathlib import Path

import pytest

from rely.loading.watch import Look, Watch
from tests.previews import TITLE, edit, write_small
from tests.sites import NOON


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_small(tmp_path / "small")


@pytest.fixture
def watch(file: Path) -> Watch:
    return Watch(file.parent, clock=lambda: NOON)


def title(look: Look) -> str:
    assert look.instrument is not None
    return look.instrument.title.in_language("en")


def test_nothing_is_read_again_while_nothing_changes(watch: Watch) -> None:
    assert watch.look() is watch.look()


def test_a_saved_file_is_read_again(watch: Watch, file: Path) -> None:
    before = watch.look()
    edit(file, TITLE, '"Other check"')
    after = watch.look()
    assert (title(before), title(after)) == ("Small check", "Other check")
    assert (after.number, after.version) == (before.number + 1, before.version + 1)


def test_a_broken_file_leaves_the_last_good_version_beside_its_problems(watch: Watch, file: Path) -> None:
    before = watch.look()
    edit(file, '"response_scales"', '"response_scale"')
    broken = watch.look()
    assert broken.instrument is before.instrument
    assert (broken.is_broken, broken.version) == (True, before.version)
    assert {each.code for each in broken.problems if each.severity == "error"} >= {"unknown-key", "missing-key"}
    edit(file, '"response_scale"', '"response_scales"')


def test_a_mended_file_is_the_version_that_is_shown(watch: Watch, file: Path) -> None:
    watch.look()
    edit(file, TITLE, TITLE + ": {")
    assert watch.look().is_broken
    edit(file, TITLE + ": {", '"Mended"')
    mended = watch.look()
    assert (mended.is_broken, title(mended)) == (False, "Mended")


def test_a_file_that_was_never_without_errors_has_no_version(tmp_path: Path) -> None:
    file = write_small(tmp_path / "small", sections=[])
    look = Watch(file, clock=lambda: NOON).look()
    assert (look.instrument, look.since, look.is_broken) == (None, None, True)
    assert look.problems


def test_a_further_file_that_appears_or_goes_is_noticed(watch: Watch, file: Path) -> None:
    before = watch.look()
    further = file.with_name("more.yaml")
    further.write_text("cases: []\n")
    appeared = watch.look()
    further.unlink()
    assert before.number < appeared.number < watch.look().number


def test_a_file_that_is_gone_is_a_problem_and_no_crash(watch: Watch, file: Path) -> None:
    watch.look()
    file.unlink()
    assert [each.code for each in watch.look().problems] == ["no-instrument-file"]
    file.parent.rmdir()
    assert watch.look().is_broken


def test_what_contradicts_a_worked_case_is_told_later_and_can_be_looked_at(tmp_path: Path) -> None:
    case = {"id": "wrong", "answers": {"sown": "yes"}, "expect": {"facts": {"season": "spring"}}}
    watch = Watch(write_small(tmp_path / "small", cases=[case]), clock=lambda: NOON)
    first, close = watch.look(), watch.look_closely()
    assert not any(each.severity == "error" for each in first.problems)
    assert any(each.severity == "error" for each in close.problems)
    assert (first.is_whole, close.is_whole, close.is_broken) == (False, True, False)
    assert (close.instrument, close.version) == (first.instrument, first.version)


def test_whoever_waits_is_told_of_a_change(watch: Watch, file: Path) -> None:
    seen = watch.look_closely().number
    told: list[int] = []
    waiting = threading.Thread(target=lambda: told.append(watch.wait(seen, seconds=60).number))
    waiting.start()
    edit(file, TITLE, '"Other check"')
    waiting.join(timeout=60)
    assert told
    assert told[0] > seen


def test_nobody_waits_any_longer_when_the_watch_is_closed(watch: Watch) -> None:
    seen = watch.look_closely().number
    waiting = threading.Thread(target=lambda: watch.wait(seen, seconds=3600), daemon=True)
    waiting.start()
    watch.close()
    waiting.join(timeout=30)
    assert not waiting.is_alive()
