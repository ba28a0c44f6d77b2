from pathlib import Path

import pytest

from rely.model.response_scales import Choice, NumberEntry
from rely.services import sample
from rely.services.assessments import get_assessment
from rely.services.examples import fill_examples
from rely.services.given import SECTION, with_given
from rely.storage.database import Database
from tests.many import questionnaire
from tests.sites import make_site
from tests.small_instrument import small_instrument


def test_an_instrument_without_given_facts_is_asked_as_it_is() -> None:
    assert with_given(small_instrument()) is small_instrument()


def test_given_facts_are_the_items_of_a_first_section_that_no_author_can_name() -> None:
    made = questionnaire("given-facts")
    asked = with_given(made)
    assert asked.sections[0].id == SECTION
    assert not SECTION.isidentifier()
    assert asked.sections[1:] == made.sections
    assert tuple(asked.items) == ("phase", "hour_cost", *made.items)
    # The one that chooses the items is needed before anything else can be told.
    assert [item.required for item in asked.sections[0].items] == [True, False]


def test_codes_are_chosen_and_numbers_typed_within_their_range() -> None:
    asked = with_given(questionnaire("given-facts"))
    phase, cost = (asked.scale_of(asked.items[name]) for name in ("phase", "hour_cost"))
    assert isinstance(phase, Choice)
    assert [option.code for option in phase.options] == ["first", "later"]
    assert not phase.scored
    assert isinstance(cost, NumberEntry)
    assert (cost.min, cost.max, cost.whole) == (1, 500, False)


def test_it_is_made_once_and_leaves_the_instrument_untouched() -> None:
    made = questionnaire("given-facts")
    assert with_given(made) is with_given(made)
    assert "phase" not in made.items


def test_examples_and_the_sample_bring_their_given_facts(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "given-facts" / "examples"
    folder.mkdir(parents=True)
    written = (
        "instrument: given-facts\ngiven:\n  phase: later\n  hour_cost: 50\nanswers:\n  OW_SHARE: 20\n  OW_BACK: 7\n"
    )
    (folder / "1.yaml").write_text(written)
    monkeypatch.setattr("rely.paths.questionnaires_dir", lambda: tmp_path)
    monkeypatch.setattr(sample, "_samples", sample._Kept())  # other tests may have looked for it where it has none
    site = make_site(database, questionnaire("given-facts"))
    (example,) = fill_examples(site)
    for opened in (get_assessment(site, example.id), sample.get_sample(site, "given-facts", "en").opened):
        assert opened.given == {"phase": "later", "hour_cost": 50}
        assert opened.answers == {"OW_SHARE": 20, "OW_BACK": 7}
        assert opened.result.facts["cost_per_share"] == 2.5
