"""Turn the languages of passages into those of the tags of a PDF, so that they are read aloud as they are written.

WeasyPrint tells the language of the whole document and leaves out that of its parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Element = dict[str, Any]
"""A dictionary object of the PDF, as pydyf holds it."""


def add_languages(pdf: Any, document: Any) -> None:
    """Give each tag of a text its language where that is not the document's, before the PDF is written.

    WeasyPrint makes the tags in the order of the boxes. Should it ever make more of them than there are boxes, or
    fewer, nothing can be told apart, and all is left as it is.
    """
    boxes = [box for page in document.pages for box in _leaves(page._page_box)]
    tags: list[Element] = [each for each in pdf.objects if _is_leaf(each)]
    if len(boxes) != len(tags):
        return
    for box, tag in zip(boxes, tags, strict=True):
        language = box.style["lang"]
        if language and language != document.metadata.lang:
            tag["Lang"] = f"({language})"


def _is_leaf(each: Any) -> bool:
    """Whether it is a tag with text or a picture, and no tags, inside."""
    return (
        isinstance(each, dict) and each.get("Type") == "/StructElem" and any(isinstance(kid, int) for kid in each["K"])
    )


def _leaves(box: Any) -> Iterator[Any]:
    """The boxes that hold text or a picture, in the order in which they stand in the document."""
    box = getattr(box, "_box", box)  # what is placed by itself stands behind a placeholder
    if hasattr(box, "text") or hasattr(box, "replacement"):
        yield box
    for child in box.children:
        yield from _leaves(child)
