"""The results page shows the findings of the report: the same words, scores on lanes, nothing about a relationship."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import pytest
from lxml.html import HtmlElement

from rely.languages import words_for
from rely.loading.catalogue import load_instrument
from rely.model.instrument import Instrument
from rely.model.text import Text
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import OpenAssessment, finish_assessment, get_assessment, start_assessment
from rely.services.site import Site
from rely.web import create_app
from rely.web.result.content import _on_changing
from tests.browser import Browser
from tests.houses import HOUSES
from tests.instruments import short_report


def result(site: Site, fill: str, language: str = "en") -> Browser:
    started = start_assessment(site, "short-report", language=language, form="full")
    answers, given = HOUSES[fill]
    arrived = {name: Arrived(code) for name, code in {**answers, **given}.items()}
    save_answers(site, get_assessment(site, started.id), arrived)
    finish_assessment(site, started.id)
    browser = Browser(create_app(site.settings, site=site))
    browser.visit(f"/{language}/resume")
    browser.send(f"/{language}/resume", {"csrf_token": browser.token, "code": started.code})
    assert browser.path.endswith("/result")
    return browser


def words(part: HtmlElement) -> str:
    return " ".join(" ".join(part.itertext()).split())


def test_each_finding_is_a_section_with_its_scores_measures_and_answers(site_with: Callable[..., Site]) -> None:
    page = result(site_with(short_report()), "complete").page
    sections = {each.get("id"): each for each in page.xpath("//section[starts-with(@id, 'finding-')]")}
    assert list(sections) == ["finding-warmth", "finding-use", "finding-own"]
    warmth = sections["finding-warmth"]
    assert "The house stands at 56.3 of 100, which is the second step; the roof is warm." in words(warmth)
    assert len(warmth.xpath(".//svg[@class='lane']")) == 2
    rows = [words(each) for each in sections["finding-use"].xpath(".//tbody/tr")]
    assert rows[0].startswith("Kind of house Hungry Each room asks for much.")
    assert "Answers: 2 of 2" in rows[0]
    assert "<b>no draught</b>" in words(sections["finding-own"])
    assert not page.xpath("//section[@id='glance']")


def test_the_contents_of_the_page_lead_to_each_finding(site_with: Callable[..., Site]) -> None:
    page = result(site_with(short_report()), "complete").page
    links = page.xpath("//nav[@class='toc']//a/@href")
    assert links[:4] == ["#conclusion", "#finding-warmth", "#finding-use", "#finding-own"]
    assert all(page.xpath(f"//*[@id='{link[1:]}']") for link in links)


def test_how_scores_are_read_is_told_once(site_with: Callable[..., Site]) -> None:
    page = result(site_with(short_report()), "complete").page
    assert len(page.xpath("//caption[contains(@class, 'small') and contains(., 'The bar is the margin')]")) == 1


def test_guidelines_without_a_grid_are_listed_with_why(site_with: Callable[..., Site]) -> None:
    page = result(site_with(short_report()), "complete").page
    (guidelines,) = page.xpath("//section[@id='guidelines']")
    assert len(guidelines.xpath(".//ul[@class='glist']/li")) == 2
    assert len(guidelines.xpath(".//details[@class='why']")) == 2
    assert len(page.xpath("//ol[@class='actions']/li")) == 1


@pytest.mark.parametrize(("language", "word"), [("en", "relationship"), ("nl", "relatie"), ("de", "beziehung")])
def test_nothing_is_said_about_a_relationship(site_with: Callable[..., Site], language: str, word: str) -> None:
    (main,) = result(site_with(short_report()), "partial", language).page.xpath("//main")
    assert word not in words(main).casefold()


def test_no_bar_is_spoken_of_where_no_score_has_a_margin(site_with: Callable[..., Site]) -> None:
    browser = sample(site_with, "relationship-norms")
    assert words(browser.page.xpath("//table[@class='glance2']/caption")[0]) == "Scores from 0 to 100."
    assert "The bar is the margin" not in browser.text
    assert "The bar is the margin" in sample(site_with, "relationship-check").text


def sample(site_with: Callable[..., Site], name: str) -> Browser:
    site = site_with(load_instrument(name))
    return Browser(create_app(site.settings, site=site)).visit(f"/en/sample/{name}")


def finished(site_with: Callable[..., Site], instrument: Instrument) -> Browser:
    return result(site_with(instrument), "complete")


def test_a_result_for_somebody_else_says_first_for_whom_it_is_and_how_it_gets_there(
    site_with: Callable[..., Site],
) -> None:
    instrument = short_report()
    assert instrument.report is not None
    for_whom = Text.model_validate({"en": "This is for <your> landlord."})
    report = instrument.report.model_copy(update={"for_whom": for_whom})
    page = finished(site_with, instrument.model_copy(update={"report": report})).page
    first = page.xpath("//div[@class='result']/*[1]")[0]
    assert "This is for <your> landlord." in words(first)
    pdf, link = first.xpath(".//a/@href")
    assert pdf.endswith("/result/report.pdf")
    assert "Your private link" in words(page.xpath(f"//section[h2[@id='{link[1:]}']]")[0])
    heads = {words(each) for each in page.xpath("//h2 | //dt | //th")}
    assert heads & {"Your answers", "Your answer"} == set()
    assert {"Answers", "Answer"} <= heads


def test_a_result_of_ones_own_is_not_handed_on(site_with: Callable[..., Site]) -> None:
    page = finished(site_with, short_report()).page
    assert page.xpath("//div[@class='result']/*[1]/@id") == ["conclusion"]
    assert {"Your answers", "Your answer"} <= {words(each) for each in page.xpath("//h2 | //dt | //th")}


@pytest.mark.parametrize(("name", "is_about_one"), [("relationship-check", True), ("value-strategy", False)])
def test_a_change_in_the_relationship_is_asked_for_only_where_the_instrument_is_about_one(
    name: str, is_about_one: bool
) -> None:
    opened = SimpleNamespace(instrument=load_instrument(name))
    asked = _on_changing(cast(OpenAssessment, opened), words_for("en"))
    assert asked.startswith("Has something changed")
    assert ("relationship" in asked) is is_about_one
