"""Turn a comparison into the JSON of `rely diff --format json`."""

from __future__ import annotations

from typing import Any

from rely.loading.diff.changes import Change
from rely.loading.diff.compare import Comparison
from rely.loading.diff.step import step_of
from rely.model.digest import digest
from rely.model.instrument import Instrument


def as_document(comparison: Comparison) -> dict[str, Any]:
    """The whole comparison as plain JSON; its keys are described in docs/for-researchers.md."""
    version = comparison.version
    return {
        "old": _named(comparison.old),
        "new": _named(comparison.new),
        "changes": [_change(each) for each in comparison.changes],
        "scores": [
            {"score": each.score, "form": each.form, "comparable": each.comparable, "because": list(each.because)}
            for each in comparison.scores
        ],
        "version": {
            "step": version.step,
            "because": list(version.because),
            "needed": version.needed,
            "written": version.written,
            "enough": version.is_enough,
        },
    }


def _named(instrument: Instrument) -> dict[str, str]:
    return {"id": instrument.id, "version": instrument.version, "digest": digest(instrument)}


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "path": list(change.path),
        "languages": list(change.languages),
        "old": change.old,
        "new": change.new,
        "texts": change.texts,
        "step": step_of(change),
    }
