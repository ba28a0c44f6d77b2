import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import icalendar
import pypdf
import pytest

from rely import paths
from rely.guidelines.document import score_document
from rely.guidelines.recommend import recommend
from rely.loading.answers import read_answers
from rely.loading.catalogue import load_canonical, load_instrument
from rely.scoring.score import score
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import NotFound, OpenAssessment, finish_assessment, get_assessment, start_assessment
from rely.services.examples import fill_examples
from rely.services.results import (
    Document,
    NotFinished,
    build_csv,
    build_html,
    build_ics,
    build_json,
    build_pdf,
    build_result,
    day_of,
    has_sheet,
    prepare_sheet,
    prepare_short,
    print_pdf,
    subject_of,
)
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
    save_answers(demo, get_assessment(demo, draft.id), {"cx_alias": Arrived(None)})
    opened = get_assessment(demo, draft.id)
    assert subject_of(opened) is None
    finish_assessment(demo, draft.id)
    document = build_html(demo, get_assessment(demo, draft.id), language="nl")
    assert document.name == "rely-relationship-check-2026-11-21.html"
    # What stands in addresses is nobody's name.
    assert str(draft.id) not in document.body.decode()


Builder = Callable[..., Document]


def build_short(site: Site, opened: OpenAssessment, *, language: str) -> Document:
    return print_pdf(prepare_short(site, opened, language=language))


def build_sheet(site: Site, opened: OpenAssessment, *, language: str) -> Document:
    return print_pdf(prepare_sheet(site, opened, language=language))


BUILDERS: list[Builder] = [build_pdf, build_short, build_sheet, build_html, build_ics, build_json, build_csv]


def first(site: Site) -> OpenAssessment:
    return get_assessment(site, fill_examples(site)[0].id)


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_the_scores_are_the_object_that_rely_score_makes_of_the_answers(
    demo: Site, tmp_path: Path, language: str
) -> None:
    for example in fill_examples(demo):
        if not example.is_finished:
            continue
        opened = get_assessment(demo, example.id)
        path = tmp_path / "answers.csv"
        path.write_bytes(build_csv(demo, opened, language=language).body)
        (row,) = read_answers(path, opened.instrument)
        assert row.problems == ()
        assert row.assessment is not None
        assert row.assessment.lang == language
        assert row.assessment.date == day_of(demo, opened)
        result = score(opened.instrument, row.assessment)
        advice = recommend(opened.instrument, result)
        document = score_document(opened.instrument, opened.record.instrument_digest, result, advice)
        assert json.loads(build_json(demo, opened, language=language).body) == json.loads(json.dumps(document))


def test_documents_of_one_ending_have_names_of_their_own(demo: Site) -> None:
    opened = first(demo)
    day = day_of(demo, opened)
    made = [builder(demo, opened, language="nl").name for builder in BUILDERS]
    made.append(build_pdf(demo, opened, language="nl", with_data=False).name)
    assert sorted(made) == sorted(
        f"rely-tulp-{day}{rest}"
        for rest in (
            ".pdf", "-zonder-gegevens.pdf", "-korte-versie.pdf", "-voorbereiding.pdf", ".html", ".ics",
            "-scores.json", "-antwoorden.csv",
        )
    )  # fmt: skip


def test_only_the_report_with_data_carries_them(demo: Site) -> None:
    opened = first(demo)

    def carried(document: Document) -> list[str]:
        return list(pypdf.PdfReader(io.BytesIO(document.body)).attachments)

    assert carried(build_pdf(demo, opened, language="en")) == ["rely.json"]
    for document in (
        build_pdf(demo, opened, language="en", with_data=False),
        build_short(demo, opened, language="en"),
        build_sheet(demo, opened, language="en"),
    ):
        assert carried(document) == []


def test_the_short_form_has_two_pages_at_most(demo: Site) -> None:
    for example in fill_examples(demo)[:3]:
        document = build_short(demo, get_assessment(demo, example.id), language="de")
        assert len(pypdf.PdfReader(io.BytesIO(document.body)).pages) <= 2


def entries(document: Document) -> dict[str, str]:
    """Summaries by UID."""
    found = icalendar.Calendar.from_ical(document.body).walk("VEVENT")
    return {str(each["UID"]): str(each["SUMMARY"]) for each in found}


def test_the_entries_of_a_calendar_stay_the_same_when_the_code_name_changes(demo: Site) -> None:
    opened = first(demo)
    before = entries(build_ics(demo, opened, language="nl"))
    save_answers(demo, opened, {"cx_alias": Arrived("Roos")})
    finish_assessment(demo, opened.id)
    after = entries(build_ics(demo, get_assessment(demo, opened.id), language="en"))
    assert before
    assert set(before) == set(after)
    assert all(told.startswith("Roos: ") for told in after.values())


def test_two_relationships_of_one_name_share_no_entry(demo: Site) -> None:
    one, other = (get_assessment(demo, example.id) for example in fill_examples(demo)[:2])
    save_answers(demo, other, {"cx_alias": Arrived("Tulp")})
    finish_assessment(demo, other.id)
    other = get_assessment(demo, other.id)
    assert not set(entries(build_ics(demo, one, language="en"))) & set(entries(build_ics(demo, other, language="en")))


def test_what_an_instrument_does_not_declare_is_not_to_be_had(site: Site) -> None:
    started = start_assessment(site, "small", language="en")
    save_answers(site, get_assessment(site, started.id), {"data": Arrived("Tulp"), "S1": Arrived(3)})
    finish_assessment(site, started.id)
    opened = get_assessment(site, started.id)
    assert not has_sheet(opened.instrument)
    for builder in (build_sheet, build_ics):
        with pytest.raises(NotFound):
            builder(site, opened, language="en")
    for builder in (build_pdf, build_short, build_html, build_json, build_csv):
        assert builder(site, opened, language="de").body


def test_a_result_of_an_older_version_has_its_documents_too(database: Database) -> None:
    kept = paths.questionnaires_dir() / "relationship-check" / "releases" / "1.0.0.json"
    site = make_site(database, load_canonical(kept.read_text(encoding="utf-8")))
    opened = first(site)
    assert opened.instrument.version == "1.0.0"
    assert not has_sheet(opened.instrument)
    for builder in (build_sheet, build_ics):
        with pytest.raises(NotFound):
            builder(site, opened, language="nl")
    for builder in (build_pdf, build_short, build_html, build_json, build_csv):
        assert builder(site, opened, language="nl").body


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_document_is_made_before_the_end(demo: Site, builder: Builder) -> None:
    draft = next(example for example in fill_examples(demo) if not example.is_finished)
    with pytest.raises(NotFinished):
        builder(demo, get_assessment(demo, draft.id), language="nl")


def test_a_table_in_a_language_with_a_decimal_comma_is_parted_by_semicolons(demo: Site) -> None:
    opened = first(demo)
    for language, delimiter in (("nl", b";"), ("de", b";"), ("en", b",")):
        header = build_csv(demo, opened, language=language).body.splitlines()[0]
        assert header.startswith(b"\xef\xbb\xbfid" + delimiter + b"instrument" + delimiter)
