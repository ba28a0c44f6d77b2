"""Instruments for tests: the real one, and made-up ones that use what the real one does not."""

from functools import cache
from pathlib import Path
from typing import Any

from rely.loading.catalogue import load_instrument
from rely.model.instrument import Instrument

VALID = Path(__file__).parent / "data" / "questionnaires" / "valid"
"""Instruments of other kinds than the relationship check, each in a file of its own."""

HALF = {"min_answered": 2, "min_coverage": 0.5, "narrow_below": 0.5}
FROM = "from"


@cache
def relationship_check() -> Instrument:
    return load_instrument("relationship-check")


@cache
def short_report() -> Instrument:
    """An instrument with findings, a given fact, answers in own words, and guidelines without a grid."""
    return load_instrument(VALID / "short-report.yaml")


@cache
def client_view() -> Instrument:
    """What a client sees of the relationship: statements that mirror those of the relationship check, and an nps."""
    return load_instrument(VALID / "client-view.yaml")


@cache
def second_view() -> Instrument:
    """What a colleague sees of it: statements taken from the relationship check, with an agreement."""
    return load_instrument(VALID / "second-view.yaml")


def instrument(**parts: Any) -> Instrument:
    """A small instrument: `items` and what else is given, the rest as short as can be."""
    items = parts.pop("items")
    written: dict[str, Any] = {
        "id": "made-up",
        "version": "1.0.0",
        "languages": ["en"],
        "title": "Made up",
        "perspectives": [{"id": "self", "label": "Self"}],
        "response_scales": [likert("five", 5, na=True)],
        "sections": [{"id": "all", "title": "All", "items": items}],
        "missing_data": HALF,
        "scores": {"of_items": [{"id": "all", "label": "All"}]},
    }
    return Instrument.model_validate(written | parts)


def item(name: str, scale: str = "five", **parts: Any) -> dict[str, Any]:
    return {"id": name, "text": name, "response_scale": scale, **parts}


def facet(name: str, *values: str, **parts: Any) -> dict[str, Any]:
    return {"id": name, "label": name, "values": [{"id": value, "label": value} for value in values], **parts}


def likert(name: str, steps: int, *, lowest: int = 1, na: bool = False, dk: bool = False) -> dict[str, Any]:
    options = [{"code": code, "label": str(code)} for code in range(lowest, lowest + steps)]
    return {"id": name, "kind": "likert", "options": options} | _marks(na, dk)


def rating(name: str, low: int, high: int, *, na: bool = False, dk: bool = False) -> dict[str, Any]:
    return {"id": name, "kind": "rating", "min": low, "max": high} | _marks(na, dk)


def choice(name: str, *, na: bool = False, dk: bool = False, **scores: float | None) -> dict[str, Any]:
    options = [
        {"code": code, "label": code} | ({} if score is None else {"score": score}) for code, score in scores.items()
    ]
    return {"id": name, "kind": "choice", "options": options} | _marks(na, dk)


def _marks(na: bool, dk: bool) -> dict[str, Any]:
    return ({"na": {"label": "na"}} if na else {}) | ({"dk": {"label": "dk"}} if dk else {})


@cache
def mixed() -> Instrument:
    """Weights, anchored choices, don't know, several widths, hidden and routed items, two forms, no phase."""
    topics = ("plain", "weighted", "wide", "anchored")
    sides = ("left", "right")
    items = [item("meetings", "count"), item("consent", "consent")]
    for at in range(32):
        topic = topics[at % 4]
        side = sides if at % 8 > 5 else sides[at // 4 % 2]
        scales = {"plain": "five", "weighted": ("five", "seven")[at // 8 % 2], "wide": "eleven", "anchored": "kinds"}
        item_parts: dict[str, Any] = {"facets": {"topic": topic, "side": side}, "reverse": at % 5 == 3}
        if topic == "weighted":
            item_parts["weight"] = (1, 0.7, 3, 0)[at // 4 % 4]
        if at % 11 == 6:
            item_parts["requires"] = "met"
        if at % 9 == 4:
            item_parts["show_if"] = {"fact": "consent", "is": "given"}
        if at % 7 == 2:
            item_parts["allow_na"] = False
        items.append(item(f"Q{at:02}", scales[topic], **item_parts))
    return instrument(
        items=items,
        response_scales=[
            likert("five", 5, na=True),
            likert("seven", 7, lowest=0, na=True, dk=True),
            rating("eleven", 0, 10, na=True, dk=True),
            choice("kinds", na=True, dk=True, none=0, some=35, most=60.5, every=100),
            choice("consent", given=None, refused=None),
            {"id": "count", "kind": "number", "min": 0, "max": 50, "whole": True},
        ],
        facets=[facet("topic", *topics), facet("side", *sides)],
        requirements=[{"id": "met", "when": {"fact": "meetings", "above": 0}, "explanation": "No meeting."}],
        missing_data={"min_answered": 2, "min_coverage": 0.3, "narrow_below": 0.7},
        forms=[
            {
                "id": "short",
                "label": "Short",
                "items": ["meetings", *[f"Q{at:02}" for at in range(0, 32, 3)]],
                "missing_data": {"min_answered": 1, "min_coverage": 0.6, "narrow_below": 0.9},
            }
        ],
        bands=[{"id": name, FROM: edge, "label": name} for name, edge in (("low", 0), ("middle", 33.3), ("high", 80))],
        scores={
            "by_facet": [{"facet": "topic"}, {"facet": "side"}],
            "by_cell": [{"facets": ["topic", "side"], "specific": "side"}],
            "of_items": [
                {"id": "every_item", "label": "Every item"},
                {"id": "one_item", "label": "One item", "items": ["Q06"]},
                {"id": "light", "label": "Of no weight", "items": ["Q13", "Q29"]},
            ],
            "overall": {"id": "total", "label": "Total", "of": list(topics), "at_least": 2},
        },
    )


@cache
def inventory(items: int, topics: int, *, steps: int = 5, lowest: int = 1) -> Instrument:
    """A flat list of statements with a score for each topic and one for all, which have no phase and no overall."""
    names = [f"topic{at}" for at in range(topics)]
    return instrument(
        items=[
            item(f"Q{at}", facets={"topic": names[at % topics]}, reverse=at % 4 == 1, allow_na=at % 3 > 0)
            for at in range(items)
        ],
        response_scales=[likert("five", steps, lowest=lowest, na=True)],
        facets=[facet("topic", *names)],
        scores={
            "by_facet": [{"facet": "topic"}],
            "of_items": [{"id": "all", "label": "All"}],
        },
    )


@cache
def by_given_phase() -> Instrument:
    """Items of the phase that is handed in; some in both phases, one in any case, also without a phase."""
    phases = (("before",), ("after",), ("before", "after"))
    return instrument(
        items=[
            item("always"),
            *[item(f"Q{at}", facets={"phase": phases[at % 3], "topic": "ab"[at // 6]}) for at in range(12)],
        ],
        given=[{"id": "phase", "label": "Phase", "codes": ["before", "after"]}],
        facets=[facet("phase", "before", "after", selects_by="phase"), facet("topic", "a", "b")],
        scores={"by_facet": [{"facet": "topic"}], "of_items": [{"id": "all", "label": "All"}]},
    )
