"""Find items that mirror an item of another instrument which does not exist or whose answers are not scored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from rely.loading.checks.findings import Finding, Path, found, unknown
from rely.loading.other_instruments import OtherInstruments, Unavailable
from rely.model.instrument import Instrument
from rely.model.items import mirrored
from rely.model.scalars import ItemReference

_REFERENCE = re.compile(get_args(ItemReference)[1].pattern)


def check_mirrors(
    data: Mapping[str, Any], instrument: Instrument | None, others: OtherInstruments
) -> Iterator[Finding]:
    """Every `mirror_of` names a scored item of a release that can be had, and stands at a scored item.

    It is looked for in the data, so that it is told also when something else keeps them from being an instrument.
    """
    for path, item in _items(data):
        name, reference = str(item.get("id")), item.get("mirror_of")
        if isinstance(reference, str) and _REFERENCE.match(reference):
            problem = _problem((*path, "mirror_of"), f"item '{name}'", reference, others)
            if problem is not None:
                yield problem
            elif instrument is not None and not _scored(instrument, name):
                yield found(
                    (*path, "mirror_of"), "mirror-unscored", owner=f"item '{name}'", mirror=reference, item=name
                )


def _problem(path: Path, owner: str, reference: str, others: OtherInstruments) -> Finding | None:
    instrument, release, item = mirrored(reference)
    try:
        other = others.get(instrument, release, path, owner)
    except Unavailable as error:
        return error.finding
    if item not in other.items:
        return unknown(path, "item", f"{owner} mirrors '{instrument}' and", item, other.items)
    return None if _scored(other, item) else found(path, "mirror-unscored", owner=owner, mirror=reference, item=item)


def _scored(instrument: Instrument, item: str) -> bool:
    """Whether answers to an item are scored; True where it has no response scale, which is told elsewhere."""
    scale = instrument.scales_by_id.get(instrument.items[item].response_scale)
    return scale is None or scale.scored


def _items(data: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Every item in the data of a questionnaire, whatever else it holds."""
    sections = data.get("sections")
    for place, section in enumerate(sections if isinstance(sections, list) else []):
        items = section.get("items") if isinstance(section, dict) else None
        for position, item in enumerate(items if isinstance(items, list) else []):
            if isinstance(item, dict):
                yield ("sections", place, "items", position), item
