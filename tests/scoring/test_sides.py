from rely.scoring.sides import contrast, one_sided


def test_an_assessment_is_one_sided_when_enough_cells_of_exactly_one_side_lack_a_score() -> None:
    assert one_sided({"a": [None, None, 0.0], "b": [50.0, None, 50.0]}, at_least=2) == "a"
    assert one_sided({"a": [50.0, None, 50.0], "b": [None, None, 0.0]}, at_least=2) == "b"
    assert one_sided({"a": [None, None], "b": [None, None]}, at_least=2) is None


def test_a_contrast_weighs_as_the_scores_do() -> None:
    found = contrast([(0, 1), (60, 2)], [(100, 1), (50, 1)])
    assert (found.contrast, found.status) == (35.0, "ok")


def test_items_without_weight_carry_no_contrast() -> None:
    assert contrast([(0, 0), (40, 1)], [(50, 1), (50, 1)]) == (10.0, "indicative")
    assert contrast([(0, 0)], [(50, 1), (50, 1)]) == (None, "too_few")
