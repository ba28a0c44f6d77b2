import logging

import pytest

from rely.jobs import tasks
from rely.jobs.tasks import work
from rely.services import documents, jobs
from rely.services.assessments import start_assessment
from rely.services.site import Site
from rely.storage.jobs import FAILED, RUNNING, JobRecord
from tests.queues import KeptQueue

WISH = {"key": "a", "file": "a secret name"}


@pytest.fixture
def job(site: Site) -> JobRecord:
    owner = start_assessment(site, "small", language="en").id
    return jobs.ask_for(site, KeptQueue(), owner, documents.KIND, WISH, network="192.0.2.7")


def test_work_is_done_once(site: Site, job: JobRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[JobRecord] = []
    monkeypatch.setattr(tasks, "DOERS", {documents.KIND: lambda _site, found: done.append(found)})
    work(site, job.id)
    work(site, job.id)
    assert [(each.id, each.state) for each in done] == [(job.id, RUNNING)]


def test_work_that_is_gone_is_no_work(site: Site) -> None:
    work(site, site.new_id())


def test_what_goes_wrong_is_marked_and_logged_without_saying_whose_it_was(
    site: Site, job: JobRecord, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_site: Site, _job: JobRecord) -> None:
        raise RuntimeError("the printer burns")

    monkeypatch.setattr(tasks, "DOERS", {documents.KIND: fail})
    with caplog.at_level(logging.ERROR):
        work(site, job.id)
    assert jobs.get_job(site, job.id).state == FAILED
    assert "the printer burns" in caplog.text
    assert "a secret name" not in caplog.text
