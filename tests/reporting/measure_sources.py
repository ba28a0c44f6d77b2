"""Turn each number of a measure that a report prints into what it rests on, read off the questionnaire."""

from __future__ import annotations

from tests.reporting.walking import Found, Numbers, Story


def called(story: Story, label: str) -> str:
    """The item, measure or given fact that is called so or asks so, with or without a colon at its end."""
    words, instrument = story.words, story.instrument
    named = {words.text(each.label): each.id for each in instrument.measures if each.label is not None}
    named |= {words.text(each.label): each.id for each in instrument.given}
    for item in instrument.items.values():
        named |= {words.text(text): item.id for text in (item.text, item.label) if text is not None}
    return named[label.removesuffix(":")]


def _measure(story: Story, label: str) -> tuple[str, float | None]:
    """The id and the main number of the measure that is called so: of those with parts the mean."""
    name = called(story, label)
    return name, story.number(name) if story.number(name) is not None else story.number(f"{name}.score")


def _decimals(story: Story, name: str) -> int:
    return 2 if story.instrument.measures_by_id[name].kind in ("ratio", "net_ratio") else 1


def value(story: Story, found: Found) -> Numbers:
    name, number = _measure(story, found.owner("measure_lines.MeasureLine").label)
    return () if number is None else (story.printed(number, _decimals(story, name)),)


def _grounds(story: Story, name: str) -> frozenset[str]:
    """The items and given facts that a fact is made of in the end, read off the questionnaire."""
    first, _, rest = name.partition(".")
    if first in story.instrument.measures_by_id:
        inputs = story.instrument.measures_by_id[first].inputs()
        return frozenset().union(*(_grounds(story, each) for _, each in inputs))
    return frozenset({rest if first == "item_score" else name})


def basis(story: Story, found: Found) -> Numbers:
    grounds = _grounds(story, _measure(story, found.owner("measure_lines.MeasureLine").label)[0])
    known = [name for name in grounds if story.number(name) is not None]
    return story.whole(len(known), len(grounds))


def missing(story: Story, found: Found) -> Numbers:
    grounds = _grounds(story, _measure(story, found.owner("measure_lines.MeasureLine").label)[0])
    answers = {**story.result.assessment.answers, **story.result.assessment.given}
    return story.whole(sum(answers.get(name) is None for name in grounds))


def named_fact(story: Story, name: str) -> str | None:
    """The number of a measure, score, item or given fact that a sentence names."""
    kind, _, rest = name.partition(".")
    if kind == "score":
        return story.whole(story.score(rest).score)[0]
    number = story.number(name)
    decimals = _decimals(story, kind) if kind in story.instrument.measures_by_id else 2
    return None if number is None else story.printed(number, decimals)
