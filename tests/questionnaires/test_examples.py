"""Prove that the examples of another kind work from the page to the report, and that no Python knows them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rely.cli import main
from rely.languages.words import words_for
from rely.loading.answers import read_answers
from rely.loading.catalogue import example_folders, instrument_ids, load_instrument
from rely.loading.instrument import read_questionnaire
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.response_scales import Choice
from rely.paths import questionnaires_dir
from rely.scoring.score import score
from rely.services.site import Site
from rely.storage.database import Database
from rely.web import create_app
from tests.browser import Browser
from tests.databases import copied_sqlite_url, sqlite_template
from tests.homes import make_home, site_at_home

__all__ = ["sqlite_template"]

ROOT = Path(__file__).parents[2]
FOLDERS = {folder.name: folder for folder in example_folders()}
INVENTORY, MATURITY = "mini-ipip", "export-readiness"
LANGUAGES = [(INVENTORY, "en"), (MATURITY, "nl"), (MATURITY, "en"), (MATURITY, "de")]
CONCLUSIONS = {
    (INVENTORY, "en"): "Below stands where your answers lie on five scales. Neither end of a scale is the better one.",
    (MATURITY, "nl"): "Voordat Wilg een order aanneemt, is eerst dit aan de beurt: geld en risico.",
    (MATURITY, "en"): "Before Wilg accepts an order, this comes first: money and risk.",
    (MATURITY, "de"): "Bevor Wilg einen Auftrag annimmt, steht zuerst dies an: Geld und Risiko.",
}
# As on http://ipip.ori.org/MiniIPIPKey.htm; the numbers are the places in the list of Donnellan et al. (2006).
PUBLISHED = {
    "extraversion": (
        {1: "Am the life of the party.", 11: "Talk to a lot of different people at parties."},
        {6: "Don't talk a lot.", 16: "Keep in the background."},
    ),
    "agreeableness": (
        {2: "Sympathize with others' feelings.", 12: "Feel others' emotions."},
        {7: "Am not interested in other people's problems.", 17: "Am not really interested in others."},
    ),
    "conscientiousness": (
        {3: "Get chores done right away.", 13: "Like order."},
        {8: "Often forget to put things back in their proper place.", 18: "Make a mess of things."},
    ),
    "neuroticism": (
        {4: "Have frequent mood swings.", 14: "Get upset easily."},
        {9: "Am relaxed most of the time.", 19: "Seldom feel blue."},
    ),
    "imagination": (
        {5: "Have a vivid imagination."},
        {
            10: "Am not interested in abstract ideas.",
            15: "Have difficulty understanding abstract ideas.",
            20: "Do not have a good imagination.",
        },
    ),
}


def example(name: str) -> Instrument:
    return load_instrument(FOLDERS[name])


def invented(name: str) -> Assessment:
    """The answers of the first example file."""
    (row,) = read_answers(min((FOLDERS[name] / "examples").glob("*.yaml")), example(name))
    assert row.assessment is not None
    return row.assessment


@pytest.fixture
def site(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site at home with the examples, which somebody has copied into the catalogue."""
    home = make_home(tmp_path / "home")
    for name, folder in FOLDERS.items():
        (home / "questionnaires" / name).symlink_to(folder)
    monkeypatch.setenv("RELY_HOME", str(home))
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    yield site_at_home(database)
    database.close()


def test_the_examples_stand_outside_the_catalogue() -> None:
    assert list(FOLDERS) == [MATURITY, INVENTORY]
    assert {folder.parent for folder in FOLDERS.values()} == {questionnaires_dir() / "examples"}
    assert set(FOLDERS).isdisjoint(instrument_ids())


@pytest.mark.parametrize("name", FOLDERS)
def test_an_example_has_no_problem_and_its_cases_reach_every_word(name: str) -> None:
    loaded = read_questionnaire(FOLDERS[name])
    assert list(loaded.problems) == []
    instrument = example(name)
    words = {(measure.id, word.code) for measure in instrument.measures for word in measure.words}
    expected = {pair for case in instrument.cases for pair in case.expect.facts.items()}
    assert words <= expected


def test_the_inventory_has_the_published_phrases_scales_and_keys() -> None:
    items = example(INVENTORY).items
    published = {
        f"IP{number:02}": (text, scale, is_reversed)
        for scale, keys in PUBLISHED.items()
        for is_reversed, phrases in enumerate(keys)
        for number, text in phrases.items()
    }
    assert list(items) == sorted(published)
    assert {
        name: (item.text.in_language("en"), *item.facets["scale"], item.reverse) for name, item in items.items()
    } == published


def test_every_question_of_the_assessment_has_five_described_states_and_its_advice() -> None:
    instrument = example(MATURITY)
    scored = [item for item in instrument.items.values() if item.facets]
    for item in scored:
        scale = instrument.scale_of(item)
        assert isinstance(scale, Choice)
        assert [option.score for option in scale.options] == [0, 25, 50, 75, 100]
    assert {item.weight for item in scored} == {1, 2}
    assert [guideline.triggers.items for guideline in instrument.guidelines if guideline.triggers] == [
        (item.id,) for item in scored
    ]


@pytest.mark.parametrize(("name", "language"), LANGUAGES)
def test_an_example_leads_from_the_start_to_its_result_and_report(site: Site, name: str, language: str) -> None:
    instrument, assessment, words = example(name), invented(name), words_for(language)
    browser = Browser(create_app(site.settings, site=site))
    token = browser.visit(f"/{language}/").token
    browser.send(f"/{language}/begin", {"csrf_token": token, "instrument": name, "form": "full"})
    while not browser.path.endswith("/review"):
        answers = {item: str(assessment.answers[item]) for item in browser.asked}
        browser.fill(**answers).press(words.gettext("Next"))
        assert (browser.status, browser.errors()) == (200, {})
    browser.press(words.gettext("Show my result"))
    result = browser.path
    assert (browser.status, result.rpartition("/")[2]) == (200, "result")
    assert browser.heading == CONCLUSIONS[name, language]
    on_the_web = json.loads(browser.visit(f"{result}/scores.json").body)["scores"]
    expected = {score_id: each.score for score_id, each in score(instrument, assessment).scores.items()}
    assert {score_id: each["score"] for score_id, each in on_the_web.items()} == pytest.approx(expected)
    report = browser.visit(f"{result}/report.html").body.decode()
    assert CONCLUSIONS[name, language] in " ".join(report.split())
    assert browser.visit(f"{result}/report.pdf").body.startswith(b"%PDF-")


@pytest.mark.parametrize("name", FOLDERS)
def test_a_report_on_an_example_is_made_by_its_path_and_can_be_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    pdf = tmp_path / "report.pdf"
    answers = min((FOLDERS[name] / "examples").glob("*.yaml"))
    for arguments in (["report", str(FOLDERS[name]), str(answers), "-o", str(pdf)], ["verify", str(pdf)]):
        with pytest.raises(SystemExit) as end:
            main(arguments)
        assert end.value.code == 0, capsys.readouterr().err
    assert capsys.readouterr().out.startswith("consistent\n")


def test_no_page_about_an_example_speaks_of_a_client_relationship(site: Site) -> None:
    browser = Browser(create_app(site.settings, site=site))
    # The first card is that of the assessment, which asks for the name of a company.
    assert "client" not in browser.visit("/en/").text.lower()
    assert "client" not in browser.visit(f"/en/sample/{INVENTORY}").text.lower()
    assert "This client" not in browser.visit(f"/en/sample/{MATURITY}").text


@pytest.mark.parametrize("name", FOLDERS)
def test_no_python_and_no_page_knows_the_words_of_an_example(name: str) -> None:
    instrument = example(name)
    own = {name, *instrument.items, *instrument.measures_by_id, *(each.id for each in instrument.guidelines)}
    labels = {value.label.in_language("en") for facet in instrument.facets for value in facet.values}
    knows = re.compile(rf"\b(?:{'|'.join(map(re.escape, own))}|(?i:{'|'.join(map(re.escape, labels))}))\b")
    files = [
        path
        for top, ending in (("rely", "py"), ("templates", "html"), ("reports", "html"))
        for path in (ROOT / top).rglob(f"*.{ending}")
    ]
    assert len(files) > 100
    assert [(str(path), knows.findall(text)) for path in files if knows.search(text := path.read_text("utf-8"))] == []
