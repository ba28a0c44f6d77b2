"""Turn what is still open into what it costs: the scores that cannot be given without it."""

from collections.abc import Iterator
from dataclasses import dataclass

from rely.model.instrument import Instrument
from rely.model.items import Item, Section
from rely.model.measures import Measure
from rely.model.scores import Consistency
from rely.scoring.plan import score_definitions
from rely.services.outline import Outline

TOO_FEW = ("too_few", "no_specific")


@dataclass(frozen=True, slots=True)
class OpenSection:
    """The open items of one section, the required ones apart, and what is lost without them.

    `lost` holds ids of scores made of facet values; a cell is named only when its row has a score. `untold` are the
    measures that readers meet, rest on these items and are unknown.
    """

    section: Section
    required: tuple[Item, ...]
    others: tuple[Item, ...]
    lost: tuple[str, ...]
    untold: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What there is to look at before finishing."""

    open_sections: tuple[OpenSection, ...]
    contradictions: tuple[Consistency, ...]
    asked: int
    open: int

    @property
    def required(self) -> tuple[Item, ...]:
        """All open items that are required."""
        return tuple(item for section in self.open_sections for item in section.required)


def build_review(outline: Outline) -> Review:
    """What is open and what contradicts itself at this moment."""
    found = outline.assessment.result.contradictions
    return Review(
        open_sections=tuple(
            OpenSection(
                section=each.section,
                required=tuple(item for item in each.open if item.required),
                others=tuple(item for item in each.open if not item.required),
                lost=_lost(outline, {item.id for item in each.open}),
                untold=_untold(outline, {item.id for item in each.open}),
            )
            for each in outline.sections
            if each.open
        ),
        contradictions=tuple(rule for rule in outline.instrument.consistency if rule.id in found),
        asked=sum(len(each.items) for each in outline.sections),
        open=sum(len(each.open) for each in outline.sections),
    )


def _untold(outline: Outline, open_items: set[str]) -> tuple[Measure, ...]:
    instrument, measured = outline.instrument, outline.assessment.result.measures
    unknown = [each for each in _met(instrument) if all(part is None for part in measured[each.id].values())]
    return tuple(each for each in unknown if open_items & _rests_on(instrument, each))


def _met(instrument: Instrument) -> Iterator[Measure]:
    """The measures that readers meet: those with a label; where the report names its own, none that only serves others.

    A report without findings tells every measure that has a label.
    """
    findings = () if instrument.report is None else instrument.report.findings
    named = {_root(fact) for finding in findings for fact in finding.measures}
    serving = {_root(fact) for measure in instrument.measures for _, fact in measure.inputs()} if findings else set()
    for measure in instrument.measures:
        if measure.label is not None and (measure.id in named or measure.id not in serving):
            yield measure


def _rests_on(instrument: Instrument, measure: Measure) -> set[str]:
    """The items and given facts from which a measure follows, through all measures between."""
    found: set[str] = set()
    waiting = [measure]
    while waiting:
        names = {_root(fact) for _, fact in waiting.pop().inputs()} - found
        found |= names
        waiting += [instrument.measures_by_id[name] for name in names if name in instrument.measures_by_id]
    return found


def _root(fact: str) -> str:
    """The item, given fact or measure that a fact is, or is a part of."""
    return fact.partition(".")[0]


def _lost(outline: Outline, open_items: set[str]) -> tuple[str, ...]:
    scores = outline.assessment.result.scores
    lost = [
        definition.id
        for definition in score_definitions(outline.instrument)
        if open_items.intersection(definition.items) and scores[definition.id].status in TOO_FEW
    ]
    return tuple(name for name in lost if name.partition(".")[0] == name or name.partition(".")[0] not in lost)
