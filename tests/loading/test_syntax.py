"""Prove that a file YAML cannot read is told in plain words, at the place where mending it begins."""

import pytest

from rely.loading.problems import Problem
from rely.loading.source import read_source


def problem_of(text: str) -> Problem:
    source, problems = read_source(text, "file.yaml")
    assert source is None
    [problem] = problems
    return problem


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: 1\nb: note: c\n", 2, 8, "the colon here"),
        ("a: 1\n b: 2\n", 2, 3, "the colon here"),
        ("a: b\nc\n", 2, 1, "a key must stand here"),
        ("a: b\nc\nd: e\n", 2, 1, "a key must stand here"),
        ("a: 'b\nc: d\n", 1, 4, "the quote that opens here is never closed"),
        ('a: "b\n---\nc: d\n', 1, 4, "the quote that opens here is never closed"),
        ("a: 'it's'\n", 1, 8, "the text begins with '"),
        ('a: "b" c\n', 1, 8, 'the text begins with "'),
        ("a:\n  - [b] c\n", 2, 9, "does not fit into the list"),
        ("a: {name} hello\n", 1, 11, "the text begins with {"),
        ("a: *always* do\n", 1, 4, "a text cannot begin with & or *"),
        ("a: **always** do\n", 1, 4, "a text cannot begin with & or *"),
        ("a: @b\n", 1, 4, "a text cannot begin with @"),
        ("a: `b`\n", 1, 4, "a text cannot begin with `"),
        ("a: %b\n", 1, 4, "a text cannot begin with %"),
        ("%YAML 2.0\n---\na: 1\n", 1, 1, "a text cannot begin with %"),
        ("a: - b\n", 1, 4, "the dash here"),
        ("a: ? b\n", 1, 4, "the question mark here"),
        ("a: > 5 years\n", 1, 6, "nothing but a comment may follow | or >"),
        ("a: |x\n  b\n", 1, 5, "nothing but a comment may follow | or >"),
        ("a:\n  - b\n  c: d\n", 3, 3, "the list that begins on line 2"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "the block of keys that begins on line 1"),
        ("a: [b, c\nd: e\n", 2, 2, "the brackets that open on line 1"),
        ("a: {b: c\nd: e}\n", 2, 2, "the brackets that open on line 1"),
        ("a: [,]\n", 1, 5, "a value is missing"),
        ("a: ]\n", 1, 4, "a value is missing"),
        (": a\n", 1, 1, "no key before it"),
        ("{a: 1} b\n", 1, 8, "has ended before this place"),
    ],
)
def test_a_mistake_is_told_in_plain_words_where_it_is(text: str, line: int, column: int, words: str) -> None:
    problem = problem_of(text)
    assert (problem.code, problem.line, problem.column) == ("yaml-syntax", line, column)
    assert words in problem.message
    assert problem.hint


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("escape", ["\\q", "\\xzz", "\\u12", "\\UFFFFFFFF", "\\U00110000"])
def test_an_escape_that_yaml_does_not_know_is_told_on_its_line(escape: str) -> None:
    problem = problem_of(f'a: b\nc: "{escape}"\n')
    assert (problem.code, problem.line) == ("yaml-syntax", 2)
    assert "the backslash" in problem.message


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a:\n\tb: 1\n", 2, 1),
        ("a: 1\n\tb: 2\n", 2, 1),
        ("a:\n  b: 1\n  \tc: 2\n", 3, 3),
        ("a:\n-\tb: 1\n", 2, 2),
    ],
)
def test_a_tab_that_indents_is_told_as_a_tab(text: str, line: int, column: int) -> None:
    problem = problem_of(text)
    assert (problem.code, problem.line, problem.column) == ("tab-indent", line, column)


@pytest.mark.parametrize(
    "text", ["a:\tb\n", "a: b\t# c\n", "a: 'b\tc'\n", "a: [b,\n\tc]\n", "a: |\n  b\tc\n", "a: b\n# c\td\n"]
)
def test_a_tab_that_indents_nothing_is_no_problem(text: str) -> None:
    assert read_source(text, "file.yaml")[1] == []
