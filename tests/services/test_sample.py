import io
import logging
from pathlib import Path

import pypdf
import pytest

from rely.loading.catalogue import load_instrument
from rely.services import sample
from rely.services.assessments import NotFound, get_assessment
from rely.services.results import print_pdf
from rely.services.sample import find_sample, get_sample, sample_report
from rely.services.site import Site
from rely.storage.database import Database
from tests.instruments import relationship_check
from tests.sites import clock_of, make_site
from tests.small_instrument import small_instrument


@pytest.fixture(autouse=True)
def _nothing_made_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample, "_samples", sample._Kept())


@pytest.fixture
def site(database: Database) -> Site:
    return make_site(database, load_instrument("relationship-check"), small_instrument())


def test_the_sample_is_the_result_of_the_first_finished_example(site: Site) -> None:
    found = get_sample(site, "relationship-check", "nl")
    assert found.content.head.name == "Tulp"
    assert found.content.language == "nl"
    assert found.opened.answers["cx_country"] == "DE"


def test_its_report_says_who_answered_nobody_real(site: Site) -> None:
    facts = {fact.label: fact.value for fact in get_sample(site, "relationship-check", "en").content.head.facts}
    assert facts["Answered by"] == "an invented firm"


@pytest.mark.parametrize("name", ["value-strategy", "client-pulse"])
def test_only_where_a_client_is_looked_at_the_sample_is_that_of_a_firm(database: Database, name: str) -> None:
    instrument = load_instrument(name)
    content = get_sample(make_site(database, instrument), instrument.id, "en").content
    facts = {fact.label: fact.value for fact in content.head.facts}
    assert facts["Answered by"] == "nobody, this is an invented example"


def test_an_instrument_without_examples_has_no_sample(site: Site) -> None:
    offer = site.catalogue.find("small")
    assert offer is not None
    assert find_sample(site, offer, "en") is None
    for name in ("small", "unknown", "../relationship-check"):
        with pytest.raises(NotFound):
            get_sample(site, name, "en")
        with pytest.raises(NotFound):
            sample_report(site, name, "en")


def test_a_broken_example_is_told_in_the_log_and_gives_no_sample(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "relationship-check" / "examples"
    folder.mkdir(parents=True)
    (folder / "1.yaml").write_text("instrument: relationship-check\nanswers:\n  TR01: 9\n")
    monkeypatch.setattr("rely.paths.questionnaires_dir", lambda: tmp_path)
    site = make_site(database, relationship_check())
    offer = site.catalogue.find("relationship-check")
    assert offer is not None
    with caplog.at_level(logging.WARNING):
        assert find_sample(site, offer, "en") is None
    assert "TR01" in caplog.text


def test_the_sample_and_its_report_are_dated_today(site: Site) -> None:
    for _ in range(2):
        today = site.clock().date()
        found = get_sample(site, "relationship-check", "en")
        assert found.opened.record.finished == site.now()
        assert sample_report(site, "relationship-check", "en").name == f"rely-tulp-{today.isoformat()}-example.pdf"
        clock_of(site).move(days=1)


def test_the_sample_is_made_once_a_day_for_each_language(site: Site) -> None:
    first = get_sample(site, "relationship-check", "de")
    assert get_sample(site, "relationship-check", "de") is first
    assert get_sample(site, "relationship-check", "nl") is not first
    clock_of(site).move(days=1)
    assert get_sample(site, "relationship-check", "de") is not first


def test_its_report_carries_no_data_and_is_marked_as_invented(site: Site) -> None:
    document = print_pdf(sample_report(site, "relationship-check", "de"))
    reader = pypdf.PdfReader(io.BytesIO(document.body))
    assert not reader.attachments
    assert "ein erfundenes Unternehmen" in " ".join(reader.pages[0].extract_text().split())
    assert document.name.endswith("-beispiel.pdf")


def test_a_sample_opens_no_assessment(site: Site) -> None:
    with pytest.raises(NotFound):
        get_assessment(site, get_sample(site, "relationship-check", "en").opened.id)
