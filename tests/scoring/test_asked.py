from rely.scoring.asked import asked_of
from rely.scoring.score import score
from tests.instruments import relationship_check
from tests.random_assessments import random_assessments


def test_what_is_asked_is_told_without_scores_as_it_is_told_with_them() -> None:
    instrument = relationship_check()
    for assessment in random_assessments(instrument, 50, seed=4):
        result, found = score(instrument, assessment), asked_of(instrument, assessment)
        assert (found.selected, found.asked, found.routed) == (result.selected, result.asked, result.routed)
