"""Turn the keys of a questionnaire into its YAML: blocks only, one key a line, entries that begin with a dash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rely.loading.translations.scalars import scalar
from rely.model.scalars import shortest

_STEP = "  "


def yaml_text(block: Mapping[str, Any], *, remark: str) -> str:
    """The text of a file with a remark at its head. Texts, numbers, flags, lists and maps are written; `code` plain."""
    head = "".join(f"# {line}\n" for line in remark.splitlines())
    return head + "".join(f"{line}\n" for key, value in block.items() for line in _entry(key, value))


def _entry(key: str, value: Any) -> Iterator[str]:
    name = scalar(key)
    if isinstance(value, Mapping):
        yield f"{name}:" if value else f"{name}: {{}}"
        for inner, part in value.items():
            yield from (_STEP + line for line in _entry(inner, part))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield f"{name}:" if value else f"{name}: []"
        for part in value:
            yield from (_STEP + line for line in _listed(part))
    else:
        yield f"{name}: {_single(value)}"


def _listed(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        lines: list[str] = [line for key, part in value.items() for line in _entry(key, part)]
    elif isinstance(value, Sequence) and not isinstance(value, str):
        lines = [line for part in value for line in _listed(part)]
    else:
        lines = [_single(value)]
    for at, line in enumerate(lines):
        yield f"{'- ' if at == 0 else _STEP}{line}"


def _single(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return shortest(float(value))
    return scalar(str(value))
