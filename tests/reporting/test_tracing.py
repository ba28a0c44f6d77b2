"""Every guideline and every number that a report prints is traced back to the YAML, the answers and the scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from rely.model.results import Recommendation
from rely.reporting.actions import Action
from rely.reporting.grid import Entry
from rely.reporting.status_words import STATUSES
from rely.scoring.conditions import holds
from tests.report_cases import ALL, SAMPLE, SHORT_REPORTS, VARIANTS, AnyCase, Case
from tests.reporting.measure_sources import named_fact
from tests.reporting.sources import DRAWN, PLACES, SOURCES
from tests.reporting.walking import (
    NUMBER,
    Found,
    Story,
    kind_of_part,
    numbers_to_explain,
    sentences_behind,
    story_of,
    walk,
)

CASES = [
    *(pytest.param(case, id=case.id) for case in (*SAMPLE, *VARIANTS)),
    *(pytest.param(case, id=case.id, marks=pytest.mark.long) for case in ALL if case not in (*SAMPLE, *VARIANTS)),
]


def unsourced(story: Story, found: Found) -> str | None:
    """What is wrong with the numbers of this value: None when each is what its source says."""
    if not isinstance(found.value, str):
        if found.key not in DRAWN:
            return f"{found.path}: {found.value!r} has no source; say in DRAWN where {found.key} must lie"
        return None if DRAWN[found.key](story, found) else f"{found.path}: {found.value!r} is not where it must lie"
    sentences = sentences_behind(story, found)
    if sentences:
        fit = any(all(_fits(story, found, *place) for place in places.items()) for places in sentences)
        return None if fit else f"{found.path}: in {found.value!r} is {sentences[0]}, which PLACES does not give"
    numbers = numbers_to_explain(story, found)
    if not numbers:
        return None
    if found.key not in SOURCES:
        return f"{found.path}: {found.value!r} has numbers without a source; say in SOURCES what {found.key} rests on"
    expected = SOURCES[found.key](story, found)
    return None if numbers == expected else f"{found.path}: {found.value!r} says {numbers}, its source {expected}"


def _fits(story: Story, found: Found, name: str, told: str) -> bool:
    numbers = NUMBER.findall(told)
    if not numbers:
        return True
    return numbers == [PLACES[name](story, found) if name in PLACES else named_fact(story, name)]


@pytest.mark.parametrize("case", [*CASES, *(pytest.param(case, id=case.id) for case in SHORT_REPORTS)])
def test_every_number_of_a_report_is_what_its_source_says(case: AnyCase) -> None:
    story = story_of(case)
    problems = [problem for found in walk(story.content) if (problem := unsourced(story, found)) is not None]
    assert problems == []


NOTICED: tuple[tuple[AnyCase, int], ...] = (
    *((case, 100) for case in (*SAMPLE[:2], VARIANTS[0])),
    *((case, 10) for case in SHORT_REPORTS[:2]),
    (VARIANTS[4], 130),
)


@pytest.mark.parametrize(("case", "least"), [pytest.param(*each, id=each[0].id) for each in NOTICED])
def test_any_other_number_would_be_noticed(case: AnyCase, least: int) -> None:
    story = story_of(case)
    numbered = [found for found in walk(story.content) if _numbers_that_need_a_source(story, found)]
    assert len(numbered) > least
    unnoticed = [found.path for found in numbered for other in _others(found) if unsourced(story, other) is None]
    assert unnoticed == []


def _numbers_that_need_a_source(story: Story, found: Found) -> bool:
    return isinstance(found.value, str) and bool(numbers_to_explain(story, found))


def _others(found: Found) -> Iterator[Found]:
    """The same text with one more digit at the end of its first, and of its last number."""
    text = str(found.value)
    matches = list(NUMBER.finditer(text))
    for match in (matches[0], matches[-1]):
        yield replace(found, value=f"{text[: match.end()]}7{text[match.end() :]}")


@dataclass(frozen=True)
class Addition:
    """A part such as somebody may add to the report."""

    told: str
    measured: float = 0.0


def test_the_numbers_of_a_part_that_is_new_have_no_source_yet() -> None:
    story = story_of(SAMPLE[0])
    told, measured = walk(Addition("Three more, so 17 in all"))
    assert "say in SOURCES what test_tracing.Addition.told rests on" in str(unsourced(story, told))
    assert "say in DRAWN where test_tracing.Addition.measured must lie" in str(unsourced(story, measured))


def test_what_cannot_be_walked_is_refused_rather_than_passed_over() -> None:
    with pytest.raises(TypeError, match=r"report\.told holds a list"):
        list(walk(Addition(cast(str, ["17"]))))


# -- guidelines -------------------------------------------------------------------------------------------


def guidelines_that_hold(story: Story) -> dict[str, str]:
    """By id, the evidence level of each guideline for this phase and country: read off the YAML alone."""
    levels = {}
    for guideline in story.instrument.guidelines:
        by_profile = guideline.evidence.get(story.case.phase, {})
        level = by_profile.get(story.case.country, by_profile.get("generic"))
        true = guideline.when is None or holds(guideline.when, story.result.facts.get)
        if level is not None and true and story.case.phase in guideline.facets["phase"]:
            levels[guideline.id] = level
    return levels


def entries(story: Story) -> list[Entry]:
    return list(dict.fromkeys(found.owner("grid.Entry") for found in walk(story.content) if _in(found, "grid.Entry")))


def actions(story: Story) -> list[Action]:
    return list(
        dict.fromkeys(found.owner("actions.Action") for found in walk(story.content) if _in(found, "actions.Action"))
    )


def _in(found: Found, kind: str) -> bool:
    return any(kind_of_part(each) == kind for each in found.owners)


@pytest.mark.parametrize("case", CASES)
def test_the_grid_shows_exactly_the_guidelines_of_this_phase_and_country(case: Case) -> None:
    story = story_of(case)
    texts = {guideline.id: story.words.text(guideline.text) for guideline in story.instrument.guidelines}
    shown = [entry.text for entry in entries(story)]
    assert sorted(shown) == sorted(texts[name] for name in guidelines_that_hold(story))
    assert len(shown) > 20


@pytest.mark.parametrize("case", CASES)
def test_every_guideline_shows_its_evidence_and_the_status_that_its_answers_give(case: Case) -> None:
    story = story_of(case)
    levels = {each.id: each for each in story.instrument.evidence_levels}
    held = guidelines_that_hold(story)
    for entry in entries(story):
        recommendation = story.by_text[entry.text]
        level = levels[held[recommendation.guideline.id]]
        assert (entry.mark, entry.evidence) == (story.words.text(level.mark), story.words.text(level.label))
        assert entry.status.kind == kind_of(recommendation)
        assert entry.status.sign == STATUSES[entry.status.kind].sign
        assert entry.planned is (recommendation.guideline.id in story.advice.actions)
        word = story.words.gettext(STATUSES[entry.status.kind].word)
        assert entry.planned or entry.status.word == word


def kind_of(recommendation: Recommendation) -> str:
    if recommendation.status != "unknown":
        return recommendation.status
    return "not_applicable" if recommendation.reason == "not_applicable" else "open"


@pytest.mark.parametrize("case", CASES)
def test_every_action_is_a_guideline_that_holds_and_lists_each_answer_behind_it(case: Case) -> None:
    story = story_of(case)
    for action in actions(story):
        guideline = story.by_text[action.what].guideline
        level = next(
            each for each in story.instrument.evidence_levels if each.id == guidelines_that_hold(story)[guideline.id]
        )
        assert action.evidence.endswith(story.words.text(level.label))
        assert action.why == ("" if guideline.why is None else story.words.text(guideline.why))
        assert action.first_step == ("" if guideline.first_step is None else story.words.text(guideline.first_step))
        triggers = guideline.triggers
        assert triggers is not None
        names = [*triggers.items, *(trigger.fact for trigger in triggers.facts)]
        told = {reason.question.removesuffix(":"): reason.answer for reason in action.because}
        assert told == dict(expected_reason(story, name) for name in names)


def expected_reason(story: Story, name: str) -> tuple[str, str]:
    """What was asked or measured, and what was answered: read off the YAML and the answers."""
    instrument, words = story.instrument, story.words
    if name not in instrument.items:
        measure, value = instrument.measures_by_id[name.partition(".")[0]], story.result.facts.get(name)
        labels = {word.code: words.text(word.label) for word in measure.words}
        assert measure.label is not None
        return words.text(measure.label), labels.get(str(value)) or why_unknown(story, name, value)
    item, answer = instrument.items[name], story.result.assessment.answers.get(name)
    if name in story.result.routed:
        return words.text(item.text), words.gettext("not asked")
    return words.text(item.text), answer_as_given(story, name, answer)


def why_unknown(story: Story, name: str, value: object) -> str:
    return story.printed(value) if isinstance(value, (int, float)) else story.words.gettext("not known")


def answer_as_given(story: Story, name: str, answer: object) -> str:
    words, scale = story.words, cast(Any, story.instrument.scale_of(story.instrument.items[name]))
    if answer is None:
        return words.gettext("skipped")
    if isinstance(answer, str) and answer in ("na", "dk"):
        return words.text(getattr(scale, answer).label)
    labels: dict[Any, str] = {option.code: words.text(option.label) for option in getattr(scale, "options", ())}
    if isinstance(answer, tuple):
        return words.list_of([labels[code] for code in answer])
    if answer in labels:
        return labels[answer]
    assert isinstance(answer, (int, float))
    unit = scale.unit_one if answer == 1 else scale.unit
    return story.printed(answer, 2) if unit is None else f"{story.printed(answer, 2)}\u00a0{words.text(unit)}"
