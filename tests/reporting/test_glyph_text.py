"""Every glyph of a PDF has a text."""

from typing import Any

import pydyf

from rely.reporting.glyph_text import fill_empty_texts


def document(*lines: bytes) -> Any:
    pdf = pydyf.PDF()
    texts = pydyf.Stream(list(lines))
    pdf.add_object(texts)
    pdf.add_object(pydyf.Dictionary({"Type": "/Font", "ToUnicode": texts.reference}))
    return pdf


def test_a_glyph_without_text_gets_a_space_without_width_and_the_others_keep_theirs() -> None:
    pdf = document(b"2 beginbfchar", b"<0007> <>", b"<0056> <0939093f>", b"endbfchar")
    fill_empty_texts(pdf)
    (texts,) = (each for each in pdf.objects if isinstance(each, pydyf.Stream))
    assert texts.stream == [b"2 beginbfchar", b"<0007> <200b>", b"<0056> <0939093f>", b"endbfchar"]


def test_streams_that_are_no_texts_of_glyphs_stay_as_they_are() -> None:
    pdf = document(b"<0007> <0041>")
    drawing = pydyf.Stream([b"TJ <>"])
    pdf.add_object(drawing)
    fill_empty_texts(pdf)
    assert drawing.stream == [b"TJ <>"]
