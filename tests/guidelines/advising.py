"""Make a small instrument that gives advice, and ask it for some."""

from typing import Any

from rely.guidelines.recommend import recommend
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.results import Advice, Recommendation
from rely.scoring.score import score
from tests.instruments import facet, instrument, item, likert

GENERIC = {"any": {"generic": "weak"}}
LEVELS = ("strong", "weak")


def advising(*guidelines: dict[str, Any], **priorities: Any) -> Instrument:
    """Two topics with two items each, one of them routed, and whatever a guideline can look at."""
    rules = {"facet": "topic", "target": 75, "partly_from": 50, "listed_shortfall": 0.5}
    rules |= {"actions": 5, "actions_per_value": 2, "importance": {"a": "important_a", "b": "important_b"}}
    return instrument(
        items=[
            item("country", "country"),
            item("visits", "number"),
            item("size", "number"),
            item("channels", "channels"),
            item("important_a", "plain"),
            item("important_b", "plain"),
            *(item(name, facets={"topic": name[0]}) for name in ("a1", "a2", "b1")),
            item("b2", facets={"topic": "b"}, requires="met"),
        ],
        response_scales=[
            likert("five", 5, na=True, dk=True),
            likert("plain", 5),
            {"id": "country", "kind": "country"},
            {"id": "number", "kind": "number", "min": 0},
            {"id": "channels", "kind": "multiple", "options": [{"code": code, "label": code} for code in "xyz"]},
        ],
        given=[{"id": "phase", "label": "Phase", "codes": ["early", "late"]}],
        facets=[facet("topic", "a", "b"), facet("phase", "early", "late", selects_by="phase")],
        requirements=[{"id": "met", "when": {"fact": "visits", "above": 0}, "explanation": "No visit."}],
        scores={"by_facet": [{"facet": "topic"}]},
        profile_fact="country",
        profiles=[{"id": name, "label": name} for name in ("DE", "FR", "generic")],
        evidence_levels=[{"id": name, "label": name, "mark": name, "about": name} for name in LEVELS],
        norms=[
            {"id": "de_visits", "norm": "visits", "profile": "DE", "min": 5, "evidence": "strong"},
            {"id": "visits_2_4", "norm": "visits", "profile": "generic", "min": 2, "typical_max": 3, "max": 4}
            | {"evidence": "weak"},
            {"id": "late_size", "norm": "size", "profile": "generic", "facets": {"phase": "late"}, "min": 9}
            | {"evidence": "weak"},
            {"id": "early_size", "norm": "size", "profile": "generic", "facets": {"phase": "early"}, "min": 3}
            | {"when": {"fact": "visits", "above": 1}, "evidence": "weak"},
        ],
        priorities=rules | priorities,
        guidelines=guidelines,
    )


def guideline(name: str = "advice", topic: str | None = "a", **parts: Any) -> dict[str, Any]:
    facets = {} if topic is None else {"topic": topic}
    return {"id": name, "text": name, "facets": facets, "evidence": GENERIC, **parts}


def advice_on(made: Instrument, answers: dict[str, Any], phase: str | None = None) -> Advice:
    return recommend(made, score(made, Assessment(answers=answers, given={"phase": phase})))


def advised(one: dict[str, Any], answers: dict[str, Any], phase: str | None = None) -> Recommendation | None:
    found = advice_on(advising(one), answers, phase).recommendations
    return found[0] if found else None
