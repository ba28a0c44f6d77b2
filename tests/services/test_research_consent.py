"""Prove that consent is given to the very text that is shown, for a result, and withdrawn at any time."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rely.languages import words_for
from rely.loading.catalogue import load_instrument
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.services.assessments import NotFound, get_assessment, start_assessment
from rely.services.deletion import delete_everything
from rely.services.research_consent import (
    Given,
    WordingChanged,
    agree,
    consent_text,
    recipient,
    recipients_told,
    what_was_said,
    withdraw,
    wording_of,
)
from rely.services.results import NotFinished
from rely.services.site import Site
from tests.services.test_finished_results import answer, finished
from tests.sites import NOON, clock_of
from tests.small_instrument import SOURCE, small_instrument

DEMONSTRATION = "Nobody in particular: this is a demonstration. It shows how people are asked."
WHO = "Hochschule Beispiel, Studie zu Beziehungen, studie@example.org"


def agrees(site: Site, id: uuid.UUID, language: str = "en", *, with_words: bool = False) -> None:
    opened = get_assessment(site, id)
    wording = wording_of(site, opened.instrument, language)
    agree(site, opened, language=language, wording=wording, with_words=with_words)


def said(site: Site, id: uuid.UUID) -> Given:
    given = what_was_said(site, id)
    assert given is not None
    return given


def test_what_was_agreed_to_is_kept_word_for_word_in_the_language_in_which_it_was_read(site: Site) -> None:
    id = finished(site)
    assert what_was_said(site, id) is None
    agrees(site, id, "nl")
    given = said(site, id)
    assert (given.holds, given.since, given.language) == (True, NOON, "nl")
    assert given.agreed[0].startswith("Dit is vrijwillig.")
    assert any("demonstratie" in line for line in given.agreed)


def test_typed_words_are_agreed_to_apart_and_only_where_something_is_answered_in_words(site: Site) -> None:
    without, with_words = finished(site), finished(site)
    agrees(site, without)
    agrees(site, with_words, with_words=True)
    assert [said(site, each).with_words for each in (without, with_words)] == [False, True]
    assert said(site, without).agreed[-1] == (
        "With a tick of its own: What I typed as words may be passed on too, code names included."
    )
    sections = [
        {**section, "items": [item for item in section["items"] if item["id"] not in ("data", "notes")]}
        for section in SOURCE["sections"]
    ]
    silent = Instrument.model_validate({**SOURCE, "sections": [each for each in sections if each["items"]]})
    text = consent_text(site.settings, silent, words_for("en"))
    assert text.words == ""
    assert not any("typed" in term.text for term in text.terms)


def test_a_text_that_has_changed_meanwhile_is_not_agreed_to(site: Site) -> None:
    id = finished(site)
    before = wording_of(site, small_instrument(), "en")
    now = replace(site, settings=replace(site.settings, research=WHO))
    with pytest.raises(WordingChanged):
        agree(now, get_assessment(now, id), language="en", wording=before)
    assert what_was_said(site, id) is None
    agrees(now, id)
    assert any(WHO in line for line in said(now, id).agreed)


def test_what_was_agreed_to_stays_told_when_the_text_changes_later(site: Site) -> None:
    id = finished(site)
    agrees(site, id)
    told = said(site, id).agreed
    now = replace(site, settings=replace(site.settings, research=WHO))
    agrees(now, id)
    assert said(now, id).agreed == told


def test_who_was_named_as_the_recipient_is_told_where_that_is_somebody_else_by_now(site: Site) -> None:
    for language in ("en", "nl"):
        agrees(site, finished(site), language)
    now = replace(site, settings=replace(site.settings, research=WHO))
    agrees(now, finished(now))
    withdrawn = finished(site)
    agrees(site, withdrawn)
    withdraw(site, get_assessment(site, withdrawn))
    content = [digest(small_instrument())]
    told = recipients_told(now, content)
    assert list(told.values()) == [1, 1]
    assert {words_for(language).gettext(DEMONSTRATION) for language in ("en", "nl")} == set(told)
    assert recipients_told(site, content) == {WHO: 1}
    assert recipients_told(now, ["sha256:other"]) == {}
    longer = replace(site.settings, research=WHO, result_time=timedelta(days=999))
    assert WHO not in recipients_told(replace(site, settings=longer), content)


def test_nobody_agrees_before_there_is_a_result_and_consent_outlives_a_change_of_answers(site: Site) -> None:
    draft = start_assessment(site, "small", language="en").id
    with pytest.raises(NotFinished):
        agrees(site, draft)
    id = finished(site)
    agrees(site, id)
    answer(site, id, S1=4)
    assert said(site, id).holds


def test_consent_is_withdrawn_also_while_answers_are_changed_and_where_nobody_is_asked_any_more(site: Site) -> None:
    id = finished(site)
    agrees(site, id)
    answer(site, id, S1=4)
    clock_of(site).move(hours=1)
    silent = replace(site, settings=replace(site.settings, asks_for_research=False))
    for _ in range(2):
        withdraw(silent, get_assessment(silent, id))
    given = said(site, id)
    assert (given.holds, given.since) == (False, NOON + timedelta(hours=1))


def test_where_nobody_is_asked_nobody_agrees(site: Site) -> None:
    id = finished(site)
    silent = replace(site, settings=replace(site.settings, asks_for_research=False))
    with pytest.raises(NotFound):
        agrees(silent, id)


def test_what_has_been_deleted_is_neither_agreed_to_nor_withdrawn(site: Site) -> None:
    id = finished(site)
    agrees(site, id)
    opened = get_assessment(site, id)
    delete_everything(site, id)
    assert what_was_said(site, id) is None
    with pytest.raises(NotFound):
        withdraw(site, opened)
    with pytest.raises(NotFound):
        agree(site, opened, language="en", wording=wording_of(site, opened.instrument, "en"))


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, "demonstration"),
        ({"operator": "Bureau Voorbeeld"}, "Bureau Voorbeeld, to study"),
        ({"operator": "Bureau Voorbeeld", "research": WHO}, WHO),
    ],
)
def test_respondents_are_told_who_receives_their_answers(site: Site, settings: dict[str, Any], told: str) -> None:
    assert told in recipient(replace(site.settings, **settings), words_for("en"))


@pytest.mark.parametrize(("instrument", "is_said"), [("client-pulse", True), ("relationship-check", False)])
def test_where_somebody_else_reads_the_result_only_the_respondent_is_asked(
    site: Site, instrument: str, is_said: bool
) -> None:
    loaded: Instrument = load_instrument(instrument)
    text = consent_text(site.settings, loaded, words_for("en"))
    assert bool(text.only_respondents) is is_said


def test_the_period_in_force_is_told_and_changes_the_text(site: Site) -> None:
    longer = replace(site, settings=replace(site.settings, result_time=timedelta(days=99)))
    text = consent_text(longer.settings, small_instrument(), words_for("en"))
    assert "99 days" in text.terms[-1].text
    assert wording_of(longer, small_instrument(), "en") != wording_of(site, small_instrument(), "en")
