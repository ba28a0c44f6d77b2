"""Turn a question of an XLSForm into the response scale that holds its answers, and its limits into those of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rely.loading.xlsform.conditions import Asked
from rely.loading.xlsform.lists import ChoiceList, Scale, base_name, one_choice, several_choices
from rely.loading.xlsform.parsing import Call, Compare, Joined, Node, Ref, Unparsable, Value, parse
from rely.loading.xlsform.reading import Line, XlsForm
from rely.model.scalars import number_in

LONGEST_TEXT, TALL = 1000, 4
"""How long a text may be that the form does not limit, and how tall the box of several lines is."""

_SELECT = re.compile(
    r"(?:add )?select(?P<many>_multiple|_one|1| one| multiple| all that apply)"
    r"(?: prompt using| from)?\s+(?P<list>\S.*?)(?P<other>\s+or[_ ](?:specify[_ ])?other)?\Z"
)
_TYPES = {"string": "text", "int": "integer", "add text prompt": "text", "add integer prompt": "integer"}
_PARAMETER = re.compile(r"(start|end|step)\s*=\s*(-?\d+(?:\.\d+)?)")
_MOST_CHARACTERS = 10_000


@dataclass(frozen=True, slots=True)
class Answered:
    """A response scale without its id, the id that fits it best, and how expressions see its answers."""

    scale: Scale
    wanted: str
    codes: dict[str, str] | None = None
    unknowns: frozenset[str] = frozenset({""})
    lacks_na: bool = False

    def asked(self, fact: str) -> Asked:
        """How expressions see the item that has these answers."""
        numeric = self.scale["kind"] in ("number", "rating", "likert")
        return Asked(fact, self.codes, self.unknowns, numeric)


@dataclass
class Answers:
    """What is needed to say which answers the questions of a form can have."""

    form: XlsForm
    lists: dict[str, ChoiceList]
    shared: dict[str, str] = field(default_factory=dict)
    """For each response scale that a form of Rely names, the list that offers the most."""

    def __post_init__(self) -> None:
        for line in self.form.survey:
            listed = self._list_of(line)
            if listed is not None and line["rely_scale"]:
                best = self.lists[self.shared.setdefault(line["rely_scale"], listed.name)]
                if len(listed.specials) > len(best.specials):
                    self.shared[line["rely_scale"]] = listed.name

    def of(self, line: Line) -> Answered | str:
        """The answers of a question; a text says why it cannot be asked."""
        kind = kind_of(line)
        if _SELECT.match(line["type"]):
            return self._select(line)
        reader = _READERS.get(kind)
        if reader is None:
            return f"the type '{line['type']}' has no counterpart here"
        scale = reader(self.form, line)
        return Answered(scale, line["rely_scale"] or scale["kind"])

    def _list_of(self, line: Line) -> ChoiceList | None:
        found = _SELECT.match(line["type"])
        return self.lists.get(found["list"]) if found else None

    def _select(self, line: Line) -> Answered | str:
        found = _SELECT.match(line["type"])
        listed = self._list_of(line)
        if found is None or listed is None:
            return f"there is no list '{found['list'] if found else ''}' on the sheet 'choices'"
        form, wanted = self.form, line["rely_scale"] or base_name(listed)
        if found["other"]:
            form.tell(
                "left-out-cell",
                line,
                column="option or_other",
                reason="another answer in own words is not possible here",
            )
        tell_constraint(form, line)
        several = found["many"] in ("_multiple", " multiple", " all that apply")
        if line["rely_part"] == "given":
            return _of_given(listed)
        best = self.lists.get(self.shared.get(line["rely_scale"], ""), listed)
        made = several_choices(form, best) if several else one_choice(form, line, best, line["rely_kind"])
        if isinstance(made, str):
            return made
        scale, codes = made
        specials = frozenset() if several else listed.specials
        lacks_na = "na" in scale and "na" not in specials
        return Answered(scale, wanted, codes, frozenset({"", *specials}), lacks_na)


def _of_given(listed: ChoiceList) -> Answered:
    """The codes of a given fact, which may be any words."""
    options = [{"code": name, "label": listed.labels(name)} for name in listed.lines]
    return Answered({"kind": "choice", "options": options}, listed.name, {name: name for name in listed.lines})


def kind_of(line: Line) -> str:
    """The type of a question, by one name each."""
    written = " ".join(line["type"].split())
    return _TYPES.get(written, written)


def tell_constraint(form: XlsForm, line: Line, reason: str = "there is none for such answers here") -> None:
    """Note that a constraint is left out, if there is one."""
    if line["constraint"]:
        form.tell("left-out-cell", line, column=f"constraint '{line['constraint']}'", reason=reason)


def _number(form: XlsForm, line: Line) -> Scale:
    whole = kind_of(line) == "integer"
    return {"kind": "number", **_limits(form, line, whole=whole), **({"whole": True} if whole else {})} | _units(line)


def _units(line: Line) -> Scale:
    named = (("unit", line.text("rely_unit")), ("unit_one", line.text("rely_unit_one")))
    return {key: text for key, text in named if text}


def _range(form: XlsForm, line: Line) -> Scale:
    """A rating when it goes from one whole number to another in steps of one; else a number between both."""
    found = dict(_PARAMETER.findall(line["parameters"]))
    low, high = (number_in(found.get(key, default)) for key, default in (("start", "1"), ("end", "10")))
    tell_constraint(form, line)
    if low is None or high is None or low >= high:
        form.tell("left-out-cell", line, column="parameters", reason="they are no range from a number to a higher one")
        return {"kind": "number"}
    if number_in(found.get("step", "1")) == 1 and low.is_integer() and high.is_integer() and high <= low + 100:
        return {"kind": "rating", "min": int(low), "max": int(high)}
    if "step" in found and found["step"] != "1":
        form.tell("left-out-cell", line, column="step", reason="any number between both ends is accepted here")
    return {"kind": "number", "min": low, "max": high}


def _text(form: XlsForm, line: Line) -> Scale:
    longest = LONGEST_TEXT
    if line["constraint"]:
        found = _longest(line["constraint"])
        if found is None:
            tell_constraint(form, line, "of words only the length can be limited here, up to 10,000 characters")
        longest = found or longest
    written = number_in(line["rely_lines"])
    lines = int(written) if written is not None and 1 <= written <= 20 else TALL
    return {"kind": "text", "max_length": longest, **({"lines": lines} if "multiline" in line["appearance"] else {})}


def _date(form: XlsForm, line: Line) -> Scale:
    tell_constraint(form, line)
    return {"kind": "date"}


_READERS: dict[str, Callable[[XlsForm, Line], Scale]] = {
    "integer": _number,
    "decimal": _number,
    "range": _range,
    "text": _text,
    "date": _date,
}


def _longest(constraint: str) -> int | None:
    """The most characters that a constraint allows; None when it says something else."""
    try:
        node = parse(constraint)
    except Unparsable:
        return None
    match node:
        case Compare("<=" | "<" as sign, Call("string-length", (Ref(""),)), Value(text)):
            number = number_in(text)
            longest = 0 if number is None else int(number) - (sign == "<" and number.is_integer())
            return longest if 1 <= longest <= _MOST_CHARACTERS else None
    return None


def _limits(form: XlsForm, line: Line, *, whole: bool) -> dict[str, Any]:
    if not line["constraint"]:
        return {}
    try:
        limits = _bounds(parse(line["constraint"]), whole=whole)
    except Unparsable as error:
        tell_constraint(form, line, str(error))
        return {}
    if "min" in limits and "max" in limits and limits["min"] >= limits["max"]:
        tell_constraint(form, line, "it leaves no more than one number")
        return {}
    return limits


def _bounds(node: Node, *, whole: bool) -> dict[str, Any]:
    """The lowest and the highest number that a constraint allows. Raises Unparsable."""
    if isinstance(node, Joined) and node.word == "and":
        limits: dict[str, Any] = {}
        for part in node.parts:
            for key, edge in _bounds(part, whole=whole).items():
                limits[key] = edge if key not in limits else (max if key == "min" else min)(limits[key], edge)
        return limits
    match node:
        case Compare(sign, Ref(""), Value(text)):
            return _bound(sign, text, whole=whole)
        case Compare(sign, Value(text), Ref("")):
            return _bound(sign.translate(str.maketrans("<>", "><")), text, whole=whole)
    raise Unparsable("only a lowest and a highest number can be taken over")


def _bound(sign: str, text: str, *, whole: bool) -> dict[str, Any]:
    number = number_in(text)
    if number is None:
        raise Unparsable(f"'{text}' is no number with at most fifteen digits")
    if sign in (">=", "<="):
        return {"min" if sign == ">=" else "max": number}
    if sign in (">", "<") and whole and number.is_integer():
        return {"min": number + 1} if sign == ">" else {"max": number - 1}
    raise Unparsable("the lowest and the highest number are always possible themselves here")
