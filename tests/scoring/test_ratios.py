import pytest

from rely.scoring.ratios import net_ratio, ratio


def test_a_ratio_needs_both_numbers_and_a_whole_above_0() -> None:
    assert ratio(30, 20) == 1.5
    assert ratio(0, 20) == 0
    for part, whole in ((None, 20), (30, None), (30, 0), (30, -20)):
        assert ratio(part, whole) is None


def test_hours_are_paid_before_a_client_nets_anything() -> None:
    assert net_ratio(12000, hours=60, hour_cost=50, reference=6000) == 1.5
    assert net_ratio(3000, hours=100, hour_cost=50, reference=1000) == -2


@pytest.mark.parametrize("unknown", ["hours", "hour_cost", "reference"])
def test_a_net_ratio_needs_all_four_numbers(unknown: str) -> None:
    known: dict[str, float | None] = {"hours": 60.0, "hour_cost": 50.0, "reference": 6000.0}
    assert net_ratio(12000, **known) is not None
    assert net_ratio(12000, **{**known, unknown: None}) is None
    assert net_ratio(None, **known) is None
