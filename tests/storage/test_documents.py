import uuid
from datetime import timedelta

import pytest

from rely.services.assessments import start_assessment
from rely.services.site import Site
from rely.storage.database import Database
from rely.storage.documents import (
    DocumentRecord,
    delete_documents,
    find_document,
    keep_document,
    lock_assessment,
)
from tests.sites import NOON, make_site
from tests.small_instrument import small_instrument


@pytest.fixture
def site(database: Database) -> Site:
    return make_site(database, small_instrument())


@pytest.fixture
def owner(site: Site) -> uuid.UUID:
    return start_assessment(site, "small", language="en").id


def document(owner: uuid.UUID, key: str, body: bytes = b"%PDF-", minutes: int = 0) -> DocumentRecord:
    return DocumentRecord(owner, key, "a.pdf", "application/pdf", body, NOON + timedelta(minutes=minutes))


def test_a_document_is_found_by_its_key_and_the_last_one_counts(site: Site, owner: uuid.UUID) -> None:
    with site.database.writing() as session:
        keep_document(session, document(owner, "a"), most=9)
        keep_document(session, document(owner, "a", b"%PDF-2"), most=9)
    with site.database.reading() as session:
        assert find_document(session, owner, "a") == document(owner, "a", b"%PDF-2")
        assert find_document(session, owner, "b") is None
        assert find_document(session, uuid.uuid4(), "a") is None


def test_only_the_newest_documents_of_an_assessment_stay(site: Site, owner: uuid.UUID) -> None:
    other = start_assessment(site, "small", language="en").id
    with site.database.writing() as session:
        keep_document(session, document(other, "a"), most=2)
        for minutes, key in enumerate("abc"):
            keep_document(session, document(owner, key, minutes=minutes), most=2)
    with site.database.reading() as session:
        assert [key for key in "abc" if find_document(session, owner, key)] == ["b", "c"]
        assert find_document(session, other, "a") is not None


def test_documents_of_long_ago_are_deleted(site: Site, owner: uuid.UUID) -> None:
    with site.database.writing() as session:
        for minutes, key in enumerate("abc"):
            keep_document(session, document(owner, key, minutes=minutes), most=9)
        delete_documents(session, until=NOON + timedelta(minutes=1))
    with site.database.reading() as session:
        assert [key for key in "abc" if find_document(session, owner, key)] == ["c"]


def test_an_assessment_that_is_gone_cannot_be_locked(site: Site, owner: uuid.UUID) -> None:
    with site.database.writing() as session:
        assert lock_assessment(session, owner)
        assert not lock_assessment(session, uuid.uuid4())
