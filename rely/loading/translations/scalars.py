"""Turn a text into a scalar of YAML on one line, without quotes where it reads the same without them."""

from __future__ import annotations

import yaml

DOUBLE, SINGLE = '"', "'"

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_IN_FLOW = frozenset(",[]{}")
_Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def scalar(text: str, *, like: str | None = None, in_flow: bool = False) -> str:
    """The text as a scalar in the quotes of the one that it stands for or beside, as far as it can have these.

    `like` is the mark of that one: DOUBLE, SINGLE, else none. `in_flow`: it stands between braces or brackets.
    """
    if like == DOUBLE:
        return _in_double_quotes(text)
    if like == SINGLE and _on_one_line(text):
        return _in_single_quotes(text)
    if _is_plain(text) and not (in_flow and _IN_FLOW.intersection(text)):
        return text
    return _in_single_quotes(text) if _on_one_line(text) and SINGLE not in text else _in_double_quotes(text)


def _is_plain(text: str) -> bool:
    """Whether any reader of YAML takes the text without quotes for this very text: neither a number nor a flag."""
    if not _on_one_line(text) or text != text.strip():
        return False
    try:
        return bool(_Loader(f"k: {text}\n").get_single_data() == {"k": text})
    except (yaml.YAMLError, ValueError):
        return False


def _on_one_line(text: str) -> bool:
    return not any(mark in text for mark in "\n\r\t")


def _in_single_quotes(text: str) -> str:
    return f"'{text.replace(SINGLE, SINGLE * 2)}'"


def _in_double_quotes(text: str) -> str:
    return f'"{"".join(_ESCAPES.get(each, each) for each in text)}"'
