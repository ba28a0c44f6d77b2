"""The part of the page on gaps says each figure with what it rests on, and judges nobody."""

from typing import Any

import pytest

from rely.languages import INTERFACE_LANGUAGES, words_for
from rely.model.gap_figures import GapFigures, GapReliability, Gaps, ViewFigures
from rely.model.instrument import Instrument
from rely.model.reliability import Cluster, GroupFigures, Reliability
from rely.reporting.html import render_html
from rely.reporting.reliability import ReliabilityContent, build_reliability
from rely.reporting.reliability_gaps import GAP_CAUTIONS, GapsPart, Second
from rely.reporting.reliability_lines import NONE
from tests.instruments import facet, instrument, item

NOBODY = Cluster(named=0, distinct=0, most=0)
NEVER = "These figures describe a group. They judge no person and no single gap."


def other() -> Instrument:
    return instrument(
        id="other",
        items=[item("CA", mirror_of="made-up@1/A", facets={"topic": "talk"}), item("B", facets={"topic": "work"})],
        facets=[facet("topic", "<b>talk</b>", "work") | {"values": VALUES}],
        perspectives=[{"id": "client", "label": "The client’s view"}],
        comparison={"facet": "topic", "steps": [{"is": "aligned"}]},
    )


VALUES = [{"id": "talk", "label": "<b>Talk</b>"}, {"id": "work", "label": "Work"}]


def gap(**others: Any) -> GapFigures:
    base: dict[str, Any] = {"value": "talk", "items": {"A": "CA"}, "pairs": 31, "n": 30, "note": "uncertain"}
    base |= {"own": ViewFigures(mean=62.46, sd=18, alpha=0.8), "other": ViewFigures(mean=50, sd=17.04, alpha=0.704)}
    base |= {"correlation": -0.104, "mean": 12.46, "sd": 20.1, "reliability": 0.5, "sem": 14.26, "beyond": 27.95}
    return GapFigures(**{**base, **others})


def content(language: str = "en", *, reflective: bool = False, **others: Any) -> ReliabilityContent:
    group: dict[str, Any] = {"rows": 31, "others": 40, "most": 3, "respondents": NOBODY, "left_out": {"alone": 2}}
    group |= {"values": (gap(), gap(value="work", items={"B": "B"}, cautions=("one_item",)))}
    group |= {name: others.pop(name) for name in list(others) if name in group}
    told: dict[str, Any] = {"instrument": "other", "version": "1.0.0", "digest": "sha256:0", "facet": "topic"}
    told |= {"perspective": "client", "rows": 45, "simulated": 0, "left_out": {}, "groups": {"all": Gaps(**group)}}
    told |= others.pop("beside", {})
    rows = GroupFigures(id="all", facts={}, rows=33, respondents=NOBODY, relationships=NOBODY, careless=None, scores=())
    found = Reliability(
        form="full", rows=33, left_out={}, simulated=0, reflective=reflective, confidence=0.95, groups=(rows,)
    )
    second = Second(other(), GapReliability(**told))
    return build_reliability(instrument(items=[item("A")]), found, language=language, digest="x", second=second)


def part(language: str = "en", **others: Any) -> GapsPart:
    found = content(language, **others).groups[0].gaps
    assert found is not None
    return found


def test_every_figure_of_a_gap_stands_under_its_head() -> None:
    told = part("nl")
    line = told.lines[0]
    assert dict(zip(told.heads, line.cells, strict=True)) == {
        "n volledig": ("30", ""),
        "Self: gemiddelde (SD)": ("62,5 (18,0)", "alfa 0,80"),
        "The client’s view: gemiddelde (SD)": ("50,0 (17,0)", "alfa 0,70"),
        "Correlatie": ("\u22120,10", ""),
        "Verschil: gemiddelde (SD)": ("12,5 (20,1)", ""),
        "Betrouwbaarheid van het verschil": ("0,50", ""),
        "Meetfout van het verschil": ("14,3", ""),
        "Meer dan meetfout vanaf": ("28,0", ""),
    }
    assert (line.label, line.statements, line.note, line.loud) == ("<b>Talk</b>", "A – CA", "onzeker", False)
    assert told.lines[1].statements == "B"


def test_what_is_not_known_is_a_dash_and_never_a_0() -> None:
    nothing = GapFigures(value="talk", items={"A": "CA"}, pairs=9, n=9, note="not_computed")
    (line,) = part(values=(nothing,)).lines
    assert {cell for cell, _ in line.cells[1:]} == {NONE}
    assert {below for _, below in line.cells} == {""}
    assert (line.note, line.loud) == ("not computed", True)


def test_the_part_says_first_that_it_judges_nobody() -> None:
    first = part().remarks[0]
    assert (first.text, first.loud) == (NEVER, True)


def test_how_many_answered_on_both_sides_is_told_and_what_was_not_paired() -> None:
    texts = [each.text for each in part(left_out={"repeated": 2, "ambiguous": 1}).remarks]
    assert "Both sides answered about 31 relationships: 40 assessments of others, at most 3 about one." in texts
    assert "2 own assessments are not paired, since only the first of each id counts." in texts
    assert any(text.startswith("1 own assessment is not paired, since its name occurs more") for text in texts)


def test_clustered_answers_are_told_loudly() -> None:
    clustered = part(respondents=Cluster(named=31, distinct=4, most=12)).remarks
    assert any(each.loud and "31 of these relationships are those of 4 respondents" in each.text for each in clustered)
    assert not any("respondents" in each.text for each in part().remarks)


def test_what_is_taken_from_alpha_is_a_rough_guide_where_scores_are_formative() -> None:
    assert any("rough guide" in each.text for each in part().remarks)
    assert not any("rough guide" in each.text for each in part(reflective=True).remarks)


def test_each_caution_is_told_once_with_the_gaps_that_it_is_about() -> None:
    both = (gap(cautions=("two_items",)), gap(value="work", cautions=("two_items", "few_complete")))
    told = part(values=both).cautions
    assert told == (
        "<b>Talk</b> and Work: With two statements each, alpha says little, and so does what is taken from it.",
        "Work: All this rests on fewer than half of the pairs: on those that are complete.",
    )


def test_without_a_pair_there_is_only_the_reason() -> None:
    told = part(rows=0, others=0, most=0)
    assert [each.loud for each in told.remarks] == [True]
    assert "paired by the column id, else by respondent and name of the relationship" in told.remarks[0].text
    assert (told.lines, told.cautions) == ((), ())


def test_simulated_answers_of_others_are_told_before_anything_quiet() -> None:
    told = content(beside={"simulated": 45, "left_out": {"unpaired": 5, "unnamed": 1}}).remarks
    assert (told[0].text, told[0].loud) == (
        "45 assessments of others are simulated: nobody gave these answers.", True
    )  # fmt: skip
    texts = [each.text for each in told]
    assert "5 assessments of others belong to none that is looked at here." in texts
    assert "1 assessment of others has no id and names no relationship, and is left out." in texts


def test_the_figures_of_gaps_are_explained_only_where_there_are_any() -> None:
    assert [each.label for each in content().explained][-4:] == [
        "Gap", "Reliability of the gap", "Error of the gap", "More than error from",
    ]  # fmt: skip
    found = content(beside={"groups": {}})
    assert found.groups[0].gaps is None


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_caution_has_words_in_every_language(language: str) -> None:
    words = words_for(language)
    told = {words.gettext(message) for message in GAP_CAUTIONS.values()}
    assert len(told) == len(GAP_CAUTIONS)
    if language != "en":
        assert not told & set(GAP_CAUTIONS.values())


def test_the_page_shows_labels_as_text() -> None:
    page = render_html(content("de"))
    assert "&lt;b&gt;Talk&lt;/b&gt;" in page
    assert "<b>Talk</b>" not in page
    assert "Messfehler des Unterschieds" in page
