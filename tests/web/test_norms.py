"""The results page tells where scores stand among others, only where norms exist."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from rely.loading.norms import as_text
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import finish_assessment, get_assessment, start_assessment
from rely.services.site import Site
from rely.web import create_app
from tests.browser import Browser
from tests.homes import make_home
from tests.research.norms.people import built, people, questionnaire


@pytest.fixture
def norms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with norms of 120 people."""
    home = make_home(tmp_path / "home")
    folder = home / "questionnaires" / "people" / "norms"
    folder.mkdir(parents=True)
    monkeypatch.setenv("RELY_HOME", str(home))
    file = built(people(120, country="NL")).file
    assert file is not None
    (folder / "1.json").write_text(as_text(file))
    return folder / "1.json"


def result(site: Site, form: str = "full") -> HtmlElement:
    started = start_assessment(site, "people", language="en", form=form)
    arrived = {name: Arrived(4) for name in ("A", "B", *(("C", "D", "E", "F") if form == "full" else ()))}
    save_answers(site, get_assessment(site, started.id), arrived)
    finish_assessment(site, started.id)
    browser = Browser(create_app(site.settings, site=site))
    browser.visit("/en/resume")
    browser.send("/en/resume", {"csrf_token": browser.token, "code": started.code})
    return browser.page


def words(part: HtmlElement) -> str:
    return " ".join(" ".join(part.itertext()).split())


def test_each_score_has_its_rank_and_the_group_is_described(norms: Path, site_with: Callable[..., Site]) -> None:
    page = result(site_with(questionnaire()))
    (section,) = page.xpath("//section[@id='norms']")
    told = words(section)
    assert "120 assessments (Netherlands; Mar 2026 to Jun 2026; self-selected)." in told
    assert "It is no verdict" in told
    rows = [words(each) for each in section.xpath(".//tbody/tr")]
    assert len(rows) == 3
    assert all("PR " in row and "Among: 120, provisional" in row for row in rows)
    assert page.xpath("//nav[@class='toc']//a[@href='#norms']")


def test_a_short_form_is_never_put_beside_norms_of_the_full_one(norms: Path, site_with: Callable[..., Site]) -> None:
    assert not result(site_with(questionnaire()), "short").xpath("//*[@id='norms']")


def test_without_norms_the_page_says_nothing_about_others(norms: Path, site_with: Callable[..., Site]) -> None:
    norms.unlink()
    page = result(site_with(questionnaire()))
    assert not page.xpath("//*[@id='norms']")
    assert not page.xpath("//a[@href='#norms']")
