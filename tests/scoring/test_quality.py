from rely.scoring.quality import FlagRule, response_flags

RULE = FlagRule(min_answers=4, same_share=0.75, agrees_from=4)


def test_straight_lining_begins_at_the_given_number_and_share() -> None:
    assert response_flags([(2, False)] * 3 + [(1, False)], RULE) == ("straightline",)
    assert response_flags([(2, False)] * 2 + [(1, False)] * 2, RULE) == ()
    assert response_flags([(2, False)] * 3, RULE) == ()


def test_agreeing_with_opposites_needs_answers_of_both_kinds() -> None:
    assert response_flags([(5, False), (3, True), (5, True)], RULE) == ("agrees_with_opposites",)
    assert response_flags([(5, False), (3, True), (4, True)], RULE) == ()
    assert response_flags([(3, False), (5, True)], RULE) == ()
    assert response_flags([(5, False)], RULE) == ()
    assert response_flags([(5, True)], RULE) == ()


def test_no_answers_raise_no_flag() -> None:
    assert response_flags([], FlagRule(min_answers=0, same_share=0, agrees_from=0)) == ()
