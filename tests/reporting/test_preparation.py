from dataclasses import replace
from typing import Any

import pytest

from rely.model.answers import Code
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.model.scores import ByFacet
from rely.reporting.html import render_html
from rely.reporting.preparation import ROOM, ROOM_WHERE_IN_PLACE, PreparationContent, build_preparation
from tests.reporting.garden import ANSWERS, DAY, SOURCE, assessment, changed, garden, results

SHEET: dict[str, Any] = {
    "title": {"en": "Before the visit", "nl": "Voor het bezoek"},
    "intro": "Choose three.",
    "closing": ["What we agreed", "What surprised me"],
}
ASKED = {"prune": "When do you prune?", "cut": "What do you cut?", "plant_tree": "Which tree?", "neighbours": "Who?"}


def asking(**parts: Any) -> Instrument:
    guidelines = [{**each, "ask": ASKED[each["id"]]} if each["id"] in ASKED else each for each in SOURCE["guidelines"]]
    return changed(guidelines=guidelines, report={**SOURCE["report"], "preparation": {**SHEET, **parts}})


def sheet(changes: dict[str, Code] | None = None, **more: Any) -> PreparationContent:
    instrument = asking()
    result, advice = results(instrument, assessment(changes))
    built = build_preparation(
        instrument, result, advice, **{"language": "en", "digest": digest(instrument), "day": DAY, **more}
    )
    assert built is not None
    return built


def test_the_questions_stand_in_the_order_of_the_grid_with_the_guideline_they_are_for() -> None:
    topics = sheet().topics
    assert [(topic.label, [question.text for question in topic.questions]) for topic in topics] == [
        ("Roses", ["When do you prune?"]),
        ("Herbs", ["What do you cut?"]),
        ("Pond", ["Which tree?"]),
    ]
    [prune] = topics[0].questions
    assert (prune.guideline, prune.mark, prune.evidence) == ("Prune in March.", "B", "garden book")


def test_without_a_grid_the_questions_stand_by_what_actions_are_ranked_by_not_by_what_is_scored() -> None:
    asked = asking()
    scored_by_light = asked.scores.model_copy(update={"by_facet": (ByFacet(facet="light"), *asked.scores.by_facet)})
    assert asked.report is not None
    without = asked.model_copy(
        update={"scores": scored_by_light, "report": asked.report.model_copy(update={"grid": None})}
    )
    result, advice = results(without, assessment())
    built = build_preparation(without, result, advice, language="en", digest=digest(without), day=DAY)
    assert built is not None
    assert [topic.label for topic in built.topics] == ["Roses", "Herbs", "Pond"]


def test_a_question_shows_whether_its_guideline_is_an_action_and_gets_less_room_where_all_is_in_place() -> None:
    roses, herbs, pond = (topic.questions[0] for topic in sheet().topics)
    assert (roses.planned, roses.status.word, roses.lines) == (True, "Action 2", ROOM)
    assert (herbs.planned, herbs.status.word, herbs.lines) == (False, "Act", ROOM)
    assert (pond.status.word, pond.lines) == ("In place", ROOM_WHERE_IN_PLACE)


def test_the_sheet_names_the_relationship_and_what_it_is_at_the_edge_of_its_pages() -> None:
    content = sheet()
    assert content.title == "Before the visit: Eden"
    assert (content.running.name, content.running.kind) == ("Eden", "Before the visit")
    assert sheet(language="nl").title == "Voor het bezoek: Eden"


def test_after_the_talk_there_is_room_to_write() -> None:
    assert [(note.label, note.lines) for note in sheet().closing] == [
        ("What we agreed", ROOM_WHERE_IN_PLACE),
        ("What surprised me", ROOM_WHERE_IN_PLACE),
    ]


def test_without_a_guideline_to_ask_about_the_sheet_says_so() -> None:
    content = sheet({**dict.fromkeys(ANSWERS), "called": "Eden"})
    assert [question.status.word for topic in content.topics for question in topic.questions] == ["Open"] * 3
    instrument = changed(report={**SOURCE["report"], "preparation": SHEET})
    result, advice = results(instrument, assessment())
    bare = build_preparation(instrument, result, advice, language="en", digest="sha256:0", day=DAY)
    assert bare is not None
    assert bare.topics == ()
    assert bare.none.startswith("There is nothing to ask yet")


def test_an_instrument_without_a_sheet_gives_none_and_an_unknown_paper_is_refused() -> None:
    result, advice = results(garden(), assessment())
    assert build_preparation(garden(), result, advice, language="en", digest="sha256:0", day=DAY) is None
    with pytest.raises(ValueError, match="'a3'"):
        sheet(paper="a3")


def test_hostile_questions_and_names_stay_text() -> None:
    content = sheet({"called": "<script>alert(1)</script>"})
    question = replace(content.topics[0].questions[0], text="<img src=x onerror=alert(1)>")
    page = render_html(replace(content, topics=(replace(content.topics[0], questions=(question,)),)))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
