"""Prove that reports are made a piece at a time, that one that breaks stops no other, and that the ZIP tells it all."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from rely.languages import words_for
from rely.services import coach_run
from rely.services.coach_run import BROKE, CUT, KIND, TooManyRuns, ask_for_reports, job_of
from rely.services.coach_spool import Spool
from rely.services.jobs import begin
from rely.services.site import Site
from rely.storage.database import Database
from rely.storage.jobs import DONE, FAILED, RUNNING, WAITING, JobRecord
from rely.storage.tables import JobRow
from tests.coaching import GOOD, Press, Queue, open_site, opened, row, turn, uploaded
from tests.databases import copied_sqlite_url
from tests.sites import clock_of

FOUR = tuple(row(name) for name in ("anna", "bert", "carla", "dirk"))


@pytest.fixture
def site(sqlite_template: Path, tmp_path: Path) -> Iterator[Site]:
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    yield open_site(database, tmp_path)
    database.close()


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    made = Press()
    monkeypatch.setattr(coach_run, "print_pdf", made)
    return made


def state_of(site: Site, spool: Spool) -> JobRecord:
    job = job_of(site, spool.read())
    assert job is not None
    return job


def test_a_zip_holds_the_ready_rows_in_their_order_and_an_index_of_all(site: Site, press: Press) -> None:
    spool = uploaded(site, GOOD, row("bert", S1=9), row("Carla & Co"), row("", data=""))
    queue = Queue()
    job = ask_for_reports(site, queue, spool, language="en")
    assert (queue.ids, job.total, job.assessment_id) == ([job.id], 3, None)
    assert turn(site, job) is False
    names, index = opened(spool)
    assert names == ["0002-anna.pdf", "0004-carla-co.pdf", "0005-report.pdf", "index.csv"]
    assert [(each["line"], each["status"], each["file"]) for each in index] == [
        ("2", "ok", "0002-anna.pdf"),
        ("3", "failed", ""),
        ("4", "ok", "0004-carla-co.pdf"),
        ("5", "ok", "0005-report.pdf"),
    ]
    accepted = "These answers are accepted here: 1, 2, 3, 4 or 5."
    assert [each["problem"] for each in index] == ["", f"Column S1: ‘9’ is not one of the answers. {accepted}", "", ""]
    state = spool.read()
    assert (state.made, state.failed, state.is_cut) == (3, 1, False)
    assert (state_of(site, spool).state, state_of(site, spool).done) == (DONE, 3)


def test_only_the_zip_stays_of_what_was_uploaded(site: Site, press: Press) -> None:
    spool = uploaded(site, GOOD)
    turn(site, ask_for_reports(site, Queue(), spool, language="en"))
    assert sorted(path.name for path in spool.path.iterdir()) == ["checked.json", "reports.zip", "state.json"]


def test_the_database_learns_of_an_upload_neither_names_nor_answers(site: Site, press: Press) -> None:
    spool = uploaded(site, row("annabel", data="Tulipan"))
    turn(site, ask_for_reports(site, Queue(), spool, language="en"))
    with site.database.reading() as session:
        (kept,) = session.execute(select(JobRow.kind, JobRow.arguments, JobRow.done, JobRow.total)).all()
    assert tuple(kept) == (KIND, {"upload": spool.id}, 1, 1)


def test_a_run_lets_others_have_their_turn_and_goes_on_where_it_was(site: Site, press: Press) -> None:
    spool = uploaded(site, *FOUR)
    press.before = lambda _: clock_of(site).move(seconds=16)
    job = ask_for_reports(site, Queue(), spool, language="en")
    assert turn(site, job) is True
    waiting = state_of(site, spool)
    assert (waiting.state, waiting.done, len(press.printed)) == (WAITING, 2, 2)
    assert waiting.created == clock_of(site).now  # so that nobody takes it for lost
    assert turn(site, job) is False
    assert len(press.printed) == 4
    assert len(opened(spool)[0]) == 5


def test_a_run_that_takes_too_long_ends_with_what_is_made_and_says_so(site: Site, press: Press) -> None:
    spool = uploaded(site, *FOUR)
    press.before = lambda _: clock_of(site).move(seconds=coach_run.LONGEST.total_seconds() / 2)
    job = ask_for_reports(site, Queue(), spool, language="de")
    while turn(site, job):
        pass
    names, index = opened(spool)
    assert names == ["0002-anna.pdf", "0003-bert.pdf", "index.csv"]
    assert [each["problem"] for each in index] == ["", "", *[words_for("de").gettext(CUT)] * 2]
    state = spool.read()
    assert (state.is_cut, state.made, state.failed) == (True, 2, 2)
    assert state.until - clock_of(site).now == timedelta(hours=1)


def test_a_report_that_breaks_stops_no_other_and_its_answers_stay_out_of_the_log(
    site: Site, press: Press, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(printed: int) -> None:
        if printed == 1 and not broken_once:
            broken_once.append(1)
            raise ValueError(answer)

    broken_once: list[int] = []
    answer = " ".join(("a", "secret", "answer"))
    spool = uploaded(site, *FOUR)
    press.before = broken
    with caplog.at_level(logging.DEBUG):
        turn(site, ask_for_reports(site, Queue(), spool, language="nl"))
    assert opened(spool)[0] == ["0002-anna.pdf", "0004-carla.pdf", "0005-dirk.pdf", "index.csv"]
    assert opened(spool)[1][1]["problem"] == words_for("nl").gettext(BROKE)
    assert "ValueError" in caplog.text
    assert answer not in caplog.text


def test_a_row_over_which_the_worker_dies_twice_is_left_out(site: Site, press: Press) -> None:
    spool = uploaded(site, *FOUR)
    job = ask_for_reports(site, Queue(), spool, language="en")

    def dies(printed: int) -> None:
        if printed == 1:
            raise SystemExit

    press.before = dies
    for _ in range(2):
        press.printed.clear()
        (spool.made / "0002-anna.pdf").unlink(missing_ok=True)
        with pytest.raises(SystemExit):
            turn(site, job)
        with site.database.writing() as session:
            session.get_one(JobRow, job.id).state = WAITING
    press.before = lambda _: None
    turn(site, job)
    names, index = opened(spool)
    assert names == ["0002-anna.pdf", "0004-carla.pdf", "0005-dirk.pdf", "index.csv"]
    assert index[1]["problem"] == BROKE


def test_a_worker_that_was_stopped_once_tries_the_same_row_again(site: Site, press: Press) -> None:
    spool = uploaded(site, *FOUR)
    spool.note("making", "3 1")
    turn(site, ask_for_reports(site, Queue(), spool, language="en"))
    assert len(opened(spool)[0]) == 5


def test_what_was_deleted_meanwhile_is_not_made_and_does_not_come_back(site: Site, press: Press) -> None:
    spool = uploaded(site, *FOUR)
    press.before = lambda printed: spool.delete() if printed == 2 else None
    job = ask_for_reports(site, Queue(), spool, language="en")
    assert turn(site, job) is False
    assert not spool.path.exists()
    with site.database.reading() as session:
        assert session.get_one(JobRow, job.id).state == FAILED


def test_reports_are_asked_for_once_until_they_have_failed(site: Site, press: Press) -> None:
    spool, queue = uploaded(site, *FOUR), Queue()
    job = ask_for_reports(site, queue, spool, language="en")
    assert ask_for_reports(site, queue, spool, language="en").id == job.id
    with site.database.writing() as session:
        session.get_one(JobRow, job.id).state = FAILED
    again = ask_for_reports(site, queue, spool, language="en")
    assert again.id != job.id
    turn(site, again)
    assert ask_for_reports(site, queue, spool, language="en").id == again.id
    assert queue.ids == [job.id, again.id]


def test_a_button_that_is_pressed_twice_at_once_begins_one_run(site: Site, press: Press) -> None:
    spool, queue = uploaded(site, GOOD), Queue()
    before = spool.read()
    first = ask_for_reports(site, queue, spool, language="en")
    spool.write(before)  # what the second request had read
    assert ask_for_reports(site, queue, spool, language="en").id == first.id
    assert spool.read().job == first.id.hex
    assert queue.ids == [first.id]


def test_a_zip_that_is_there_is_never_made_anew_of_less(site: Site, press: Press) -> None:
    spool = uploaded(site, GOOD)
    job = ask_for_reports(site, Queue(), spool, language="en")
    turn(site, job)
    made = spool.zip.read_bytes()
    with site.database.writing() as session:
        session.get_one(JobRow, job.id).state = WAITING
    turn(site, job)
    assert spool.zip.read_bytes() == made


def test_only_so_many_uploads_of_the_site_are_made_at_a_time(site: Site, press: Press) -> None:
    jobs = [ask_for_reports(site, Queue(), uploaded(site, GOOD), language="en") for _ in range(coach_run.MOST_RUNS)]
    spool = uploaded(site, GOOD)
    before = spool.read()
    with pytest.raises(TooManyRuns):
        ask_for_reports(site, Queue(), spool, language="en")
    assert spool.read() == before
    begin(site, jobs[0].id)
    with pytest.raises(TooManyRuns):  # what is running counts, too
        ask_for_reports(site, Queue(), spool, language="en")
    with site.database.writing() as session:
        assert session.get_one(JobRow, jobs[0].id).state == RUNNING
        session.get_one(JobRow, jobs[0].id).state = DONE
    ask_for_reports(site, Queue(), spool, language="en")


def test_a_report_is_in_the_language_of_its_row_unless_another_is_chosen(site: Site, press: Press) -> None:
    rows = (row("a", lang="nl"), row("b", lang="en"), row("c", lang=""))
    for language, wanted in ((None, ["nl", "en", "en"]), ("de", ["de"] * 3)):
        press.printed.clear()
        turn(site, ask_for_reports(site, Queue(), uploaded(site, *rows, language=language), language="en"))
        assert [each.content.language for each in press.printed] == wanted


def test_paper_form_and_brand_are_those_that_were_chosen(site: Site, press: Press) -> None:
    spool = uploaded(site, GOOD, paper="letter", form="short")
    spool.brand.write_text("name: Leaf\n", encoding="utf-8")
    spool.write(replace(spool.read(), has_brand=True))
    turn(site, ask_for_reports(site, Queue(), spool, language="en"))
    content = press.printed[0].content
    assert content.paper == "letter"
    assert content.short
    assert content.brand is not None
    assert content.brand.name == "Leaf"
