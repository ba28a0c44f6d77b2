"""Turn the catalogue into the cards of the start page, a sample into its proof, and a time to wait into words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil

from rely.languages import Words
from rely.languages.marks import unmarked
from rely.model.answers import FULL_FORM
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.scores import FacetValue
from rely.scoring.plan import plan_of
from rely.services.catalogue import Offer
from rely.services.given import with_given
from rely.services.outline import seconds_for
from rely.services.sample import Sample
from rely.services.site import Site
from rely.web.extent import extent_of, minutes_for
from rely.web.result.content import ResultView, view_result

FIRST_RANK = 0
"""The rank of what a site is about: that of an instrument that names none."""


@dataclass(frozen=True, slots=True)
class WayView:
    """One form of an instrument to begin with; `extent` and `minutes` count what is asked at most."""

    form: str
    label: str
    about: str
    extent: str
    minutes: int
    time: str
    begin: str
    is_full: bool


@dataclass(frozen=True, slots=True)
class CardView:
    """One instrument to begin with, in full or in one of its short forms; `is_aside` says that it stands folded."""

    instrument: str
    title: str
    about: str
    who: str
    ways: tuple[WayView, ...]
    has_sample: bool
    is_aside: bool


def view_cards(offers: Sequence[Offer], samples: Mapping[str, Sample | None], words: Words) -> tuple[CardView, ...]:
    """All instruments, by their rank and, in this language, by their titles.

    Beside those of the first rank all others stand aside; without any of that rank none does.
    """
    by_title = sorted(offers, key=lambda offer: words.collate_key(unmarked(words.text(offer.instrument.title))))
    in_order = sorted(by_title, key=lambda offer: offer.instrument.rank)
    has_first = any(offer.instrument.rank == FIRST_RANK for offer in offers)
    return tuple(
        _card(
            each.instrument,
            words,
            has_sample=samples.get(each.instrument.id) is not None,
            is_aside=has_first and each.instrument.rank != FIRST_RANK,
        )
        for each in in_order
    )


def _card(instrument: Instrument, words: Words, *, has_sample: bool, is_aside: bool) -> CardView:
    """What an instrument asks and how long that takes, counted from the instrument itself."""
    return CardView(
        instrument=instrument.id,
        title=words.text(instrument.title),
        about=words.text(instrument.about) if instrument.about else "",
        who=words.list_of([words.text(each.label) for each in instrument.perspectives]),
        ways=tuple(_way(instrument, form, words) for form in instrument.form_ids),
        has_sample=has_sample,
        is_aside=is_aside,
    )


def _way(instrument: Instrument, form_id: str, words: Words) -> WayView:
    form, items = instrument.form(form_id), longest_way(instrument, form_id)
    label, about, begin = "", "", words.gettext("Begin this questionnaire")
    if form is not None:
        label, about = words.text(form.label), words.text(form.about) if form.about else ""
    elif len(instrument.form_ids) > 1:
        label = words.gettext("In full")
        about = words.gettext("For the fullest picture, with the narrowest margins.")
    if form_id != FULL_FORM:
        begin = words.gettext("Begin with few questions")
    elif len(instrument.form_ids) > 1:
        begin = words.gettext("Begin with all questions")
    asked = with_given(instrument)
    minutes = minutes_for(asked, items)
    return WayView(
        form=form_id,
        label=label,
        about=about,
        extent=extent_of(asked, items, words),
        minutes=minutes,
        time=words.ngettext("About %(n)s minute", "About %(n)s minutes", minutes),
        begin=begin,
        is_full=form_id == FULL_FORM,
    )


@dataclass(frozen=True, slots=True)
class HeroView:
    """What stands above everything else: about the first instrument, or about the choice between several."""

    heading: str
    lead: str
    time: str
    ways_heading: str
    aside: str
    gains_heading: str
    gains: tuple[str, ...]
    names: tuple[str, ...]


def view_hero(cards: Sequence[CardView], first: Instrument | None, words: Words) -> HeroView:
    """The promise, in the words of the site where the first instrument is about one client relationship."""
    aside = sum(card.is_aside for card in cards)
    is_alone, about_a_client = len(cards) - aside == 1, first is not None and first.is_about_a_client
    heading = words.gettext("Which questionnaire would you like to fill in?")
    lead = words.gettext("Each one says who answers it and how long that takes.")
    if about_a_client:
        heading = words.gettext("How well do you keep in touch with that one client?")
        lead = words.gettext(
            "Answer questions about one client relationship. See what is in place, in person and on screen, and what "
            "to do first."
        )
    elif is_alone:
        heading, lead = cards[0].title, cards[0].about
    gains_heading = words.gettext("What you get")
    if cards and not is_alone:
        gains_heading = words.gettext("What you get: %(title)s", title=cards[0].title)
    return HeroView(
        heading=heading,
        lead=lead,
        time=time_of(cards[:1], words),
        ways_heading=words.gettext("How much time do you have?")
        if is_alone
        else words.gettext("Choose a questionnaire"),
        aside=words.ngettext("%(n)s other questionnaire", "%(n)s other questionnaires", aside) if aside else "",
        gains_heading=gains_heading,
        gains=gains(first, words) if first is not None else (),
        names=tuple(_on_names(about_a_client, words)),
    )


def _on_names(about_a_client: bool, words: Words) -> Iterator[str]:
    """What is said about names, and about who can read the answers."""
    if about_a_client:
        yield words.gettext("You give the client a code name. We do not need real names.")
        yield words.gettext(
            "Whoever has your code can read your answers. Nobody else gets them from us, not even your client."
        )
    else:
        yield words.gettext("We do not need real names.")
        yield words.gettext("Whoever has your code can read your answers. Nobody else gets them from us.")


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


def can_prove(sample: Sample | None) -> bool:
    """Whether a sample has what a proof shows: scores on lanes, under a conclusion."""
    if sample is None or sample.content.glance is None:
        return False
    return bool(sample.content.glance.rows) and bool(sample.content.head.conclusion)


def view_proof(site: Site, sample: Sample, words: Words) -> ProofView:
    """What a result looks like, from a sample; `ends` are the words for no score and for a full one."""
    actions = sample.content.actions.actions if sample.content.actions is not None else ()
    bands = [words.text(band.short_label or band.label) for band in sample.opened.instrument.bands] or ["0", "100"]
    return ProofView(
        instrument=sample.opened.instrument.id,
        heading=_invented(sample, words),
        result=view_sample(site, sample, words),
        ends=(bands[0], bands[-1]),
        first_action=actions[0].what if actions else "",
    )


def _invented(sample: Sample, words: Words) -> str:
    if not sample.opened.instrument.is_about_a_client:
        return words.gettext("A result looks like this. The answers are invented.")
    name = words.quoted(sample.content.head.name)
    return words.gettext("A result looks like this. The client %(name)s is invented.", name=name)


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
    """The items of a form that a respondent can get at most, in one of its courses, and the given facts."""
    asked = with_given(instrument)
    names = (*(fact.id for fact in instrument.given), *plan_of(instrument).in_form(form))
    items = [asked.items[name] for name in names]
    facet = instrument.selecting_facet
    if facet is None:
        return items
    ways = [
        [item for item in items if not item.values(facet.id) or value.id in item.values(facet.id)]
        for value in facet.values
    ]
    return max(ways, key=lambda way: seconds_for(asked, way))
