"""Hold a made-up instrument that plans contacts: what norms ask for in sun and shade, and guidelines to talk about."""

from datetime import date
from typing import Any

from rely.guidelines.contact_plan import Contact, contact_plan
from rely.model.answers import Code
from rely.model.instrument import Instrument
from tests.reporting.garden import SOURCE, assessment, changed, guideline, results

DAY = date(2026, 11, 18)
ENOUGH: dict[str, Code] = {"water": 1000, "age": 1000}
"""Answers that lie in both norms, whatever they ask for."""

MEASURES: list[dict[str, Any]] = [
    {"id": "bright", "kind": "fit", "label": "Visits in the sun", "of": "water", "norm": "sunny"},
    {"id": "dim", "kind": "fit", "label": "Visits in the shade", "of": "age", "norm": "shady"},
]


def norm(name: str, often: float | None, **parts: Any) -> list[dict[str, Any]]:
    """The one row of a norm that asks for so many; none when `often` is None."""
    row = {"id": f"{name}_row", "norm": name, "profile": "generic", "min": often, "evidence": "book", **parts}
    return [] if often is None else [row]


def contacts(**parts: Any) -> dict[str, Any]:
    """The contact plan of a year with both sides."""
    sides = [{"side": "sun", "norm": "sunny", "months": 12}, {"side": "shade", "norm": "shady", "months": 12}]
    return {"months": 12, "sides": sides, "intro": "A suggestion.", **parts}


def planting(
    sun: float | None = None,
    shade: float | None = None,
    *,
    norms: list[dict[str, Any]] | None = None,
    plan: dict[str, Any] | None = None,
    **parts: Any,
) -> Instrument:
    """The garden check with a contact plan: so many contacts a year in the sun and in the shade."""
    rhythm = {"title": "Visits", "figures": [{"fit": "bright", "happened": [], "meaning": []}]}
    return changed(
        **{
            "measures": [*SOURCE["measures"], *MEASURES],
            "norms": [*SOURCE["norms"], *(norm("sunny", sun) + norm("shady", shade) if norms is None else norms)],
            "report": {**SOURCE["report"], "rhythm": {**rhythm, "contacts": plan or contacts()}},
            **parts,
        }
    )


def advice_for(name: str, *light: str, **parts: Any) -> dict[str, Any]:
    """A guideline that a contact can be about."""
    return guideline(name, f"Do {name}.", "roses", *light, contact=f"Talk about {name}.", **parts)


def planned(instrument: Instrument, changes: dict[str, Code] | None = None, *, day: date = DAY) -> tuple[Contact, ...]:
    """The contacts after the usual answers with some changed."""
    result, advice = results(instrument, assessment({**ENOUGH, **(changes or {})}))
    return contact_plan(instrument, result, advice, day)


def months(found: tuple[Contact, ...], side: str, *, day: date = DAY) -> list[int]:
    """The months in which a side is due, counted from the one after `day`."""
    return [(each.month.year - day.year) * 12 + each.month.month - day.month for each in found if side in each.sides]
