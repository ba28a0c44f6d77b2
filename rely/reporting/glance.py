"""Turn all scores into the few lines that are seen at a glance, with what to keep in mind beside the overall."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rely.model.scores import Facet
from rely.reporting.material import Material
from rely.reporting.score_names import score_name
from rely.reporting.score_words import ScoreWords, score_words

SIDE_SIGNS = ("●", "□")
"""The signs of the two sides: a full dot and an open square."""

SHAPES = ("first", "second")

_WIDE, _NARROW, _APART = 5.0, 2.4, 3.0
"""How much a digit, a decimal sign and the room between two labels take above an axis, in points of the score."""


@dataclass(frozen=True, slots=True)
class Line:
    """One score on its line; `side` and `sign` are empty where there are no sides. `id` is that of the score."""

    sign: str
    side: str
    score: ScoreWords
    id: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """What is scored, with one line for each side."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """The table of scores on the first page.

    `cut_offs` are the places of the vertical lines, 0-100, from first to last, `cut_off_words` what stands above them.
    """

    heading: str
    row_head: str
    side_head: str
    axis_title: str
    score_head: str
    verdict_head: str
    basis_head: str
    cut_offs: tuple[float, ...]
    cut_off_words: tuple[str, ...]
    rows: tuple[Lines, ...]
    overall: Lines | None
    warnings: tuple[str, ...]

    @property
    def tells_scores(self) -> bool:
        """Whether there is any score to show."""
        return bool(self.rows) or self.overall is not None

    @property
    def has_margins(self) -> bool:
        """Whether some score of the table has a margin, or none is known yet."""
        return have_margins(_all_rows(self.rows, self.overall))


def cut_offs(material: Material) -> tuple[float, ...]:
    """Where the vertical lines of a table of scores stand: at the cut-offs, without bands at both ends and halfway."""
    bands = material.instrument.bands
    return (*(band.from_ for band in bands), 100.0) if bands else (0.0, 50.0, 100.0)


def cut_off_words(material: Material) -> tuple[str, ...]:
    """What stands above the vertical lines of a table of scores; nothing where it would run into another."""
    places = cut_offs(material)
    written = [material.words.measured(each) for each in places]
    shown = {0, len(places) - 1}
    for at in range(1, len(places) - 1):
        if not any(_collide(places, written, at, other) for other in shown):
            shown.add(at)
    return tuple(text if at in shown else "" for at, text in enumerate(written))


def _collide(places: Sequence[float], written: Sequence[str], at: int, other: int) -> bool:
    """Whether two labels of the axis would stand closer than can be told apart."""
    width = sum(_WIDE if sign.isdigit() else _NARROW for sign in written[at] + written[other]) / 2
    return abs(places[at] - places[other]) < width + _APART


def shown_at_a_glance(material: Material, elsewhere: Collection[str] = ()) -> frozenset[str]:
    """The scores that the table at a glance shows."""
    lines = frozenset(line.id for row in _rows(material, elsewhere) for line in row.lines)
    overall = material.instrument.scores.overall
    return lines if overall is None or overall.id in elsewhere else lines | {overall.id}


def build_glance(material: Material, elsewhere: Collection[str] = ()) -> Glance:
    """The scores of the sides where there are any, else of the rows, else all; then the overall score.

    Scores that are told `elsewhere`, in findings, are left out.
    """
    words, instrument = material.words, material.instrument
    rows, sides, overall = material.rows, instrument.sides, instrument.scores.overall
    shown = _rows(material, elsewhere)
    total = None if overall is not None and overall.id in elsewhere else _overall(material)
    return Glance(
        heading=words.gettext("Other scores") if elsewhere else words.gettext("At a glance"),
        row_head="" if rows is None else words.text(rows.label),
        side_head="" if sides is None else words.text(instrument.facets_by_id[sides.facet].label),
        axis_title=words.gettext("Scale from 0 to 100"),
        score_head=score_head(material, _all_rows(shown, total)),
        verdict_head=words.gettext("In words") if _has_verdicts(shown, total) else "",
        basis_head=words.gettext("Answers"),
        cut_offs=cut_offs(material),
        cut_off_words=cut_off_words(material),
        rows=shown,
        overall=total,
        warnings=tuple(_warnings(material)),
    )


def _rows(material: Material, elsewhere: Collection[str]) -> tuple[Lines, ...]:
    instrument, rows = material.instrument, material.rows
    if rows is not None and instrument.sides is not None:
        facet = instrument.facets_by_id[instrument.sides.facet]
        by_side = _lines_by_side(material, rows, facet, instrument.sides.across)
        if by_side:
            return _left_over(by_side, elsewhere)
    if rows is not None:
        scored = [(material.label(value), value.id) for value in rows.values]
    else:
        scored = [(material.words.text(each.label), each.id) for each in instrument.scores.of_items]
    lines = (Lines(label, (_line(material, label, name),)) for label, name in scored if name in material.result.scores)
    return _left_over(lines, elsewhere)


def _all_rows(rows: Iterable[Lines], total: Lines | None) -> tuple[Lines, ...]:
    return (*rows, *((total,) if total is not None else ()))


def _has_verdicts(rows: Iterable[Lines], total: Lines | None) -> bool:
    return any(line.score.verdict for row in _all_rows(rows, total) for line in row.lines)


def have_margins(rows: Iterable[Lines]) -> bool:
    """Whether some score of these rows has a margin, or none is known yet."""
    known = [line.score for row in rows for line in row.lines if line.score.number]
    return not known or any(score.margin for score in known)


def score_head(material: Material, rows: Iterable[Lines]) -> str:
    """What stands above the scores of these rows: it names the margin where there is any."""
    return material.words.gettext("Score ±") if have_margins(rows) else material.words.gettext("Score")


def _left_over(rows: Iterable[Lines], elsewhere: Collection[str]) -> tuple[Lines, ...]:
    """The rows without the scores that are told elsewhere."""
    kept = (Lines(row.label, tuple(line for line in row.lines if line.id not in elsewhere)) for row in rows)
    return tuple(row for row in kept if row.lines)


def _lines_by_side(material: Material, rows: Facet, sides: Facet, across: tuple[str, ...]) -> tuple[Lines, ...]:
    made = []
    for row in rows.values:
        label = material.label(row)
        lines = [
            Line(SIDE_SIGNS[at], material.short_label(side), _cell_words(material, cell, at), cell)
            for at, side in enumerate(sides.values)
            if (cell := f"{row.id}.{side.id}") in material.result.scores
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
    return Line("", "", score_words(material, material.result.scores[name], name=label), name)


def _overall(material: Material) -> Lines | None:
    overall = material.instrument.scores.overall
    if overall is None or overall.id not in material.result.scores:
        return None
    label = material.words.text(overall.label)
    return Lines(label, (_line(material, label, overall.id),))


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
