"""Turn what a mapping says about constants, columns and values into problems, where an instrument cannot take it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rely.loading.answers.cells import GIVEN
from rely.loading.checks.findings import listed, suggestion
from rely.loading.importing.columns import ASK, KEYS
from rely.loading.importing.kinds import KEEP, LEAVE_OUT, ROW, kind_of, scale_of
from rely.loading.importing.mapping import ColumnEntry
from rely.loading.importing.meanings import IS_CHOSEN, IS_NOT_CHOSEN, MISSING
from rely.loading.importing.programs import IGNORE
from rely.loading.importing.reading import MappingFile
from rely.loading.problems import Problem
from rely.model.instrument import Instrument
from rely.model.response_scales import DONT_KNOW, NOT_APPLICABLE, Multiple, OrderedScale
from rely.model.scalars import Plain
from rely.scoring.accept import accept, accept_one, accepted_codes


def misfits(instrument: Instrument, file: MappingFile) -> Iterator[Problem]:
    """All that an instrument cannot take, whatever the file with the answers holds."""
    yield from _constants(instrument, file)
    yield from _columns(instrument, file)
    yield from _tables(instrument, file)


def _constants(instrument: Instrument, file: MappingFile) -> Iterator[Problem]:
    taken = {entry.to: entry.column for entry in file.mapping.columns}
    for name, value in file.mapping.constants.items():
        path = ("constants", name)
        if name in taken:
            facts: dict[str, Any] = {"to": name, "column": taken[name]}
            yield file.problem(path, "constant-and-column", **facts)
            continue
        accepted = _wrong_for_target(instrument, name, value)
        if accepted is not None:
            hint = f"Accepted: {listed(accepted)}." if accepted else _possible(instrument, name)
            yield file.problem(path, "wrong-constant", hint=hint, name=name, value=value)


def _possible(instrument: Instrument, name: str) -> str:
    given = [f"{GIVEN}{fact.id}" for fact in instrument.given]
    return suggestion(name, [*KEYS, *given, *instrument.items], noun="target")


def _wrong_for_target(instrument: Instrument, to: str, code: str) -> tuple[str, ...] | None:
    """What would be accepted where a code is not; None where it is."""
    if to in instrument.items:
        item = instrument.items[to]
        written: Any = [Plain(code)] if isinstance(instrument.scale_of(item), Multiple) else Plain(code)
        _, problem = accept_one(instrument, item, written)
        return None if problem is None else accepted_codes(instrument, item)
    if to.startswith(GIVEN):
        _, problems = accept(instrument, {}, given={to.removeprefix(GIVEN): Plain(code)})
        return problems[0].accepted if problems else None
    possible = {
        "lang": tuple(instrument.languages),
        "form": tuple(instrument.form_ids),
        "perspective": tuple(each.id for each in instrument.perspectives),
        ROW: (KEEP, LEAVE_OUT),
    }
    if to in possible:
        return None if code in possible[to] else possible[to]
    return None if to in KEYS else ()


def _columns(instrument: Instrument, file: MappingFile) -> Iterator[Problem]:
    """What is wrong with the targets and settings of the columns."""
    taken: dict[tuple[str, str | None], str] = {}
    with_options = {entry.to for entry in file.mapping.columns if entry.option is not None}
    given = [f"{GIVEN}{fact.id}" for fact in instrument.given]
    for at, entry in enumerate(file.mapping.columns):
        if entry.to == IGNORE:
            continue
        if entry.to not in (*KEYS, *given, ROW) and entry.to not in instrument.items:
            hint = suggestion(entry.to, [*KEYS, *given, *instrument.items, IGNORE, ROW], noun="target")
            facts: dict[str, Any] = {"column": entry.column, "to": entry.to, "instrument": instrument.id}
            yield file.problem(("columns", at, "to"), "unknown-target", hint=hint, **facts)
            continue
        target = (entry.to, entry.option)
        other = taken.get(target) or (taken.get((entry.to, None)) if entry.option is not None else None)
        if other is None and entry.option is None and entry.to in with_options:
            other = next(each.column for each in file.mapping.columns if each.to == entry.to and each.option)
        if other is not None and entry.to != ROW:
            yield file.problem(("columns", at, "to"), "double-target", first=other, second=entry.column, to=entry.to)
        taken[target] = entry.column
        for key, reason in _settings(instrument, entry):
            path = ("columns", at, key)
            yield file.problem(path, "wrong-setting", key=key, column=entry.column, reason=reason)


def _settings(instrument: Instrument, entry: ColumnEntry) -> Iterator[tuple[str, str]]:
    kind = kind_of(instrument, entry)
    scale = scale_of(instrument, entry.to)
    if entry.option is not None and not isinstance(scale, Multiple):
        yield "option", f"{entry.to} takes one answer"
    elif entry.option is not None and isinstance(scale, Multiple):
        options = [option.code for option in scale.options]
        if entry.option not in options:
            yield "option", f"{entry.to} has the options {listed(options)}"
    if entry.separator is not None and kind != "several":
        yield "separator", "it takes one answer"
    if (entry.numbers is not None or entry.percent is not None) and kind != "number":
        yield ("numbers" if entry.numbers is not None else "percent"), f"{entry.to} is no number that is typed"
    if entry.days is not None and kind != "day":
        yield "days", f"{entry.to} is no day"
    if kind in ("tick", "row") and entry.values is None:
        words = f"{IS_CHOSEN} and {IS_NOT_CHOSEN}" if kind == "tick" else f"{KEEP} and {LEAVE_OUT}"
        yield "to", f"it needs `values`, the name of a table that leads to {words}"
    if entry.already_reversed and not (isinstance(scale, OrderedScale) and instrument.items[entry.to].reverse):
        yield "already_reversed", f"{entry.to} is not reverse-coded"


def _tables(instrument: Instrument, file: MappingFile) -> Iterator[Problem]:
    """What is wrong with the tables of values; a code is told once, with the first column that cannot take it."""
    tables, told = file.mapping.values, set[tuple[str, str]]()
    for at, entry in enumerate(file.mapping.columns):
        name = entry.values
        if name is None or entry.to == IGNORE:
            continue
        if name not in tables:
            hint = suggestion(name, tables, noun="table")
            facts: dict[str, Any] = {"column": entry.column, "name": name}
            yield file.problem(("columns", at, "values"), "unknown-table", hint=hint, **facts)
            continue
        for value, code in tables[name].items():
            accepted = _wrong_code(instrument, entry, code)
            if accepted is not None and (name, value) not in told:
                told.add((name, value))
                hint = f"Accepted: {listed((*accepted, MISSING))}."
                told_with: dict[str, Any] = {"value": value, "column": entry.column, "code": code}
                yield file.problem(("values", name, value), "wrong-code", hint=hint, **told_with)


def _wrong_code(instrument: Instrument, entry: ColumnEntry, code: str) -> tuple[str, ...] | None:
    if code in (MISSING, ASK):
        return None
    if kind_of(instrument, entry) == "tick":
        return None if code in (IS_CHOSEN, IS_NOT_CHOSEN) else (IS_CHOSEN, IS_NOT_CHOSEN)
    if code in (NOT_APPLICABLE, DONT_KNOW) and entry.to in instrument.items:
        return None  # one table serves items of a scale with and without these; a row tells where it does not fit
    return _wrong_for_target(instrument, entry.to, code)
