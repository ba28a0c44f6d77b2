"""Turn the figures of scores and items into rows of tables, with all numbers in a reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from rely.languages import Words
from rely.languages.score_names import name_of_score
from rely.model.instrument import Instrument
from rely.model.reliability import Correlations, PartFigures, ScoreFigures, Spread
from rely.reporting.reliability_words import NOTES, sentences_on_score

NONE = "–"
"""What stands where there is no figure."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a histogram: its place from the left (0-9) and its height, 0-1."""

    place: int
    height: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many scores lie in each of ten ranges; `title` says it in words."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """Alpha and its interval as places from 0 to 100, cut there; `title` says them in words."""

    title: str
    low: float
    at: float
    high: float


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One score in a row, in numbers as they are printed; `at` is where more is told of it."""

    at: str
    label: str
    scored: str
    mean: str
    sd: str
    histogram: Histogram | None
    floor: str
    ceiling: str
    n: str
    alpha: str
    interval: str
    picture: Interval | None
    omega: str
    note: str
    loud: bool


@dataclass(frozen=True, slots=True)
class PartLine:
    """One item (or score) of a score in a row; `reverse` says that it is reverse-coded, else it is empty."""

    id: str
    text: str
    reverse: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The correlations of all pairs with their n, below the diagonal: a row for each id, as long as its place."""

    ids: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    average: str


@dataclass(frozen=True, slots=True)
class ScoreDetail:
    """All that is told of one score: what it means, its items, how they go together."""

    at: str
    label: str
    sentences: tuple[str, ...]
    parts: tuple[PartLine, ...]
    matrix: Matrix | None


def score_line(instrument: Instrument, words: Words, score: ScoreFigures, at: str) -> ScoreLine:
    """The row of one score."""
    label, spread = name_of_score(instrument, words, score.id), score.spread
    return ScoreLine(
        at=at,
        label=label,
        scored=words.number(spread.n),
        mean=_number(words, spread.mean, 1),
        sd=_number(words, spread.sd, 1),
        histogram=_histogram(words, spread),
        floor=_percent(words, spread.floor),
        ceiling=_percent(words, spread.ceiling),
        n=words.number(score.n) if len(score.parts) > 1 else NONE,
        alpha=_number(words, score.alpha, 2),
        interval=_interval(words, score),
        picture=_picture(words, score, label),
        omega=_number(words, score.omega, 2),
        note=words.gettext(NOTES[score.note]) if len(score.parts) > 1 else NONE,
        loud=score.note in ("not_computed", "very_uncertain") and len(score.parts) > 1,
    )


def score_detail(instrument: Instrument, words: Words, score: ScoreFigures, at: str) -> ScoreDetail:
    """What is told of one score below its row."""
    return ScoreDetail(
        at=at,
        label=name_of_score(instrument, words, score.id),
        sentences=sentences_on_score(score, words),
        parts=tuple(_part(instrument, words, part, is_score=score.made_of_scores) for part in score.parts),
        matrix=None if score.correlations is None else _matrix(words, score.correlations),
    )


def part_heads(words: Words) -> tuple[str, ...]:
    """The heads of the cells of a PartLine."""
    return (
        "n",
        words.gettext("Mean"),
        words.gettext("SD"),
        words.gettext("Mean code"),
        words.gettext("Item-rest"),
        words.gettext("Alpha without"),
        words.gettext("Lowest / highest"),
        words.gettext("Missing"),
        words.gettext("Does not apply"),
        words.gettext("Not asked"),
    )


def _part(instrument: Instrument, words: Words, part: PartFigures, *, is_score: bool) -> PartLine:
    text = name_of_score(instrument, words, part.id) if is_score else words.text(instrument.items[part.id].text)
    na = part.na + part.dk
    return PartLine(
        id=part.id,
        text=text,
        reverse=words.gettext("reverse-coded") if part.reverse else "",
        cells=(
            words.number(part.n),
            _number(words, part.mean, 1),
            _number(words, part.sd, 1),
            _number(words, part.code_mean, 2),
            _number(words, part.item_rest, 2),
            _number(words, part.alpha_without, 2),
            f"{_percent(words, part.lowest)} / {_percent(words, part.highest)}",
            _percent(words, part.missing),
            _percent(words, na),
            _percent(words, part.not_asked),
        ),
    )


def _number(words: Words, value: float | None, decimals: int) -> str:
    return NONE if value is None else words.number(value, decimals)


def _percent(words: Words, share: float | None) -> str:
    return NONE if share is None else words.gettext("%(number)s%%", number=words.number(share * 100))


def _interval(words: Words, score: ScoreFigures) -> str:
    if score.alpha_low is None or score.alpha_high is None:
        return ""
    low, high = words.number(score.alpha_low, 2), words.number(score.alpha_high, 2)
    return words.gettext("%(low)s to %(high)s", low=low, high=high)


def _picture(words: Words, score: ScoreFigures, label: str) -> Interval | None:
    if score.alpha is None or score.alpha_low is None or score.alpha_high is None:
        return None
    title = f"{label}: {_number(words, score.alpha, 2)}, {_interval(words, score)}"
    low, at, high = (min(max(each, 0.0), 1.0) * 100 for each in (score.alpha_low, score.alpha, score.alpha_high))
    return Interval(title, low, at, high)


def _histogram(words: Words, spread: Spread) -> Histogram | None:
    if spread.histogram is None:
        return None
    most = max(spread.histogram)
    width = 100 // len(spread.histogram)
    told = (
        f"{at * width}–{(at + 1) * width}: {words.number(count)}" for at, count in enumerate(spread.histogram) if count
    )
    bars = tuple(Bar(at, count / most) for at, count in enumerate(spread.histogram) if count)
    return Histogram(words.gettext("Number of scores in each range. %(ranges)s", ranges="; ".join(told)), bars)


def _matrix(words: Words, pairs: Correlations) -> Matrix:
    rows = tuple(
        (name, tuple((_number(words, pairs.r[at][other], 2), words.number(pairs.n[at][other])) for other in range(at)))
        for at, name in enumerate(pairs.ids)
    )
    average = _number(words, pairs.average, 2)
    return Matrix(pairs.ids, rows[1:], words.gettext("On average %(r)s.", r=average))
