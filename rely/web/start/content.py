"""Turn the catalogue into the cards of the start page, a sample into its proof, and a time to wait into words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from rely.services.sample import Sample
from rely.services.site import Site
from rely.web.extent import extent_of, minutes_for
from rely.web.result.content import ResultView, view_result


@dataclass(frozen=True, slots=True)
class WayView:
    """One form of an instrument to begin with; `extent` and `minutes` count what is asked at most."""

    form: str
    label: str
    about: str
    extent: str
    minutes: int
    time: str
    is_full: bool


@dataclass(frozen=True, slots=True)
class CardView:
    """One instrument to begin with, in full or in one of its short forms."""

    instrument: str
    title: str
    about: str
    ways: tuple[WayView, ...]
    has_sample: bool


def view_card(offer: Offer, words: Words, *, has_sample: bool = False) -> CardView:
    """What an instrument asks and how long that takes, counted from the instrument itself."""
    instrument = offer.instrument
    return CardView(
        instrument=instrument.id,
        title=words.text(instrument.title),
        about=words.text(instrument.about) if instrument.about else "",
        ways=tuple(_way(instrument, form, words) for form in instrument.form_ids),
        has_sample=has_sample,
    )


def _way(instrument: Instrument, form_id: str, words: Words) -> WayView:
    form, items = instrument.form(form_id), longest_way(instrument, form_id)
    label, about = "", ""
    if form is not None:
        label, about = words.text(form.label), words.text(form.about) if form.about else ""
    elif len(instrument.form_ids) > 1:
        label = words.gettext("In full")
        about = words.gettext("For the fullest picture, with the narrowest margins.")
    minutes = minutes_for(instrument, items)
    return WayView(
        form=form_id,
        label=label,
        about=about,
        extent=extent_of(instrument, items, words),
        minutes=minutes,
        time=words.ngettext("About %(n)s minute", "About %(n)s minutes", minutes),
        is_full=form_id == FULL_FORM,
    )


def time_of(cards: Sequence[CardView], words: Words) -> str:
    """How long it takes, from the shortest way to the longest; empty without any."""
    ways = sorted((way for card in cards for way in card.ways), key=lambda way: way.minutes)
    if not ways or ways[0].minutes == ways[-1].minutes:
        return ways[0].time if ways else ""
    return words.gettext(
        "%(short)s to %(long)s minutes, you choose",
        short=words.number(ways[0].minutes),
        long=words.number(ways[-1].minutes),
    )


@dataclass(frozen=True, slots=True)
class ProofView:
    """A sample result in short: its conclusion, its scores and its first action."""

    instrument: str
    heading: str
    result: ResultView
    ends: tuple[str, str]
    first_action: str


def view_sample(site: Site, sample: Sample, words: Words) -> ResultView:
    """The results page of a sample."""
    return replace(view_result(site, sample.opened, sample.content, code="", words=words), is_read_only=True)


def view_proof(site: Site, sample: Sample, words: Words) -> ProofView:
    """What a result looks like, from a sample; `ends` are the words for no score and for a full one."""
    actions = sample.content.actions.actions if sample.content.actions is not None else ()
    bands = [words.text(band.short_label or band.label) for band in sample.opened.instrument.bands] or ["0", "100"]
    return ProofView(
        instrument=sample.opened.instrument.id,
        heading=words.gettext(
            "A result looks like this. The client %(name)s is invented.", name=words.quoted(sample.content.head.name)
        ),
        result=view_sample(site, sample, words),
        ends=(bands[0], bands[-1]),
        first_action=actions[0].what if actions else "",
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


def longest_way(instrument: Instrument, form: str) -> list[Item]:
    """The items of a form that a respondent can get at most, in one of its courses."""
    items = [instrument.items[name] for name in plan_of(instrument).in_form(form)]
    facet = instrument.selecting_facet
    if facet is None:
        return items
    ways = [
        [item for item in items if not item.values(facet.id) or value.id in item.values(facet.id)]
        for value in facet.values
    ]
    return max(ways, key=lambda way: seconds_for(instrument, way))
