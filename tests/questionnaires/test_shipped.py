"""What holds of every questionnaire of the catalogue."""

import pytest

from rely.loading.catalogue import instrument_ids
from rely.loading.instrument import read_questionnaire
from rely.loading.problems import as_text
from rely.paths import questionnaires_dir


@pytest.mark.parametrize("name", instrument_ids())
def test_it_loads_without_a_word_silences_nothing_and_speaks_three_languages(name: str) -> None:
    loaded = read_questionnaire(questionnaires_dir() / name)
    assert [as_text(problem) for problem in loaded.problems] == []
    assert loaded.silenced == 0
    assert loaded.instrument is not None
    assert loaded.instrument.languages == ("nl", "en", "de")
