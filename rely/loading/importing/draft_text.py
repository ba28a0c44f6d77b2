"""Turn a first mapping into the YAML that its author reads and mends in an editor: a remark behind each line."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from rely.loading.answers.cells import GIVEN
from rely.loading.importing.columns import ASK
from rely.loading.importing.draft import Draft, DraftColumn, DraftTable
from rely.loading.importing.kinds import kind_of_target
from rely.loading.importing.mapping import FORMAT
from rely.loading.importing.meanings import IS_CHOSEN, IS_NOT_CHOSEN, MISSING
from rely.loading.importing.programs import IGNORE
from rely.loading.importing.text import name_of, squeezed
from rely.loading.problems import visible
from rely.model.instrument import Instrument

_SHOWN = 60
_MOST_EXAMPLES = 5
_MOST_CODES = 12

_HEAD = """\
# How the answers in {file} become answers to {instrument}. Made by `rely import`.
# Nothing is imported yet. What stands behind a # is a remark and is not read.
#
# 1. Replace each '?' by an answer: there are {questions}. The remark beside it says what is possible.
# 2. Look at the rest: what each column becomes, and what each value becomes.
# 3. See what it would come to, then import:
#      rely import {instrument} {typed} --mapping {mapping} --preview
#      rely import {instrument} {typed} --mapping {mapping}
"""


def draft_text(draft: Draft, path: Path, mapping: Path) -> str:
    """The mapping as YAML, which `read_mapping` reads; `mapping` is the path under which it will lie."""
    return "\n".join(_lines(draft, path, mapping)) + "\n"


def _lines(draft: Draft, path: Path, mapping: Path) -> Iterator[str]:
    yield _HEAD.format(
        file=_remark(path.name),
        instrument=draft.instrument.id,
        questions=draft.questions or "none",
        typed=_remark(shlex.quote(str(path)), 400),
        mapping=_remark(shlex.quote(str(mapping)), 400),
    )
    yield f"format: {FORMAT}"
    yield f"instrument: {draft.instrument.id}"
    yield ""
    yield from _file(draft)
    yield ""
    yield from _constants(draft)
    yield ""
    yield from _marks(draft)
    yield ""
    yield from _tables(draft)
    yield from _columns(draft)


def _file(draft: Draft) -> Iterator[str]:
    layout = draft.table.layout
    if draft.program is not None:
        yield f"# The file looks like one of {draft.program.name}. {draft.program.note}".rstrip()
    yield f"# It has {draft.rows} rows with answers."
    for note in draft.table.notes:
        yield f"# {note}"
    yield "file:"
    if layout.sheet:
        yield f"  sheet: {quoted(layout.sheet)}"
    else:
        yield f"  encoding: {layout.encoding}"
        yield f"  delimiter: {layout.delimiter}  # comma, semicolon, tab or pipe"
    yield f"  header: {layout.header}  # the row with the names of the columns"
    yield f"  first: {layout.first}  # the first row with answers"


def _constants(draft: Draft) -> Iterator[str]:
    """What can be the same for every row; what has no column stands there as a remark that can be taken in."""
    instrument, there = draft.instrument, {column.guess.to for column in draft.columns}
    possible: dict[str, Sequence[str]] = {
        "form": instrument.form_ids,
        "perspective": [each.id for each in instrument.perspectives],
        "lang": instrument.languages,
    }
    possible |= {f"{GIVEN}{fact.id}": fact.codes or ["a number"] for fact in instrument.given}
    yield "# What is the same in every row. Take away the # before a line that you need."
    taken = [name for name in ("form", "perspective") if name not in there]
    yield "constants:" if taken else "constants: {}"
    for name, codes in possible.items():
        if name not in there:
            begin = "  " if name in taken else "  # "
            value = codes[0] if name in taken else (codes[0] if codes[0] != "a number" else "0")
            yield f"{begin}{name}: {value}  # possible: {_listed(codes)}"


def _marks(draft: Draft) -> Iterator[str]:
    yield "# Marks for a missing answer. yes: it means that there is no answer; no: it means something else, and its"
    yield "# table says what. An empty cell is always no answer."
    yield "missing:" if draft.marks else "missing: {}"
    for mark, places in draft.marks.items():
        columns = _listed([column for column, _ in places])
        often = _times(sum(count for _, count in places))
        yield f"  {quoted(mark)}: {_ask()}  # {often}, in {_columns_called(columns, len(places))}. Write yes or no"


def _tables(draft: Draft) -> Iterator[str]:
    if not draft.tables:
        yield "values: {}"
        yield ""
        return
    yield "# What each value that occurs becomes: the code of an answer, or missing where it means no answer."
    yield "# Capitals count. Spaces at the ends do not. A value that is not listed stops its row, by name."
    yield "values:"
    for table in draft.tables.values():
        columns = [column.letters for column in draft.columns if column.table == table.name]
        yield f"  # for {_columns_called(_listed(columns), len(columns))}"
        yield f"  {table.name}:"
        for meaning in table.meanings:
            remark = f"{_times(meaning.count)}{'; ' if meaning.why else ''}{_remark(meaning.why)}"
            ask = f". Write {_possible(table)}" if meaning.code == ASK else ""
            yield f"    {quoted(meaning.found)}: {_code(meaning.code)}  # {remark}{ask}"
        yield ""


def _columns(draft: Draft) -> Iterator[str]:
    yield "# What each column becomes: an item, given.x, id, lang, form, perspective, respondent, date, or ignore."
    yield "# `to: row` with a table that leads to keep and leave_out takes only some of the rows."
    yield "columns:"
    for column in draft.columns:
        if column.guess.to == IGNORE:
            name = quoted(_name(column))
            yield f"  - {{column: {column.letters}, name: {name}, to: ignore}}  # {_remark(column.guess.why)}"
        else:
            yield from _column(draft.instrument, column)
    if draft.unanswered:
        yield f"# No column becomes: {', '.join(draft.unanswered)}."


def _column(instrument: Instrument, column: DraftColumn) -> Iterator[str]:
    guess = column.guess
    yield f"  - column: {column.letters}  # {_examples(instrument, column)}"
    yield f"    name: {quoted(_name(column))}"
    for text in guess.column.texts:
        yield f"    # {_remark(text, 120)}"
    if guess.to == ASK:
        near = ", ".join(f"{target} ({ratio:.0%})" for target, ratio in guess.offers)
        yield f"    to: {_ask()}  # {guess.why}. Alike: {near}. Write one of them, another target, or ignore"
    else:
        item = instrument.items.get(guess.to)
        wording = "" if item is None else f": {(item.label or item.text).in_language('en')}"
        yield f"    to: {guess.to}  # {_remark(f'{guess.why}{wording}', 100)}"
    if guess.option:
        yield f"    option: {guess.option}"
    if column.table:
        yield f"    values: {column.table}"
    for setting in column.settings:
        value = _ask() if setting.value == ASK else _setting(setting.value)
        yield f"    {setting.key}: {value}  # {_remark(setting.why, 200)}"


def _setting(value: str) -> str:
    return value if value in ("true", "false") or value.replace("-", "").isalpha() else quoted(value)


def _examples(instrument: Instrument, column: DraftColumn) -> str:
    """What occurs in a column; words that people typed are counted and not shown."""
    filled = f"filled in {column.profile.filled} {'row' if column.profile.filled == 1 else 'rows'}"
    if kind_of_target(instrument, column.meant) == "free":
        return filled
    often = sorted(column.profile.counts.items(), key=lambda pair: -pair[1])[:_MOST_EXAMPLES]
    shown = ", ".join(f"'{_remark(value, 30)}' {_times(count)}" for value, count in often)
    others = f", {column.profile.others} with further values" if column.profile.others else ""
    return f"{filled}: {shown}{others}" if shown else f"{filled}{others}"


def quoted(text: str) -> str:
    """A text as a YAML scalar on one line."""
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    marked = "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in text.replace("\\", "\\\\"))
    return '"' + marked.replace('"', '\\"') + '"'


def _name(column: DraftColumn) -> str:
    return name_of(column.guess.column.name)


def _code(code: str) -> str:
    return _ask() if code == ASK else code


def _ask() -> str:
    return f"'{ASK}'"


def _possible(table: DraftTable) -> str:
    if table.name.endswith("_chosen"):
        return f"{IS_CHOSEN}, {IS_NOT_CHOSEN} or {MISSING}"
    return f"{_listed([*table.codes, MISSING])}" if table.codes else f"what it is, or {MISSING}"


def _listed(words: Sequence[str]) -> str:
    shown = ", ".join(words[:_MOST_CODES])
    return shown if len(words) <= _MOST_CODES else f"{shown} and {len(words) - _MOST_CODES} more"


def _columns_called(listed: str, count: int) -> str:
    return f"column {listed}" if count == 1 else f"the columns {listed}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times" if count else "not in this file"


def _remark(text: str, longest: int = _SHOWN) -> str:
    """A text of somebody else in a remark: on one line, without what nobody sees, and not too long."""
    line = visible(squeezed(text))
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
