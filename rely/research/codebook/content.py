"""Hold what a codebook says, in the words of one language, so that every format is made from the same content."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rely.research.variables import Dictionary


@dataclass(frozen=True, slots=True)
class Fact:
    """A line with a label, such as the version of the questionnaire."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its label; `points` is its item score on 0-100 before reverse coding, None without one."""

    code: int | str
    label: str
    points: float | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A published work; `language` is the tag of its own language, empty for the reader's or an unknown one."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the questionnaire with its missing-data rule, as numbers and in sentences."""

    id: str
    label: str
    about: str
    items: int
    min_answered: int
    min_coverage: float
    narrow_below: float
    rule: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A named range of scores from `low` up to the next band; `range` tells it in words."""

    id: str
    label: str
    low: float
    range: str


@dataclass(frozen=True, slots=True)
class Study:
    """What holds of the whole file.

    `about`, `limits`: paragraphs; `limits` says what the questionnaire is not. `facts`: the rest, line by line.
    """

    id: str
    version: str
    digest: str
    title: str
    languages: tuple[str, ...]
    about: tuple[str, ...]
    limits: tuple[str, ...]
    facts: tuple[Fact, ...]
    citation: str
    licence: str
    unit: str
    weights: str
    works: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class CodeList:
    """The answers that several questions share: a response scale, or the countries."""

    id: str
    title: str
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Variables that stand together: a section of the questionnaire, a measure, a score, or the administrative ones.

    `preface`: the question that all statements of the section answer.
    """

    id: str
    kind: str
    title: str
    intro: str
    preface: str
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How often a code occurs; None where so few cases are not told."""

    code: int | str
    n: int | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a data file holds of one variable: valid values, missing ones by reason (empty: empty cells), figures.

    Figures are None for text, for fewer values than may be told, and for quasi-identifiers; `sd` also below two values.
    `counts` is empty where codes are not listed.
    """

    valid: int
    missing: tuple[Count, ...]
    counts: tuple[Count, ...] = ()
    mean: float | None = None
    sd: float | None = None
    low: float | None = None
    high: float | None = None
    is_suppressed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One variable of the file.

    `group`: the id of its group; `preface`: the question that all statements of the section answer. `codes` are left
    to the list `shared` where that is long. `when`: sentences on when it is asked. `made`: how a derived value comes
    about, from the variables `made_from`, and `part_made` what this variable tells of it. `scores`: the scores it
    enters, by the names of their variables. `weight` and `is_reversed` are about scores; None for what enters none.
    `asked_by`: the label of the facet that selects it. `facts`: all of that for people, line by line; `remarks`: the
    same in few words; `statistics_told`: the statistics in a sentence.
    """

    name: str
    label: str
    role: str
    role_label: str
    kind: str
    level: str
    source: str
    part: str
    group: str
    preface: str = ""
    question: str = ""
    help: str = ""
    codes: tuple[Code, ...] = ()
    shared: str = ""
    missing: tuple[Code, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    is_reversed: bool | None = None
    weight: float | None = None
    facets: tuple[Fact, ...] = ()
    when: tuple[str, ...] = ()
    response_scale: str = ""
    made: tuple[str, ...] = ()
    part_made: tuple[str, ...] = ()
    made_from: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()
    is_quasi_identifier: bool = False
    evidence: str = ""
    sources: tuple[Cited, ...] = ()
    asked_by: str = ""
    facts: tuple[Fact, ...] = ()
    remarks: tuple[str, ...] = ()
    statistics: Statistics | None = None
    statistics_told: str = ""

    @property
    def told(self) -> str:
        """What was asked, in full; the label of what was not asked, or is one option of several."""
        return self.label if self.part or not self.question else self.question

    @property
    def missing_line(self) -> str:
        """The codes for missing answers in one line."""
        return ", ".join(str(each.code) for each in self.missing)


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """An item of a score; `is_specific`: whether it belongs to this cell alone, None for a score that is no cell."""

    variable: str
    item: str
    label: str
    is_reversed: bool
    weight: float
    is_specific: bool | None
    asked_for: str


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """How one score is made: `of` the means of other scores, else of `items`; `rule`: sentences on missing data."""

    id: str
    label: str
    variables: tuple[str, ...]
    formula: str
    rule: tuple[str, ...]
    items: tuple[ScoredItem, ...]
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """How one measure is made, in sentences."""

    id: str
    kind: str
    label: str
    variables: tuple[str, ...]
    made: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """A kept release, and which of its scores may be compared with those of the release before it."""

    version: str
    date: str
    digest: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataNote:
    """The data behind the statistics: how many cases, how many of them are simulated, and `k`.

    A number of cases below `k` is not told where it may point at a person.
    """

    cases: int
    simulated: int
    k: int
    told: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Codebook:
    """The whole codebook; `dictionary` is that of the data file it describes."""

    dictionary: Dictionary
    language: str
    title: str
    study: Study
    missing: tuple[Fact, ...]
    missing_codes: tuple[Code, ...]
    groups: tuple[Group, ...]
    entries: tuple[Entry, ...]
    lists: tuple[CodeList, ...]
    measures: tuple[MeasureEntry, ...]
    scores: tuple[ScoreEntry, ...]
    how_scored: tuple[str, ...]
    forms: tuple[Form, ...]
    bands: tuple[Band, ...]
    statuses: tuple[Code, ...]
    releases: tuple[Release, ...] = ()
    left_out: tuple[str, ...] = ()
    data: DataNote | None = None

    @cached_property
    def by_name(self) -> dict[str, Entry]:
        """The entries by the names of their variables."""
        return {entry.name: entry for entry in self.entries}

    @cached_property
    def lists_by_id(self) -> dict[str, CodeList]:
        """The lists of codes by id."""
        return {each.id: each for each in self.lists}

    @property
    def data_told(self) -> tuple[str, ...]:
        """What must be known of the data behind the statistics; nothing without data."""
        return () if self.data is None else self.data.told

    def groups_of(self, *kinds: str) -> tuple[Group, ...]:
        """The groups of these kinds, in the order of the file."""
        return tuple(group for group in self.groups if group.kind in kinds)
