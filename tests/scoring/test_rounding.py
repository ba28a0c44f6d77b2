from rely.scoring.rounding import round_half_up, without_noise


def test_a_half_goes_away_from_zero_on_both_sides() -> None:
    assert [round_half_up(value) for value in (0.5, 1.5, 2.5, -0.5, -1.5, -2.5)] == [1, 2, 3, -1, -2, -3]


def test_only_noise_is_forgiven() -> None:
    assert round_half_up(57.5 - 1e-10) == 58
    assert round_half_up(57.5 - 1e-8) == 57
    assert round_half_up(-57.5 + 1e-10) == -58


def test_what_is_shown_is_a_whole_number() -> None:
    assert type(round_half_up(62.5)) is int
    assert type(round_half_up(-0.2)) is int


def test_numbers_that_differ_by_noise_sort_as_equals() -> None:
    assert without_noise(0.1 + 0.2) == without_noise(0.3)
    assert without_noise(0.3 + 2e-10) == without_noise(0.3)
    assert without_noise(0.3 + 1e-8) > without_noise(0.3)
