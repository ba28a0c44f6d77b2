"""Prove that answers outlive each version of a questionnaire under work, and that nothing of a preview is left."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rely.model.answers import Code
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import OpenAssessment, Started, get_assessment, start_assessment
from rely.services.deletion import delete_everything
from rely.services.preview import BRANCH, EXAMPLE, OWN, SIMULATED, NoAnswers, Preview, Source, source_of
from rely.services.preview_site import opened_preview
from rely.storage.database import Database
from tests.databases import copied_sqlite_url
from tests.previews import EXAMPLE as ANSWERS
from tests.previews import TITLE, edit, make_preview, write_small

OWN_ANSWERS = Source(OWN)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_small(tmp_path / "small")


@pytest.fixture
def preview(sqlite_template: Path, tmp_path: Path, file: Path) -> Iterator[Preview]:
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    made = make_preview(database, file.parent)
    made.look()
    yield made
    database.close()


def opened(preview: Preview, started: Started) -> OpenAssessment:
    return get_assessment(preview.site, started.id)


def answered(preview: Preview, **answers: Code) -> Started:
    """The own answers, with these given."""
    started = preview.started(OWN_ANSWERS, language="en")
    arrived = {name: Arrived(code) for name, code in answers.items()}
    assert not save_answers(preview.site, opened(preview, started), arrived).problems
    return started


def test_answers_and_addresses_stay_when_the_file_changes(preview: Preview, file: Path) -> None:
    started = answered(preview, plants=7, sown="yes")
    edit(file, TITLE, '"Other check"')
    preview.look()
    after = opened(preview, preview.started(OWN_ANSWERS, language="en"))
    assert (after.id, after.answers) == (started.id, {"plants": 7, "sown": "yes"})
    assert after.instrument.title.in_language("en") == "Other check"


def test_an_answer_that_does_not_fit_any_more_comes_back_when_it_fits_again(preview: Preview, file: Path) -> None:
    started = answered(preview, plants=960, sown="yes")
    edit(file, '"max": 1000', '"max": 950')
    preview.look()
    assert opened(preview, started).answers == {"sown": "yes"}
    edit(file, '"max": 950', '"max": 1000')
    preview.look()
    assert opened(preview, started).answers == {"plants": 960, "sown": "yes"}


def test_the_answer_to_an_item_that_is_gone_comes_back_with_it(preview: Preview, file: Path) -> None:
    started = answered(preview, notes="weeds")
    edit(file, '"id": "notes"', '"id": "remarks"')
    edit(file, '"errors",\n     "notes"', '"errors",\n     "remarks"')
    preview.look()
    assert opened(preview, started).answers == {}
    edit(file, '"id": "remarks"', '"id": "notes"')
    edit(file, '"errors",\n     "remarks"', '"errors",\n     "notes"')
    preview.look()
    assert opened(preview, started).answers == {"notes": "weeds"}


def test_a_finished_assessment_stays_finished(preview: Preview, file: Path) -> None:
    started = answered(preview, plants=960, sown="yes")
    preview.finish(started)
    edit(file, '"max": 1000', '"max": 950')
    preview.look()
    after = opened(preview, started)
    assert (after.is_finished, after.answers) == (True, {"sown": "yes"})
    edit(file, '"max": 950', '"max": 1000')
    preview.look()
    again = opened(preview, started)
    assert (again.is_finished, again.answers) == (True, {"plants": 960, "sown": "yes"})


def test_an_assessment_whose_form_is_gone_goes_on_in_full(preview: Preview, file: Path) -> None:
    edit(
        file,
        '"missing_data": {',
        '"forms": [{"id": "short", "label": "Short", "items": ["plants"]}],\n "missing_data": {',
    )
    preview.look()
    started = preview.open(Source(BRANCH, "form/short"), language="en")
    assert opened(preview, started).record.form == "short"
    edit(file, '"id": "short"', '"id": "brief"')
    preview.look()
    assert opened(preview, started).record.form == "full"


def test_no_version_but_the_last_stays_in_the_database(preview: Preview, file: Path) -> None:
    answered(preview, plants=7)
    for number in range(3):
        edit(file, '"version": "1.0.', f'"version": "{number + 2}.0.')
        edit(file, f'"version": "{number + 2}.0.', '"version": "1.0.')
        edit(file, '"Small check', '"Small check!')
        preview.look()
    with preview.site.database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM instrument").scalar_one() == 1


def test_a_broken_file_leaves_the_site_as_it_was(preview: Preview, file: Path) -> None:
    started = answered(preview, plants=7)
    edit(file, '"sections"', '"section"')
    assert preview.look().is_broken
    assert opened(preview, started).answers == {"plants": 7}
    assert [offer.instrument.id for offer in preview.site.catalogue.offers()] == ["small"]


def test_another_source_leaves_the_own_answers_alone(preview: Preview, file: Path) -> None:
    own = answered(preview, plants=7)
    branch = preview.open(Source(BRANCH, "selected/autumn"), language="en")
    assert branch.id != own.id
    assert opened(preview, branch).asked.selected == "autumn"
    assert preview.open(OWN_ANSWERS, language="en") == own
    assert opened(preview, own).answers == {"plants": 7}


def test_a_source_that_was_not_opened_shows_the_own_answers(preview: Preview) -> None:
    own = answered(preview, plants=7)
    assert preview.started(Source(BRANCH, "selected/autumn"), language="en") == own


def test_own_answers_begin_anew_on_request(preview: Preview) -> None:
    answered(preview, plants=7)
    assert opened(preview, preview.clear(language="en")).answers == {}


def test_after_everything_was_deleted_on_the_pages_own_answers_begin_anew(preview: Preview) -> None:
    own = answered(preview, plants=7)
    delete_everything(preview.site, own.id)
    again = preview.started(OWN_ANSWERS, language="en")
    assert again.id != own.id
    assert opened(preview, again).answers == {}


def test_an_assessment_begun_on_the_pages_becomes_the_own_one(preview: Preview) -> None:
    branch = preview.open(Source(BRANCH, "selected/autumn"), language="en")
    begun = start_assessment(preview.site, "small", language="en")
    assert preview.adopt(begun) == OWN_ANSWERS
    assert preview.adopt(branch) == Source(BRANCH, "selected/autumn")
    assert preview.started(OWN_ANSWERS, language="en") == begun


def test_the_files_beside_the_questionnaire_are_examples(preview: Preview, file: Path) -> None:
    folder = file.parent / "examples"
    folder.mkdir()
    (folder / "one.yaml").write_text(ANSWERS)
    (folder / "notes.txt").write_text("none")
    assert preview.examples() == ("one.yaml",)
    started = preview.open(Source(EXAMPLE, "one.yaml"), language="en")
    assert opened(preview, started).answers["data"] == "Allotment"


def test_an_example_that_does_not_fit_tells_its_problems(preview: Preview, file: Path) -> None:
    folder = file.parent / "examples"
    folder.mkdir()
    (folder / "one.yaml").write_text(ANSWERS.replace("plants: 12", "plants: many"))
    with pytest.raises(NoAnswers) as error:
        preview.open(Source(EXAMPLE, "one.yaml"), language="en")
    assert [each.line for each in error.value.problems] == [5]
    assert preview.problems_of(Source(EXAMPLE, "one.yaml")) == error.value.problems


@pytest.mark.parametrize(
    "source",
    [
        Source(EXAMPLE, "../../outside.yaml"),
        Source(EXAMPLE, "/etc/passwd"),
        Source(BRANCH, "page/nowhere/1"),
        Source(SIMULATED, "-1"),
        Source(SIMULATED, "9" * 30),
    ],
)
def test_a_source_that_is_not_offered_gives_no_answers(preview: Preview, file: Path, source: Source) -> None:
    (file.parent / "examples").mkdir()
    (file.parent.parent / "outside.yaml").write_text(ANSWERS)
    with pytest.raises(NoAnswers):
        preview.open(source, language="en")


def test_simulated_answers_are_the_same_for_the_same_number(preview: Preview) -> None:
    def simulated(number: int) -> dict[str, Code]:
        return opened(preview, preview.open(Source(SIMULATED, str(number)), language="en")).answers

    assert simulated(1) == simulated(1)
    assert simulated(1) != simulated(2)


@pytest.mark.parametrize("written", ["", "own", "own/1", "example", "example/", "other/1"])
def test_what_names_no_source_is_the_own_answers(written: str) -> None:
    assert source_of(written) == OWN_ANSWERS


def test_a_source_is_found_again_by_its_id() -> None:
    for source in (Source(BRANCH, "page/work/2"), Source(EXAMPLE, "a b.yaml"), Source(SIMULATED, "3")):
        assert source_of(source.id) == source


def test_nothing_is_left_of_a_preview(file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    before = {each.name for each in tmp_path.iterdir()}

    def look_and_leave(check: Callable[[], None]) -> None:
        with opened_preview(file) as made:
            made.look()
            made.started(OWN_ANSWERS, language="en")
            assert list(folder.iterdir())
            check()

    look_and_leave(lambda: None)
    assert list(folder.iterdir()) == []
    with pytest.raises(KeyboardInterrupt):
        look_and_leave(_interrupted)
    assert list(folder.iterdir()) == []
    assert {each.name for each in tmp_path.iterdir()} == before


def _interrupted() -> None:
    raise KeyboardInterrupt
