import multiprocessing
from pathlib import Path

import pytest

from rely.jobs import lock
from rely.jobs.lock import WorkerRuns, held


def never() -> bool:
    return False


def test_a_lock_is_held_by_one_and_free_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "new" / "queue.lock"
    with (
        held(path, keeps_trying=never),
        pytest.raises(WorkerRuns, match=r"queue\.lock"),
        held(path, keeps_trying=never),
    ):
        pass
    with held(path, keeps_trying=never):
        pass


def test_a_lock_is_waited_for_as_long_as_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "queue.lock"
    first = held(path, keeps_trying=never)
    first.__enter__()
    looks: list[float] = []

    def give_back_at_the_third_look(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 3:
            first.__exit__(None, None, None)

    monkeypatch.setattr(lock.time, "sleep", give_back_at_the_third_look)
    with held(path, keeps_trying=lambda: True):
        assert len(looks) == 3


def test_a_lock_outlives_its_holder_in_the_processes_that_were_forked_from_it(tmp_path: Path) -> None:
    path = tmp_path / "queue.lock"
    context = multiprocessing.get_context("fork")
    end = context.Event()
    with held(path, keeps_trying=never):
        child = context.Process(target=end.wait)
        child.start()
    with pytest.raises(WorkerRuns), held(path, keeps_trying=never):
        pass
    end.set()
    child.join()
    with held(path, keeps_trying=never):
        pass
