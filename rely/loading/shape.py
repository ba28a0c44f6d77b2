"""Turn what pydantic says about the shape of a questionnaire into findings in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from rely.loading.checks.findings import Finding, Path, found, listed, suggestion
from rely.loading.keys import TAGGED, keys_at
from rely.loading.near import did_you_mean
from rely.model.scalars import Plain

_RULES = {
    r"^[A-Za-z][A-Za-z0-9_]*$": "an id is a letter, then letters, digits and underscores",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "an instrument's id is small letters and digits with hyphens between",
    r"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$": "a fact is an id, or ids with points between",
    r"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)?$": "a score is an id, or two ids with a point between",
    r"^[A-Za-z0-9][A-Za-z0-9_]*$": "a code is letters, digits and underscores",
    r"^(0|[1-9]\d*)(\.(0|[1-9]\d*)\.(0|[1-9]\d*))?$": "write a version such as 1.2.0, or its first number alone",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*@(0|[1-9]\d*)(\.(0|[1-9]\d*)\.(0|[1-9]\d*))?/[A-Za-z][A-Za-z0-9_]*$": (
        "write the instrument, @, its version or the first number of it, / and the item: relationship-check@1/TR02"
    ),
    r"^\d{4}-\d{2}-\d{2}$": "a day is written as 2026-11-30",
    r"^sha256:[0-9a-f]{64}$": "a digest is sha256: and 64 digits from 0 to f",
}
"""What each pattern of the model asks for, in words."""

_VERSION = r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$"
_LANGUAGE = r"^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$"


@dataclass(frozen=True, slots=True)
class _Fault:
    """One error of pydantic, led back to the data: `path` exists there, `value` is what stands at it.

    `rest` are the steps of its location that do not exist in the data, such as a missing key.
    `branch` tells which alternative of a value that can be two things the error is about.
    """

    kind: str
    location: tuple[str | int, ...]
    path: Path
    value: Any
    rest: tuple[str | int, ...]
    branch: tuple[Path, type] | None
    context: Mapping[str, Any]
    message: str


def shape_findings(error: ValidationError, data: Mapping[str, Any], model: type[BaseModel]) -> list[Finding]:
    """What is wrong with the keys and values of `data`, read as `model`."""
    faults = [_fault(each, data) for each in error.errors(include_url=False, include_input=False)]
    findings = [_finding(fault, model) for fault in _of_meant_branches(faults, data)]
    return [finding for finding in findings if finding is not None]


def _fault(error: Any, data: Mapping[str, Any]) -> _Fault:
    location = tuple(error["loc"])
    value: Any = data
    path: list[str | int] = []
    rest: list[str | int] = []
    branch: tuple[Path, type] | None = None
    for position, step in enumerate(location):
        if position == 2 and location[0] in TAGGED:
            continue  # the kind of a response scale or measure, which pydantic puts into the location
        if not rest and _leads_on(value, step):
            value = value[step]
            path.append(step)
        elif (kind := _branch(step)) is not None:
            branch = branch or (tuple(path), kind)
        else:
            rest.append(step)
    context = error.get("ctx", {})
    return _Fault(error["type"], location, tuple(path), value, tuple(rest), branch, context, error["msg"])


def _leads_on(value: Any, step: str | int) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(value)


def _branch(step: str | int) -> type | None:
    """The kind of value that a step of pydantic's location stands for, if it names an alternative."""
    if not isinstance(step, str):
        return None
    for start, kind in (("dict[", dict), ("tuple[", list), ("constrained-str", str), ("function-", str)):
        if step.startswith(start):
            return kind
    return None


def _of_meant_branches(faults: list[_Fault], data: Mapping[str, Any]) -> Iterator[_Fault]:
    """Leave out what is wrong with the alternative that the author did not write."""
    told = {fault.branch for fault in faults}
    for fault in faults:
        if fault.branch is not None:
            path, kind = fault.branch
            value = _at(data, path)
            meant = type(value) if type(value) in (dict, list) and (path, type(value)) in told else str
            if kind is not meant:
                continue
        yield fault


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _finding(fault: _Fault, model: type[BaseModel]) -> Finding | None:
    if fault.kind == "extra_forbidden":
        return _unknown_key(fault, model)
    tell = _TELL.get(fault.kind)
    if tell is not None:
        return tell(fault)
    if fault.kind in _OWN:
        return found(fault.path, fault.kind, what=fault.message)
    return found(fault.path, "not-possible", what=_described(fault.value), rule=fault.message)


def _unknown_key(fault: _Fault, model: type[BaseModel]) -> Finding:
    key = str(fault.location[-1])
    hint = suggestion(key, keys_at(model, fault.location[:-1]), noun="key")
    return found(fault.path, "unknown-key", hint=hint, of_key=True, key=key)


def _missing(fault: _Fault) -> Finding:
    last = fault.location[-1]
    if isinstance(last, int):
        return _wrong_count(fault, f"{last + 1} or more are")
    return found(fault.path, "missing-key", key=last)


def _no_kind(fault: _Fault) -> Finding:
    if isinstance(fault.value, dict):
        return found(fault.path, "missing-key", key="kind")
    return _not_a_map(fault)


def _unknown_kind(fault: _Fault) -> Finding:
    kinds = [word.strip(" '") for word in str(fault.context["expected_tags"]).split(",")]
    kind = str(fault.context["tag"])
    noun = "response scale" if fault.location[0] == "response_scales" else "measure"
    return found((*fault.path, "kind"), "unknown-kind", hint=suggestion(kind, kinds, noun="kind"), kind=kind, noun=noun)


def _pattern(fault: _Fault) -> Finding:
    pattern = fault.context["pattern"]
    of_key = "[key]" in fault.rest
    name = str(fault.path[-1] if of_key else fault.value)
    if pattern == _VERSION:
        return found(fault.path, "bad-version", name=name)
    if pattern == _LANGUAGE:
        return found(fault.path, "bad-language", name=name, of_key=of_key)
    rule = _RULES.get(pattern, f"it must match {pattern}")
    return found(fault.path, "bad-id", name=name, rule=rule, of_key=of_key)


def _too_long(fault: _Fault) -> Finding:
    of_key = "[key]" in fault.rest
    text = str(fault.path[-1] if of_key else fault.value)
    return found(fault.path, "too-long", length=len(text), limit=fault.context["max_length"], of_key=of_key)


def _too_short(fault: _Fault) -> Finding | None:
    if not isinstance(fault.value, list | dict):
        return found(fault.path, "empty", what="the text has no characters")
    if _counts_the_sound(fault):
        return None
    if not fault.value:
        return found(fault.path, "empty", what="nothing stands here, and at least one entry must")
    return _wrong_count(fault, f"{fault.context['min_length']} or more are")


def _counts_the_sound(fault: _Fault) -> bool:
    """Whether a list is called too short only because pydantic does not count the entries with errors."""
    if fault.kind != "too_short" or not isinstance(fault.value, list | dict):
        return False
    return len(fault.value) >= int(fault.context["min_length"])


def _wrong_count(fault: _Fault, rule: str) -> Finding:
    count = len(fault.value)
    return found(fault.path, "wrong-count", entries="1 entry" if count == 1 else f"{count} entries", rule=rule)


def _too_many(fault: _Fault) -> Finding:
    return _wrong_count(fault, f"at most {fault.context['max_length']} are")


def _out_of_range(fault: _Fault) -> Finding:
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    rule = next(f"it must be {words[key]} {limit:g}" for key, limit in fault.context.items() if key in words)
    return found(fault.path, "out-of-range", number=str(fault.value), rule=rule)


def _not_text(fault: _Fault) -> Finding:
    return found(fault.path, "not-text", what=_described(fault.value))


def _not_a_list(fault: _Fault) -> Finding:
    return found(fault.path, "not-a-list", what=_described(fault.value))


def _not_a_map(fault: _Fault) -> Finding:
    return found(fault.path, "not-a-map", what=_described(fault.value))


def _not_a_number(fault: _Fault) -> Finding:
    number = "whole number" if "whole" in fault.message else "number"
    value = fault.value
    hint = ""
    if isinstance(value, str) and not isinstance(value, Plain) and value.strip():
        hint = "Leave out the quotes, and write a decimal point."
    elif isinstance(value, str) and len(value) > 15 and value.strip("-").replace(".", "", 1).isdigit():
        hint = "Write at most 15 digits before the point and 15 behind it."
    elif isinstance(value, str) and value.replace(",", ".", 1).replace(".", "", 1).isdigit() and "," in value:
        hint = f"Write a point for the comma: {value.replace(',', '.', 1)}."
    return found(fault.path, "not-a-number", what=_described(value), number=number, hint=hint)


def _not_a_flag(fault: _Fault) -> Finding:
    return found(fault.path, "not-a-flag", what=_described(fault.value))


def _not_a_code(fault: _Fault) -> Finding:
    return found(fault.path, "not-a-code", what=_described(fault.value))


def _not_one_of(fault: _Fault) -> Finding:
    possible = [word.strip(" '") for word in str(fault.context["expected"]).replace(" or ", ",").split(",")]
    return found(
        fault.path,
        "not-possible",
        what=_described(fault.value),
        rule=f"possible are {listed(possible)}",
        hint=did_you_mean(str(fault.value), possible),
    )


def _described(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a block of keys"
    if isinstance(value, list):
        return "a list"
    return f"'{value}'" if isinstance(value, Plain) else f"the text '{value}' in quotes"


_TELL: Mapping[str, Callable[[_Fault], Finding | None]] = {
    "missing": _missing,
    "union_tag_not_found": _no_kind,
    "union_tag_invalid": _unknown_kind,
    "string_pattern_mismatch": _pattern,
    "string_too_long": _too_long,
    "string_too_short": _too_short,
    "too_short": _too_short,
    "too_long": _too_many,
    "greater_than": _out_of_range,
    "greater_than_equal": _out_of_range,
    "less_than": _out_of_range,
    "less_than_equal": _out_of_range,
    "string_type": _not_text,
    "tuple_type": _not_a_list,
    "dict_type": _not_a_map,
    "model_type": _not_a_map,
    "model_attributes_type": _not_a_map,
    "not-a-number": _not_a_number,
    "not-a-flag": _not_a_flag,
    "not-a-code": _not_a_code,
    "literal_error": _not_one_of,
}
"""How each kind of error of pydantic, or of the model's own readers, is told."""

_OWN = frozenset(
    {"condition-shape", "measure-shape", "scale-order", "step-order", "score-needs", "norm-range", "trigger-shape"}
)
"""The rules inside a model, whose messages are told as the model words them."""


def fault_paths(error: ValidationError, data: Mapping[str, Any]) -> list[Path]:
    """The path in the data of each error; for a missing key the path of the block that lacks it."""
    faults = [_fault(each, data) for each in error.errors(include_url=False, include_input=False)]
    return [fault.path for fault in _of_meant_branches(faults, data) if not _counts_the_sound(fault)]
