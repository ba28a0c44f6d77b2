"""Turn the figures of the contact rhythm, the balance and the suggested contacts into what their numbers rest on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from rely.model.guidelines import Norm
from rely.model.measures import Balance, Fit, Rate
from tests.report_cases import DAY
from tests.reporting.walking import NUMBER, Found, Numbers, Story


def norm_in_force(story: Story, norm: str) -> Norm:
    """The row of a norm for the phase and the country; the general one where the country has none."""
    rows = [each for each in story.instrument.norms if each.norm == norm and _in_phase(story, each)]
    own = [each for each in rows if each.profile == story.case.country]
    held = [each for each in own or [each for each in rows if each.profile == "generic"] if _holds(story, each)]
    (row,) = held
    return row


def _in_phase(story: Story, row: Norm) -> bool:
    return story.case.phase in row.facets.get("phase", (story.case.phase,))


def _holds(story: Story, row: Norm) -> bool:
    if row.when is None:
        return True
    level = story.result.facts.get("readiness.level")
    when = row.when.model_dump(by_alias=True, exclude_none=True)
    return level in when["in"] if "in" in when else bool(level == when["is"])


def _fit_shown(story: Story, found: Found) -> Fit:
    """The measure whose figure of the contact rhythm this is, by its label."""
    instrument, words, label = story.instrument, story.words, found.owner("rhythm.Figure").label
    specs = () if story.report.rhythm is None else story.report.rhythm.figures
    named = {words.text(spec.label): spec.fit for spec in specs if spec.label is not None}
    fits = [each for each in instrument.measures if isinstance(each, Fit)]
    by_label = {words.text(fit.label): fit.id for fit in fits if fit.label is not None} | named
    return next(fit for fit in fits if fit.id == by_label[label])


def _figure(story: Story, found: Found) -> dict[str, float | None]:
    """What is known of a figure: what happened, its norm, how often in what time, and how much would reach the norm."""
    fit = _fit_shown(story, found)
    row, value = norm_in_force(story, fit.norm), story.number(fit.of)
    known = {"value": value, "min": row.min, "max": row.max or row.typical_max}
    counted = _counted(story, fit)
    if counted is not None:
        known |= {"count": counted[0], "span": counted[1]}
    if value is not None and row.min is not None:
        count, span, per = counted or (value, 1.0, 1.0)
        known["missing"] = next((more for more in range(1000) if (count + more) * per / span >= row.min - 1e-9), None)
    return known


def _counted(story: Story, fit: Fit) -> tuple[float, float, float] | None:
    """Of a rate: how often, in how many months, and per how many; None when that is unknown or it is no rate."""
    measure = story.instrument.measures_by_id.get(fit.of)
    if not isinstance(measure, Rate):
        return None
    count, age = story.number(measure.count), story.number(measure.age)
    if count is None or age is None or age < measure.min_age:
        return None
    return count, min(age, measure.window), measure.per


def of_figure(name: str) -> Callable[[Story, Found], str | None]:
    def told(story: Story, found: Found) -> str | None:
        value = _figure(story, found).get(name)
        return None if value is None else story.printed(value)

    return told


def norm_told(story: Story, found: Found) -> Numbers:
    known = _figure(story, found)
    return story.edges(known["min"], known["max"])


def range_told(story: Story, found: Found) -> Numbers:
    value = _figure(story, found)["value"]
    return (*(() if value is None else (story.printed(value),)), *norm_told(story, found))


def happened(story: Story, found: Found) -> Numbers:
    """What happened, or from which age on it can be told."""
    fit, value = _fit_shown(story, found), _figure(story, found)["value"]
    measure = story.instrument.measures_by_id.get(fit.of)
    if value is None and isinstance(measure, Rate):
        return (story.printed(measure.min_age),)
    return () if value is None else (story.printed(value),)


def drawn_in_range(story: Story, found: Found) -> bool:
    """Whether the places in the picture of a figure stand to each other as the numbers do."""
    known, drawn = _figure(story, found), found.owner("rhythm.Range")
    names = {"low": "min", "high": "max", "value": "value"}
    number = known[names[found.field]] or 0.0
    at = float(found.value)
    return 0 <= at <= 100 and abs(at * (known["min"] or 0.0) - drawn.low * number) < 1e-6


def _balance(story: Story) -> Mapping[str, float | None]:
    (balance,) = [each for each in story.instrument.measures if isinstance(each, Balance)]
    return story.result.measures[balance.id]


def index_of_balance(story: Story, found: Found) -> str | None:
    """How well both sides fit their norms, 0-100."""
    index = _balance(story)["index"]
    return None if index is None else story.words.number(index)


def share_of_balance(story: Story, found: Found) -> str | None:
    """How much of all contact in a year is on the second side, in per cent."""
    (balance,) = [each for each in story.instrument.measures if isinstance(each, Balance)]
    first, second = ((story.number(side.rate) or 0.0) * side.times for side in balance.between)
    return story.words.number(100 * second / (first + second)) if first + second else None


def index(story: Story, found: Found) -> Numbers:
    told = index_of_balance(story, found)
    return () if told is None else (told,)


def leaning(story: Story, found: Found) -> bool:
    return found.value in (-1, 0, 1)


def year_of_contact(story: Story, found: Found) -> Numbers:
    """The year in the name of a coming month."""
    ahead = range(story.report.rhythm.contacts.months)
    months = [date(DAY.year + (DAY.month + at) // 12, (DAY.month + at) % 12 + 1, 1) for at in ahead]
    told = {story.words.month(month): NUMBER.findall(story.words.month(month)) for month in months}
    return tuple(told.get(str(found.value), ()))


def months_planned(story: Story, found: Found) -> Numbers:
    return story.whole(story.report.rhythm.contacts.months)


def action_of_contact(story: Story, found: Found) -> Numbers:
    about = found.owner("contacts.ContactLine").about
    guidelines = [each.guideline for each in story.advice.recommendations]
    told = {story.words.text(each.contact): each.id for each in guidelines if each.contact is not None}
    return (str(story.advice.actions.index(told[about]) + 1),)
