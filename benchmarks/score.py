"""Measure scoring: one assessment against the leanest loop, a million against reading them once, pandas and Polars."""

from __future__ import annotations

import importlib.util
import tracemalloc
from collections.abc import Callable, Mapping
from functools import partial
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.side_by_side import compare
from rely.loading.answers.cells import build_cells, build_header
from rely.loading.catalogue import load_instrument
from rely.loading.problems import Place
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.research.batches import batch_of_records
from rely.research.columns import ColumnJudge
from rely.research.scheme import scheme_of
from rely.research.score_lines import score_lines
from rely.research.score_many import STATUSES, ManyScores, score_in_chunks, score_many
from rely.research.table import Mark, Table, step_type
from rely.scoring.plan import plan_of, score_definitions
from rely.scoring.score import score

SHIPPED = "relationship-check"
ASSESSMENTS = 1_000_000
ITEMS = 60
ROWS = 5_000
SHARE_OF_EACH_MARK = 0.06

Lean = dict[str, tuple[float, float] | None]


def run() -> None:
    """Print the ratios for one assessment, and for a million of an instrument with the core's facets."""
    one_assessment()
    many_assessments(inventory(rows=5, shared=2), "15 scores as in the core", target="<= 16 x, stretch 10 x")
    many_assessments(inventory(rows=9, shared=0), "28 scores", target="")
    a_table()


# -- one assessment -------------------------------------------------------------------------------------


def one_assessment() -> None:
    """A complete relationship check, all context known, scored again and again."""
    instrument = load_instrument(SHIPPED)
    assessment = complete(instrument)
    lean = leanest(instrument, assessment)
    found = score(instrument, assessment).scores
    for name, wanted in lean(assessment.answers).items():
        assert wanted is not None
        assert np.allclose(wanted, (found[name].score, found[name].margin), rtol=0, atol=1e-9)
    compare(
        "100 assessments one by one, all measures and facts, against the leanest loop for scores and margins",
        lambda: [score(instrument, assessment) for _ in range(100)],
        lambda: [lean(assessment.answers) for _ in range(100)],
        rounds=101,
        target="<= 15 x, stretch 8 x",
    )


def complete(instrument: Instrument) -> Assessment:
    """An assessment in which everything is answered that the first phase asks."""
    context = {"cx_country": "DE", "cx_first_contact": "yes", "cx_first_transaction": "no", "cx_months": 12}
    counts = {"cx_physical_12m": 2, "cx_digital_3m": 4, "cx_contact_moments": 8}
    codes = {name: 1 + at % 5 for at, name in enumerate(plan_of(instrument).scored)}
    return Assessment(answers={**codes, **context, **counts})


def leanest(instrument: Instrument, assessment: Assessment) -> Callable[[Mapping[str, object]], Lean]:
    """The shortest way in plain Python to the scores and margins of this phase: no checks, objects or measures."""
    plan = plan_of(instrument)
    result = score(instrument, assessment)
    layout = plan.layout(assessment.form, result.selected, frozenset())
    items = [(item.id, dict(item.by_code)) for item in layout.scored]
    place = {item.id: at for at, item in enumerate(layout.scored)}
    definitions = [
        (
            one.id,
            [place[item] for item in one.items if item in place],
            [place[item] for item, own in zip(one.items, one.specific or (), strict=False) if own and item in place],
        )
        for one in plan.definitions
    ]
    floor = layout.scored[0].floor
    overall = plan.overall
    assert overall is not None

    def scores(answers: Mapping[str, object]) -> Lean:
        given = answers.get
        outcomes: list[Any] = [by_code.get(given(name)) for name, by_code in items]
        found: Lean = {}
        for name, places, specific in definitions:
            own = [outcomes[at] for at in places]
            known = [one for one in own if one is not None and one != "na"]
            count = len(known)
            enough = count >= 2 and 2 * count >= len(own) - own.count("na")
            if not enough or (specific and not any(outcomes[at].__class__ is float for at in specific)):
                found[name] = None
                continue
            mean = sum(known) / count
            spread = sum([(one - mean) ** 2 for one in known]) / (count - 1)
            found[name] = mean, sqrt((spread if spread > floor else floor) / count)
        parts = [part for part in [found[name] for name in overall.of] if part is not None]
        count = len(parts)
        if count >= overall.at_least:
            found[overall.id] = (
                sum([one[0] for one in parts]) / count,
                sqrt(sum([one[1] ** 2 for one in parts])) / count,
            )
        return found

    return scores


# -- a million assessments ------------------------------------------------------------------------------


def many_assessments(instrument: Instrument, title: str, *, target: str) -> None:
    """Score, answered, applicable and status of every score, piece by piece and all at once.

    The floor reads every byte once and gives one number for each assessment: the sum of its columns.
    """
    table = random_table(instrument)
    size = f"{len(table):,} x {len(table.items)}, {title}"
    in_chunks = partial(scored_in_chunks, instrument, table)
    adding = partial(np.add.reduce, table.steps, axis=0, dtype=np.int8)
    compare(f"{size}: in chunks, against adding up all columns once", in_chunks, adding, rounds=15, target=target)
    compare(f"{size}: in chunks, against reading without a result", in_chunks, table.steps.max, rounds=15)
    print(f"{size}: memory beside the table: {peak(in_chunks):.0f} MB in chunks")
    others = {"pandas": (with_pandas, ">= 20 x, stretch 40 x" if target else ""), "polars": (with_polars, "")}
    for name, (way, wanted) in others.items():
        if importlib.util.find_spec(name) is None:
            print(f"{name} is not installed here: ./go bench makes an environment that has it")
            continue
        assert_same(score_many(instrument, table), way(instrument, table))
        compare(
            f"{size}: {name} against score_many, both keep everything",
            partial(way, instrument, table),
            partial(score_many, instrument, table),
            rounds=3,
            target=wanted,
        )


def inventory(*, rows: int, shared: int) -> Instrument:
    """Sixty statements in `rows` by two columns, the last row in one column; some belong to both columns."""
    names = [f"row{at}" for at in range(rows)]
    columns = ["left", "right"]
    items = []
    for at in range(ITEMS):
        row, turn = at % rows, at // rows
        both = shared and turn < shared
        column = "left" if row == rows - 1 and shared else columns if both else columns[turn % 2]
        items.append(
            {"id": f"Q{at}", "text": "Q", "response_scale": "five", "facets": {"row": names[row], "column": column}}
        )
    written = {
        "id": "inventory",
        "version": "1.0.0",
        "languages": ["en"],
        "title": "Inventory",
        "perspectives": [{"id": "self", "label": "Self"}],
        "facets": [facet("row", names), facet("column", columns)],
        "response_scales": [
            {"id": "five", "kind": "likert", "options": [{"code": code, "label": str(code)} for code in range(1, 6)]}
            | {"na": {"label": "does not apply"}}
        ],
        "sections": [{"id": "all", "title": "All", "items": items}],
        "missing_data": {"min_answered": 2, "min_coverage": 0.5, "narrow_below": 0.5},
        "scores": {
            "by_facet": [{"facet": "row"}],
            "by_cell": [{"facets": ["row", "column"], "specific": "column"}],
            "overall": {"id": "overall", "label": "Overall", "of": names[:-1], "at_least": rows - 2},
        },
    }
    return Instrument.model_validate(written)


def facet(name: str, values: list[str]) -> dict[str, Any]:
    """A facet with these values."""
    return {"id": name, "label": name, "values": [{"id": value, "label": value} for value in values]}


def random_table(instrument: Instrument) -> Table:
    """A million random assessments of which some answers are missing and some do not apply."""
    chance, scheme = np.random.default_rng(1), scheme_of(instrument)
    steps = chance.integers(0, 5, (len(scheme.items), ASSESSMENTS), dtype=np.int8).astype(step_type(scheme), copy=False)
    for column in steps:
        drawn = chance.random(ASSESSMENTS, dtype=np.float32)
        column[drawn < SHARE_OF_EACH_MARK] = Mark.MISSING
        column[drawn > 1 - SHARE_OF_EACH_MARK] = Mark.NOT_APPLICABLE
    none = np.full(ASSESSMENTS, -1, np.int16)
    return Table(scheme.items, steps, np.zeros(ASSESSMENTS, np.uint8), none, ())


def scored_in_chunks(instrument: Instrument, table: Table) -> int:
    """Score a table piece by piece; how many assessments were scored."""
    return sum(len(part) for part in score_in_chunks(instrument, table))


def peak(way: Callable[[], object]) -> float:
    """The most memory, in MB, that is held at once while this runs."""
    tracemalloc.start()
    way()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def with_pandas(instrument: Instrument, table: Table) -> dict[str, dict[str, NDArray[Any]]]:
    """The same with data frames, as an analyst writes it; the items come coded and reversed."""
    import pandas

    frame = pandas.DataFrame(table.steps.T, columns=list(table.items), copy=False)
    item_scores = frame.where(frame >= 0) * 25.0
    not_applicable = frame == Mark.NOT_APPLICABLE
    answered_items = item_scores.notna()
    found: dict[str, dict[str, NDArray[Any]]] = {}
    for one in score_definitions(instrument):
        columns = list(one.items)
        answered = answered_items[columns].sum(axis=1)
        applicable = len(columns) - not_applicable[columns].sum(axis=1)
        few = (answered < 2) | (answered < 0.5 * applicable)
        alone = [item for item, own in zip(one.items, one.specific or (), strict=False) if own]
        no_specific = ~answered_items[alone].any(axis=1) if one.specific else few & False
        statuses = [applicable == 0, few, no_specific, applicable < 0.5 * len(columns)]
        codes = [STATUSES.index(name) for name in ("not_applicable", "too_few", "no_specific", "narrow")]
        status = np.select(statuses, codes, 0).astype(np.uint8)
        mean = item_scores[columns].mean(axis=1).mask(status > STATUSES.index("partial"))
        found[one.id] = {"score": mean, "answered": answered, "applicable": applicable, "status": status}
    overall = instrument.scores.overall
    assert overall is not None
    parts = pandas.DataFrame({name: found[name]["score"] for name in overall.of})
    answered = parts.notna().sum(axis=1)
    applies = [found[name]["status"] != STATUSES.index("not_applicable") for name in overall.of]
    applicable = np.sum(applies, axis=0)
    statuses = [applicable == 0, answered < overall.at_least, answered < len(overall.of)]
    status = np.select(statuses, [STATUSES.index(name) for name in ("not_applicable", "too_few", "partial")], 0)
    mean = parts.mean(axis=1).mask(status > STATUSES.index("partial"))
    found[overall.id] = {"score": mean, "answered": answered, "applicable": applicable, "status": status}
    return found


def with_polars(instrument: Instrument, table: Table) -> dict[str, dict[str, NDArray[Any]]]:
    """The same with expressions of Polars, which takes all processors."""
    import polars as pl

    frame = pl.DataFrame(dict(zip(table.items, table.steps, strict=True)))
    parts: list[pl.Expr] = []
    for one in score_definitions(instrument):
        columns = [pl.col(name) for name in one.items]
        answered = pl.sum_horizontal([each >= 0 for each in columns])
        applicable = len(columns) - pl.sum_horizontal([each == Mark.NOT_APPLICABLE for each in columns])
        few = (answered < 2) | (answered < 0.5 * applicable)
        alone = [pl.col(item) >= 0 for item, own in zip(one.items, one.specific or (), strict=False) if own]
        status = _first(
            (applicable == 0, "not_applicable"),
            (few, "too_few"),
            *([(~pl.any_horizontal(alone), "no_specific")] if one.specific else []),
            (applicable < 0.5 * len(columns), "narrow"),
        )
        mean = pl.sum_horizontal([pl.when(each >= 0).then(each * 25.0).otherwise(0.0) for each in columns]) / answered
        parts += _named(one.id, pl.when(status <= STATUSES.index("partial")).then(mean), answered, applicable, status)
    overall = instrument.scores.overall
    assert overall is not None
    frame = frame.select(parts)
    means = [pl.col(name) for name in overall.of]
    answered = pl.sum_horizontal([each.is_not_null() for each in means])
    applies = [pl.col(f"{name}:status") != STATUSES.index("not_applicable") for name in overall.of]
    applicable = pl.sum_horizontal(applies)
    few, partly = answered < overall.at_least, answered < len(overall.of)
    status = _first((applicable == 0, "not_applicable"), (few, "too_few"), (partly, "partial"))
    mean = pl.when(status <= STATUSES.index("partial")).then(pl.mean_horizontal(means))
    frame = frame.with_columns(_named(overall.id, mean, answered, applicable, status))
    return {
        name: {"score": frame[name].fill_null(float("nan")).to_numpy()}
        | {part: frame[f"{name}:{part}"].to_numpy() for part in ("answered", "applicable", "status")}
        for name in scheme_of(instrument).ids
    }


def _first(*cases: tuple[Any, str]) -> Any:
    """The code of the status of the first case that holds; 0, ok, when none does."""
    import polars as pl

    return pl.coalesce(*(pl.when(holds).then(pl.lit(STATUSES.index(name), pl.UInt8)) for holds, name in cases), 0)


def _named(name: str, mean: Any, answered: Any, applicable: Any, status: Any) -> list[Any]:
    parts = {"answered": answered, "applicable": applicable, "status": status}
    return [mean.alias(name), *(expression.alias(f"{name}:{part}") for part, expression in parts.items())]


# -- a table of answers ---------------------------------------------------------------------------------


def a_table() -> None:
    """Rows of a CSV file as cells of text, scored row by row and by columns; files and processes are left out."""
    instrument = load_instrument(SHIPPED)
    facts = {"cx_first_contact": "yes", "cx_first_transaction": "no", "cx_physical_12m": "3"}
    items = [name for name in plan_of(instrument).scored if instrument.items[name].values("phase") != ("follow_up",)]
    codes = np.random.default_rng(1).integers(1, 6, (ROWS, len(items))).astype(str).tolist()
    header = build_header(instrument, ["id", *facts, *items])
    records = [(at + 2, [f"id-{at}", *facts.values(), *own]) for at, own in enumerate(codes)]

    def by_rows() -> None:
        for line, cells in records:
            row = build_cells(header, cells, lambda _: Place(""), line=line)
            assert row.assessment is not None
            score(instrument, row.assessment)

    def by_columns() -> None:
        batch = batch_of_records(ColumnJudge(header), records)
        scores = score_lines(score_many(instrument, batch.judged.table, margins=True))
        assert sum(1 for _ in scores) == ROWS

    compare(f"{ROWS:,} rows of cells: row by row against by columns, with lines of CSV", by_rows, by_columns, rounds=5)


def assert_same(many: ManyScores, found: Mapping[str, Mapping[str, NDArray[Any]]]) -> None:
    """Prove that both ways come to the same."""
    assert set(many) == set(found)
    for name, parts in found.items():
        for part, values in parts.items():
            np.testing.assert_allclose(getattr(many[name], part), np.asarray(values), rtol=0, atol=1e-9)
