"""Turn a page of an instrument into a form class, made once, and a sent form into answers."""

from collections.abc import Mapping, Sequence
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

SHOWN = "shown-"
"""Before an item's id this makes the name of the fields that tell which answer the page had put into the box."""

OTHER = "other-"
"""Before an item's id this makes the name of the fields that hold the answer which met another one."""

CLEAR = "clear"
"""The name of the buttons that clear one answer; the value is the item's id."""

TAKE = "take"
"""The name of the buttons that take the other answer after all; the value is the item's id."""

# Of a row of radio buttons nothing is sent while none is chosen, so silence does not mean that it was emptied.
RADIOS = ("steps", "rating", "choice")


def page_form(instrument: Instrument, digest: str, items: tuple[Item, ...]) -> type[Form]:
    """The form class of these items; the same class for the same instrument and items."""
    return _form_class(_Key(digest, tuple(item.id for item in items), instrument, items))


def arrived(form: Form, sent: MultiDict[str, str]) -> dict[str, Arrived]:
    """The answers in a sent form that could be read, by item id.

    A box that the page did not show says nothing, nor does a row of radio buttons of which none is chosen.
    """
    found: dict[str, Arrived] = {}
    for name, field in answer_fields(form).items():
        item_id = name.removeprefix(ITEM)
        seen = revision_in(sent.get(SEEN + item_id))
        if item_id == sent.get(CLEAR):
            found[item_id] = Arrived(None, seen=seen)
        elif item_id == sent.get(TAKE):
            field.process(MultiDict({name: sent.getlist(OTHER + item_id)}))
            found[item_id] = Arrived(field.data, seen=seen)
        elif field.problem or (name not in sent and (seen is None or field.shape in RADIOS)):
            continue
        else:
            is_touched = seen is None or _lines(field.typed) != _lines(sent.getlist(SHOWN + item_id))
            found[item_id] = Arrived(field.data, seen=seen, is_touched=is_touched)
    return found


def unreadable(form: Form, sent: MultiDict[str, str]) -> dict[str, str]:
    """The answers that could not be read, each with the kind of its problem."""
    return {
        name.removeprefix(ITEM): field.problem
        for name, field in answer_fields(form).items()
        if field.problem and not _is_replaced(name, sent)
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
        and not _is_replaced(name, sent)
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


def revision_in(written: str | None) -> int | None:
    """The revision that a page says it showed; None when it does not say, 0 for what is no revision."""
    if written is None:
        return None
    return int(written) if len(written) <= 9 and written.isascii() and written.isdecimal() else 0


def _is_replaced(name: str, sent: MultiDict[str, str]) -> bool:
    """Whether a button that clears the answer or takes the other one goes before what stands in the box."""
    return name.removeprefix(ITEM) in (sent.get(CLEAR), sent.get(TAKE))


def _lines(values: Sequence[str]) -> list[str]:
    return [value.replace("\r\n", "\n") for value in values if value.strip()]
