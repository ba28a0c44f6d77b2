"""Prove that a questionnaire under work is read again when it changes, and that its last version outlives errors."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import rely.loading.watch as watching
from rely.loading.instrument import Loaded, read_in_steps
from rely.loading.watch import Look, Watch
from tests.previews import TITLE, edit, write, write_small
from tests.sites import NOON
from tests.small_instrument import SOURCE


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


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A catalogue with the small questionnaire, from which others take."""
    for name in ("questionnaires", "templates", "reports"):
        (tmp_path / name).mkdir()
    write_small(tmp_path / "questionnaires" / "small")
    return tmp_path / "questionnaires"


TAKEN = {"items_from": [{"instrument": "small", "version": "1", "items": ["S1"]}]}
MIRRORED = {"items": [{"id": "M1", "text": "Dug.", "response_scale": "agree", "mirror_of": "small@1/S1"}]}


def other(shelf: Path, section: dict[str, Any]) -> Path:
    """A questionnaire with this section, which has to do with the small one."""
    kept = {key: SOURCE[key] for key in ("version", "languages", "perspectives", "response_scales", "missing_data")}
    scores = {"of_items": [{"id": "all", "label": "All"}]}
    sections = [{"id": "s", "title": "S", **section}]
    return write(shelf / "other", {**kept, "id": "other", "title": "Other", "sections": sections, "scores": scores})


def text_of(look: Look) -> str:
    assert look.instrument is not None, look.problems
    return look.instrument.items["S1"].text.in_language("en")


def test_a_change_of_an_item_that_is_borrowed_is_a_change(shelf: Path) -> None:
    watch = Watch(other(shelf, TAKEN).parent, clock=lambda: NOON)
    before = watch.look()
    assert watch.look() is before
    edit(shelf / "small" / "instrument.yaml", json.dumps(text_of(before)), '"Dug deep."')
    assert (text_of(watch.look()), watch.look().version) == ("Dug deep.", before.version + 1)


def test_a_change_of_an_item_that_is_mirrored_is_a_change(shelf: Path) -> None:
    watch = Watch(other(shelf, MIRRORED).parent, clock=lambda: NOON)
    assert "unknown-release" not in {each.code for each in watch.look().problems}
    edit(shelf / "small" / "instrument.yaml", '"version": "1.0.0"', '"version": "2.0.10"')
    assert "unknown-release" in {each.code for each in watch.look().problems}


def test_what_is_borrowed_is_looked_at_while_the_borrower_is_broken(shelf: Path) -> None:
    own = other(shelf, TAKEN)
    watch = Watch(own.parent, clock=lambda: NOON)
    watch.look()
    edit(own, '"Other"', '"Other": {')
    broken = watch.look()
    assert broken.is_broken
    edit(shelf / "small" / "instrument.yaml", TITLE, '"Smaller check"')
    assert watch.look().number > broken.number


CASES = [{"id": f"case_{at}", "answers": {"sown": "yes"}, "expect": {"facts": {"season": "spring"}}} for at in (1, 2)]


def test_a_save_is_seen_while_worked_cases_are_recomputed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write_small(tmp_path / "small", cases=CASES)
    readings: list[list[Loaded | None]] = []

    def saved_meanwhile(path: Path) -> Iterator[Loaded | None]:
        readings.append([])
        for loaded in read_in_steps(path):
            readings[-1].append(loaded)
            if loaded is None and len(readings) == 1:
                edit(file, TITLE, '"Other check"')
            yield loaded

    monkeypatch.setattr(watching, "read_in_steps", saved_meanwhile)
    watch = Watch(file, clock=lambda: NOON)
    found = watch.wait(watch.look().number, seconds=60)
    assert (title(found), found.is_whole) == ("Other check", False)
    assert len(readings[0]) == 2  # what it asks, and the first of two cases
    assert watch.look_closely().is_whole


def test_all_who_look_closely_get_the_same_end(tmp_path: Path) -> None:
    watch = Watch(write_small(tmp_path / "small", cases=CASES * 20), clock=lambda: NOON)
    told: list[Look] = []
    looking = [threading.Thread(target=lambda: told.append(watch.look_closely()), daemon=True) for _ in range(4)]
    for each in looking:
        each.start()
    for each in looking:
        each.join(timeout=60)
    assert [look.is_whole for look in told] == [True] * 4
    assert len({look.number for look in told}) == 1


def test_a_crash_of_the_closer_look_is_told_once_and_ends_it(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    def crashing(path: Path) -> Iterator[Loaded | None]:
        yield next(read_in_steps(path))
        raise ZeroDivisionError

    monkeypatch.setattr(watching, "read_in_steps", crashing)
    with pytest.raises(ZeroDivisionError):
        watch.look_closely()
    assert watch.look_closely().is_whole
