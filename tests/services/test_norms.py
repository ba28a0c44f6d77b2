"""Prove that norms from the database rest on consented assessments alone, and that a broken file stops no page."""

import json
import uuid
from pathlib import Path

import pytest

from rely.loading.norms import as_text
from rely.model.instrument import Instrument
from rely.model.reference import ReferenceFile
from rely.research.norms.build import build_norms
from rely.research.norms.gathering import gather
from rely.services.assessments import finish_assessment, get_assessment, start_assessment
from rely.services.norms import consented_versions_of
from rely.services.reference import norms_at_hand
from rely.services.research_consent import withdraw
from rely.services.results import build_result
from rely.services.site import Site
from rely.storage.database import Database
from tests.homes import make_home
from tests.research.norms.people import DAY, people, questionnaire
from tests.services.test_finished_results import again, answer
from tests.services.test_research_consent import agrees
from tests.sites import clock_of, make_site


@pytest.fixture
def people_site(database: Database) -> Site:
    return make_site(database, questionnaire())


def norms(site: Site, instrument: Instrument | None = None) -> ReferenceFile | None:
    wanted = instrument or questionnaire()
    gathered = gather(wanted, consented_versions_of(site, wanted))
    return build_norms(gathered, number=1, made=DAY, source="database").file


def agreeing(site: Site, n: int, *, seed: int = 1) -> list[uuid.UUID]:
    found = []
    for each in people(n, seed=seed):
        id = start_assessment(site, "people", language="en").id
        answer(site, id, **each.assessment.answers)
        finish_assessment(site, id)
        agrees(site, id)
        found.append(id)
    return found


def test_who_withdraws_is_not_in_the_next_norms(people_site: Site) -> None:
    first, second, *_ = agreeing(people_site, 32)
    for id, left in ((first, 31), (second, 30)):
        withdraw(people_site, get_assessment(people_site, id))
        file = norms(people_site)
        assert file is not None
        assert file.groups[0].n == left
        assert file.groups[0].languages == {"en": left}


def test_of_a_relationship_the_result_of_the_first_day_counts(people_site: Site) -> None:
    ids = agreeing(people_site, 30)
    before = norms(people_site)
    clock_of(people_site).move(days=3)
    again(people_site, ids[0], A=1, B=1, C=1, D=1, E=1, F=1)
    assert norms(people_site) == before


def test_another_version_counts_with_the_scores_that_mean_the_same(people_site: Site) -> None:
    agreeing(people_site, 30)
    data = questionnaire().model_dump(mode="json", by_alias=True, exclude_unset=True)
    data["version"] = "1.1.0"
    data["sections"][0]["items"][0]["text"] = "Reworded"
    file = norms(people_site, Instrument.model_validate(data))
    assert file is not None
    assert set(file.groups[0].scores) == {"two"}


def test_a_results_page_shows_norms_and_a_broken_file_only_takes_them_away(
    people_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    id, *_ = agreeing(people_site, 30)
    home = make_home(tmp_path / "home")
    folder = home / "questionnaires" / "people" / "norms"
    folder.mkdir(parents=True)
    monkeypatch.setenv("RELY_HOME", str(home))
    file = norms(people_site)
    assert file is not None
    (folder / "1.json").write_text(as_text(file))
    shown = build_result(people_site, get_assessment(people_site, id), language="en")
    assert "Where the margins come from" in [part.heading for part in shown.reading.parts]
    (folder / "1.json").write_text(json.dumps({"format": 2}))
    assert norms_at_hand(questionnaire()) is None
    assert "1.json" in caplog.text
    shown = build_result(people_site, get_assessment(people_site, id), language="en")
    assert "Where the margins come from" not in [part.heading for part in shown.reading.parts]
