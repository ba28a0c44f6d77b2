"""What an author declares is told after the conclusion, with the answers behind each number; else what there is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rely.guidelines.recommend import recommend
from rely.languages import words_for
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.reporting.content import ReportContent, build_report
from rely.reporting.findings import Finding
from rely.reporting.html import render_html
from rely.scoring.score import score
from tests.houses import HOUSES
from tests.instruments import VALID, relationship_check, short_report
from tests.report_cases import DAY, ShortCase, content_of


def reported(instrument: Instrument, answers: dict[str, Code], **more: Any) -> ReportContent:
    result = score(instrument, Assessment(answers=answers, given=more.pop("given", {})))
    return build_report(instrument, result, recommend(instrument, result), language="en", digest="", day=DAY, **more)


def house(fill: str = "complete", **answers: Code) -> ReportContent:
    known, given = HOUSES[fill]
    return reported(short_report(), {**known, **answers}, given=given)


def findings(content: ReportContent) -> dict[str, Finding]:
    return {} if content.findings is None else {each.id: each for each in content.findings.findings}


def test_the_findings_stand_in_the_order_of_the_instrument() -> None:
    assert list(findings(house())) == ["warmth", "use", "own"]


def test_a_finding_says_what_it_means_with_measures_and_scores_as_they_print() -> None:
    content = house()
    assert content.head.conclusion == "Your house is hungry, and roof and walls stand at 88 of 100."
    assert (
        findings(content)["warmth"].meaning
        == "The house stands at 56.3 of 100, which is the second step; the roof is warm."
    )
    assert findings(content)["use"].meaning == "With 3 rooms that is 333.33 for each."


def test_a_sentence_that_names_something_unknown_is_passed_over() -> None:
    content = house("partial")
    assert content.head.conclusion == "There is too little to say about your house."
    assert findings(content)["use"].meaning == ""


def test_a_score_row_tells_margin_band_and_basis() -> None:
    roof = findings(house())["warmth"].scores[0]
    assert roof.label == "Roof and walls"
    assert [(line.score.number, line.score.verdict, line.score.basis) for line in roof.lines] == [
        ("88", "warm", "2 of 2")
    ]


def test_what_a_finding_tells_is_not_told_again() -> None:
    content = house()
    assert not content.glance.tells_scores
    assert content.scores is None
    listed = [each.text for section in content.answers.sections for each in section.answers]
    assert "What would you like to change?" not in listed
    assert "How many rooms are there?" in listed


def test_scores_that_no_finding_tells_are_still_seen() -> None:
    report = short_report().report
    assert report is not None
    only_roof = report.findings[0].model_copy(update={"scores": ("roof",)})
    instrument = short_report().model_copy(update={"report": report.model_copy(update={"findings": (only_roof,)})})
    glance = reported(instrument, HOUSES["complete"][0]).glance
    assert [row.label for row in glance.rows] == ["Windows"]
    assert glance.heading == "Other scores"


def test_an_answer_in_own_words_keeps_its_lines_and_is_no_markup() -> None:
    told = findings(house(WISH="One.\r\n\r\n\r\n<script>two</script>\u202e"))["own"].answers[0]
    assert (told.text, told.answer) == ("What you would like", "One.\n\n<script>two</script>")
    page = render_html(house(WISH="<script>two</script>"))
    assert "<script>" not in page
    assert "&lt;script&gt;two&lt;/script&gt;" in page


def test_an_answer_that_was_skipped_is_told_as_skipped() -> None:
    assert [each.answer for each in findings(house("empty"))["own"].answers] == ["skipped", "skipped"]


def test_nothing_known_is_neither_blank_nor_zero() -> None:
    lines = [line for each in findings(house("empty")).values() for line in each.measures]
    assert len(lines) == 5
    assert {line.value for line in lines} == {"not known"}
    assert all(line.meaning.startswith("Cannot be told: ") and not line.is_known for line in lines)


def test_an_instrument_without_findings_tells_its_other_scores_by_itself() -> None:
    instrument = load_instrument(VALID / "likert-inventory.yaml")
    content = reported(instrument, {"DO01": 3, "DO02": 1, "DO03": -2, "TH01": 0, "TH02": -1, "LIKES": 7})
    assert content.findings is not None
    assert not content.findings.leads
    assert [each.title for each in content.findings.findings] == ["Style", "Other scores"]
    assert content.scores is None


def test_an_instrument_without_a_report_tells_its_labelled_measures_by_itself() -> None:
    bare = short_report().model_copy(update={"report": None})
    content = reported(bare, HOUSES["complete"][0], given={"price": 20})
    by_itself = findings(content)["measures"]
    assert [line.label for line in by_itself.measures] == ["Use per room", "Cost", "The whole house", "Kind of house"]
    assert content.glance.tells_scores
    assert content.head.conclusion == "Furthest along is roof and walls; the windows leaves most room."


def test_a_report_with_a_grid_gets_no_findings_by_itself() -> None:
    content = reported(relationship_check(), {"cx_alias": "Tulp", "TR01": 4, "cx_first_transaction": "yes"})
    assert content.findings is None


def test_words_of_the_head_of_a_column_are_left_out_where_no_row_has_any() -> None:
    mood = reported(load_instrument(VALID / "no-facets.yaml"), {"MD01": 3, "MD02": 1})
    assert mood.glance.verdict_head == ""
    told = content_of(ShortCase("complete", "nl")).findings
    assert told is not None
    assert told.verdict_head == words_for("nl").gettext("In words")


def test_no_relationship_is_spoken_of_where_the_instrument_names_none() -> None:
    for fill in HOUSES:
        page = render_html(house(fill)).partition("<body")[2].casefold()
        assert "relationship" not in page
        assert "client" not in page
        assert "code name" not in page


def bare_margins(instrument: Instrument, answers: dict[str, Code]) -> ReportContent:
    result = score(instrument, Assessment(answers=answers))
    scores = {name: replace(each, margin=None) for name, each in result.scores.items()}
    result = replace(result, scores=scores)
    return build_report(instrument, result, recommend(instrument, result), language="en", digest="", day=DAY)


def test_the_head_of_the_scores_names_a_margin_only_where_one_is_shown() -> None:
    with_margins, without = house().findings, bare_margins(short_report(), HOUSES["complete"][0]).findings
    assert with_margins is not None
    assert without is not None
    assert (with_margins.score_head, without.score_head) == ("Score ±", "Score")


def test_up_to_five_scores_stay_on_one_page_under_their_heading() -> None:
    page = render_html(house())
    assert '<table class="glance wide together">' in page
    warmth = findings(house())["warmth"]
    assert warmth.is_short
    assert not replace(warmth, scores=warmth.scores * 3).is_short


def test_an_action_without_a_place_begins_its_line_with_its_evidence() -> None:
    content = house()
    assert content.actions is not None
    action = replace(content.actions.actions[0], place="")
    page = render_html(replace(content, actions=replace(content.actions, actions=(action,))))
    assert '<p class="meta">Evidence: trial' in page
    assert '<p class="meta">Windows &nbsp; Evidence: trial' in render_html(content)
