import io
from collections.abc import Callable
from urllib.parse import unquote

import pypdf
import pytest

from rely.loading.catalogue import load_instrument
from rely.services.examples import Example, fill_examples
from rely.services.site import Site
from rely.web import create_app
from tests.browser import Browser
from tests.web.test_review import to_review


@pytest.fixture
def demo(site_with: Callable[..., Site]) -> tuple[Browser, tuple[Example, ...]]:
    site = site_with(load_instrument("relationship-check"))
    examples = fill_examples(site)
    return Browser(create_app(site.settings, site=site)), examples


def resume(browser: Browser, example: Example, language: str) -> Browser:
    browser.visit(f"/{language}/resume")
    browser.send(f"/{language}/resume", {"csrf_token": browser.token, "code": example.code})
    assert browser.status == 200
    return browser


def test_the_result_shows_conclusion_scores_actions_and_all_guidelines(
    demo: tuple[Browser, tuple[Example, ...]],
) -> None:
    browser = resume(demo[0], demo[1][0], "nl")
    assert browser.path.endswith("/result")
    assert "Tulp" in browser.heading
    rows = [each.text_content().strip() for each in browser.page.xpath("//section[@id='glance']//tr[@class='rg']")]
    assert rows == ["Vertrouwen", "Emotie", "Content", "Interactie", "Totaal"]
    assert len(browser.page.xpath("//ol[@class='actions']/li")) == 5
    labels = [each.text_content().strip() for each in browser.page.xpath("//details[@class='ing']//h3")]
    assert labels == ["Vertrouwen", "Emotie", "Content", "Interactie", "Gebruik van digitale kanalen"]


def test_every_guideline_has_a_sign_and_a_word(demo: tuple[Browser, tuple[Example, ...]]) -> None:
    browser = resume(demo[0], demo[1][0], "en")
    guidelines = browser.page.xpath("//ul[@class='glist']/li")
    assert len(guidelines) > 20
    for each in guidelines:
        assert each.xpath("span[1]/svg/use/@href")
        assert each.xpath("normalize-space(span[1])")


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_the_report_is_downloaded_as_pdf_and_as_web_page_in_the_language_of_the_page(
    demo: tuple[Browser, tuple[Example, ...]], language: str
) -> None:
    browser = resume(demo[0], demo[1][0], language)
    conclusion, result = browser.heading, browser.path
    browser.visit(f"{result}/report.pdf")
    assert browser.headers["Content-Type"] == "application/pdf"
    assert browser.headers["Content-Disposition"].startswith("attachment; filename=rely-tulp-")
    told = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(browser.body)).pages).split())
    assert conclusion in told
    browser.visit(f"{result}/report.html")
    assert browser.headers["Content-Disposition"].endswith(".html")
    assert conclusion in browser.body.decode()


def test_before_the_end_every_address_of_the_result_leads_to_the_review(
    demo: tuple[Browser, tuple[Example, ...]],
) -> None:
    draft = next(example for example in demo[1] if not example.is_finished)
    browser = resume(demo[0], draft, "en")
    base = f"/en/a/{draft.id}"
    for path in ("/result", "/result/report.pdf", "/result/report.html"):
        assert browser.visit(base + path).path == f"{base}/review"


def test_a_change_after_the_end_asks_to_finish_again(demo: tuple[Browser, tuple[Example, ...]]) -> None:
    browser = resume(demo[0], demo[1][0], "en")
    result = browser.path
    browser.follow("Change answers")
    browser.visit(result.replace("result", "client/1")).fill(cx_alias="Roos").press()
    assert browser.visit(result).path.endswith("/review")
    browser.press("Show my result")
    assert "Roos" in browser.heading


def test_the_result_tells_the_code_and_until_when_it_is_kept(browser: Browser) -> None:
    to_review(browser, data="Tulp", S1="3").press("Show my result")
    assert len(browser.page.xpath("//*[contains(@class, 'keep')]//b[@class='code']")[0].text.split("-")) == 4
    assert "We keep your answers until 20 May 2027." in browser.text


def test_an_instrument_without_guidelines_has_a_result_as_well(browser: Browser) -> None:
    to_review(browser, data="Tulp", S1="3", S2="5").press("Show my result")
    assert browser.status == 200
    assert "Soil" in browser.text


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "rely-etc-passwd-"),
        ('a"; filename=b.exe', "rely-a-filename-b-exe-"),
        ("Süd & Nord", "rely-süd-nord-"),
        ("客户", "rely-客户-"),
        ("🌷", "rely-report-"),
    ],
)
def test_a_hostile_name_gives_a_harmless_file_name(browser: Browser, name: str, file: str) -> None:
    to_review(browser, data=name, S1="3").press("Show my result")
    browser.visit(f"{browser.path}/report.html")
    disposition = browser.headers["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    assert disposition.isascii()
    encoded = disposition.partition("filename*=UTF-8''")[2] or disposition.partition("filename=")[2]
    assert unquote(encoded) == f"{file}2026-11-21.html"
    assert not set('/\\\r\n"') & set(unquote(encoded))


def test_what_asks_for_something_stands_before_what_is_done(demo: tuple[Browser, tuple[Example, ...]]) -> None:
    browser = resume(demo[0], demo[1][0], "en")
    order = ["st-act", "st-part", "st-over", "st-none", "st-always", "st-ok"]
    lists = browser.page.xpath("//details[@class='ing']//ul[@class='glist']")
    assert len(lists) > 5
    for each in lists:
        places = [order.index(kind.split()[-1]) for kind in each.xpath("li/span[1]/@class")]
        assert places == sorted(places)


def test_the_counts_of_a_row_are_those_of_its_guidelines(demo: tuple[Browser, tuple[Example, ...]]) -> None:
    browser = resume(demo[0], demo[1][0], "en")
    for row in browser.page.xpath("//details[@class='ing']"):
        counts = row.xpath("summary//*[contains(@class, 'status')]")
        assert sum(int(each.text_content().split()[0]) for each in counts) == len(row.xpath(".//ul/li"))


def test_a_dot_stands_on_its_lane_where_its_score_lies(demo: tuple[Browser, tuple[Example, ...]]) -> None:
    browser = resume(demo[0], demo[1][0], "en")
    for row in browser.page.xpath("//section[@id='glance']//tr[td[@class='num']]"):
        number = row.xpath("normalize-space(td[@class='num']/b)")
        marks = row.xpath(".//circle[@r='6.5']/@cx") + [float(x) + 5.25 for x in row.xpath(".//rect[@width]/@x")]
        marks += [path.removeprefix("M").split()[0] for path in row.xpath(".//path[@class='whole']/@d")]
        # The number is rounded, the dot is not.
        assert [(float(mark) - 6) / 4 for mark in marks] == pytest.approx([int(number)] if number else [], abs=0.51)


def test_no_score_stands_without_the_answers_it_rests_on(demo: tuple[Browser, tuple[Example, ...]]) -> None:
    browser = resume(demo[0], demo[1][0], "en")
    rows = browser.page.xpath("//section[@id='glance']//tr[td[@class='num']]")
    assert len(rows) == 9
    for row in rows:
        assert row.xpath("string(td[@class='num']/b)").isdecimal()
        assert " of " in row.xpath("string(td[@class='basis'])")
