from rely.scoring.counts import count_at_least


def test_what_reaches_the_number_is_counted_among_what_is_known() -> None:
    assert count_at_least([4, 2, 5.0, None], 4) == (2, 3)
    assert count_at_least([1, 2], 4) == (0, 2)


def test_nothing_known_is_no_count_of_zero() -> None:
    assert count_at_least([None, None], 4) == (None, 0)
