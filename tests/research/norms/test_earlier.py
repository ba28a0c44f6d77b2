"""Prove that a new norms file tells nothing of a few people when an earlier one is subtracted from it."""

from itertools import chain
from typing import Any

import pytest

from rely.model.reference import ReferenceFile
from rely.research.norms.earlier import differences_that_tell
from tests.research.norms.people import COUNTRY, SECTOR, built, people


def file(n: int, **more: Any) -> ReferenceFile:
    made = built(people(n, **more)).file
    assert made is not None
    return made


@pytest.mark.parametrize(("n", "tells"), [(300, False), (304, True), (329, True), (330, False), (296, True)])
def test_two_files_differ_by_thirty_people_or_by_nobody(n: int, tells: bool) -> None:
    found = list(differences_that_tell(file(n), [file(300)]))
    assert bool(found) == tells
    if tells:
        assert f"{n} people, 300 in norms file 1" in found[0]


def test_as_many_people_with_other_scores_tell_of_those_who_came_and_went() -> None:
    assert list(differences_that_tell(file(300, seed=2), [file(300)]))


def test_groups_by_other_items_than_before_are_built_together_with_those_of_before() -> None:
    cases = [*people(120, country="NL", sector="care"), *people(110, start=200, country="DE", sector="trade")]
    by_country, by_sector, by_both = (built(cases, by=by).file for by in ([COUNTRY], [SECTOR], [COUNTRY, SECTOR]))
    assert by_country is not None
    assert by_sector is not None
    assert by_both is not None
    (told,) = differences_that_tell(by_sector, [by_country])
    assert "Build it --by country --by sector" in told
    assert not list(differences_that_tell(by_both, [by_country]))
    assert not list(differences_that_tell(by_country, [by_both]))


def test_leaving_people_out_for_the_sake_of_groups_is_seen_beside_an_earlier_whole() -> None:
    cases = [*people(120, country="NL"), *people(110, start=200, country="DE"), *people(4, start=400, country="FR")]
    with_groups, without = built(cases, by=[COUNTRY]).file, built(cases).file
    assert with_groups is not None
    assert without is not None
    assert list(differences_that_tell(with_groups, [without]))
    assert not list(differences_that_tell(with_groups, chain()))
