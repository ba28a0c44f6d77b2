"""The codebook as a page and as a PDF: whole, safe, accessible."""

import re
from functools import cache
from html.parser import HTMLParser
from io import BytesIO

import page as page_validation
import pikepdf
import pypdf
import pytest

from rely.loading.catalogue import load_instrument
from rely.model.instrument import Instrument
from rely.reporting.codebook import codebook_page, codebook_pdf
from rely.research.codebook import build_codebook
from rely.research.variables import dictionary_of
from tests.instruments import instrument, item
from tests.research.codebook.books import HOSTILE, hostile


class Page(HTMLParser):
    """Notes the tags, the ids and where links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []

    def handle_data(self, data: str) -> None:
        self.text += data


def page_of(of: Instrument, language: str) -> str:
    return codebook_page(build_codebook(dictionary_of(of, language), marks=True))


@cache
def pdf_of(name: str, language: str) -> bytes:
    return codebook_pdf(build_codebook(dictionary_of(load_instrument(name), language), marks=True))


@pytest.mark.parametrize("name", ["relationship-check", "client-pulse", "portfolio-scan"])
def test_every_variable_has_an_anchor_and_every_link_leads_somewhere(name: str) -> None:
    of = load_instrument(name)
    page = Page(page_of(of, "en"))
    assert {variable.name for variable in dictionary_of(of, "en").variables} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert {link for link in page.links if link.removeprefix("#") not in page.ids} == set()


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    page = page_of(load_instrument("relationship-check"), "nl")
    assert set(Page(page).tags) & {"script", "link", "img", "iframe"} == set()
    assert set(re.findall(r"url\(([^)]{0,16})", page)) == {"data:font/woff2;"}
    assert 'style="' not in page


def test_hostile_text_is_shown_as_the_text_it_is() -> None:
    page = Page(page_of(hostile(), "en"))
    assert "script" not in page.tags
    assert HOSTILE in page.text


def test_what_is_not_in_the_language_of_the_page_says_so() -> None:
    of = instrument(items=[item("a")], languages=["fr"], title={"fr": "Questionnaire français"})
    page = page_of(of, "fr")
    assert '<html lang="fr">' in page
    assert '<bdi lang="en">Contents</bdi>' in page


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_the_pdf_keeps_the_rules_of_pdf_ua(language: str) -> None:
    pdf = pdf_of("client-pulse", language)
    checked = page_validation.validate_pdf_bytes(pdf, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in checked.failures] == []
    assert pypdf.PdfReader(BytesIO(pdf)).trailer["/Root"]["/Lang"] == language


def test_the_heads_of_tables_repeat_and_say_what_they_head() -> None:
    pdf = pdf_of("client-pulse", "en")
    with pikepdf.open(BytesIO(pdf)) as document:
        elements = [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        assert {str(each.A.Scope) for each in elements if each.S == "/TH"} == {"/Row", "/Column"}
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]
    assert sum("Question or label" in page for page in pages) > 1


def test_the_chapters_are_bookmarks() -> None:
    outline = pypdf.PdfReader(BytesIO(pdf_of("client-pulse", "en"))).outline
    assert {"Missing answers", "About the row", "Measures", "Scores"} <= {each.title for each in outline[1]}


def test_the_same_codebook_gives_the_same_bytes() -> None:
    content = build_codebook(dictionary_of(instrument(items=[item("a"), item("b")]), "en"), marks=True)
    assert codebook_pdf(content) == codebook_pdf(content)


def test_the_pdf_names_every_variable_and_its_codes() -> None:
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf_of("client-pulse", "en"))).pages)
    squeezed = re.sub(r"\s+", "", text)
    names = [variable.name for variable in dictionary_of(load_instrument("client-pulse"), "en").variables]
    assert [name for name in names if name not in squeezed] == []
