"""Turn changed words around items into the remarks with which a score is compared with care."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rely.loading.diff.changes import Change
from rely.loading.diff.items import section_of_items
from rely.loading.diff.words import in_languages
from rely.model.instrument import Instrument


class Remarks:
    """What changed in the words, or the place, of each item of the new version, although not in what it counts for."""

    def __init__(self, new: Instrument, changes: Iterable[Change]) -> None:
        self._section = section_of_items(new)
        self._scale = {item.id: item.response_scale for item in new.items.values()}
        self._of: dict[tuple[str, str], list[str]] = {}
        for change in changes:
            self._note(change)

    def on(self, items: Iterable[str]) -> Iterator[str]:
        """The remarks on these items, each once."""
        every = (
            remark
            for item in items
            for place in (("items", item), ("response_scales", self._scale[item]), ("sections", self._section[item]))
            for remark in self._of.get(place, ())
        )
        yield from dict.fromkeys(every)

    def _note(self, change: Change) -> None:
        remark = _remark(change)
        if remark is not None:
            self._of.setdefault((change.path[0], change.path[1]), []).append(remark)


def _remark(change: Change) -> str | None:
    match change.path:
        case ("items", item) if change.kind == "moved":
            return f"{item} stands in another section"
        case ("items", item, "text") if change.is_text:
            return f"{item} was reworded {in_languages(change.languages)}"
        case ("items", item, "help") if change.is_text:
            return f"the help of {item} differs {in_languages(change.languages)}"
        case ("response_scales", scale, *_) if change.is_text:
            return f"the words of the answers ({scale}) differ {in_languages(change.languages)}"
        case ("sections", section, "question") if change.is_text:
            return f"the question above the section '{section}' differs {in_languages(change.languages)}"
        case ("sections", section, "items") if change.kind == "reordered":
            return f"the items of the section '{section}' stand in another order"
    return None
