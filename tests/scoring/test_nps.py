import pytest

from rely.scoring.nps import nps, nps_category, nps_interval


def test_the_groups_are_those_of_the_definition() -> None:
    assert [nps_category(value) for value in (0, 6, 7, 8, 9, 10)] == [
        "detractor",
        "detractor",
        "passive",
        "passive",
        "promoter",
        "promoter",
    ]


@pytest.mark.parametrize("value", [-1, 11, True, 9.0, "9", None, "dk"])
def test_an_answer_outside_0_to_10_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="from 0 to 10"):
        nps([9, value], at_least=1)


def test_no_answers_give_counts_of_0_and_no_score() -> None:
    assert nps([], at_least=0) == (0, 0, 0, 0, None)


def test_the_interval_is_cut_to_what_can_be() -> None:
    low, high = nps_interval(0, 5, 5, z=1.96)
    assert low == -100.0
    assert high > -62
    low, high = nps_interval(5, 0, 5, z=1.96)
    assert high == 100.0


@pytest.mark.parametrize("counts", [(0, 0, 0), (3, 3, 5), (-1, 2, 5), (2, -1, 5)])
def test_counts_that_cannot_be_are_refused(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="cannot be among"):
        nps_interval(*counts, z=1.96)
