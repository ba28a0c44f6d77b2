"""Turn the recommendations into the grid: rows, boxes beside each other, and a band with what holds for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rely.model.results import Recommendation
from rely.model.scores import Facet, FacetValue
from rely.reporting.glance import SHAPES, SIDE_SIGNS
from rely.reporting.material import Material
from rely.reporting.plain_text import without_full_stop
from rely.reporting.rule_words import Why, build_why
from rely.reporting.score_names import score_name
from rely.reporting.score_words import ScoreWords, score_words
from rely.reporting.status_words import NOT_ASKED, STATUSES, Status, status_kind, status_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One guideline in its box. `planned`: it is an action of the plan; `reasoning`: why it has its status."""

    status: Status
    text: str
    planned: bool
    mark: str
    evidence: str
    reasoning: Why


@dataclass(frozen=True, slots=True)
class Box:
    """What holds for one column of a row; for all columns in the band below the boxes.

    `score` is None for the band and where the instrument has no score for the box; `empty` says in a line that
    there is no guideline; `span` is how many columns of the table it takes.
    """

    sign: str
    label: str
    score: ScoreWords | None
    entries: tuple[Entry, ...]
    empty: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its boxes beside each other and the band with what holds for all of them.

    With a single box `band` is None, and the box takes the whole width.
    """

    id: str
    label: str
    boxes: tuple[Box, ...]
    band: Box | None


@dataclass(frozen=True, slots=True)
class Count:
    """One line of the legend: a status, how many guidelines have it, and what more it means."""

    status: Status
    number: str
    meaning: str


@dataclass(frozen=True, slots=True)
class EvidenceKey:
    """One letter of the grid and what it stands for."""

    mark: str
    label: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of guidelines on one page; `columns` is how many columns of boxes it has."""

    columns: int
    heading: str
    scope: str
    row_head: str
    legend: tuple[Count, ...]
    rows: tuple[Row, ...]
    notes_label: str
    notes: tuple[Entry, ...]
    routed: tuple[str, ...]
    evidence_label: str
    evidence: tuple[EvidenceKey, ...]


def build_grid(material: Material) -> Grid | None:
    """The grid of an instrument that declares one and for which at least one guideline holds; else None."""
    report = material.instrument.report
    rows = material.rows
    if report is None or report.grid is None or rows is None or not material.advice.recommendations:
        return None
    placed = [each for each in material.advice.recommendations if _row_of(each, rows) is not None]
    words = material.words
    return Grid(
        columns=_column_count(material),
        heading=words.gettext("Your relationship in one picture")
        if material.has_subject
        else words.gettext("The guidelines in one picture"),
        scope=_scope(material),
        row_head=words.text(rows.label),
        legend=_legend(material, placed),
        rows=tuple(row for value in rows.values if (row := _row(material, value, placed)) is not None),
        notes_label=words.gettext("Also for this relationship:")
        if material.has_subject
        else words.gettext("This applies as well:"),
        notes=tuple(_entry(material, each) for each in material.advice.recommendations if each not in placed),
        routed=routed_notes(material),
        evidence_label=words.gettext("Evidence:"),
        evidence=evidence_keys(material),
    )


def _column_count(material: Material) -> int:
    return 1 if material.columns is None else len(material.columns.values)


def routed_notes(material: Material) -> tuple[str, ...]:
    """Once for each requirement that is not met: its explanation, and the guideline it points to."""
    words, unmet = material.words, set(material.result.routed.values())
    notes = []
    for requirement in material.instrument.requirements:
        if requirement.id in unmet:
            explanation = words.text(requirement.explanation)
            held = {each.guideline.id: each.guideline for each in material.advice.recommendations}
            guideline = next((held[name] for name in requirement.guidelines if name in held), None)
            if guideline is not None:
                explanation = words.gettext(
                    "%(explanation)s The guideline on this: %(guideline)s",
                    explanation=explanation,
                    guideline=words.quoted(without_full_stop(words.text(guideline.text))) + ".",
                )
            notes.append(explanation)
    return tuple(notes)


def _row_of(recommendation: Recommendation, rows: Facet) -> str | None:
    values = recommendation.guideline.facets.get(rows.id, ())
    return values[0] if values else None


def _scope(material: Material) -> str:
    """For whom the guidelines hold: the profile and the selected value."""
    words, instrument = material.words, material.instrument
    parts = []
    own = material.result.facts.get(instrument.profile_fact or "")
    if instrument.profiles:
        profiles = {each.id: each for each in instrument.profiles}
        profile = profiles.get(own if isinstance(own, str) else "") or instrument.profiles[0]
        parts.append(words.text(profile.label))
    if material.selected is not None:
        parts.append(material.label(material.selected))
    return " · ".join(parts)


def _row(material: Material, value: FacetValue, placed: Sequence[Recommendation]) -> Row | None:
    rows, columns = material.rows, material.columns
    own = [each for each in placed if rows is not None and _row_of(each, rows) == value.id]
    label = material.label(value)
    if columns is None:
        return Row(value.id, label, (_whole_box(material, value, own),), None) if own else None
    used = _used_columns(material, value, columns, own)
    if not used:
        return None
    if len(used) == 1:
        box = _box(material, value, columns, used[0], own, "")
        return Row(value.id, label, (replace(box, span=len(columns.values)),), None)
    shared = [each for each in own if _holds_for_all(each, columns)]
    special = [each for each in own if each not in shared]
    see = material.words.gettext("No guideline of its own; see below.") if shared else ""
    *others, last = (_box(material, value, columns, column, special, see) for column in used)
    boxes = (*others, replace(last, span=len(columns.values) - len(others)))
    return Row(value.id, label, boxes, _band(material, shared) if shared else None)


def _used_columns(
    material: Material, value: FacetValue, columns: Facet, own: Sequence[Recommendation]
) -> list[FacetValue]:
    """The columns in which the row has a score or a guideline; all of them where a guideline names none."""
    if any(_holds_for_all(each, columns) for each in own):
        return list(columns.values)
    named = {column for each in own for column in each.guideline.facets.get(columns.id, ())}
    return [
        column for column in columns.values if column.id in named or f"{value.id}.{column.id}" in material.result.scores
    ]


def _holds_for_all(recommendation: Recommendation, columns: Facet) -> bool:
    named = recommendation.guideline.facets.get(columns.id, ())
    return not named or (len(columns.values) > 1 and all(value.id in named for value in columns.values))


def _whole_box(material: Material, value: FacetValue, own: Sequence[Recommendation]) -> Box:
    return Box("", "", _score(material, value.id, "whole"), _entries(material, own), "")


def _box(
    material: Material,
    value: FacetValue,
    columns: Facet,
    column: FacetValue,
    special: Sequence[Recommendation],
    see: str,
) -> Box:
    at = columns.values.index(column)
    two = len(columns.values) == len(SIDE_SIGNS)
    mine = [each for each in special if column.id in (each.guideline.facets.get(columns.id) or (column.id,))]
    return Box(
        sign=SIDE_SIGNS[at] if two else "",
        label=material.short_label(column),
        score=_score(material, f"{value.id}.{column.id}", SHAPES[at] if two else "whole"),
        entries=_entries(material, mine),
        empty="" if mine else see or material.words.gettext("No guideline."),
    )


def _band(material: Material, shared: Sequence[Recommendation]) -> Box:
    columns = material.columns
    two = columns is not None and len(columns.values) == len(SIDE_SIGNS)
    label = material.words.gettext("Both") if two else material.words.gettext("All")
    return Box("".join(SIDE_SIGNS) if two else "", label, None, _entries(material, shared), "", _column_count(material))


def _score(material: Material, name: str, shape: str) -> ScoreWords | None:
    score = material.result.scores.get(name)
    return None if score is None else score_words(material, score, name=score_name(material, name), shape=shape)


def _entries(material: Material, recommendations: Sequence[Recommendation]) -> tuple[Entry, ...]:
    return tuple(_entry(material, each) for each in recommendations)


def _entry(material: Material, recommendation: Recommendation) -> Entry:
    words, level = material.words, material.evidence(recommendation.evidence)
    return Entry(
        status=status_of(material, recommendation),
        text=words.text(recommendation.guideline.text),
        planned=recommendation.guideline.id in material.advice.actions,
        mark=words.text(level.mark),
        evidence=words.text(level.label),
        reasoning=build_why(material, recommendation),
    )


def _legend(material: Material, placed: Sequence[Recommendation]) -> tuple[Count, ...]:
    words = material.words
    kinds = [status_kind(each) for each in placed]
    return tuple(
        Count(
            Status(kind, known.sign, words.gettext(known.word)),
            words.number(kinds.count(kind)),
            words.gettext(_meaning(material, kind)) if known.meaning else "",
        )
        for kind, known in STATUSES.items()
        if kind in kinds
    )


def _meaning(material: Material, kind: str) -> str:
    """What more the legend says of a status: in a short form what is open may not have been asked at all."""
    return NOT_ASKED if kind == "open" and material.is_short_form else STATUSES[kind].meaning


def evidence_keys(material: Material) -> tuple[EvidenceKey, ...]:
    """The letters of the evidence levels that the recommendations have, strongest first."""
    words = material.words
    used = {each.evidence for each in material.advice.recommendations}
    return tuple(
        EvidenceKey(words.text(level.mark), words.text(level.label))
        for level in material.instrument.evidence_levels
        if level.id in used
    )
