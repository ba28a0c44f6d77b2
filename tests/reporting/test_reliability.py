"""The page on reliability says each figure with what it rests on, and first what speaks against it."""

import re

import pytest

from rely.languages import INTERFACE_LANGUAGES, words_for
from rely.model.instrument import Instrument
from rely.model.reliability import (
    Carelessness,
    Cluster,
    Correlations,
    Flagged,
    GroupFigures,
    PartFigures,
    Reliability,
    ScoreFigures,
    Spread,
)
from rely.reporting.html import render_html
from rely.reporting.reliability import build_reliability
from rely.reporting.reliability_lines import NONE
from rely.reporting.reliability_words import CAUTIONS, NOTES, sentences_on_score
from tests.instruments import facet, instrument, item

NOBODY = Cluster(named=0, distinct=0, most=0)
SPREAD = Spread(
    n=25, mean=62.46, sd=18, median=60, skew=0.1, lowest=0, highest=100, floor=0.04, ceiling=0.08,
    histogram=(1, 0, 0, 2, 4, 6, 5, 3, 2, 2),
)  # fmt: skip


def made() -> Instrument:
    return instrument(items=[item("A"), item("B", reverse=True, text="<b>Bold</b>")])


def part(name: str, **others: object) -> PartFigures:
    base: dict[str, object] = dict.fromkeys(("missing", "na", "dk", "not_asked"), 0.0)
    base |= dict.fromkeys(("mean", "sd", "code_mean", "code_sd", "item_rest", "alpha_without", "lowest", "highest"))
    return PartFigures(**{"id": name, "reverse": name == "B", "n": 25, **base, **others})


def a_score(**others: object) -> ScoreFigures:
    parts = (part("A", mean=61.25, item_rest=-0.104, na=0.12, dk=0.04), part("B", missing=0.2))
    pairs = Correlations(ids=("A", "B"), r=((1, -0.1), (-0.1, 1)), n=((25, 22), (22, 24)), average=-0.1)
    base = {"id": "all", "made_of_scores": False, "parts": parts, "spread": SPREAD, "n": 22, "note": "very_uncertain"}
    base |= {"alpha": 0.7, "alpha_low": 0.496, "alpha_high": 0.84, "sem": 9.86, "omega": 0.716, "correlations": pairs}
    return ScoreFigures(**{**base, **others})


def found(**others: object) -> Reliability:
    group = {"id": "all", "facts": {}, "rows": 25, "respondents": NOBODY, "relationships": NOBODY, "careless": None}
    group |= {"scores": (a_score(),)}
    told = {name: others.pop(name) for name in list(others) if name in group}
    base = {"form": "full", "rows": 30, "left_out": {}, "simulated": 0, "reflective": False, "confidence": 0.95}
    base |= {"groups": (GroupFigures(**{**group, **told}),)}
    return Reliability(**{**base, **others})


def remarks(told: Reliability, language: str = "en") -> dict[str, bool]:
    content = build_reliability(made(), told, language=language, digest="sha256:0123456789abcdef")
    every = [*content.remarks, *(each for group in content.groups for each in group.remarks)]
    return {each.text: each.loud for each in every}


def test_every_figure_of_a_score_stands_in_its_row_with_its_n() -> None:
    content = build_reliability(made(), found(), language="nl", digest="sha256:0123456789abcdef")
    (line,) = content.groups[0].scores
    assert (line.scored, line.mean, line.sd, line.floor, line.ceiling) == ("25", "62,5", "18,0", "4%", "8%")
    assert (line.n, line.alpha, line.interval, line.omega) == ("22", "0,70", "0,50 tot 0,84", "0,72")
    assert (line.note, line.loud) == ("zeer onzeker", True)
    assert line.picture is not None
    assert (line.picture.low, line.picture.at, line.picture.high) == pytest.approx((49.6, 70, 84))


def test_the_histogram_says_in_words_what_it_draws() -> None:
    (line,) = build_reliability(made(), found(), language="en", digest="x").groups[0].scores
    assert line.histogram is not None
    assert line.histogram.title.startswith("Number of scores in each range. 0–10: 1; 30–40: 2; 40–50: 4;")
    assert {bar.place: bar.height for bar in line.histogram.bars}[5] == 1
    assert len(line.histogram.bars) == 8


def test_an_item_stands_with_its_words_figures_and_reverse_coding() -> None:
    (detail,) = build_reliability(made(), found(), language="en", digest="x").groups[0].details
    a, b = detail.parts
    assert (a.id, a.reverse, b.reverse) == ("A", "", "reverse-coded")
    assert a.cells == ("25", "61.3", NONE, NONE, "\u22120.10", NONE, f"{NONE} / {NONE}", "0%", "16%", "0%")
    assert detail.matrix is not None
    assert detail.matrix.rows == (("B", (("\u22120.10", "22"),)),)


def test_what_is_not_known_is_a_dash_and_never_a_0() -> None:
    nothing = a_score(
        n=4, note="not_computed", alpha=None, alpha_low=None, alpha_high=None, sem=None, omega=None,
        correlations=None, spread=Spread(n=4),
    )  # fmt: skip
    content = build_reliability(made(), found(scores=(nothing,)), language="en", digest="x")
    (line,) = content.groups[0].scores
    assert (line.mean, line.alpha, line.omega, line.floor, line.interval) == (NONE, NONE, NONE, NONE, "")
    assert (line.picture, line.histogram, line.note, line.loud) == (None, None, "not computed", True)


def test_an_interval_below_0_is_drawn_to_the_edge_and_told_in_full() -> None:
    low = a_score(alpha=-0.2, alpha_low=-1.28, alpha_high=0.07)
    (line,) = build_reliability(made(), found(scores=(low,)), language="en", digest="x").groups[0].scores
    assert line.picture is not None
    assert (line.picture.low, line.picture.at) == (0, 0)
    assert line.interval == "\u22121.28 to 0.07"


def test_the_sentences_say_what_alpha_and_the_margin_mean() -> None:
    assert sentences_on_score(a_score(cautions=("negative_alpha",)), words_for("en")) == (
        "22 complete answers to all 2 parts: very uncertain.",
        "Alpha is 0.70; among all such assessments it may well lie from 0.50 to 0.84.",
        "Taken from alpha, one score may be off by about 9.9 points (one standard error).",
        "Alpha is below zero: is the reverse coding of an item forgotten, or wrong?",
    )


def test_formative_scores_are_not_judged_by_alpha() -> None:
    text = "they are no test to pass"
    assert any(text in each for each in remarks(found()))
    assert not any(text in each for each in remarks(found(reflective=True)))
    assert any("Never drop an item" in each for each in remarks(found(reflective=True)))


def test_few_rows_clusters_and_simulated_answers_are_told_loudly() -> None:
    told = remarks(
        found(
            rows=25,
            simulated=25,
            respondents=Cluster(named=25, distinct=5, most=9),
            relationships=Cluster(named=25, distinct=24, most=2),
        )
    )
    loud = " ".join(text for text, is_loud in told.items() if is_loud)
    assert "Fewer than 30 assessments" in loud
    assert "25 assessments are simulated" in loud
    assert "25 assessments come from 5 respondents, up to 9 from one" in loud
    assert "25 assessments share 24 names" in loud


def test_rows_that_are_left_out_are_counted_with_their_reason() -> None:
    told = remarks(found(left_out={"other_form": 1, "no_value": 2, "repeated": 3, "small_group": 4}))
    assert [text.split()[0] for text in told if re.match(r"\d", text)] == ["1", "2", "3", "4"]
    assert "1 assessment in another form is not looked at: forms are never mixed." in told


def test_careless_rows_are_named_by_line_and_not_judged() -> None:
    flagged = tuple(Flagged(line=line, flags=("straightline",)) for line in range(2, 27))
    (text,) = [each for each in remarks(found(careless=Carelessness(judged=25, flagged=flagged))) if "lines" in each]
    assert text.startswith("Of 25, 25 gave nearly one answer everywhere, 0 agreed with statements")
    assert "do not delete them for this alone" in text
    assert "20 and 21. 5 more lines are in the JSON." in text
    alone = remarks(found(careless=Carelessness(judged=25, flagged=flagged[-1:])))
    assert any(text.endswith("Look at this line again, and do not delete it for this alone: 26.") for text in alone)
    none = remarks(found(careless=Carelessness(judged=25, flagged=())))
    assert "None of 25 looks as if it was answered without reading." in none


def test_groups_are_named_in_the_words_of_the_questionnaire() -> None:
    phases = facet("phase", "before", "after", selects_by="phase")
    scales = [{"id": "land", "kind": "country"}, {"id": "five", "kind": "rating", "min": 1, "max": 5}]
    made_up = instrument(
        items=[item("A"), item("where", "land")],
        facets=[phases],
        response_scales=scales,
        given=[{"id": "phase", "label": "Phase", "codes": ["before", "after"]}],
        perspectives=[{"id": "self", "label": "Self"}, {"id": "client", "label": "The client"}],
    )
    told = found(
        facts={"perspective": "client", "phase": "before", "where": "NL"}, scores=(a_score(parts=(part("A"),)),)
    )
    content = build_reliability(made_up, told, language="en", digest="x")
    assert content.groups[0].heading == "The client, before, Netherlands"


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_note_and_caution_has_words_in_every_language(language: str) -> None:
    words = words_for(language)
    told = [words.gettext(message) for message in (*NOTES.values(), *CAUTIONS.values())]
    assert len(set(told)) == len(told)
    if language != "en":
        assert not set(told) & {*NOTES.values(), *CAUTIONS.values()}


def test_the_page_needs_nothing_from_elsewhere_and_shows_texts_as_texts() -> None:
    page = render_html(build_reliability(made(), found(), language="de", digest="x"))
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "<script" not in page
    assert "http" not in page.partition("</head>")[2].replace("http://www.w3.org", "")
    assert '<html lang="de"' in page
    assert page.count("<svg") == 2
