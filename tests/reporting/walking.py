"""Turn the content of a report into its texts and numbers, each with its place, without what needs no source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, cached_property
from typing import Any

from pydantic import BaseModel

from rely import __version__
from rely.languages import Words, words_for
from rely.languages.catalogue import catalogue
from rely.languages.messages import messages_in_use
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.model.results import Advice, Recommendation, Result, Score
from rely.model.text import Text
from rely.reporting.citations import Citation
from rely.reporting.content import ReportContent
from rely.reporting.plain_text import first_capital, one_line
from tests.instruments import relationship_check, short_report
from tests.report_cases import (
    DAY,
    EARLIER_DAY,
    AnyCase,
    Case,
    content_of,
    earlier_result,
    instrument_of,
    others_of,
    results_of,
    typed_in,
)

NOT_PRINTED = {
    "content.ReportContent.data",
    "content.ReportContent.paper",
    "because.Reason.item",
    "glance.Line.id",
    "findings.Finding.id",
}
"""Fields that no page shows: the file that a PDF carries, which `rely verify` recomputes, the size of its pages, and
which item, score or finding it was."""

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

Numbers = tuple[str, ...]
"""Numbers as they are printed, in the order in which a text says them."""

_PLACE = re.compile(r"\{(\w+(?:\.\w+)*)\}")
_POINT = "__point__"
"""What stands for a point in the name of a group."""

_MESSAGE_PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Story:
    """One report with all that it was made from."""

    case: AnyCase
    content: ReportContent
    instrument: Instrument
    result: Result
    advice: Advice
    earlier: Result | None
    words: Words

    @cached_property
    def by_text(self) -> Mapping[str, Recommendation]:
        """The recommendations by the words of their guideline."""
        return {self.words.text(each.guideline.text): each for each in self.advice.recommendations}

    def id_of(self, label: str) -> str:
        """The id of the row, side or score that is called so, in full or in short."""
        words = self.words
        named: dict[str, str] = {}
        for facet in self.instrument.facets:
            for value in facet.values:
                named |= {words.text(text): value.id for text in (value.label, value.short_label) if text is not None}
        overall = self.instrument.scores.overall
        if overall is not None:
            named[words.text(overall.label)] = overall.id
        return named[label]

    def printed(self, value: float, decimals: int = 1) -> str:
        """A number as it is printed when it need not be whole."""
        return self.words.measured(value, decimals)

    def edges(self, low: float | None, high: float | None) -> Numbers:
        """The known ends of a range as they are printed."""
        return tuple(self.printed(edge) for edge in (low, high) if edge is not None)

    def whole(self, *values: float | None) -> Numbers:
        """Known numbers as they are printed without decimals."""
        return tuple(self.words.number(value) for value in values if value is not None)

    def score(self, name: str) -> Score:
        return self.result.scores[name]

    def number(self, fact: str) -> float | None:
        """The number that was answered or follows from answers; None when it is unknown."""
        value = self.result.assessment.answers.get(fact, self.result.facts.get(fact))
        return float(value) if isinstance(value, (int, float)) else None

    @property
    def report(self) -> Any:
        """What the questionnaire says about its report."""
        return self.instrument.report


def story_of(case: AnyCase) -> Story:
    result, advice = results_of(case)
    return Story(
        case, content_of(case), instrument_of(case), result, advice, earlier_result(case), words_for(case.language)
    )


@dataclass(frozen=True)
class Found:
    """One value of the content: where it stands, and the objects around it from the report inwards."""

    path: str
    owners: tuple[Any, ...]
    field: str
    value: str | int | float

    @property
    def key(self) -> str:
        """The place in SOURCES: the module of rely.reporting, the kind of part and its field."""
        return f"{kind_of_part(self.owners[-1])}.{self.field}"

    def owner(self, kind: str) -> Any:
        """The nearest object around it of this kind, such as grid.Row; KeyError when there is none."""
        for each in reversed(self.owners):
            if kind_of_part(each) == kind:
                return each
        raise KeyError(kind)


def kind_of_part(part: Any) -> str:
    """What a part of the content is, as SOURCES says it: its module and its class."""
    return f"{type(part).__module__.rpartition('.')[2]}.{type(part).__name__}"


def walk(part: Any, path: str = "report", owners: tuple[Any, ...] = ()) -> Iterator[Found]:
    """Every text and number of a part, however deep; refuses what it does not know, so that nothing is passed over."""
    for field in fields(part):
        if f"{kind_of_part(part)}.{field.name}" not in NOT_PRINTED:
            yield from _values(getattr(part, field.name), f"{path}.{field.name}", (*owners, part), field.name)


def _values(value: Any, path: str, owners: tuple[Any, ...], field: str) -> Iterator[Found]:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, (str, int, float)):
        yield Found(path, owners, field, value)
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            yield from _values(each, f"{path}[{at}]", owners, field)
    elif isinstance(value, Citation):
        yield Found(path, owners, field, value.text)
    elif is_dataclass(value):
        yield from walk(value, path, owners)
    else:
        raise TypeError(f"{path} holds a {type(value).__name__}, of which no number can be found")


# -- texts: the questionnaire's, the interface's and what was typed ---------------------------------------


def texts_in(part: Any) -> Iterator[Text]:
    """Every text of an instrument, wherever it stands."""
    if isinstance(part, Text):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from texts_in(getattr(part, name))
    elif isinstance(part, Mapping):
        for each in part.values():
            yield from texts_in(each)
    elif isinstance(part, (tuple, list)):
        for each in part:
            yield from texts_in(each)


@cache
def _wordings(kind: type[AnyCase], language: str) -> frozenset[str]:
    """The texts of the instrument of a kind of case."""
    instrument = relationship_check() if kind is Case else short_report()
    return frozenset(words_for(language).text(text).rstrip(".") for text in texts_in(instrument))


@cache
def _texts(kind: type[AnyCase], language: str) -> re.Pattern[str]:
    """What finds the texts of the questionnaire that have a number in them."""
    return _any_of(each for each in _wordings(kind, language) if NUMBER.search(each) and not _PLACE.search(each))


@cache
def _sentences(kind: type[AnyCase], language: str) -> tuple[re.Pattern[str], ...]:
    """The sentences of the questionnaire with words in braces, as patterns; the subject is left out of them."""
    sentences = [each.replace("{subject}", " ") for each in _wordings(kind, language) if _PLACE.search(each)]
    return tuple(_pattern(each, _PLACE) for each in sentences)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """What finds any of the phrases as whole words, the longest first."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@cache
def _messages(language: str) -> tuple[re.Pattern[str], ...]:
    """The messages of the interface that have a number of their own, as patterns."""
    wordings = catalogue(language).wordings
    told = [each for used in messages_in_use() for each in wordings.get(used.singular, (used.singular,))]
    return tuple(_pattern(each, _MESSAGE_PLACE) for each in told if NUMBER.search(_MESSAGE_PLACE.sub("", each)))


def _pattern(template: str, place: re.Pattern[str]) -> re.Pattern[str]:
    """A pattern that finds the template with any words in its places, each place a group of its name."""
    parts, seen, at = [], set[str](), 0
    for found in place.finditer(template):
        name = found[1]
        group = f"(?P<{name.replace('.', _POINT)}>.+?)" if name not in seen else "(.+?)"
        parts += [re.escape(template[at : found.start()]), group]
        seen.add(name)
        at = found.end()
    return re.compile("".join([*parts, re.escape(template[at:])]) + r"\.?$", re.IGNORECASE)


@cache
def _known_phrases(case: AnyCase) -> re.Pattern[str]:
    """What finds what is printed as it is: names that were typed, the day, which instrument and which Rely it was."""
    instrument = instrument_of(case)
    typed = [one_line(line) for line in typed_in(case)]
    made = [f"{instrument.id} {instrument.version}", digest(instrument), f"Rely {__version__}"]
    made += [f"{each.instrument.id} {each.instrument.version}" for each in others_of(case)]
    words = words_for(case.language)
    unnamed = None if instrument.report is None else instrument.report.subject_unnamed
    typed += [] if unnamed is None else [words.text(unnamed), first_capital(words.text(unnamed))]
    days = [told for day in (DAY, EARLIER_DAY) for told in (words.date(day), words.short_date(day))]
    return _any_of([*typed, *made, *days])


def numbers_to_explain(story: Story, found: Found) -> Numbers:
    """The numbers in a text that are neither the questionnaire's, nor the interface's, nor typed as a name."""
    if not isinstance(found.value, str) or not NUMBER.search(found.value):
        return ()
    rest = _texts(type(story.case), story.case.language).sub(" ", _known_phrases(story.case).sub(" ", found.value))
    for message in _messages(story.case.language):
        if match := message.search(rest):
            rest = rest[: match.start()] + " ".join(match.groups())
    return tuple(NUMBER.findall(rest))


def sentences_behind(story: Story, found: Found) -> list[Mapping[str, str]]:
    """For each sentence of the questionnaire that this text may be: what stands in the place of its words in braces."""
    if not isinstance(found.value, str) or not NUMBER.search(found.value):
        return []
    text = _known_phrases(story.case).sub(" ", found.value)
    matches = (sentence.fullmatch(text) for sentence in _sentences(type(story.case), story.case.language))
    found = [match.groupdict() for match in matches if match is not None]
    return [{name.replace(_POINT, "."): told for name, told in places.items()} for places in found]
