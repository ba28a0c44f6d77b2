"""Turn what a report prints in a respondent's own words into gaps, because no data in the PDF vouch for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rely.languages import Words
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.response_scales import TextEntry

_BEFORE, _AFTER = "«", "»"


def typed_items(instrument: Instrument, asked: Sequence[str]) -> tuple[str, ...]:
    """The items that were asked and are answered in own words; that which names the subject is in the data."""
    subject = None if instrument.report is None else instrument.report.subject
    return tuple(
        name for name in asked if name != subject and isinstance(instrument.scale_of(instrument.items[name]), TextEntry)
    )


def answered_in(flow: str, instrument: Instrument, names: Sequence[str], words: Words) -> tuple[str, ...]:
    """Those of the items that the text of a report, without spaces, does not tell as skipped."""
    skipped = _bare(words.gettext("skipped"))
    return tuple(
        name
        for name in names
        if not any(
            _bare(words.text(text)) + skipped in flow
            for text in (instrument.items[name].label, instrument.items[name].text)
            if text is not None
        )
    )


def with_gaps(assessment: Assessment, names: Sequence[str]) -> Assessment:
    """The assessment with a mark for each of these answers, so that its place in a report can be found."""
    return replace(assessment, answers={**assessment.answers, **{name: _mark(name) for name in names}})


def fits(flow: str, expected: str, instrument: Instrument, names: Sequence[str]) -> bool:
    """Whether the text of a report is the expected one, with other words where the marks of these answers stand.

    Each stretch between two marks is looked for where it first comes, so that no text makes this slow.
    """
    marks = "|".join(re.escape(_mark(name)) for name in names)
    first, *others = re.split(f"({marks})", expected)
    if not flow.startswith(first):
        return False
    at = len(first)
    for mark, stretch in zip(others[::2], others[1::2], strict=True):
        longest = _longest(instrument, mark.strip(_BEFORE + _AFTER))
        is_last = stretch is others[-1]
        begins = len(flow) - len(stretch) if is_last else flow.find(stretch, at, at + longest + len(stretch))
        if begins < at or begins - at > longest or not flow.startswith(stretch, begins):
            return False
        at = begins + len(stretch)
    return at == len(flow)


def _longest(instrument: Instrument, name: str) -> int:
    scale = instrument.scale_of(instrument.items[name])
    return scale.max_length if isinstance(scale, TextEntry) else 0


def _mark(name: str) -> str:
    return f"{_BEFORE}{name}{_AFTER}"


def _bare(text: str) -> str:
    return "".join(text.split()).replace("-", "")
