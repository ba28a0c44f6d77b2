"""Turn texts that anybody may have typed into elements of XML that every reader takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
"""The attribute xml:lang."""

_REFUSED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped (section 2.2)."""


def clean(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold."""
    return _REFUSED.sub("\ufffd", text)


def add(parent: Element, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> Element:
    """A new last child with this text; attributes without a value are left out."""
    kept = {key: clean(value) for key, value in (attributes or {}).items() if value}
    child = SubElement(parent, name, kept)
    child.text = clean(text) or None
    return child


def as_xml(root: Element) -> str:
    """The whole document, indented, with its declaration and a line end."""
    indent(root, space=" ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'
