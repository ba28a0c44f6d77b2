"""Prove that a table that is not taken is told to a coach in plain words, in each language."""

import pytest

from rely.languages import INTERFACE_LANGUAGES, words_for
from rely.services.coach_upload import NotATable
from rely.web.coach.refusals import REFUSALS, mistakes_of


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("kind", sorted(REFUSALS))
def test_every_refusal_says_what_it_is_and_what_to_do(kind: str, language: str) -> None:
    (mistake,) = mistakes_of(NotATable(kind, facts={"instrument": "small"}), {"small": "Small"}, words_for(language))
    for sentence in (mistake.what, mistake.cure):
        assert "%(" not in sentence
        assert sentence.endswith(".")
