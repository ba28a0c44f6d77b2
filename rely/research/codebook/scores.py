"""Turn the scores of an instrument into how each is made: its items, formula, missing-data rule, bands and margin."""

from __future__ import annotations

from collections.abc import Iterator

from rely.languages.score_names import name_of_score
from rely.model.answers import FULL_FORM
from rely.model.instrument import Instrument
from rely.model.response_scales import Choice
from rely.model.scores import MissingDataRule
from rely.research.codebook.content import Band, Form, ScoredItem, ScoreEntry
from rely.research.codebook.telling import Teller
from rely.research.variables.scores import PARTS
from rely.scoring.plan import ScoreDefinition, score_definitions


def score_entries(teller: Teller) -> tuple[ScoreEntry, ...]:
    """Every score, the overall score first."""
    instrument = teller.dictionary.instrument
    made = [_of_items(teller, each) for each in score_definitions(instrument)]
    return (*_overall(teller), *made)


def score_variables(teller: Teller, score: str) -> tuple[str, ...]:
    """The names of the variables of one score, as far as the data file has them."""
    found = (teller.find("score", score, part) for part in PARTS)
    return tuple(each.name for each in found if each is not None)


def _overall(teller: Teller) -> Iterator[ScoreEntry]:
    words, instrument = teller.words, teller.dictionary.instrument
    overall = instrument.scores.overall
    if overall is None:
        return
    names = [teller.name(f"score.{each}") for each in overall.of]
    rule = words.gettext(
        "At least %(n)s of these %(all)s scores are needed; with fewer than all the status is ‘partial’.",
        n=overall.at_least,
        all=len(overall.of),
    )
    formula = words.gettext("Mean of %(facts)s, with equal weights", facts=words.list_of(names))
    variables = score_variables(teller, overall.id)
    yield ScoreEntry(overall.id, words.text(overall.label), variables, formula, (rule,), (), tuple(overall.of))


def _of_items(teller: Teller, score: ScoreDefinition) -> ScoreEntry:
    words, instrument = teller.words, teller.dictionary.instrument
    alone = score.specific or (None,) * len(score.items)
    items = tuple(_item(teller, name, specific) for name, specific in zip(score.items, alone, strict=True))
    weighted = len({item.weight for item in items}) > 1
    formula = words.gettext("Weighted mean of the item scores of the answered items")
    if not weighted:
        formula = words.gettext("Mean of the item scores of the answered items")
    rule = []
    if score.specific is not None:
        rule.append(words.gettext("At least one answered item must belong to this cell alone; else ‘no_specific’."))
    label = name_of_score(instrument, words, score.id)
    return ScoreEntry(score.id, label, score_variables(teller, score.id), formula, tuple(rule), items)


def _item(teller: Teller, name: str, is_specific: bool | None) -> ScoredItem:
    words, instrument = teller.words, teller.dictionary.instrument
    item, facet = instrument.items[name], instrument.selecting_facet
    values = () if facet is None else item.values(facet.id)
    labels = [words.text(value.label) for value in facet.values if value.id in values] if facet is not None else []
    label = words.text(item.label or item.text)
    return ScoredItem(teller.name(name), name, label, item.reverse, item.weight, is_specific, words.list_of(labels))


def how_scored(teller: Teller) -> tuple[str, ...]:
    """What holds for every score of items, in sentences and formulas."""
    instrument = teller.dictionary.instrument
    if not score_definitions(instrument):
        return ()
    return tuple(_how_scored(teller, instrument))


def _how_scored(teller: Teller, instrument: Instrument) -> Iterator[str]:
    words = teller.words
    scored = [item for item in instrument.items.values() if instrument.scale_of(item).scored]
    weighted = len({item.weight for item in scored}) > 1
    yield words.gettext("Item score = 100 × (code − lowest code) / (highest code − lowest code)")
    anchored = any(isinstance(instrument.scale_of(item), Choice) for item in scored)
    if anchored:
        yield words.gettext("Where an answer has a score of its own, that is its item score.")
    if any(item.reverse for item in scored):
        yield words.gettext(
            "Reverse-coded items: 100 − item score. The file holds all answers as given, before this step."
        )
    yield words.gettext(
        "Items that do not apply, cannot be judged or were not asked leave the count. Unanswered items stay in it."
    )
    yield words.gettext("Margin = √(max(s², f) / k), one standard error in score points")
    yield words.gettext(
        "k: answered items; s²: variance of their item scores (k − 1); f: mean of (100 / (steps − 1))² / 12, the "
        "variance of rounding to steps. With fewer than two answers there is no margin."
    )
    if weighted:
        yield words.gettext("With unequal weights w: margin = √(max(s², f) × Σw²) / Σw")
    if anchored:
        yield words.gettext("Where answers have scores of their own, the smallest distance between two is the step.")
    if instrument.scores.overall is not None:
        yield words.gettext("Margin of a mean of m scores = √(sum of their squared margins) / m")
    yield words.gettext(
        "Sources: half rule, SF-36 and SF-12 practice; margin, Brennan (1998). From one person’s few answers the "
        "margin is rough (Lek & Van de Schoot 2018)."
    )


def forms(teller: Teller) -> tuple[Form, ...]:
    """Every form with its items and its rule; the first is the full form."""
    words, instrument = teller.words, teller.dictionary.instrument
    found = []
    for name in instrument.form_ids:
        form = instrument.form(name)
        label = words.gettext("Full form") if name == FULL_FORM and form is None else ""
        items = len(instrument.items) if form is None or not form.items else len(form.items)
        rule = form.missing_data if form is not None and form.missing_data else instrument.missing_data
        found.append(
            Form(
                id=name,
                label=label if form is None else words.text(form.label),
                about="" if form is None or form.about is None else words.text(form.about),
                items=items,
                min_answered=rule.min_answered,
                min_coverage=rule.min_coverage,
                narrow_below=rule.narrow_below,
                rule=_rule(teller, rule),
            )
        )
    return tuple(found)


def _rule(teller: Teller, rule: MissingDataRule) -> tuple[str, ...]:
    words = teller.words
    share = {"share": words.measured(100 * rule.min_coverage)}
    needed = words.ngettext(
        "A score needs at least %(n)s answer, and answers to at least %(share)s%% of the items that apply.",
        "A score needs at least %(n)s answers, and answers to at least %(share)s%% of the items that apply.",
        rule.min_answered,
        **share,
    )
    if not rule.narrow_below:
        return (needed,)
    narrow = words.gettext(
        "Its status is ‘narrow’ when less than %(share)s%% of the items asked apply.",
        share=words.measured(100 * rule.narrow_below),
    )
    return (needed, narrow)


def bands(teller: Teller) -> tuple[Band, ...]:
    """The bands, low to high; a cut-off belongs to the band above it."""
    words, written = teller.words, teller.dictionary.instrument.bands
    found = []
    for at, band in enumerate(written):
        low = words.measured(band.from_)
        if at + 1 < len(written):
            told = words.gettext("%(low)s to below %(high)s", low=low, high=words.measured(written[at + 1].from_))
        else:
            told = words.gettext("%(low)s to %(high)s", low=low, high="100")
        found.append(Band(band.id, words.text(band.label), band.from_, told))
    return tuple(found)
