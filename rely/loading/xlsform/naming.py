"""Turn the names of an XLSForm into ids of a questionnaire, each used once, and tell where one had to change."""

from __future__ import annotations

import re
from collections.abc import Collection

from rely.loading.checks.ids import RESERVED
from rely.loading.xlsform.answers import unused
from rely.loading.xlsform.reading import Line, XlsForm

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]*\Z", re.ASCII)
_STRANGE = re.compile(r"[^A-Za-z0-9_]+", re.ASCII)
_LONGEST = 64
_ROOM = 58
"""How much of a name is kept when it changes, so that a number fits behind it."""


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    return len(text) <= _LONGEST and _ID.match(text) is not None


def id_like(text: str, stem: str) -> str:
    """The id most like a text; `stem` begins it where the text does not begin with a letter."""
    if is_id(text):
        return text
    plain = _STRANGE.sub("_", text).strip("_")[:_ROOM]
    return plain if is_id(plain) else f"{stem}_{plain}".rstrip("_")


def instrument_id_like(text: str) -> str:
    """The id of an instrument most like a text; empty when it holds no letter."""
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return re.sub(r"^[^a-z]+", "", plain)[:_LONGEST].strip("-")


def fact_id(form: XlsForm, line: Line, taken: set[str]) -> str:
    """The id of an item, given fact or measure; told when it is not the name of the row."""
    wanted = line["rely_id"] if is_id(line["rely_id"]) else line["name"]
    usable = id_like(wanted or line["type"].split()[0], "q")
    reason = "names are letters, digits and underscores here" if wanted else "it has no name"
    if usable in RESERVED:
        usable, reason = f"{usable}_1", "this name is taken by Rely itself"
    found = unused(usable, taken)
    if found != usable:
        reason = "another row has this name already, capital letters aside"
    if found != wanted:
        form.tell("renamed", line, name=wanted, new=found, reason=reason)
    return found


def code_of(form: XlsForm, line: Line, reserved: frozenset[str], taken: Collection[str]) -> str:
    """The code of an option, none of those that are taken; told when it is not the name of the choice."""
    name = line["name"]
    if len(name) <= _LONGEST and _CODE.match(name) and name not in reserved and name not in taken:
        return name
    minus = re.fullmatch(r"-(\d{1,20})", name)
    new = f"n{minus.group(1)}" if minus else f"{name}_1" if name in reserved else id_like(name, "c")
    new = unused(new, {each.casefold() for each in taken})
    form.tell("renamed", line, new=new, reason="codes are letters, digits and underscores, and na and dk are taken")
    return new
