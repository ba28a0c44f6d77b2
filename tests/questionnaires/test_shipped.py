"""What holds of every questionnaire of the catalogue."""

import re

import pytest

from rely.loading.catalogue import instrument_ids, load_instrument
from rely.loading.instrument import read_questionnaire
from rely.loading.problems import as_text
from rely.paths import questionnaires_dir
from rely.research.variables import dictionary_of


@pytest.mark.parametrize("name", instrument_ids())
def test_it_loads_without_a_word_silences_nothing_and_speaks_three_languages(name: str) -> None:
    loaded = read_questionnaire(questionnaires_dir() / name)
    assert [as_text(problem) for problem in loaded.problems] == []
    assert loaded.silenced == 0
    assert loaded.instrument is not None
    assert loaded.instrument.languages == ("nl", "en", "de")


@pytest.mark.parametrize("language", ["nl", "en", "de"])
@pytest.mark.parametrize("name", instrument_ids())
def test_every_variable_and_code_of_its_data_file_has_a_label_in_words(name: str, language: str) -> None:
    variables = dictionary_of(load_instrument(name), language, with_texts=True).variables
    labels = [variable.label for variable in variables]
    assert len({(variable.role, variable.label) for variable in variables}) == len(labels)
    assert [label for label in labels if "_" in label or re.search(r"[?.:!] *:|  ", label)] == []
    # What SPSS can hold; a longer label would be cut.
    assert [label for label in labels if len(label.encode()) > 255] == []
    told = [label for variable in variables for _, label in variable.values]
    assert [label for label in told if not label or "_" in label or len(label.encode()) > 120] == []
