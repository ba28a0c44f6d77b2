"""Prove that a text is refused for what no one can see in it, and that an offset is an editor's place."""

import pytest

from rely.loading.problems import Problem
from rely.loading.source import read_source
from rely.loading.source_text import MAX_BYTES


def problems_of(raw: bytes | str) -> list[Problem]:
    return read_source(raw, "file.yaml")[1]


def codes_of(raw: bytes | str) -> list[str]:
    return [problem.code for problem in problems_of(raw)]


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbfa: 1\n", "\ufeffa: 1\n"])
def test_a_byte_order_mark_is_no_part_of_the_text(raw: bytes | str, parser: str) -> None:
    source, problems = read_source(raw, "file.yaml")
    assert problems == []
    assert source is not None
    assert source.data == {"a": "1"}
    assert source.place(("a",)).column == 4


@pytest.mark.parametrize(
    "character", ["\x00", "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\x9f", "\ufeff", "\ufffe", "\ud800"]
)
def test_a_control_character_is_refused_wherever_it_stands(character: str, parser: str) -> None:
    for text in (f"a: b{character}\n", f"a: 'b{character}'\n", f"# {character}\na: b\n", f"a: |\n  {character}\n"):
        [problem] = problems_of(text)
        assert problem.code == "control-character"
        assert f"U+{ord(character):04X}" in problem.message


def test_a_character_that_is_refused_is_told_once_with_its_number(parser: str) -> None:
    [bell, escape] = problems_of("a: b\x07c\x1bd\x07\x07\n")
    assert bell.message == "here stands the invisible control character U+0007, and 2 more of it further on."
    assert escape.message == "here stands the invisible control character U+001B."


@pytest.mark.parametrize("character", "\x85\u2028\u2029")
def test_a_line_end_that_editors_do_not_show_is_refused_even_in_a_comment(character: str, parser: str) -> None:
    for text in (f"a: 'b{character}c'\n", f"# a{character}b: 1\nc: d\n"):
        assert codes_of(text) == ["line-separator"]


@pytest.mark.parametrize(
    "raw", ["a: é".encode("utf-16"), "a: é".encode("utf-16-be"), b"a: \xc3", b"\xff", b"a: \xed\xa0\x80"]
)
def test_bytes_that_are_not_utf8_are_refused(raw: bytes, parser: str) -> None:
    assert codes_of(raw)[0] in ("not-utf8", "control-character")


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not() -> None:
    largest = b"a: 1\n".ljust(MAX_BYTES, b"#")
    assert codes_of(largest) == []
    assert codes_of(largest + b"#") == ["file-too-large"]
    assert codes_of("é" * (MAX_BYTES // 2 + 1)) == ["file-too-large"]
