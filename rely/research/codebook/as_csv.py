"""Turn a codebook into a CSV table with one row per variable."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO

from rely.loading.guard import guarded
from rely.model.scalars import shortest
from rely.research.codebook.content import Code, Codebook, Count, Entry, Statistics

SEVERAL = " | "
"""What stands between several entries of one cell."""

Cells = Callable[[Entry], object]

COLUMNS: Mapping[str, Cells] = {
    "name": lambda entry: entry.name,
    "label": lambda entry: entry.label,
    "question": lambda entry: " ".join(part for part in (entry.preface, entry.question) if part),
    "help": lambda entry: entry.help,
    "group": lambda entry: entry.group,
    "role": lambda entry: entry.role,
    "kind": lambda entry: entry.kind,
    "level": lambda entry: entry.level,
    "source": lambda entry: entry.source,
    "part": lambda entry: entry.part,
    "response_scale": lambda entry: entry.response_scale,
    "codes": lambda entry: _codes(entry.codes),
    "missing": lambda entry: _codes(entry.missing),
    "low": lambda entry: entry.low,
    "high": lambda entry: entry.high,
    "unit": lambda entry: entry.unit,
    "reverse": lambda entry: entry.is_reversed,
    "weight": lambda entry: entry.weight,
    "facets": lambda entry: SEVERAL.join(f"{each.label}: {each.text}" for each in entry.facets),
    "when": lambda entry: SEVERAL.join(entry.when),
    "scores": lambda entry: SEVERAL.join(entry.scores),
    "made": lambda entry: SEVERAL.join(entry.made),
    "made_from": lambda entry: SEVERAL.join(entry.made_from),
    "quasi_identifier": lambda entry: entry.is_quasi_identifier,
    "evidence": lambda entry: entry.evidence,
    "sources": lambda entry: SEVERAL.join(each.text for each in entry.sources),
}
"""The columns with what stands in them. Their names are English and never change in meaning."""

_Figures = Callable[[Statistics], object]

FIGURES: Mapping[str, _Figures] = {
    "n_valid": lambda found: found.valid,
    "n_missing": lambda found: _counts(found.missing),
    "counts": lambda found: _counts(found.counts),
    "mean": lambda found: found.mean,
    "sd": lambda found: found.sd,
    "min": lambda found: found.low,
    "max": lambda found: found.high,
}
"""The columns that are there with data only."""


def codebook_csv(codebook: Codebook) -> str:
    """The table in UTF-8 without a byte order mark; cells that a spreadsheet would run are guarded."""
    return "".join(csv_lines(codebook))


def csv_lines(codebook: Codebook) -> Iterator[str]:
    """The same line by line."""
    figures = FIGURES if codebook.data is not None else {}
    yield _line((*COLUMNS, *figures))
    for entry in codebook.entries:
        found = entry.statistics
        cells = [_cell(value(entry)) for value in COLUMNS.values()]
        cells += ["" if found is None else _cell(value(found)) for value in figures.values()]
        yield _line(cells)


def _line(cells: Iterable[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return shortest(value)
    return guarded(str(value))


def _codes(codes: Iterable[Code]) -> str:
    return SEVERAL.join(f"{each.code} = {each.label}" for each in codes)


def _counts(counts: Iterable[Count]) -> str:
    return SEVERAL.join(f"{each.code}: {'' if each.n is None else each.n}" for each in counts)
