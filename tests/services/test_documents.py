from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from rely.loading.catalogue import load_instrument
from rely.services import documents, jobs
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import NotFound, OpenAssessment, finish_assessment, get_assessment
from rely.services.documents import (
    KEPT,
    PDFS,
    ask_for_document,
    ask_for_sample,
    delete_old_documents,
    key_of,
    look_again,
    make_document,
)
from rely.services.examples import fill_examples
from rely.services.results import Document, NotFinished, Unprinted, build_pdf
from rely.services.site import Site
from rely.storage.database import Database
from rely.storage.jobs import DONE, FAILED, JobRecord
from rely.storage.tables import AssessmentRow, DocumentRow
from tests.queues import KeptQueue
from tests.sites import clock_of, make_site


@pytest.fixture
def queue() -> KeptQueue:
    return KeptQueue()


@pytest.fixture
def demo(database: Database) -> Site:
    return make_site(database, load_instrument("relationship-check"))


@pytest.fixture
def opened(demo: Site) -> OpenAssessment:
    return get_assessment(demo, fill_examples(demo)[0].id)


def asked(site: Site, queue: KeptQueue, opened: OpenAssessment, file: str = "short.pdf") -> JobRecord:
    """The work that a wish for a document becomes."""
    found = ask_for_document(site, queue, opened, file, language="nl", network="192.0.2.7")
    assert isinstance(found, JobRecord)
    return found


def sample(site: Site, queue: KeptQueue, language: str, *, again: bool = False) -> Document | JobRecord:
    return ask_for_sample(site, queue, "relationship-check", language=language, network="192.0.2.7", again=again)


def begun(site: Site, job: JobRecord) -> JobRecord:
    found = jobs.begin(site, job.id)
    assert found is not None
    return found


def stored(site: Site) -> int:
    with site.database.reading() as session:
        return session.scalar(select(func.count()).select_from(DocumentRow)) or 0


def test_a_document_is_made_once_and_found_from_then_on(
    demo: Site, queue: KeptQueue, opened: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(demo, queue, opened, "report.pdf")
    assert look_again(demo, job) == job
    make_document(demo, begun(demo, job))
    assert jobs.get_job(demo, job.id).state == DONE
    made = ask_for_document(demo, queue, opened, "report.pdf", language="nl", network="192.0.2.7")
    assert made == look_again(demo, job) == build_pdf(demo, opened, language="nl")
    assert queue.ids == [job.id]


def test_a_document_that_is_made_between_two_looks_is_not_taken_for_lost(
    demo: Site, queue: KeptQueue, opened: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(demo, queue, opened)
    monkeypatch.setattr(documents, "print_pdf", lambda unprinted: Document(unprinted.name, "application/pdf", b"%PDF-"))
    find = documents._find

    def find_just_before(*arguments: Any) -> Document | None:
        found = find(*arguments)
        monkeypatch.setattr(documents, "_find", find)
        make_document(demo, begun(demo, job))
        return found

    monkeypatch.setattr(documents, "_find", find_just_before)
    assert look_again(demo, job) == job
    assert isinstance(look_again(demo, job), Document)


def test_what_was_made_already_is_not_printed_again(
    demo: Site, queue: KeptQueue, opened: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "print_pdf", lambda unprinted: Document(unprinted.name, "application/pdf", b"%PDF-"))
    first = asked(demo, queue, opened)
    make_document(demo, begun(demo, first))
    monkeypatch.delattr(documents, "print_pdf")
    clock_of(demo).move(seconds=1)
    second = jobs.ask_for(demo, queue, opened.id, documents.KIND, first.arguments, network="192.0.2.7")
    make_document(demo, begun(demo, second))
    assert jobs.get_job(demo, second.id).state == DONE
    assert stored(demo) == 1


def test_every_document_in_every_language_has_a_key_of_its_own_that_stays(demo: Site, opened: OpenAssessment) -> None:
    def keys() -> list[str]:
        again = get_assessment(demo, opened.id)
        return [key_of(PDFS[file](demo, again, language=language)) for file in PDFS for language in ("nl", "en", "de")]

    first = keys()
    assert len(set(first)) == 3 * len(PDFS)
    assert keys() == first


def test_a_changed_answer_makes_another_document(demo: Site, opened: OpenAssessment) -> None:
    before = {file: key_of(PDFS[file](demo, opened, language="nl")) for file in PDFS}
    save_answers(demo, opened, {"cx_alias": Arrived("Roos")})
    finish_assessment(demo, opened.id)
    changed = get_assessment(demo, opened.id)
    assert all(key_of(PDFS[file](demo, changed, language="nl")) != before[file] for file in PDFS)


def test_another_release_and_other_styles_make_another_document(
    demo: Site, opened: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    unprinted = PDFS["short.pdf"](demo, opened, language="nl")
    before = key_of(unprinted)
    monkeypatch.setattr(documents, "_press", lambda folder: "another")
    assert key_of(unprinted) != before


def test_what_has_no_lasting_name_makes_no_key() -> None:
    with pytest.raises(TypeError, match="set"):
        key_of(Unprinted("a.pdf", {1, 2}))  # type: ignore[arg-type]


def test_nothing_is_kept_of_an_assessment_that_is_deleted_while_its_document_is_made(
    demo: Site, queue: KeptQueue, opened: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = begun(demo, asked(demo, queue, opened))

    def delete_meanwhile(unprinted: Unprinted) -> Document:
        with demo.database.writing() as session:
            session.execute(delete(AssessmentRow).where(AssessmentRow.id == opened.id))
        return Document(unprinted.name, "application/pdf", b"%PDF-")

    monkeypatch.setattr(documents, "print_pdf", delete_meanwhile)
    make_document(demo, job)
    assert stored(demo) == 0
    with pytest.raises(NotFound):
        look_again(demo, job)


def test_nothing_is_made_of_answers_that_have_changed_since(
    demo: Site, queue: KeptQueue, opened: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = begun(demo, asked(demo, queue, opened))
    save_answers(demo, opened, {"cx_alias": Arrived("Roos")})
    monkeypatch.delattr(documents, "print_pdf")
    make_document(demo, job)
    assert jobs.get_job(demo, job.id).state == FAILED
    finish_assessment(demo, opened.id)
    with demo.database.writing() as session:
        jobs.rows.delete_jobs(session, ended_until=demo.now(), created_until=demo.now())
    changed = get_assessment(demo, opened.id)
    old = asked(demo, queue, opened)
    make_document(demo, begun(demo, old))
    assert jobs.get_job(demo, old.id).state == FAILED
    assert asked(demo, queue, changed).is_open


def test_before_the_end_nothing_is_asked_for(demo: Site, queue: KeptQueue) -> None:
    draft = next(example for example in fill_examples(demo) if not example.is_finished)
    with pytest.raises(NotFinished):
        ask_for_document(demo, queue, get_assessment(demo, draft.id), "report.pdf", language="nl", network="192.0.2.7")
    assert queue.ids == []


def test_made_documents_are_deleted_after_some_days(
    demo: Site, queue: KeptQueue, opened: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "print_pdf", lambda unprinted: Document(unprinted.name, "application/pdf", b"%PDF-"))
    make_document(demo, begun(demo, asked(demo, queue, opened)))
    clock_of(demo).now += KEPT - timedelta(seconds=1)
    delete_old_documents(demo)
    assert stored(demo) == 1
    clock_of(demo).move(seconds=1)
    delete_old_documents(demo)
    assert stored(demo) == 0


def test_the_report_of_a_sample_is_made_once_a_day_for_each_language(
    demo: Site, queue: KeptQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "print_pdf", lambda each: Document(each.name, "application/pdf", b"%PDF-"))
    for language in ("nl", "nl", "de"):
        job = sample(demo, queue, language)
        assert isinstance(job, JobRecord)
        assert look_again(demo, job) == job
    assert len(queue.ids) == 2
    for each in queue.ids:
        make_document(demo, begun(demo, jobs.get_job(demo, each)))
    made = sample(demo, queue, "nl")
    assert isinstance(made, Document)
    assert made == look_again(demo, jobs.get_job(demo, queue.ids[0]))
    assert made.name == f"rely-tulp-{demo.clock().date().isoformat()}-voorbeeld.pdf"
    clock_of(demo).move(days=1)
    assert isinstance(sample(demo, queue, "nl"), JobRecord)


def test_a_sample_that_could_not_be_made_is_made_anew_on_request_only(demo: Site, queue: KeptQueue) -> None:
    first = sample(demo, queue, "nl")
    assert isinstance(first, JobRecord)
    jobs.fail(demo, begun(demo, first))
    failed = sample(demo, queue, "nl")
    assert isinstance(failed, JobRecord)
    assert (failed.id, failed.state) == (first.id, FAILED)
    second = sample(demo, queue, "nl", again=True)
    assert isinstance(second, JobRecord)
    assert (second.id != first.id, second.is_open) == (True, True)


def test_an_instrument_without_a_sample_has_no_report_of_one(demo: Site, queue: KeptQueue) -> None:
    with pytest.raises(NotFound):
        ask_for_sample(demo, queue, "unknown", language="nl", network="192.0.2.7")
    gone = jobs.ask_for(demo, queue, None, "pdf", {"sample": "unknown", "language": "nl", "key": "a"}, network="")
    make_document(demo, begun(demo, gone))
    assert jobs.get_job(demo, gone.id).state == FAILED


def test_of_samples_too_only_so_many_are_kept(demo: Site, queue: KeptQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_SAMPLES", 1)
    monkeypatch.setattr(documents, "print_pdf", lambda each: Document(each.name, "application/pdf", b"%PDF-"))
    for language in ("nl", "de"):
        job = sample(demo, queue, language)
        assert isinstance(job, JobRecord)
        make_document(demo, begun(demo, job))
    assert stored(demo) == 1


def test_only_so_many_documents_of_an_assessment_are_kept(
    demo: Site, queue: KeptQueue, opened: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MOST", 1)
    monkeypatch.setattr(documents, "print_pdf", lambda each: Document(each.name, "application/pdf", b"%PDF-"))
    for file in ("short.pdf", "report.pdf"):
        make_document(demo, begun(demo, asked(demo, queue, opened, file)))
    assert stored(demo) == 1


def test_the_same_content_under_another_name_is_another_document(demo: Site, opened: OpenAssessment) -> None:
    unprinted = PDFS["short.pdf"](demo, opened, language="nl")
    assert key_of(unprinted) != key_of(replace(unprinted, name=f"other-{unprinted.name}"))
