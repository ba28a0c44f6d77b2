import io
from datetime import UTC, date, datetime, timedelta, timezone

import pypdf
import pytest

from rely.loading.catalogue import load_instrument
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import finish_assessment, get_assessment
from rely.services.examples import fill_examples
from rely.services.results import NotFinished, build_html, build_pdf, build_result, day_of, subject_of
from rely.services.site import Site
from rely.storage.database import Database
from tests.sites import clock_of, make_site


@pytest.fixture
def demo(database: Database) -> Site:
    return make_site(database, load_instrument("relationship-check"))


def test_the_result_is_the_same_content_as_the_report(demo: Site) -> None:
    example = fill_examples(demo)[0]
    opened = get_assessment(demo, example.id)
    content = build_result(demo, opened, language="nl")
    assert content.head.name == "Tulp"
    assert content.actions is not None
    pdf = pypdf.PdfReader(io.BytesIO(build_pdf(demo, opened, language="nl").body))
    told = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    html = build_html(demo, opened, language="nl").body.decode()
    for text in (content.head.conclusion, content.actions.actions[0].what):
        assert text in told
        assert text in html


def test_documents_are_called_after_the_relationship_and_the_day(demo: Site) -> None:
    example = fill_examples(demo)[0]
    opened = get_assessment(demo, example.id)
    assert opened.record.finished is not None
    day = opened.record.finished.date()
    assert build_html(demo, opened, language="nl").name == f"rely-tulp-{day}.html"
    assert build_pdf(demo, opened, language="nl").name == f"rely-tulp-{day}.pdf"


def test_there_is_no_result_before_the_respondent_asks_for_it(demo: Site) -> None:
    draft = next(example for example in fill_examples(demo) if not example.is_finished)
    opened = get_assessment(demo, draft.id)
    with pytest.raises(NotFinished) as caught:
        build_result(demo, opened, language="nl")
    assert caught.value.assessment == draft.id


def test_the_day_of_a_result_is_the_day_where_the_site_stands(demo: Site) -> None:
    clock_of(demo).now = datetime(2026, 6, 30, 22, 30, tzinfo=UTC).astimezone(timezone(timedelta(hours=2)))
    draft = next(example for example in fill_examples(demo) if not example.is_finished)
    finish_assessment(demo, draft.id)
    assert day_of(demo, get_assessment(demo, draft.id)) == date(2026, 7, 1)


def test_a_relationship_without_a_name_has_no_subject(demo: Site) -> None:
    draft = next(example for example in fill_examples(demo) if not example.is_finished)
    save_answers(demo, get_assessment(demo, draft.id), {"cx_alias": Arrived(None, clears=True)})
    opened = get_assessment(demo, draft.id)
    assert subject_of(opened) is None
    finish_assessment(demo, draft.id)
    document = build_html(demo, get_assessment(demo, draft.id), language="nl")
    assert document.name == "rely-relationship-check-2026-11-21.html"
    # What stands in addresses is nobody's name.
    assert str(draft.id) not in document.body.decode()
