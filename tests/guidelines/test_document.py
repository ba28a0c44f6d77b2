"""The JSON of `rely score` that other programs rely on."""

import json
from typing import Any

import pytest

from rely.guidelines.document import score_document
from rely.guidelines.recommend import recommend
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.scoring.plan import score_ids
from rely.scoring.score import score
from tests.instruments import by_given_phase, inventory, relationship_check

DIGEST = "sha256:" + "0" * 64
ANSWERS = {"cx_first_contact": "yes", "cx_first_transaction": "no", "cx_physical_12m": 2, "cx_country": "DE"}
ANSWERS |= {"TR01": 4, "TR02": 4, "TR03": 2, "TR06": 1, "cx_channels_used": ("email", "whatsapp"), "TR07": 5}


def document(made: Instrument, answers: dict[str, Any], **parts: Any) -> dict[str, Any]:
    result = score(made, Assessment(answers=answers, **parts))
    written = score_document(made, DIGEST, result, recommend(made, result))
    read: dict[str, Any] = json.loads(json.dumps(written, allow_nan=False))
    return read


def test_the_document_names_what_was_scored() -> None:
    found = document(relationship_check(), ANSWERS, id="tulip", form="scan")
    assert found["id"] == "tulip"
    assert found["instrument"] == {
        "id": "relationship-check",
        "version": relationship_check().version,
        "digest": DIGEST,
    }
    assert (found["form"], found["perspective"]) == ("scan", "self")


def test_a_score_carries_its_basis_in_full() -> None:
    scores = document(relationship_check(), ANSWERS)["scores"]
    assert list(scores) == list(score_ids(relationship_check()))
    assert scores["trust"] == {
        "score": 68.75,
        "status": "ok",
        "band": "partly",
        "borderline": "solid",
        "margin": scores["trust"]["margin"],
        "margin_basis": "person",
        "answered": 4,
        "applicable": 7,
        "asked": 7,
        "na": 0,
        "dk": 0,
        "missing": 3,
        "coverage": 4 / 7,
    }
    assert (scores["emotion"]["score"], scores["emotion"]["status"]) == (None, "too_few")


def test_what_the_contract_repeats_on_top_is_there_exactly_when_the_instrument_has_it() -> None:
    core = document(relationship_check(), ANSWERS)
    assert core["phase"] == "initial"
    assert core["one_sided"] is None
    assert core["balance"] == core["measures"]["balance"]
    assert core["readiness"] == {"score": None, "level": None}
    flat = document(inventory(6, 2), {})
    assert not {"phase", "one_sided", "balance", "readiness"} & flat.keys()
    assert flat["recommendations"] == flat["actions"] == []


def test_without_a_phase_it_is_null() -> None:
    found = document(relationship_check(), {})
    assert found["phase"] is None
    assert found["facts"]["phase"] is None
    assert {each["status"] for each in found["scores"].values()} == {"not_applicable"}


def test_facts_are_what_was_given_or_derived_and_answers_are_not_repeated() -> None:
    facts = document(relationship_check(), ANSWERS)["facts"]
    assert (facts["phase"], facts["balance.tilt"], facts["physical_per_year"]) == ("initial", "unknown", None)
    assert "TR01" not in facts
    assert document(by_given_phase(), {})["facts"] == {"phase": None}
    assert document(by_given_phase(), {}, given={"phase": "after"})["facts"] == {"phase": "after"}


def test_a_recommendation_tells_its_place_its_status_and_what_it_rests_on() -> None:
    found = document(relationship_check(), ANSWERS)
    by_id = {each["guideline"]: each for each in found["recommendations"]}
    assert by_id["tr_i_show_knowledge"] == {
        "guideline": "tr_i_show_knowledge",
        "facets": {"ingredient": "trust"},
        "ingredient": "trust",
        "settings": ["physical", "digital"],
        "status": "act",
        "evidence": "table1",
        "profile": "DE",
        "action_score": pytest.approx(100 * 50 / 75),
        "because": [{"item": "TR03", "answer": 2, "item_score": 25.0}],
    }
    whatsapp = by_id["ch_i_web_email_teams"]
    assert whatsapp["because"] == [{"fact": "cx_channels_used", "value": ["email", "whatsapp"], "norm": None}]
    unknown = by_id["tr_i_manners"]
    assert (unknown["status"], unknown["reason"], unknown["action_score"]) == ("unknown", "missing", None)
    assert "reason" not in by_id["tr_i_show_knowledge"]
    assert found["actions"] == ["tr_i_show_knowledge", "ch_i_web_email_teams"]


def test_a_note_on_the_context_has_no_row() -> None:
    rural = document(relationship_check(), {**ANSWERS, "cx_region": "rural"})["recommendations"]
    note = next(each for each in rural if each["guideline"] == "cx_de_rural")
    assert (note["facets"], note["ingredient"], note["status"]) == ({}, None, "always")
