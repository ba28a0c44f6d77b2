"""Reports whose parts follow each other: nothing is torn from what it belongs to, and no page stays half empty."""

from dataclasses import replace

import pytest

from rely.guidelines.recommend import recommend
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment
from rely.reporting.answers import Answered
from rely.reporting.content import build_report
from rely.reporting.findings import Finding
from rely.reporting.pdf import render_pdf
from rely.scoring.score import score
from tests.report_cases import DAY, SHORT_REPORTS, content_of
from tests.reporting import reading_back as back


def test_what_comes_after_the_plan_does_not_take_the_last_action_to_a_new_page() -> None:
    instrument = load_instrument("value-strategy")
    result = score(instrument, Assessment(answers={name: 1 for name in instrument.items if name.startswith("CRM_")}))
    content = build_report(instrument, result, recommend(instrument, result), language="nl", digest="", day=DAY)
    assert content.actions is not None
    assert content.actions.later
    assert back.less_than_half_filled(render_pdf(content)) == {}


@pytest.mark.parametrize("before", [21, 22, 23, 24])
def test_a_short_table_of_scores_stays_with_its_heading(before: int) -> None:
    content = content_of(SHORT_REPORTS[0])
    assert content.findings is not None
    warmth = content.findings.findings[0]
    filler = Finding("filler", "Filler", "", "", (), (), (Answered("A question", "An answer", given=True),) * before)
    findings = replace(content.findings, findings=(filler, replace(warmth, scores=warmth.scores * 2, measures=())))
    pages = back.pages_of(render_pdf(replace(content, findings=findings, data=None)))
    told_on = {page.number for page in pages if warmth.title in page.text}
    rows_on = {page.number for page in pages if warmth.scores[0].label in page.text}
    assert len(told_on) == 1
    assert rows_on == told_on
