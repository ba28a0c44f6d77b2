"""Turn the empty texts that WeasyPrint notes for some glyphs of a PDF into one that every reader passes over."""

from __future__ import annotations

from typing import Any

_EMPTY, _ZERO_WIDTH_SPACE = b" <>", b" <200b>"


def fill_empty_texts(pdf: Any) -> None:
    """Give every glyph of the PDF, before it is written, a text of at least one character.

    Where several glyphs stand for one piece of text, as in Indian scripts or under a letter with a loose accent,
    WeasyPrint gives the whole text to one of them and nothing to the others. PDF asks for a text for each
    (ISO 32000-1, 9.10.3), and some readers make one up.
    """
    for font in pdf.objects:
        if isinstance(font, dict) and "ToUnicode" in font:
            number = int(font["ToUnicode"].split()[0])
            texts = pdf.objects[number]
            texts.stream = [
                line.removesuffix(_EMPTY) + _ZERO_WIDTH_SPACE if line.endswith(_EMPTY) else line
                for line in texts.stream
            ]
