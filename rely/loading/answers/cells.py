"""Turn a header of names and one row of cells, from whatever table, into a checked assessment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rely.loading.answers.another import of_another
from rely.loading.answers.row import AnswersRow, Where, Written, answer_problem, build_row, refused
from rely.loading.checks.findings import suggestion
from rely.loading.guard import unguarded
from rely.loading.problems import Place, Problem
from rely.model.instrument import Instrument
from rely.model.response_scales import DONT_KNOW, NOT_APPLICABLE, Multiple, TextEntry
from rely.model.scalars import Plain

COLUMNS = ("id", "instrument", "lang", "form", "perspective", "respondent", "date")
"""The columns that are no items."""

GIVEN = "given."
BETWEEN_CODES = "|"


@dataclass(frozen=True, slots=True)
class Header:
    """The names above the columns of a table, which of them are items with several answers, and which with a text."""

    instrument: Instrument
    names: tuple[str, ...]
    several: frozenset[str]
    texts: frozenset[str]


def build_header(instrument: Instrument, names: Sequence[str]) -> Header:
    """The header of a table of this instrument's answers."""
    scales = {item.id: instrument.scale_of(item) for item in instrument.items.values()}
    several = frozenset(name for name, scale in scales.items() if isinstance(scale, Multiple))
    texts = frozenset(name for name, scale in scales.items() if isinstance(scale, TextEntry))
    return Header(instrument, tuple(names), several, texts)


def is_known(instrument: Instrument, name: str) -> bool:
    """Whether a column of this name may mean something."""
    return name in instrument.items or name in COLUMNS or name.startswith(GIVEN)


def header_problems(instrument: Instrument, names: Sequence[str], place: Callable[[int], Place]) -> list[Problem]:
    """What is wrong with a header; `place` gives the place of the column at a position from 0.

    Names of which hardly any belongs to the instrument are one problem together.
    """
    known = dict.fromkeys((*COLUMNS, *(f"{GIVEN}{fact.id}" for fact in instrument.given), *instrument.items))
    strange = [name for name in names if name.strip() and name not in known]
    another = of_another(instrument, names, strange, lambda: place(names.index(strange[0])))
    if another is not None:
        return [another]
    problems = []
    for position, name in enumerate(names):
        where = place(position)
        if not name.strip():
            problems.append(answer_problem("unnamed-column", where, number=position + 1))
        elif name in names[:position]:
            problems.append(answer_problem("duplicate-column", where, name=name))
        elif name not in known:
            hint = suggestion(name, known, noun="column")
            if "\t" in name:
                hint = "Separate the columns by commas or semicolons."
            problems.append(answer_problem("unknown-column", where, hint=hint, name=name, instrument=instrument.id))
    return problems


def build_cells(header: Header, cells: Sequence[str], where: Where, *, line: int) -> AnswersRow:
    """The assessment of one row with as many cells as the header has names; an empty cell is no answer."""
    if not any(cells):
        return refused(answer_problem("empty-row", where("")), line=line)
    answers: dict[str, object] = {}
    given: dict[str, object] = {}
    keys: dict[str, object] = {}
    for name, cell in zip(header.names, cells, strict=True):
        if name in header.instrument.items:
            answers[name] = _answer(unguarded(cell) if name in header.texts else cell, name in header.several)
        elif name.startswith(GIVEN):
            given[name.removeprefix(GIVEN)] = Plain(cell) if cell else None
        else:
            keys[name] = unguarded(cell) or None
    return build_row(header.instrument, Written(answers, given, keys), where, line=line)


def id_in(header: Header, cells: Sequence[str]) -> str | None:
    """What stands under id, when it can be shown."""
    if "id" not in header.names:
        return None
    position = header.names.index("id")
    return cells[position] if position < len(cells) and cells[position].isprintable() else None


def _answer(cell: str, several: bool) -> object:
    if not cell:
        return None
    if several and cell not in (NOT_APPLICABLE, DONT_KNOW):
        return [Plain(code) for code in cell.split(BETWEEN_CODES)]
    return Plain(cell)
