import pytest

from rely.reporting.plain_text import as_written, first_capital, one_line, shortened


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Tulp", "Tulp"),
        ("  Tulp\t en\nroos ", "Tulp en roos"),
        ("Tu\x00lp\x07", "Tu lp"),
        ("Tulp\u202e.fdp", "Tulp.fdp"),
        ("Tulp\u2066x\u2069", "Tulpx"),
        ("e\u0301", "é"),
        ("a\ud800b", "ab"),
        ("a\u2028b", "a b"),
        ("👩\u200d💼", "👩\u200d💼"),
    ],
)
def test_what_was_typed_becomes_one_line_without_hidden_characters(typed: str, printed: str) -> None:
    assert one_line(typed) == printed


def test_letters_that_run_from_right_to_left_cannot_turn_the_sentence_round() -> None:
    assert one_line("תות") == "\u2068תות\u2069"


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert first_capital("iPhone en McDonald") == "IPhone en McDonald"
    assert first_capital("") == ""


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("Tulp", "Tulp"),
        ("Tulpen", "Tulpen"),
        ("Tulpenbol", "Tulpe…"),
        ("Tulp en bol", "Tulp…"),
        ("\u2068תות שדה גדול\u2069", "\u2068תות ש…\u2069"),
        ("abcde\u0301fgh", "abcd…"),
        ("abcd\u200dxyz", "abc…"),
    ],
)
def test_a_long_line_is_cut_between_two_letters_with_three_dots(line: str, cut: str) -> None:
    assert shortened(line, 6) == cut


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("One.\r\nTwo.\rThree.", "One.\nTwo.\nThree."),
        ("\n\n  One. \n \n\n\nTwo.\n\n", "One.\n\nTwo."),
        ("O\u202ene\x00\nתות", "One\n\u2068תות\u2069"),
        (" \n ", ""),
    ],
)
def test_own_words_keep_their_lines_and_nothing_hidden(typed: str, printed: str) -> None:
    assert as_written(typed) == printed
