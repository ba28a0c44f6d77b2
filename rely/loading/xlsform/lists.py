"""Turn the choices of an XLSForm into the options of response scales."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rely.loading.xlsform.answers import BEFORE_LABEL, WITHOUT_NA
from rely.loading.xlsform.naming import code_of
from rely.loading.xlsform.reading import Line, XlsForm
from rely.model.countries import COUNTRIES
from rely.model.response_scales import DONT_KNOW, NOT_APPLICABLE
from rely.model.scalars import number_in

Wordings = dict[str, str]
Scale = dict[str, Any]

_SPECIALS = frozenset({NOT_APPLICABLE, DONT_KNOW})
_MOST_STEPS, _MOST_OPTIONS, _WIDEST, _COUNTRIES_AT_LEAST = 11, 200, 100, 200
_KNOWN = frozenset({"list_name", "list name", "name", "rely_score"})


@dataclass
class ChoiceList:
    """A list of choices: for each name in the form its code here, the label, and what it is worth."""

    name: str
    lines: dict[str, Line] = field(default_factory=dict)

    @property
    def specials(self) -> frozenset[str]:
        """Which of 'does not apply' and 'cannot judge' it offers."""
        return _SPECIALS.intersection(self.lines)

    def labels(self, name: str) -> Wordings | str:
        """The label of a choice; its name when it has none."""
        return self.lines[name].text("label") or name


def read_lists(form: XlsForm) -> dict[str, ChoiceList]:
    """The lists of choices by name; a choice that stands twice counts once."""
    lists: dict[str, ChoiceList] = {}
    columns: dict[str, list[Line]] = {}
    for line in form.choices:
        of, name = line["list_name"], line["name"]
        if not of or not name:
            form.tell("left-out-row", line, name=name or of or "", reason="it has no list_name or no name")
            continue
        lines = lists.setdefault(of, ChoiceList(of)).lines
        if name in lines:
            form.tell("left-out-row", line, reason=f"the list '{of}' has this choice already")
            continue
        lines[name] = line
        for column in line.cells.keys() - _KNOWN:
            columns.setdefault(column, []).append(line)
    for column, lines_ in sorted(columns.items()):
        form.tell_column(column, lines_)
    return lists


def one_choice(form: XlsForm, line: Line, listed: ChoiceList, kind: str) -> tuple[Scale, dict[str, str]] | str:
    """The response scale of a select_one, and the codes by name; a text says why there is none.

    It is one of ordered steps only where the form says so, by the appearance likert: numbers may just as well
    be names of things without an order.
    """
    names = [name for name in listed.lines if name not in _SPECIALS]
    codes = {name: name for name in names}
    if kind == "country" or (len(names) >= _COUNTRIES_AT_LEAST and COUNTRIES.issuperset(names)):
        return ({"kind": "country"}, codes) if COUNTRIES.issuperset(names) else "its choices are no countries"
    specials = {name: {"label": listed.labels(name)} for name in sorted(listed.specials, reverse=True)}
    numbers = _counting_up(names)
    wants_steps = kind == "likert" or (not kind and "likert" in line["appearance"].split())
    if kind == "rating" and numbers and len(numbers) <= _WIDEST + 1:
        return {"kind": "rating", "min": numbers[0], "max": numbers[-1], **_numbered(listed, names), **specials}, codes
    if wants_steps and numbers and len(numbers) <= _MOST_STEPS:
        steps = [{"code": int(name), "label": listed.labels(name)} for name in names]
        return {"kind": "likert", "options": steps, **specials}, codes
    if wants_steps:
        reason = "the names of the choices do not count up by one, so that they make no scale"
        form.tell("left-out-cell", line, column="appearance", reason=reason)
    if not 2 <= len(names) <= _MOST_OPTIONS:
        return f"it has {len(names)} choices, and 2 to {_MOST_OPTIONS} are possible"
    options, codes = _options(form, listed, names)
    return {"kind": "choice", "options": options, **specials}, codes


def several_choices(form: XlsForm, listed: ChoiceList) -> tuple[Scale, dict[str, str]] | str:
    """The response scale of a select_multiple, and the codes by name; a text says why there is none."""
    if len(listed.lines) > _MOST_OPTIONS:
        return f"it has {len(listed.lines)} choices, and at most {_MOST_OPTIONS} are possible"
    options, codes = _options(form, listed, list(listed.lines), scored=False)
    return {"kind": "multiple", "options": options}, codes


def base_name(listed: ChoiceList) -> str:
    """The name of a list without what Rely puts behind it for items that always apply."""
    return listed.name.removesuffix(WITHOUT_NA)


def _options(
    form: XlsForm, listed: ChoiceList, names: list[str], *, scored: bool = True
) -> tuple[list[Scale], dict[str, str]]:
    codes: dict[str, str] = {}
    scores = {name: number_in(listed.lines[name]["rely_score"]) for name in names}
    scored = scored and all(score is not None and 0 <= score <= 100 for score in scores.values())
    options = []
    for name in names:
        code = codes[name] = code_of(form, listed.lines[name], _SPECIALS, set(codes.values()))
        options.append({"code": code, "label": listed.labels(name), **({"score": scores[name]} if scored else {})})
    return options, codes


def _counting_up(names: list[str]) -> list[int]:
    """The names as numbers when they count up by one; else nothing."""
    found = [number_in(name) for name in names]
    numbers = [int(number) for number in found if number is not None and number.is_integer()]
    upwards = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return numbers if upwards and [str(number) for number in numbers] == names else []


def _numbered(listed: ChoiceList, names: list[str]) -> Scale:
    """The labels of a rating: what stands behind its numbers."""
    steps = []
    for name in names:
        label = listed.labels(name)
        wordings = {"": label} if isinstance(label, str) else label
        behind = {tag: text.removeprefix(name).removeprefix(BEFORE_LABEL).strip() for tag, text in wordings.items()}
        behind = {tag: text for tag, text in behind.items() if text}
        if behind:
            steps.append({"code": int(name), "label": behind})
    return {"labels": steps} if steps else {}
