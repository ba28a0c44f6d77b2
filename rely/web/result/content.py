"""Turn the content of a report into the results page: the same words, drawn for a screen."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from rely.languages import Words
from rely.reporting.content import ReportContent
from rely.reporting.findings import Finding
from rely.reporting.glance import Line, have_margins
from rely.reporting.grid import Box, Count, Grid, Row
from rely.reporting.score_words import ScoreWords
from rely.reporting.status_words import Status
from rely.services.assessments import OpenAssessment
from rely.services.site import Site
from rely.web.deeper.content import DeeperView
from rely.web.earlier.content import EarlierView
from rely.web.moments import day_words
from rely.web.research.content import ResearchView
from rely.web.result.taking import NOTHING_TO_TAKE, Taking

KIND_ORDER = ("act", "partly", "over", "open", "not_applicable", "always", "in_place")
"""Attention first: what asks for something stands before what is done."""

LANE_START, LANE_STEP = 6.0, 4.0
"""Where 0 lies on a lane, and how far one point of the score is, in units of its drawing."""


class Colours(dict[str, str]):
    """The colours of charts by name: the variables of the style sheet, so that they follow light and dark."""

    def __missing__(self, name: str) -> str:
        return f"var(--c-{name})"


@dataclass(frozen=True, slots=True)
class Lane:
    """A score on its line: where the dot and the ends of the margin lie; None for `at` without a score."""

    at: float | None
    low: float
    high: float
    shape: str
    square: float


@dataclass(frozen=True, slots=True)
class LaneLine:
    """One score of the table at a glance."""

    sign: str
    side: str
    score: ScoreWords
    lane: Lane


@dataclass(frozen=True, slots=True)
class LaneRow:
    """The scores of one row; `id` is the place on the page where its guidelines are, empty without any."""

    label: str
    target: str
    lines: tuple[LaneLine, ...]


@dataclass(frozen=True, slots=True)
class FindingBlock:
    """One finding with its scores on lanes; `target` is its place on the page.

    `caption` says how its scores are read; `explains`: nothing before it says so.
    """

    target: str
    caption: str
    explains: bool
    finding: Finding
    lanes: tuple[LaneRow, ...]


@dataclass(frozen=True, slots=True)
class GuidelineRow:
    """The guidelines of one row: how many of each status, and the boxes."""

    id: str
    label: str
    counts: tuple[Count, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class ResultView:
    """The results page, all words ready; of a sample and of an earlier result nothing can be taken along, changed
    or taken on. `changes` is, by item, the address where its answer can be changed."""

    assessment: uuid.UUID
    report: ReportContent
    title: str
    ticks: tuple[float, ...]
    lanes: tuple[LaneRow, ...]
    overall: LaneRow | None
    guidelines: tuple[GuidelineRow, ...]
    findings: tuple[FindingBlock, ...]
    caption: str
    changing: str
    code: str
    kept_until: str
    for_whom: str = ""
    is_read_only: bool = False
    deeper: DeeperView | None = None
    taking: Taking = NOTHING_TO_TAKE
    earlier: EarlierView | None = None
    changes: Mapping[str, str] = field(default_factory=dict)
    research: ResearchView | None = None


def view_result(site: Site, opened: OpenAssessment, content: ReportContent, *, code: str, words: Words) -> ResultView:
    """The results page of one finished assessment."""
    finished = opened.record.finished or opened.record.last_answered
    kept = (finished + site.settings.result_time).astimezone(site.clock().tzinfo).date()
    rows = content.grid.rows if content.grid is not None else ()
    targets = {row.label: f"row-{row.id}" for row in rows}
    glance = content.glance
    return ResultView(
        assessment=opened.id,
        report=content,
        title=words.gettext("Result for %(name)s", name=content.head.name),
        ticks=tuple(_x(cut_off) for cut_off in glance.cut_offs),
        lanes=tuple(_lane_row(each.label, targets.get(each.label, ""), each.lines) for each in glance.rows),
        overall=None if glance.overall is None else _lane_row(glance.overall.label, "", glance.overall.lines),
        guidelines=_guideline_rows(content.grid, words),
        findings=_finding_blocks(content, words),
        caption=_caption(words, has_margins=content.glance.has_margins),
        changing=_on_changing(opened, words),
        code=code,
        kept_until=day_words(kept, words),
        for_whom=_for_whom(opened, words),
    )


def _for_whom(opened: OpenAssessment, words: Words) -> str:
    """Who reads the result, where that is not the one who answers."""
    report = opened.instrument.report
    return "" if report is None or report.for_whom is None else words.text(report.for_whom)


def _on_changing(opened: OpenAssessment, words: Words) -> str:
    """What to do when something has changed: in the relationship, where the instrument is about one."""
    if opened.instrument.is_about_a_client:
        return words.gettext(
            "Has something changed in the relationship? Then change your answers and ask for your result again."
        )
    return words.gettext("Has something changed? Then change your answers and ask for your result again.")


def _caption(words: Words, *, has_margins: bool) -> str:
    """How the scores of a table are read."""
    if not has_margins:
        return words.gettext("Scores from 0 to 100.")
    return words.gettext(
        "Scores from 0 to 100. The bar is the margin. With so few questions, the true picture probably lies somewhere "
        "on it."
    )


def _finding_blocks(content: ReportContent, words: Words) -> tuple[FindingBlock, ...]:
    if content.findings is None:
        return ()
    told = set[bool]()
    if content.glance.tells_scores and not content.findings.leads:
        told.add(content.glance.has_margins)
    blocks = []
    for each in content.findings.findings:
        with_margins = have_margins(each.scores)
        explains = bool(each.scores) and told.isdisjoint({True, with_margins})
        told |= {with_margins} if each.scores else set()
        lanes = tuple(_lane_row(row.label, "", row.lines) for row in each.scores)
        caption = _caption(words, has_margins=with_margins)
        blocks.append(FindingBlock(f"finding-{each.id}", caption, explains, each, lanes))
    return tuple(blocks)


def _lane_row(label: str, target: str, lines: tuple[Line, ...]) -> LaneRow:
    return LaneRow(
        label, target, tuple(LaneLine(each.sign, each.side, each.score, _lane(each.score)) for each in lines)
    )


def _lane(score: ScoreWords) -> Lane:
    dot = score.dot
    if dot is None:
        return Lane(None, 0.0, 0.0, "", 0.0)
    at = _x(dot.score)
    return Lane(at, _x(dot.low), _x(dot.high), dot.shape, round(at - 5.25, 2))


def _x(score: float) -> float:
    return round(LANE_START + LANE_STEP * score, 2)


def _guideline_rows(grid: Grid | None, words: Words) -> tuple[GuidelineRow, ...]:
    """The rows of the grid, each folded to its counts: what asks for something first stands above, as an action."""
    return () if grid is None else tuple(_guideline_row(row, grid, words) for row in grid.rows)


def _guideline_row(row: Row, grid: Grid, words: Words) -> GuidelineRow:
    boxes = [box for box in (*row.boxes, *((row.band,) if row.band is not None else ())) if box.entries]
    kinds = [entry.status.kind for box in boxes for entry in box.entries]
    legend = {count.status.kind: count for count in grid.legend}
    counts = tuple(
        Count(Status(kind, legend[kind].status.sign, legend[kind].status.word), words.number(kinds.count(kind)), "")
        for kind in KIND_ORDER
        if kind in kinds
    )
    return GuidelineRow(f"row-{row.id}", row.label, counts, tuple(_sorted(box) for box in boxes))


def _sorted(box: Box) -> Box:
    entries = sorted(box.entries, key=lambda entry: KIND_ORDER.index(entry.status.kind))
    return Box(box.sign, box.label, box.score, tuple(entries), box.empty)
