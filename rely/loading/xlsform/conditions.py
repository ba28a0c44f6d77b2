"""Turn an expression of XLSForm into a condition that decides the same, or say why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rely.loading.reader import MAX_DEPTH
from rely.loading.xlsform.parsing import Call, Compare, Joined, Node, Ref, Unparsable, Value, parse
from rely.model.scalars import number_in, shortest

Written = dict[str, Any]
"""A condition as the YAML writes it."""

_KEYS = {">=": "at_least", "<=": "at_most", "<": "below", ">": "above"}
_AROUND = 12
"""How much of the depth of a file stands around a condition, and a little more."""
_TURNED = {">=": "<=", "<=": ">=", "<": ">", ">": "<", "=": "=", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an expression can look at: the fact, its codes by their name in the form (None: a number or a word).

    `unknowns` are the names that stand for an unknown fact: the empty one, na and dk where they are offered.
    """

    fact: str
    codes: Mapping[str, str] | None = None
    unknowns: frozenset[str] = frozenset({""})
    number: bool = False


Names = Mapping[str, Asked]


def shown_if(expression: str, names: Names) -> Written | bool:
    """The condition that hides an item where the expression is false; True or False when it never depends.

    In a form an unanswered question makes `${x} = 'a'` false, here a comparison with it is unknown, and what is
    unknown hides nothing: so `known: true` stands beside it, unless the expression lets the empty answer pass.
    Raises Unparsable.
    """
    return _shallow(_made(parse(expression), names, possible=True))


def cases_of(expression: str, names: Names) -> tuple[list[tuple[Written, str]], str]:
    """The cases of a calculation `if(condition, 'word', if(...))` and the word at its end. Raises Unparsable."""
    node, cases = parse(expression), []
    while isinstance(node, Call) and node.name == "if" and len(node.arguments) == 3:
        made, word = _shallow(_made(node.arguments[0], names, possible=False)), node.arguments[1]
        if isinstance(made, bool) or not isinstance(word, Value) or not word.text:
            raise Unparsable("only if(condition, 'word', ...) can be taken over")
        cases.append((made, word.text))
        node = node.arguments[2]
    if not cases or not isinstance(node, Value):
        raise Unparsable("only if(condition, 'word', ...) can be taken over")
    return cases, node.text


def _shallow(made: Written | bool) -> Written | bool:
    """The condition, when a file of YAML can hold it."""
    if not isinstance(made, bool) and _depth(made) > MAX_DEPTH - _AROUND:
        raise Unparsable("it is nested too deeply")
    return made


def _depth(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def _made(node: Node, names: Names, *, possible: bool) -> Written | bool:
    """The condition that is true, or with `possible` true or unknown, exactly where the expression is true."""
    if isinstance(node, Joined):
        return _joined(node, names, possible=possible)
    if isinstance(node, Call) and node.name == "not" and len(node.arguments) == 1:
        return _negated(_made(node.arguments[0], names, possible=not possible))
    if isinstance(node, Call) and node.name in ("true", "false") and not node.arguments:
        return node.name == "true"
    equal = _equal(node, names)
    if equal is not None:
        asked, code = equal
        return _one_of(asked, [code], possible=possible)
    if isinstance(node, Compare):
        return _compared(node, names, possible=possible)
    if isinstance(node, Call):
        raise _incomparable(node)
    raise Unparsable("it is neither true nor false")


def _joined(node: Joined, names: Names, *, possible: bool) -> Written | bool:
    """Parts joined by a word; those that compare one question with codes count together."""
    parts: list[Written | bool] = []
    codes: dict[str, tuple[int, Asked, list[str]]] = {}
    for each in _flat(node):
        equal = _equal(each, names, unequal=node.word == "and")
        if equal is None:
            parts.append(_made(each, names, possible=possible))
            continue
        asked, code = equal
        if asked.fact not in codes:
            codes[asked.fact] = (len(parts), asked, [])
            parts.append(False)
        codes[asked.fact][2].append(code)
    for at, asked, found in codes.values():
        if node.word == "or":
            parts[at] = _one_of(asked, found, possible=possible)
        else:
            parts[at] = _negated(_one_of(asked, found, possible=not possible))
    return _any(parts, possible=possible) if node.word == "or" else _all(parts)


def _flat(node: Joined) -> Iterable[Node]:
    for part in node.parts:
        if isinstance(part, Joined) and part.word == node.word:
            yield from _flat(part)
        else:
            yield part


def _equal(node: Node, names: Names, *, unequal: bool = False) -> tuple[Asked, str] | None:
    """The question and the name of the answer when the node says that they are the same, or with `unequal` not."""
    if isinstance(node, Call) and node.name == "selected" and len(node.arguments) == 2 and not unequal:
        ref, value = node.arguments
    elif isinstance(node, Compare) and node.sign == ("!=" if unequal else "="):
        ref, value = (node.right, node.left) if isinstance(node.left, Value) else (node.left, node.right)
    else:
        return None
    if not isinstance(ref, Ref) or not isinstance(value, Value):
        raise _incomparable(ref, value)
    return _asked(ref, names), value.text


def _asked(ref: Ref, names: Names) -> Asked:
    if ref.name not in names:
        raise Unparsable(f"it looks at '{ref.name or '.'}', which is not asked here")
    return names[ref.name]


def _one_of(asked: Asked, found: list[str], *, possible: bool) -> Written:
    """The condition for: the answer is one of these."""
    unknown = asked.unknowns.intersection(found)
    if unknown and unknown != asked.unknowns:
        raise Unparsable("it tells 'no answer' from 'does not apply' or 'cannot judge', which are all unknown here")
    codes = list(dict.fromkeys(_code(asked, name) for name in found if name not in asked.unknowns))
    if not codes:
        return {"fact": asked.fact, "known": False}
    compared: Written = {"fact": asked.fact, **({"is": codes[0]} if len(codes) == 1 else {"in": codes})}
    if unknown:
        return compared if possible else {"any": [{"fact": asked.fact, "known": False}, compared]}
    return {**compared, "known": True} if possible else compared


def _code(asked: Asked, name: str) -> str:
    if asked.codes is not None:
        if name not in asked.codes:
            raise Unparsable(f"'{name}' is no answer to '{asked.fact}'")
        return asked.codes[name]
    if asked.number:
        return shortest(_number(name))
    return name


def _compared(node: Compare, names: Names, *, possible: bool) -> Written | bool:
    left, right, sign = node.left, node.right, node.sign
    if isinstance(left, Value):
        left, right, sign = right, left, _TURNED[sign]
    if sign == "!=":
        return _negated(_made(Compare("=", left, right), names, possible=not possible))
    if not isinstance(left, Ref) or not isinstance(right, Value):
        raise _incomparable(left, right)
    asked = _asked(left, names)
    if not asked.number:
        raise Unparsable(f"the answer to '{asked.fact}' is no number")
    compared: Written = {"fact": asked.fact, _KEYS[sign]: _number(right.text)}
    return {**compared, "known": True} if possible else compared


def _incomparable(*operands: Node) -> Unparsable:
    calls = [each.name for each in operands if isinstance(each, Call)]
    if calls:
        return Unparsable(f"{calls[0]}() has no counterpart here")
    return Unparsable("an answer can be compared with a word or a number only")


def _number(text: str) -> float:
    number = number_in(text)
    if number is None:
        raise Unparsable(f"'{text}' is no number with at most fifteen digits")
    return number


def _negated(made: Written | bool) -> Written | bool:
    if isinstance(made, bool):
        return not made
    if made.keys() == {"fact", "known"}:
        return {**made, "known": not made["known"]}
    return made["not"] if made.keys() == {"not"} else {"not": made}


def _all(parts: list[Written | bool]) -> Written | bool:
    """All of these; comparisons of one fact become one."""
    if False in parts:
        return False
    kept: list[Written] = []
    for part in parts:
        if isinstance(part, bool):
            continue
        before = kept[-1] if kept else {}
        if "fact" in part and part["fact"] == before.get("fact") and _fit(before, part):
            kept[-1] = {**before, **part}
        elif part not in kept:
            kept += part["all"] if part.keys() == {"all"} else [part]
    return True if not kept else kept[0] if len(kept) == 1 else {"all": kept}


def _fit(before: Written, part: Written) -> bool:
    """Whether two comparisons of one fact can stand together: both known to be known, or both not."""
    shared = before.keys() & part.keys() - {"fact"}
    return before.get("known") == part.get("known") is not False and shared <= {"known"}


def _any(parts: list[Written | bool], *, possible: bool) -> Written | bool:
    """Any of these; with `possible`, a comparison beside 'or it is not known' needs no `known` itself."""
    if True in parts:
        return True
    kept: list[Written] = []
    for part in parts:
        if isinstance(part, bool) or part in kept:
            continue
        passing = {"fact": part.get("fact"), "known": False}
        if possible and part.get("known") is True and len(part) > 2 and passing in kept:
            kept[kept.index(passing)] = {key: value for key, value in part.items() if key != "known"}
        else:
            kept += part["any"] if part.keys() == {"any"} else [part]
    return False if not kept else kept[0] if len(kept) == 1 else {"any": kept}
