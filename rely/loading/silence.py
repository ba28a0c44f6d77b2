"""Turn findings and what the author has silenced into the findings that are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rely.loading.checks.findings import Finding, Path, found
from rely.loading.problem_kinds import CATALOGUE
from rely.model.silence import Silence


def without_silenced(
    silences: Sequence[Silence], findings: Iterable[Finding], data: Mapping[str, Any], *, complete: bool
) -> tuple[list[Finding], int]:
    """The findings that are told, and how many are silenced.

    `data` is the questionnaire as it is written, in which the paths of findings lead. When the findings are
    `complete` - every check was made - an entry that silenced nothing is a finding itself.
    """
    told: list[Finding] = []
    used: set[int] = set()
    silenced = 0
    for finding in findings:
        meant = _meant(silences, finding, data) if CATALOGUE[finding.code].severity == "warning" else set()
        if meant:
            used |= meant
            silenced += 1
        else:
            told.append(finding)
    if complete:
        told += [_unused(at, silence) for at, silence in enumerate(silences) if at not in used]
    return told, silenced


def _meant(silences: Sequence[Silence], finding: Finding, data: Mapping[str, Any]) -> set[int]:
    """The positions of the entries that silence a finding."""
    alike = [(at, silence) for at, silence in enumerate(silences) if silence.code == finding.code]
    if not alike:
        return set()
    place = place_of(finding, data)
    return {at for at, silence in alike if silence.at in (None, place)}


def place_of(finding: Finding, data: Mapping[str, Any]) -> str:
    """What a finding is about: the innermost thing with an id around it, else the key at the top.

    Scores by facet and cell have no block of their own; what is found of them names them.
    """
    if finding.path[0] == "scores" and "score" in finding.facts:
        return str(finding.facts["score"])
    return _innermost_id(finding.path, data) or str(finding.path[0])


def _innermost_id(path: Path, data: Any) -> str | None:
    name = None
    value = data
    for step in path:
        try:
            value = value[step]
        except (LookupError, TypeError):
            break  # a key that is missing, or what other files brought along
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            name = str(value["id"])
    return name


def _unused(at: int, silence: Silence) -> Finding:
    place = "" if silence.at is None else f" of '{silence.at}'"
    return found(("silence", at), "silence-unused", code=silence.code, place=place)
