"""List what an instrument says that an XLSForm cannot, each with what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from rely.loading.xlsform.survey import Form
from rely.model.instrument import Instrument


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One kind of thing that is not carried over: its key in the YAML, which ones or how many, and why."""

    part: str
    which: str
    why: str


_NO_RESULTS = "A form collects answers. Rely computes it of them."
_PARTS = (
    ("scores", _NO_RESULTS),
    ("missing_data", _NO_RESULTS),
    ("sides", _NO_RESULTS),
    ("bands", _NO_RESULTS),
    ("norms", "A form knows no ranges that numbers should lie in."),
    ("guidelines", "A form gives no advice."),
    ("priorities", "A form gives no advice."),
    ("profile_fact", "A form gives no advice."),
    ("profiles", "A form gives no advice."),
    ("evidence_levels", "A form gives no advice."),
    ("comparison", "A form holds one assessment and compares it with no other."),
    ("report", "A form has no report."),
    ("works", "A form has no list of references."),
    ("consistency", "A form does not warn of answers that contradict each other."),
    ("forms", "The form asks all items: a short form is an XLSForm of its own."),
    ("cases", "They belong to the scores."),
    ("research", "A form only collects: what the analysis must know stays with Rely."),
    ("silence", "It belongs to the checks of Rely."),
    ("rank", "It belongs to the catalogue of Rely."),
)
_OF_ITEMS = (
    ("source", "A form has no list of references."),
    ("evidence", "A form gives no advice."),
    ("mirror_of", "A form compares with no other."),
)


def left_out(instrument: Instrument, form: Form) -> tuple[LeftOut, ...]:
    """Everything that is lost when only the form is kept, in the order of the questionnaire's reference."""
    parts = (
        _of_questions(instrument, form),
        _of_conditions(instrument, form),
        _of_the_whole(instrument),
        _of_items(instrument),
    )
    return tuple(chain.from_iterable(parts))


def _of_the_whole(instrument: Instrument) -> Iterator[LeftOut]:
    for key, why in _PARTS:
        value = getattr(instrument, key)
        if key == "scores" and not any(getattr(value, name) for name in type(value).model_fields):
            continue
        if value:
            yield LeftOut(key, str(len(value)) if isinstance(value, tuple) else "", why)


def _of_items(instrument: Instrument) -> Iterator[LeftOut]:
    items = instrument.items.values()
    for key, why in _OF_ITEMS:
        count = sum(1 for item in items if getattr(item, key))
        if count:
            yield LeftOut(f"sections.items.{key}", str(count), why)
    count = sum(1 for section in instrument.sections if section.facets)
    if count:
        yield LeftOut("sections.facets", str(count), "They tell what gaps cost, for the advice.")


def _of_questions(instrument: Instrument, form: Form) -> Iterator[LeftOut]:
    if instrument.facets:
        why = "Each item keeps its values in the column rely_facets; their labels are left out."
        yield LeftOut("facets", _ids(facet.id for facet in instrument.facets), why)
    selecting = instrument.selecting_facet
    if selecting is not None and selecting.selects_by in _there(instrument, form):
        why = "It becomes part of the condition under which each item is asked."
        yield LeftOut("facets.selects_by", selecting.id, why)
    elif selecting is not None:
        why = f"The form does not have {selecting.selects_by}, and asks the items of all its values."
        yield LeftOut("facets.selects_by", selecting.id, why)
    if len(instrument.perspectives) > 1 or instrument.perspectives[0].id != "self":
        why = "A form does not ask who answers."
        yield LeftOut("perspectives", _ids(each.id for each in instrument.perspectives), why)
    if instrument.requirements:
        why = "Items are not asked without what they need, but nothing tells that they count as not applicable, or why."
        yield LeftOut("requirements", _ids(each.id for each in instrument.requirements), why)
    needed = [item.id for item in instrument.items.values() if item.required]
    if needed:
        why = "Programs for XLSForms insist on these answers, where Rely asks once more and then lets go."
        yield LeftOut("sections.items.required", str(len(needed)), why)


def _of_conditions(instrument: Instrument, form: Form) -> Iterator[LeftOut]:
    lost = {measure.id for measure in instrument.measures if measure.id not in form.computed}
    if lost:
        yield LeftOut("measures", _ids(each.id for each in instrument.measures if each.id in lost), _NO_RESULTS)
    kept = [each for each in instrument.measures if each.id in form.computed]
    if any(each.words or each.unit for each in kept):
        why = "The form computes them; the labels of their words are left out."
        yield LeftOut("measures.words", _ids(each.id for each in kept), why)
    rules = {rule.id: rule.when for rule in instrument.requirements}
    there = _there(instrument, form)
    for item in instrument.items.values():
        conditions = [each for each in (item.show_if, rules.get(item.requires or "")) if each is not None]
        facts = {fact for each in conditions for fact in each.facts()}
        if facts - there:
            why = f"The form does not have {_ids(sorted(facts - there))}, and asks the item as if that were not known."
            yield LeftOut("sections.items.show_if", item.id, why)


def _there(instrument: Instrument, form: Form) -> set[str]:
    """The facts that the form has."""
    return {*instrument.items, *(given.id for given in instrument.given), *form.computed}


def _ids(names: Iterable[str]) -> str:
    return ", ".join(names)
