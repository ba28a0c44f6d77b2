"""Turn the content of the page on reliability into a table for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rely.reporting.reliability import Group, ReliabilityContent
from rely.reporting.reliability_gaps import GapsPart
from rely.reporting.reliability_lines import ScoreDetail, ScoreLine


def table(content: ReliabilityContent) -> str:
    """What to know first, then for each group its scores, the gaps to a second view, then the items of the scores."""
    return "".join(f"{line}\n" for line in _lines(content))


def _lines(content: ReliabilityContent) -> Iterator[str]:
    yield f"{content.title} | " + " | ".join(f"{fact.label}: {fact.value}" for fact in content.facts)
    yield from (f"{'! ' if remark.loud else ''}{remark.text}" for remark in content.remarks)
    for group in content.groups:
        yield ""
        yield from _group(content, group)


def _group(content: ReliabilityContent, group: Group) -> Iterator[str]:
    yield f"{group.heading}: {group.count}"
    yield from (f"{'! ' if remark.loud else ''}{remark.text}" for remark in group.remarks)
    heads = content.heads
    names = (heads.score, heads.scored, heads.mean, heads.sd, heads.ends, heads.alpha, heads.omega)
    rows = ((*names, heads.complete, heads.note), *(_cells(line) for line in group.scores))
    yield from _aligned(rows)
    if group.gaps is not None:
        yield ""
        yield from _gaps(group.gaps)
    for detail in group.details:
        yield ""
        yield from _detail(content, detail)


def _cells(line: ScoreLine) -> tuple[str, ...]:
    ends = f"{line.floor} / {line.ceiling}"
    alpha = f"{line.alpha}, {line.interval}" if line.interval else line.alpha
    return (line.label, line.scored, line.mean, line.sd, ends, alpha, line.omega, line.n, line.note)


def _detail(content: ReliabilityContent, detail: ScoreDetail) -> Iterator[str]:
    yield f"{detail.label}. {' '.join(detail.sentences)}"
    rows = [(content.heads.item, *content.heads.parts)]
    rows += [(f"{part.id} ({part.reverse})" if part.reverse else part.id, *part.cells) for part in detail.parts]
    yield from _aligned(rows)


def _gaps(part: GapsPart) -> Iterator[str]:
    yield part.heading
    yield from (f"{'! ' if remark.loud else ''}{remark.text}" for remark in part.remarks)
    if part.lines:
        rows = [(part.first, *part.heads, part.note)]
        rows += [
            (line.label, *(", ".join(filter(None, cell)) for cell in line.cells), line.note) for line in part.lines
        ]
        yield from _aligned(rows)
    yield from (f"{line.label}: {line.statements}" for line in part.lines)
    yield from part.cautions


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for at, row in enumerate(rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if at == 0:
            yield "  ".join("-" * width for width in widths)
