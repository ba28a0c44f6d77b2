"""Turn assessments that come one by one into a table of their item scores, with what groups them and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rely.loading.checks.facts import Domain, Facts
from rely.loading.checks.index import Index
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.research.cases import RelationshipKey, relationship_key
from rely.research.table import Table, build_table
from rely.scoring.plan import plan_of
from rely.scoring.reading import read

MOST_WORDS: Final = 300
"""A fact with more different values than this makes no groups."""

_CHUNK: Final = 5_000


class Row(NamedTuple):
    """One assessment, and the line of its file in which it stands (0: in none)."""

    line: int
    assessment: Assessment


@dataclass(frozen=True, eq=False)
class Sample:
    """The item scores of many assessments, and about each: its line, its perspective, who answered, about whom.

    `relationships` are the ids, `keys` what names the relationship, also where there is no id.
    `group` holds the value of the fact that groups beside the selecting one; None where it is unknown, "" for all
    where nothing groups.
    """

    table: Table
    lines: NDArray[np.int64]
    perspectives: tuple[str, ...]
    respondents: tuple[str | None, ...]
    relationships: tuple[str | None, ...]
    keys: tuple[RelationshipKey | None, ...]
    group: tuple[str | None, ...]

    def __len__(self) -> int:
        """How many assessments it holds."""
        return len(self.lines)


def grouping_facts(instrument: Instrument) -> tuple[str, ...]:
    """The items, given facts and measures by which rows can be grouped: those with one of few values."""
    domains = Facts(Index(instrument)).domains
    named = {*instrument.items, *(given.id for given in instrument.given)}
    measures = {measure.id for measure in instrument.measures}
    return tuple(
        name
        for name, domain in domains.items()
        if (name in named or name.partition(".")[0] in measures) and _is_groupable(domain)
    )


def _is_groupable(domain: Domain) -> bool:
    if domain.several or domain.number:
        return False
    return domain.codes is not None and len(domain.codes) <= MOST_WORDS


def collect(instrument: Instrument, rows: Iterable[Row], *, by: str | None = None) -> Sample:
    """The sample of these assessments, in their order; only small numbers stay in memory, not the assessments.

    `by` is one of `grouping_facts`. ImpossibleAnswer and KeyError as `rely.scoring.score.score` says.
    """
    tables: list[Table] = [build_table(instrument, ())]
    lines: list[int] = []
    perspectives: list[str] = []
    respondents: list[str | None] = []
    relationships: list[str | None] = []
    keys: list[RelationshipKey | None] = []
    group: list[str | None] = []
    plan = plan_of(instrument)
    for chunk in _chunks(rows):
        assessments = [row.assessment for row in chunk]
        tables.append(build_table(instrument, assessments))
        lines += [row.line for row in chunk]
        perspectives += [each.perspective for each in assessments]
        respondents += [each.respondent for each in assessments]
        relationships += [each.id for each in assessments]
        keys += [relationship_key(instrument, each) for each in assessments]
        group += [""] * len(chunk) if by is None else [_word(read(plan, each).facts(by)) for each in assessments]
    return Sample(
        table=_joined(tables),
        lines=np.array(lines, np.int64),
        perspectives=tuple(perspectives),
        respondents=tuple(respondents),
        relationships=tuple(relationships),
        keys=tuple(keys),
        group=tuple(group),
    )


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk


def _word(value: object) -> str | None:
    return None if value is None else str(value)


def _joined(tables: Sequence[Table]) -> Table:
    return Table(
        items=tables[0].items,
        steps=np.concatenate([each.steps for each in tables], axis=1),
        form=np.concatenate([each.form for each in tables]),
        selected=np.concatenate([each.selected for each in tables]),
        values=tables[0].values,
    )
