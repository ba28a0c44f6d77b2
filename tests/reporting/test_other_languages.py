"""Prove that a report in a language in which Rely does not speak says in which language each of its words is."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from lxml import html

from rely.guidelines.recommend import recommend
from rely.loading.answers.picks import codes_by_pick
from rely.model.answers import Assessment
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.reporting.calendar import build_calendar
from rely.reporting.content import ReportContent, build_report
from rely.reporting.form_sheet import form_workbook
from rely.reporting.html import render_html
from rely.reporting.ics import render_ics
from rely.reporting.pdf import render_pdf
from rely.scoring.score import score
from tests.french import ANSWERS, french_instrument

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> Instrument:
    return french_instrument(tmp_path_factory.mktemp("french"))


@pytest.fixture(scope="module")
def content(french: Instrument) -> ReportContent:
    result = score(french, Assessment(answers=ANSWERS))
    return build_report(
        french, result, recommend(french, result), language="fr", digest=digest(french), day=DAY, with_data=True
    )


def test_the_page_is_french_and_each_english_word_is_marked_as_such(content: ReportContent) -> None:
    page = html.fromstring(render_html(content))
    assert page.get("lang") == "fr"
    headings = {each.text_content(): each.xpath("bdi/@lang") for each in page.xpath("//h2")}
    assert headings
    assert set(map(tuple, headings.values())) == {("en",)}
    assert not page.xpath("//h1//*[@lang]")
    texts = page.xpath("//h3/text()")
    assert "Répondez en un jour ouvrable." in texts


def test_the_pdf_is_tagged_with_both_languages(content: ReportContent) -> None:
    with pikepdf.open(BytesIO(render_pdf(content))) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        tags = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        assert {str(each.Lang) for each in tags if "/Lang" in each} == {"en"}
    assert content.data is not None
    assert content.data["lang"] == "fr"


def test_a_calendar_and_a_spreadsheet_hold_words_and_no_marks(french: Instrument) -> None:
    result = score(french, Assessment(answers=ANSWERS))
    advice = recommend(french, result)
    calendar = build_calendar(french, result, advice, language="fr", digest=digest(french), day=DAY)
    text = render_ics(calendar).decode()
    assert "22 novembre 2026" in text.replace("\r\n ", "")
    assert not {"\ufdd0", "\ufdd1", "\ufdd2"} & set(text)
    assert form_workbook(french, language="fr") == form_workbook(french, language="fr")


def test_a_pick_list_in_the_language_is_read_back(french: Instrument) -> None:
    codes = codes_by_pick(french, "CP_MIX")
    assert codes["as_now – Comme maintenant"] == "as_now"
    assert codes_by_pick(french, "CP_COUNTRY")["DE – Allemagne"] == "DE"
    assert codes_by_pick(french, "lang")["fr – Français"] == "fr"
