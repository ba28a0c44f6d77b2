"""Find entries under `silence` that name no warning, no place, or give no reason."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from rely.loading.checks.findings import Finding, Path, found, suggestion
from rely.loading.checks.index import Index
from rely.loading.keys import key_of
from rely.loading.problem_kinds import CATALOGUE

_NEVER = "silence-unused"
"""The warning that tells of entries that silence nothing, which would otherwise silence itself."""


def check_silence(index: Index) -> Iterator[Finding]:
    """Each entry names a warning and a place that exist, and has a reason."""
    silences = index.instrument.silence
    known = _places(index) if any(silence.at is not None for silence in silences) else set()
    for at, silence in enumerate(silences):
        path: Path = ("silence", at)
        yield from _code((*path, "code"), silence.code)
        if silence.at is not None and silence.at not in known:
            hint = suggestion(silence.at, sorted(known), noun="id")
            yield Finding((*path, "at"), "unknown-place", {"name": silence.at}, hint, silence.at)
        if not silence.reason.strip():
            yield found((*path, "reason"), "empty", what="the reason has only white space")


def _code(path: Path, code: str) -> Iterator[Finding]:
    kind = CATALOGUE.get(code)
    if kind is None:
        warnings = sorted(name for name, each in CATALOGUE.items() if each.severity == "warning" and name != _NEVER)
        yield found(path, "unknown-problem", name=code, hint=suggestion(code, warnings, noun="warning"))
    elif kind.severity == "error":
        yield found(path, "not-silenced", name=code, what="it is an error, with which nothing can be done")
    elif code == _NEVER:
        yield found(path, "not-silenced", name=code, what="it is about `silence` itself")


def _places(index: Index) -> set[str]:
    """All ids of the instrument, its scores, and its keys at the top."""
    instrument = index.instrument
    keys = {key_of(name, type(instrument)) for name in instrument.model_fields_set}
    return keys.union(index.scores, *(_ids(getattr(instrument, name)) for name in instrument.model_fields_set))


def _ids(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for entry in value:
            yield from _ids(entry)
    elif isinstance(value, BaseModel):
        name = getattr(value, "id", None)
        if isinstance(name, str):
            yield name
        for field in value.model_fields_set:
            yield from _ids(getattr(value, field))
