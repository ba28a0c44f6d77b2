from rely.scoring.norms import percentile_rank


def test_an_empty_sample_ranks_nothing() -> None:
    assert percentile_rank(50, []) is None


def test_the_lowest_the_middle_and_the_highest_are_ranked_symmetrically() -> None:
    sample = [10.0, 20.0, 30.0, 40.0]
    assert [percentile_rank(score, sample) for score in (10, 25, 40)] == [12.5, 50.0, 87.5]


def test_scores_that_differ_by_noise_are_equal() -> None:
    assert percentile_rank(0.1 + 0.2, [0.3, 0.3]) == 50.0
