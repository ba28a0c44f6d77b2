"""Turn all scores into the few lines that are seen at a glance, with what to keep in mind beside the overall."""

from __future__ import annotations

from dataclasses import dataclass

from rely.model.scores import Facet
from rely.reporting.material import Material
from rely.reporting.score_words import ScoreWords, score_words

SIDE_SIGNS = ("●", "□")
"""The signs of the two sides: a full dot and an open square."""

SHAPES = ("first", "second")


@dataclass(frozen=True, slots=True)
class Line:
    """One score on its line; `side` and `sign` are empty where there are no sides."""

    sign: str
    side: str
    score: ScoreWords


@dataclass(frozen=True, slots=True)
class Lines:
    """What is scored, with one line for each side."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """The table of scores on the first page.

    `cut_offs` are the places of the vertical lines, 0-100, from first to last.
    """

    heading: str
    row_head: str
    side_head: str
    axis_title: str
    score_head: str
    verdict_head: str
    basis_head: str
    cut_offs: tuple[float, ...]
    rows: tuple[Lines, ...]
    overall: Lines | None
    warnings: tuple[str, ...]


def build_glance(material: Material) -> Glance:
    """The scores of the sides where there are any, else of the rows, else all; then the overall score."""
    words, instrument = material.words, material.instrument
    rows, sides = material.rows, instrument.sides
    return Glance(
        heading=words.gettext("At a glance"),
        row_head="" if rows is None else words.text(rows.label),
        side_head="" if sides is None else words.text(instrument.facets_by_id[sides.facet].label),
        axis_title=words.gettext("Scale from 0 to 100"),
        score_head=words.gettext("Score ±"),
        verdict_head=words.gettext("In words"),
        basis_head=words.gettext("Answers"),
        cut_offs=(*(band.from_ for band in instrument.bands or ()), 100.0) if instrument.bands else (0.0, 50.0, 100.0),
        rows=_rows(material),
        overall=_overall(material),
        warnings=tuple(_warnings(material)),
    )


def _rows(material: Material) -> tuple[Lines, ...]:
    instrument, rows = material.instrument, material.rows
    if rows is not None and instrument.sides is not None:
        facet = instrument.facets_by_id[instrument.sides.facet]
        by_side = _lines_by_side(material, rows, facet, instrument.sides.across)
        if by_side:
            return by_side
    if rows is not None:
        scored = [(material.label(value), value.id) for value in rows.values]
    else:
        scored = [(material.words.text(each.label), each.id) for each in instrument.scores.of_items]
    return tuple(
        Lines(label, (_line(material, label, name),)) for label, name in scored if name in material.result.scores
    )


def _lines_by_side(material: Material, rows: Facet, sides: Facet, across: tuple[str, ...]) -> tuple[Lines, ...]:
    made = []
    for row in rows.values:
        label = material.label(row)
        lines = [
            Line(SIDE_SIGNS[at], material.short_label(side), _cell_words(material, f"{row.id}.{side.id}", at))
            for at, side in enumerate(sides.values)
            if f"{row.id}.{side.id}" in material.result.scores
        ]
        if row.id in across and lines:
            made.append(Lines(label, (*_whole_row(material, label, row.id, lines), *lines)))
    return tuple(made)


def _whole_row(material: Material, label: str, row: str, lines: list[Line]) -> tuple[Line, ...]:
    """The score of the row itself, where a form asks too little for one of its sides, as a short form does."""
    score = material.result.scores.get(row)
    if score is None or score.score is None or any(line.score.dot is not None for line in lines):
        return ()
    return (_line(material, label, row),)


def _cell_words(material: Material, name: str, at: int) -> ScoreWords:
    return score_words(material, material.result.scores[name], name=score_name(material, name), shape=SHAPES[at])


def _line(material: Material, label: str, name: str) -> Line:
    return Line("", "", score_words(material, material.result.scores[name], name=label))


def _overall(material: Material) -> Lines | None:
    overall = material.instrument.scores.overall
    if overall is None or overall.id not in material.result.scores:
        return None
    label = material.words.text(overall.label)
    return Lines(label, (_line(material, label, overall.id),))


def score_name(material: Material, score_id: str) -> str:
    """What a score is called when it is read out: its facet values, or its own label."""
    instrument, words = material.instrument, material.words
    labels = {value.id: words.text(value.label) for facet in instrument.facets for value in facet.values}
    own = {each.id: words.text(each.label) for each in instrument.scores.of_items}
    if instrument.scores.overall is not None:
        own[instrument.scores.overall.id] = words.text(instrument.scores.overall.label)
    if score_id in own:
        return own[score_id]
    return ", ".join(labels.get(part, part) for part in score_id.split("."))


def _warnings(material: Material) -> list[str]:
    """What to keep in mind when reading the scores: a missing side, answers that contradict each other."""
    instrument, words, result = material.instrument, material.words, material.result
    found = []
    if result.one_sided is not None and instrument.sides is not None:
        values = instrument.facets_by_id[instrument.sides.facet].values
        labels = {value.id: words.text(value.label) for value in values}
        other = next(labels[value.id] for value in values if value.id != result.one_sided)
        found.append(
            words.gettext(
                "One-sided: there are too few answers for %(missing)s. Read the overall score as one on %(other)s.",
                missing=words.quoted(labels[result.one_sided]),
                other=words.quoted(other),
            )
        )
    rules = {rule.id: rule for rule in instrument.consistency}
    return found + [words.text(rules[name].text) for name in result.contradictions]
