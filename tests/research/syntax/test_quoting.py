"""Prove that no text breaks out of a string or a remark, and that every line is short enough."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely.research.syntax.quoting import cut, listed, number, plain, r_remark, r_string, spss_remark, spss_string

TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("'\"\\*./ \n\r\t+#%’\u202e\u2028\u0085a"), st.characters()), max_size=400
)
"""Mostly what means something to one of the programs."""


@given(TEXTS)
def test_a_string_of_spss_is_read_as_what_it_was_and_nothing_stands_behind_it(text: str) -> None:
    written = spss_string(text)
    assert re.fullmatch(r"'(?:[^'\n]|'')*'(?: \+\n    '(?:[^'\n]|'')*')*", written)
    read = "".join(piece[1:-1] for piece in re.split(r" \+\n    ", written)).replace("''", "'")
    assert read == plain(text)
    assert max(len(line.encode()) for line in written.splitlines()) < 170


@given(TEXTS)
def test_a_string_of_r_is_read_as_what_it_was_and_nothing_stands_behind_it(text: str) -> None:
    written = r_string(text)
    assert re.fullmatch(r'"(?:[^"\\\n\r]|\\["\\])*"', written)
    assert re.sub(r"\\(.)", r"\1", written[1:-1]) == plain(text)


@given(TEXTS)
def test_every_line_of_a_remark_is_one_of_its_own_and_ends(text: str) -> None:
    for line in spss_remark(text):
        assert re.fullmatch(r"\* [^\n\r]*\.", line)
        assert not re.search(r"/\*|\*/|['\"]", line)
        assert len(line.encode()) <= 250
    assert all(re.fullmatch(r"# [^\n\r]*", line) for line in r_remark(text))


@given(TEXTS)
def test_no_letter_ends_a_line_or_turns_the_order_of_reading(text: str) -> None:
    assert len(plain(text).splitlines()) <= 1
    assert not set(plain(text)) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200f\x00")


@pytest.mark.parametrize("text", ["x" * 999, "😀" * 300, "'" * 400, "ё " * 400, "語" * 400])
def test_a_long_text_stands_on_several_lines_that_spss_reads_whole(text: str) -> None:
    for lines in (spss_string(text).splitlines(), list(spss_remark(text))):
        assert len(lines) > 1
        assert max(len(line.encode()) for line in lines) <= 200


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [("short", 5, "short"), ("ééé", 5, "éé"), ("e\u0301e\u0301", 5, "e\u0301"), ("a b", 2, "a"), ("😀😀", 7, "😀")],
)
def test_a_label_is_cut_between_letters_and_not_before_their_accents(text: str, most: int, kept: str) -> None:
    assert cut(text, most) == kept


def test_a_list_goes_on_in_lines_that_are_indented_and_not_too_long() -> None:
    names = [f"variable_{n}" for n in range(40)]
    lines = list(listed("COMPUTE x = MEAN(", names, ").", between=","))
    assert all(len(line) <= 100 for line in lines)
    assert all(line.startswith("    ") for line in lines[1:])
    assert " ".join(" ".join(lines).split()) == f"COMPUTE x = MEAN({', '.join(names)})."
    assert list(listed("c(", [], ")")) == ["c()"]


@pytest.mark.parametrize(("value", "written"), [(50.0, "50"), (0.1, "0.1"), (100 / 3, "33.333333333333336")])
def test_a_number_keeps_all_its_digits(value: float, written: str) -> None:
    assert number(value) == written
    assert float(written) == value
