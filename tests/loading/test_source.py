"""Prove that the place of every value and key is the one that an editor shows."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rely.loading.source import Source, read_source


def read(raw: bytes | str) -> Source:
    source, problems = read_source(raw, "file.yaml")
    assert source is not None, problems
    assert problems == []
    return source


BLOCK = """\
# An instrument, with a comment above.
id: my-instrument
title:
  en: Title
  nl: 'Titel'
items:
  - id: TR01
    text: |
      Long
  - id: TR02
    facets: {ingredient: trust, of: [a, b]}
empty:
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("id",), (2, 5), (2, 1)),
        (("title",), (4, 3), (3, 1)),
        (("title", "nl"), (5, 7), (5, 3)),
        (("items",), (7, 3), (6, 1)),
        (("items", 0), (7, 5), (7, 5)),
        (("items", 0, "id"), (7, 9), (7, 5)),
        (("items", 0, "text"), (8, 11), (8, 5)),
        (("items", 1, "facets"), (11, 13), (11, 5)),
        (("items", 1, "facets", "ingredient"), (11, 26), (11, 14)),
        (("items", 1, "facets", "of", 1), (11, 41), (11, 41)),
        (("empty",), (12, 7), (12, 1)),
    ],
)
def test_a_value_and_its_key_have_their_line_and_column(
    path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int], parser: str
) -> None:
    for text in (BLOCK, BLOCK.replace("\n", "\r\n"), BLOCK.replace("\n", "\r"), "\ufeff" + BLOCK):
        source = read(text)
        place = source.place(path)
        assert (place.path, place.line, place.column) == ("file.yaml", *value)
        place = source.place(path, of_key=True)
        assert (place.line, place.column) == key


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 2, 1),
        (("absent",), 2, 1),
        (("absent", "id"), 2, 1),
        (("items", 1, "absent"), 10, 5),
        (("items", 7, "id"), 7, 3),
        (("items", -1), 7, 3),
        (("items", "id"), 7, 3),
        (("id", "deeper"), 2, 5),
    ],
)
def test_a_path_that_does_not_exist_has_the_place_of_its_deepest_ancestor(
    path: tuple[str | int, ...], line: int, column: int, parser: str
) -> None:
    for of_key in (False, True):
        place = read(BLOCK).place(path, of_key=of_key)
        assert (place.line, place.column) == (line, column)


def test_columns_count_characters_and_lines_count_as_in_an_editor(parser: str) -> None:
    source = read("a: 'é😀'\nb: {é😀e\u0301: x, c: d}\r\ne: 'f\r\n\r\n  g'\rh: i\n")
    for path, line, column in ((("b", "c"), 2, 17), (("e",), 3, 4), (("h",), 6, 4)):
        assert (source.place(path).line, source.place(path).column) == (line, column)


WORDS = st.text(st.sampled_from("aé😀ß日 "), max_size=5).map(lambda text: f"x{text}x")
NESTED = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, min_size=1) | st.dictionaries(WORDS, inner, min_size=1),
    max_leaves=10,
)


def each_text(data: object, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    if isinstance(data, str):
        return [(path, data)]
    assert isinstance(data, (dict, list))
    entries = data.items() if isinstance(data, dict) else enumerate(data)
    return [found for step, value in entries for found in each_text(value, (*path, step))]


@given(
    st.dictionaries(WORDS, NESTED, min_size=1), st.sampled_from([True, False, None]), st.sampled_from(["\n", "\r\n"])
)
def test_at_the_place_of_each_value_and_key_an_editor_shows_it(
    data: dict[str, object], flow: bool | None, line_end: str
) -> None:
    text = yaml.dump(data, allow_unicode=True, default_flow_style=flow, width=10_000, line_break=line_end)
    source = read(text)
    lines = text.split(line_end)
    for path, word in each_text(data):
        place = source.place(path)
        assert lines[place.line - 1][place.column - 1 :].startswith(word)
        if isinstance(path[-1], str):
            place = source.place(path, of_key=True)
            assert lines[place.line - 1][place.column - 1 :].startswith(path[-1])
