"""Turn the catalogue into the cards of the start page, and a time to wait into words."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from rely.languages import Words
from rely.model.answers import FULL_FORM
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.scores import FacetValue
from rely.scoring.plan import plan_of
from rely.services.catalogue import Offer
from rely.services.outline import seconds_for


@dataclass(frozen=True, slots=True)
class CardView:
    """One instrument to begin with; `extent` counts what is asked at most."""

    instrument: str
    title: str
    about: str
    extent: str
    time: str


def view_card(offer: Offer, words: Words) -> CardView:
    """What an instrument asks and how long that takes, counted from the instrument itself."""
    instrument = offer.instrument
    items = longest_way(instrument)
    statements = [item for item in items if item.id in _statements(instrument)]
    facts = len(items) - len(statements)
    minutes = max(1, ceil(seconds_for(instrument, items) / 60))
    return CardView(
        instrument=instrument.id,
        title=words.text(instrument.title),
        about=words.text(instrument.about) if instrument.about else "",
        extent=_extent(len(statements), facts, words),
        time=words.ngettext("About %(n)s minute", "About %(n)s minutes", minutes),
    )


@dataclass(frozen=True, slots=True)
class WaitView:
    """How long to wait before the next code: for people in minutes, for machines in seconds."""

    sentence: str
    seconds: int


def view_wait(wait: timedelta, words: Words) -> WaitView:
    """A time to wait, never told as shorter than it is."""
    seconds = ceil(wait.total_seconds())
    sentence = words.ngettext(
        "You can try again in %(n)s minute.", "You can try again in %(n)s minutes.", ceil(seconds / 60)
    )
    return WaitView(sentence, seconds)


def gains(instrument: Instrument, words: Words) -> tuple[str, ...]:
    """What a respondent gets, in the words of the instrument: what is scored, and how many actions at most."""
    values = {value.id: value for facet in instrument.facets for value in facet.values}
    overall, sides = instrument.scores.overall, instrument.sides
    scored = [values[name] for name in (overall.of if overall is not None else ()) if name in values]
    found = []
    if scored:
        across = instrument.facets_by_id[sides.facet].values if sides is not None else ()
        parts = [words.list_of([_in_sentence(value, words) for value in group]) for group in (scored, across)]
        found.append(words.gettext("A picture of %(what)s", what=", ".join(part for part in parts if part)))
    if instrument.priorities is not None:
        found.append(
            words.gettext(
                "At most %(number)s actions, each with a first step and the reason why it helps",
                number=words.number(instrument.priorities.actions),
            )
        )
    if instrument.guidelines:
        found.append(words.gettext("All guidelines for your situation, with what is in place already"))
    return (*found, words.gettext("A report to take along, as PDF or web page"))


def _in_sentence(value: FacetValue, words: Words) -> str:
    return words.text(value.in_sentence or value.label)


def longest_way(instrument: Instrument) -> list[Item]:
    """The items of the full form that a respondent can get at most, in one of its courses."""
    items = [instrument.items[name] for name in plan_of(instrument).in_form(FULL_FORM)]
    facet = instrument.selecting_facet
    if facet is None:
        return items
    ways = [
        [item for item in items if not item.values(facet.id) or value.id in item.values(facet.id)]
        for value in facet.values
    ]
    return max(ways, key=lambda way: seconds_for(instrument, way))


def _statements(instrument: Instrument) -> set[str]:
    return {item.id for each in instrument.sections if each.question is not None for item in each.items}


def _extent(statements: int, facts: int, words: Words) -> str:
    parts = []
    if statements:
        parts.append(words.ngettext("%(n)s statement", "%(n)s statements", statements))
    if facts:
        parts.append(words.ngettext("%(n)s question", "%(n)s questions", facts))
    return words.list_of(parts)
