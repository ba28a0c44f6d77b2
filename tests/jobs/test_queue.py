import stat
import uuid
from pathlib import Path

import pytest

from rely.jobs import queue as module
from rely.jobs.queue import QueueLacksDriver, open_queue, queue_file
from rely.services.jobs import QueueUnreachable
from rely.services.settings import Settings
from rely.services.site import Site
from tests.sites import SECRET

Done = list[uuid.UUID]


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Done:
    """The work that was done."""
    found: Done = []
    monkeypatch.setattr(module, "work", lambda _site, job_id: found.append(job_id))
    return found


def settings(url: str | None, secret: str = SECRET) -> Settings:
    return Settings(database_url="sqlite:////unused", secret_key=secret, queue_url=url)


@pytest.mark.parametrize("empty_url", ["sqlite", "postgresql"], indirect=True)
def test_a_queue_hands_ids_over_in_their_order(site: Site, empty_url: str, done: Done) -> None:
    hands_over = open_queue(settings(empty_url))
    ids = [uuid.uuid4() for _ in range(3)]
    for each in ids:
        hands_over.put(each)
    assert done == []
    takes = open_queue(settings(empty_url), site=site)
    while (task := takes.huey.dequeue()) is not None:
        takes.huey.execute(task)
        if len(done) == len(ids):
            break
    assert done == ids
    for queue in (hands_over, takes):
        assert queue.answers()
        queue.huey.storage.close()


@pytest.mark.parametrize("empty_url", ["sqlite", "postgresql"], indirect=True)
def test_a_queue_can_be_emptied(empty_url: str) -> None:
    queue = open_queue(settings(empty_url))
    queue.put(uuid.uuid4())
    assert queue.huey.storage.queue_size() == 1
    queue.empty()
    assert queue.huey.storage.queue_size() == 0
    queue.huey.storage.close()


def test_without_an_address_whoever_asks_does_the_work_at_once(site: Site, done: Done) -> None:
    job = uuid.uuid4()
    open_queue(settings(None), site=site).put(job)
    assert done == [job]


def test_a_message_that_another_key_has_signed_is_never_opened(site: Site, tmp_path: Path, done: Done) -> None:
    url = f"sqlite:///{tmp_path / 'queue.sqlite3'}"
    foreign = open_queue(settings(url, secret="the key of somebody else"))
    foreign.put(uuid.uuid4())
    takes = open_queue(settings(url), site=site)
    with pytest.raises(ValueError, match="mismatch"):
        takes.huey.dequeue()
    for queue in (foreign, takes):
        queue.huey.storage.close()


def test_a_queue_that_cannot_be_reached_is_told(tmp_path: Path) -> None:
    with pytest.raises(QueueUnreachable, match="RELY_QUEUE_URL"):
        open_queue(settings(f"postgresql://nobody@/nothing?host={tmp_path}"))
    queue = open_queue(settings(f"sqlite:///{tmp_path / 'queue.sqlite3'}"))
    queue.huey.storage.sql("drop table task")
    assert not queue.answers()
    with pytest.raises(QueueUnreachable, match="RELY_QUEUE_URL"):
        queue.put(uuid.uuid4())
    queue.huey.storage.close()


@pytest.mark.parametrize(
    ("url", "module", "extra"), [("redis://127.0.0.1/0", "redis", "redis"), ("postgresql:///a", "psycopg", "postgres")]
)
def test_a_driver_that_is_not_installed_is_named_with_the_command_that_installs_it(
    url: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rely.jobs.queue.find_spec", lambda name: None)
    with pytest.raises(QueueLacksDriver, match=rf"pip install 'rely\[{extra}\]'"):
        open_queue(settings(url))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:////var/a.sqlite3", Path("/var/a.sqlite3")),
        ("sqlite:///a.sqlite3", Path("a.sqlite3")),
        ("postgresql:///a", None),
        (None, None),
    ],
)
def test_the_file_of_a_queue_is_known_where_it_is_one(url: str | None, expected: Path | None) -> None:
    assert queue_file(settings(url)) == expected


def test_the_file_of_a_queue_is_for_its_owner_only(tmp_path: Path) -> None:
    queue = open_queue(settings(f"sqlite:///{tmp_path / 'queue.sqlite3'}"))
    queue.put(uuid.uuid4())
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    queue.huey.storage.close()
    assert modes
    assert set(modes.values()) == {0o600}, modes
