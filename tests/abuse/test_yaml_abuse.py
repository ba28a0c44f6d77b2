"""Prove that no file, however hostile, raises anything in the YAML reader or takes the process down."""

import subprocess
import sys

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from rely.loading.problems import Problem, as_text
from rely.loading.source import read_source

# Each is written out in a fresh process, because what they once did was to end it.
BOMBS = {
    "open lists": "'[' * 200_000",
    "open blocks": "'{' * 200_000",
    "lists of blocks": "'[{a: ' * 200_000",
    "closed lists below a key": "'a: ' + '[' * 200_000 + ']' * 200_000",
    "lists in lists": "'- ' * 200_000",
    "keys of keys": "'? ' * 200_000",
    "keys of keys in brackets": "'{? ' * 200_000",
    "an open list on each line": "'a: ' + '[\\n' * 200_000",
    "indentation": "''.join(' ' * depth + 'a:\\n' for depth in range(2_000))",
    "aliases": "'a0: &a0 x\\n' + ''.join(f'a{n}: &a{n} [{f\"*a{n - 1},\" * 9}]\\n' for n in range(1, 40))",
    "an alias of itself": "'a: &a [*a, {b: *a}]'",
    "tags": "'a: ' + '!x ' * 200_000",
    "anchors": "'a: ' + '&x ' * 200_000",
    "quotes": "'\"' * 200_000",
    "keys": "'a: 1\\n' * 200_000",
    "a line of colons": "': ' * 200_000",
    "a line of keys": "'a: ' * 200_000",
    "a line of dashes and stars": "'- *' * 200_000",
    "documents": "'--- a\\n' * 200_000",
    "a very long key": "'a' * 200_000 + ': 1'",
    "comments": "'#' * 200_000",
    "escapes": "'a: \"' + '\\\\x00' * 200_000 + '\"'",
    "zeros": "'\\0' * 200_000",
}
PROGRAM = """
from rely.loading.problems import as_text
from rely.loading.source import read_source
text = {text}
source, problems = read_source(text.encode(), "bomb.yaml")
assert problems and all(as_text(problem).isprintable() for problem in problems[:100])
print(problems[0].code)
"""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_problem_and_not_the_end_of_the_process(name: str) -> None:
    program = PROGRAM.format(text=BOMBS[name])
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


CHARACTERS = "[]{}-?:,#&*!|>'\"%@`~<=. \t\n\r\\abx0é😀\x00\x07\x7f\x85\xa0\u2028\u202e\ufeff\ufffe\ud800"
WORDS = (": ", "- ", "? ", "\n  ", "\r\n", "---\n", "...\n", "<<: ", "!!", "\\u202e")
MARKS = st.sampled_from([*CHARACTERS, *WORDS])
YAML_LIKE = st.lists(MARKS, max_size=60).map("".join)


def check_reading(raw: bytes | str) -> None:
    source, problems = read_source(raw, "fuzz.yaml")
    assert source is not None or problems
    for problem in problems:
        assert isinstance(problem, Problem)
        assert problem.line >= 1
        assert problem.column >= 1
        assert as_text(problem).isprintable()
    if source is not None:
        assert source.place(("a", 0, "b"), of_key=True).line >= 1
        assert source.place().line >= 1


@given(YAML_LIKE)
@example("a: 1\n\x85b: 2")
@example("a: 1\r\rb: [")
def test_text_made_of_the_marks_of_yaml_never_raises(text: str) -> None:
    check_reading(text)


@given(YAML_LIKE)
def test_text_made_of_the_marks_of_yaml_never_raises_without_libyaml(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", False)
        check_reading(text)


@given(YAML_LIKE)
def test_a_document_with_a_fuzzed_value_never_raises(text: str) -> None:
    check_reading(f"id: a\nb: {text}\nc: d\n")


@given(st.text(st.characters()))
def test_arbitrary_text_never_raises(text: str) -> None:
    check_reading(text)


@given(st.binary())
def test_arbitrary_bytes_never_raise(raw: bytes) -> None:
    check_reading(raw)
