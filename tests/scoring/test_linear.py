from rely.scoring.linear import linear


def test_a_line_needs_a_number() -> None:
    assert linear(None, offset=-150, factor=50) is None
    assert linear(0, offset=-150, factor=50) == -150
