"""Prove that YAML is read as it is written, and that each of its traps is closed."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rely.loading import reader
from rely.loading.problem_kinds.source import SOURCE_KINDS
from rely.loading.problems import Problem
from rely.loading.source import Source, read_source
from rely.loading.source_text import MAX_BYTES
from rely.model.scalars import Plain

DEEPEST = reader.MAX_DEPTH

# For each kind of problem a file that has it, and the line and column at which it is told.
EXAMPLES: dict[str, tuple[bytes | str, int, int]] = {
    "file-too-large": ("a: " + "x" * MAX_BYTES, 1, 1),
    "too-many-values": ("a: [" + "1," * reader.MAX_EVENTS + "]", 1, 5 + 2 * (reader.MAX_EVENTS - 5)),
    "too-deep": ("a:\n  " + "[" * DEEPEST + "]" * DEEPEST, 2, DEEPEST + 2),
    "not-utf8": ("a: 1\nb: é".encode("latin-1"), 2, 4),
    "control-character": ("a: b\nc: d\x07e\n", 2, 5),
    "line-separator": ("a: b\nc: d\u2028e\n", 2, 5),
    "empty-file": ("# only a comment\n", 1, 1),
    "not-a-mapping": ("# a list\n- a\n- b\n", 2, 1),
    "several-documents": ("a: 1\n---\nb: 2\n", 2, 1),
    "yaml-syntax": ("a: 1\nb: 'c'd\n", 2, 7),
    "tab-indent": ("a:\n\tb: 1\n", 2, 1),
    "duplicate-key": ("a:\n  b: 1\n  c: 2\n  b: 3\n", 4, 3),
    "key-not-text": ("a: 1\n? [b, c]\n: 2\n", 2, 3),
    "hidden-character": ("a: 1\nb\u202e: 2\n", 2, 1),
    "yaml-alias": ("a: 1\nb: &name c\n", 2, 4),
    "merge-key": ("a:\n  <<: {b: 1}\n", 2, 3),
    "yaml-tag": ("a: 1\nb: !!python/object:os.system c\n", 2, 4),
}


def read(raw: bytes | str) -> Source:
    source, problems = read_source(raw, "file.yaml")
    assert source is not None, problems
    assert problems == []
    return source


def problems_of(raw: bytes | str) -> list[Problem]:
    return read_source(raw, "file.yaml")[1]


def codes_of(raw: bytes | str) -> list[str]:
    return [problem.code for problem in problems_of(raw)]


def places_of(raw: bytes | str) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in problems_of(raw)]


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "true", "1.10", "1.0", "2025-01-01", "0o17", "017", "35_49", ".inf", "1e3", "=", "1:30"],
)
def test_a_scalar_without_quotes_keeps_its_text_and_leaves_its_kind_open(text: str, parser: str) -> None:
    value = read(f"a: {text}\n").data["a"]
    assert value == text
    assert type(value) is Plain


@pytest.mark.parametrize("written", ["'no'", '"no"', "|-\n  no", ">-\n  no"])
def test_a_scalar_in_quotes_or_in_a_block_is_text_and_nothing_else(written: str, parser: str) -> None:
    value = read(f"a: {written}\n").data["a"]
    assert value == "no"
    assert type(value) is str


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_nothing_and_null_are_none_unless_they_stand_in_quotes(written: str, parser: str) -> None:
    assert read(f"a: {written}\nb: '{written}'\n").data == {"a": None, "b": written}


@pytest.mark.parametrize("key", ["no", "1", "1.10", "true", "2025-01-01", "'null'", "'<<'", '""'])
def test_a_key_is_the_text_that_is_written_there(key: str, parser: str) -> None:
    [read_key] = read(f"{key}: a\n").data
    assert read_key == key.strip("'\"")
    assert type(read_key) is str


def test_blocks_lists_and_brackets_become_dicts_and_lists(parser: str) -> None:
    text = "a:\n- b: 1\n  c: [d, {e: f}]\n- |\n  two\n  lines\ng: {}\nh: []\n"
    lines = "two\nlines\n"
    assert read(text).data == {"a": [{"b": "1", "c": ["d", {"e": "f"}]}, lines], "g": {}, "h": []}


@pytest.mark.parametrize(
    "text",
    [
        "Ready, set, go!",
        "Done ! Really !",
        "R&D and Q & A",
        "see [1], {2} and ]3[",
        "a<b<<c",
        "why? - because",
    ],
)
def test_prose_with_marks_that_yaml_also_uses_is_text(text: str, parser: str) -> None:
    assert read(f"a: {text}\n").data["a"] == text


def test_a_start_line_and_an_end_line_around_the_one_document_are_allowed(parser: str) -> None:
    assert read("%YAML 1.1\n---\na: 1\n...\n").data == {"a": "1"}


def test_windows_line_ends_read_like_any_other(parser: str) -> None:
    text = "a: |\n  one\n  two\nb: c\n  d\n"
    assert read(text.replace("\n", "\r\n")).data == read(text).data


SHOWN = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")
TEXTS = st.text(SHOWN)
KEYS = st.from_regex("[a-z]+", fullmatch=True)
TREES = st.recursive(TEXTS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=8)


@given(st.dictionaries(KEYS, TREES, min_size=1), st.booleans())
def test_data_that_is_written_as_yaml_is_read_back_as_it_was(data: dict[str, object], flow: bool) -> None:
    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    text = yaml.dump(data, Dumper=Dumper, allow_unicode=True, default_flow_style=flow)
    assert read(text).data == data


@pytest.mark.parametrize("code", EXAMPLES)
def test_each_kind_of_problem_is_told_alone_and_at_its_place(code: str) -> None:
    raw, line, column = EXAMPLES[code]
    assert places_of(raw) == [(code, line, column)]


@pytest.mark.parametrize("code", sorted(EXAMPLES.keys() - {"too-many-values", "file-too-large"}))
def test_both_parsers_tell_the_same_problem_at_the_same_place(code: str, parser: str) -> None:
    raw, line, column = EXAMPLES[code]
    assert places_of(raw) == [(code, line, column)]


def test_every_kind_of_problem_of_a_file_has_an_example() -> None:
    assert EXAMPLES.keys() == {kind.code for kind in SOURCE_KINDS}


def test_all_problems_of_a_file_are_told_at_once_and_in_order(parser: str) -> None:
    text = "a: !x 1\nb: {c: 1, c: 2}\nd: *e\na: 2\n? [f]\n: g\n"
    assert places_of(text) == [
        ("yaml-tag", 1, 4),
        ("duplicate-key", 2, 11),
        ("yaml-alias", 3, 4),
        ("duplicate-key", 4, 1),
        ("key-not-text", 5, 3),
    ]


def test_problems_before_a_syntax_error_are_told_with_it(parser: str) -> None:
    assert codes_of("a: {b: 1, b: 2}\nc: 'd'e\n") == ["duplicate-key", "yaml-syntax"]


def test_a_duplicate_key_names_the_place_of_the_first(parser: str) -> None:
    first, second = problems_of("a:\n  b: 1\n  b: 2\n  b: 3\n")
    for problem in (first, second):
        assert problem.message == "the key 'b' stands twice in this block, first on line 2, column 3."
    assert (first.line, second.line) == (3, 4)


def test_keys_that_differ_in_capitals_or_stand_in_other_blocks_are_not_duplicates(parser: str) -> None:
    assert read("a: {b: 1}\nA: {b: 1}\n").data == {"a": {"b": "1"}, "A": {"b": "1"}}


def test_a_problem_that_loses_no_value_leaves_the_source_to_be_checked_further(parser: str) -> None:
    for text in ("a: 1\nb: 2\na: 3\n", "a: !x 3\nb: 2\n", 'a: "3"\nb: !!int 2\n'):
        source, problems = read_source(text, "file.yaml")
        assert problems
        assert source is not None
        assert source.data == {"a": "3", "b": "2"}
        assert source.place(("b",)).line == 2


@pytest.mark.parametrize(
    "text", ["a: *b\n", "a: &b c\n", "*a : b\n", "&a b: c\n", "&a\nb: c\n", "<<: {a: b}\n", "~: a\n"]
)
def test_a_file_with_something_left_out_gives_no_source(text: str, parser: str) -> None:
    assert read_source(text, "file.yaml")[0] is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a: !x 1\n", "!x"),
        ("a: !!int 1\n", "!!int"),
        ("a: ! 1\n", "!"),
        ("a: ! 'b'\n", "!"),
        ("a: [!x 1]\n", "!x"),
        ("a: [! 1]\n", "!"),
        ("a: !x [1]\n", "!x"),
        ("a: ! {}\n", "!"),
        ("!x a: 1\n", "!x"),
        ("! a: 1\n", "!"),
        ("!!map\na: 1\n", "!!map"),
        ("a: !\n", "!"),
        ("a: !e!x 1\n", "!e!x"),
        ("a: !<x 1\n", "!<x"),
    ],
)
def test_every_form_of_tag_is_refused(text: str, word: str, parser: str) -> None:
    [problem] = problems_of(text)
    assert problem.code == "yaml-tag"
    assert problem.message.startswith(f"'{word}' is")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &b 1\nc: *b\n", ["&b", "*b"]),
        ("a: &b [*b]\n", ["&b", "*b"]),
        ("a: &b {c: d}\ne:\n  <<: *b\n", ["&b", "<<", "*b"]),
        ("a: *never_defined\n", ["*never_defined"]),
        ("*a\n", ["*a"]),
    ],
)
def test_every_anchor_and_alias_is_refused(text: str, words: list[str], parser: str) -> None:
    assert [problem.message.split("'")[1] for problem in problems_of(text)] == words


@pytest.mark.parametrize(("key", "what"), [("? [a]\n", "a list"), ("? {a: b}\n", "a block"), ("~", "nothing")])
def test_a_key_that_is_no_text_is_refused_and_named(key: str, what: str, parser: str) -> None:
    [problem] = problems_of(f"{key}: c\n")
    assert problem.code == "key-not-text"
    assert problem.message.startswith(what)


@pytest.mark.parametrize("character", "\u202a\u202e\u2066\u2069\u200b\u00a0\u00ad")
def test_an_invisible_character_in_a_key_is_refused_and_in_a_text_is_left_alone(character: str, parser: str) -> None:
    [problem] = problems_of(f"a{character}b: 1\n")
    assert problem.code == "hidden-character"
    assert f"U+{ord(character):04X}" in problem.message
    assert character not in problem.message
    assert read(f"a: b{character}c\n").data["a"] == f"b{character}c"


def test_an_invisible_character_gets_into_no_key_by_an_escape(parser: str) -> None:
    assert codes_of('"a\\u202eb": 1\n') == ["hidden-character"]


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\e", "\\x7f", "\\N"])
def test_a_control_character_gets_into_no_text_by_an_escape(escape: str, parser: str) -> None:
    assert codes_of(f'a: "b{escape}c"\n') == ["control-character"]


@pytest.mark.parametrize("escape", ["\\n", "\\t", "\\_", "\\u00ad", "\\L"])
def test_an_escape_for_a_character_that_belongs_in_text_is_allowed(escape: str, parser: str) -> None:
    assert isinstance(read(f'a: "b{escape}c"\n').data["a"], str)


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "# a\n", "---\n", "---\n...\n", "~\n", "null\n", "\ufeff"])
def test_a_file_without_content_is_told_so(text: str, parser: str) -> None:
    assert codes_of(text) == ["empty-file"]


@pytest.mark.parametrize("text", ["a", "- a", "[]", "'a'", "a\nb", "''"])
def test_a_file_that_has_no_keys_is_told_so(text: str, parser: str) -> None:
    assert codes_of(text) == ["not-a-mapping"]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")])
def test_the_deepest_nesting_is_read_and_one_level_more_is_not(opening: str, closing: str, parser: str) -> None:
    def nested(depth: int) -> str:
        return "a:\n  " + opening * (depth - 1) + "b" + closing * (depth - 1)

    assert "too-deep" not in codes_of(nested(DEEPEST))
    assert codes_of(nested(DEEPEST + 1)) == ["too-deep"]


@pytest.mark.parametrize(
    "text",
    ["a: 'X'\n", 'a: "X"\n', "a: |\n  X\n", "a: >\n  X\n", "a: bX\n", "# X\na: b\n"],
)
@pytest.mark.parametrize("prose", ["[" * 500, "{" * 500, "- " * 500 + "-", "? " * 500 + "?"])
def test_brackets_and_dashes_in_a_text_are_not_nesting(text: str, prose: str, parser: str) -> None:
    assert codes_of(text.replace("X", prose)) == []


def test_long_lists_and_deep_indentation_are_not_nesting(parser: str) -> None:
    text = "a:\n" + "".join(f"{' ' * 300}- [b, [c]]\n" for _ in range(200))
    assert codes_of(text) == []


def test_as_many_values_as_allowed_are_read_and_one_more_is_not(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [b, c]\n"
    events = len(list(yaml.parse(text, Loader=yaml.SafeLoader)))
    monkeypatch.setattr(reader, "MAX_EVENTS", events)
    assert codes_of(text) == []
    monkeypatch.setattr(reader, "MAX_EVENTS", events - 1)
    assert codes_of(text) == ["too-many-values"]
