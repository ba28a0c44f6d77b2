"""Turn a page of an instrument into a form class, made once, and a sent form into answers."""

from collections.abc import Mapping
from functools import lru_cache

from werkzeug.datastructures import MultiDict
from wtforms import Form

from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.services.answers import Arrived
from rely.web.forms.fields import FIELD_BUILDERS, AnswerField

ITEM = "item-"
"""Before an item's id this makes the name of its field, so that an item may be called data, errors or csrf_token."""

SEEN = "seen-"
"""Before an item's id this makes the name of the field that tells which revision the page showed."""

CLEAR = "clear"
"""The name of the buttons that clear one answer; the value is the item's id."""

# Of a row of radio buttons nothing is sent while none is chosen, so silence does not mean that it was emptied.
RADIOS = ("steps", "rating", "choice")


def page_form(instrument: Instrument, digest: str, items: tuple[Item, ...]) -> type[Form]:
    """The form class of these items; the same class for the same instrument and items."""
    return _form_class(_Key(digest, tuple(item.id for item in items), instrument, items))


def arrived(form: Form, sent: MultiDict[str, str]) -> dict[str, Arrived]:
    """The answers in a sent form that could be read, by item id.

    A box that the page did not show says nothing, nor does a row of radio buttons of which none is chosen.
    """
    cleared = sent.get(CLEAR)
    found: dict[str, Arrived] = {}
    for name, field in answer_fields(form).items():
        item_id = name.removeprefix(ITEM)
        seen = sent.get(SEEN + item_id)
        if item_id == cleared:
            found[item_id] = Arrived(None, clears=True)
        elif field.problem or (name not in sent and (seen is None or field.shape in RADIOS)):
            continue
        else:
            found[item_id] = Arrived(field.data, seen=_revision(seen))
    return found


def unreadable(form: Form, sent: MultiDict[str, str]) -> dict[str, str]:
    """The answers that could not be read, each with the kind of its problem."""
    return {
        name.removeprefix(ITEM): field.problem
        for name, field in answer_fields(form).items()
        if field.problem and name.removeprefix(ITEM) != sent.get(CLEAR)
    }


def answer_fields(form: Form) -> dict[str, AnswerField]:
    """The fields of a form by name."""
    return {name: field for name, field in form._fields.items() if isinstance(field, AnswerField)}


def typed(form: Form, sent: MultiDict[str, str]) -> Mapping[str, tuple[str, ...]]:
    """What was sent for each item, as it was typed; nothing for an item of which nothing was sent."""
    return {
        name.removeprefix(ITEM): field.typed
        for name, field in answer_fields(form).items()
        if (name in sent or (field.shape not in RADIOS and SEEN + name.removeprefix(ITEM) in sent))
        and name.removeprefix(ITEM) != sent.get(CLEAR)
    }


class _Key:
    """An instrument and items that are told apart by digest and ids alone."""

    def __init__(self, digest: str, ids: tuple[str, ...], instrument: Instrument, items: tuple[Item, ...]) -> None:
        self.same = (digest, ids)
        self.instrument = instrument
        self.items = items

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.same == other.same

    def __hash__(self) -> int:
        return hash(self.same)


@lru_cache(maxsize=2000)
def _form_class(key: _Key) -> type[Form]:
    fields = {}
    for item in key.items:
        scale = key.instrument.scale_of(item)
        fields[ITEM + item.id] = FIELD_BUILDERS[scale.kind].build(scale)
    return type("PageForm", (Form,), fields)


def _revision(written: str | None) -> int:
    if written is None or len(written) > 9 or not (written.isascii() and written.isdecimal()):
        return 0
    return int(written)
