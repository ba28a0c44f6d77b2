"""Hold a small instrument with every kind of response scale, for tests of what stores and serves answers."""

from functools import cache
from typing import Any

from rely.model.instrument import Instrument

YES_NO = [{"code": "yes", "label": {"en": "Yes", "nl": "Ja"}}, {"code": "no", "label": {"en": "No", "nl": "Nee"}}]

# Ids that Python's forms use for themselves must do as ids of items.
HOSTILE_IDS = ("data", "errors", "csrf_token")

SOURCE: dict[str, Any] = {
    "id": "small",
    "version": "1.0.0",
    "languages": ["en", "nl"],
    "title": {"en": "Small check", "nl": "Kleine check"},
    "intro": {"en": "Think of one garden.", "nl": "Denk aan één tuin."},
    "perspectives": [{"id": "self", "label": "Own view"}],
    "facets": [
        {
            "id": "topic",
            "label": "Topic",
            "values": [{"id": "soil", "label": "Soil"}, {"id": "light", "label": "Light"}],
        },
        {
            "id": "season",
            "label": "Season",
            "selects_by": "season",
            "values": [{"id": "spring", "label": "Spring"}, {"id": "autumn", "label": "Autumn"}],
        },
    ],
    "response_scales": [
        {
            "id": "agree",
            "kind": "likert",
            "seconds": 30,
            "options": [{"code": n, "label": f"step {n}"} for n in range(1, 6)],
            "na": {"label": "does not apply"},
        },
        {"id": "stars", "kind": "rating", "min": 0, "max": 10, "labels": [{"code": 0, "label": "never"}]},
        {"id": "count", "kind": "number", "min": 0, "max": 1000, "whole": True, "unit": {"en": "plants"}},
        {"id": "size", "kind": "number", "min": 0.5},
        {"id": "yes_no", "kind": "choice", "options": YES_NO},
        {
            "id": "tools",
            "kind": "multiple",
            "options": [{"code": code, "label": code} for code in ("spade", "rake", "hoe")],
        },
        {"id": "land", "kind": "country"},
        {"id": "day", "kind": "date"},
        {"id": "name", "kind": "text", "max_length": 20},
        {"id": "story", "kind": "text", "max_length": 200, "lines": 4},
    ],
    "requirements": [
        {
            "id": "has_plants",
            "when": {"fact": "plants", "above": 0},
            "explanation": {"en": "There are no plants, so we do not ask about them."},
        }
    ],
    "consistency": [
        {
            "id": "small_but_many",
            "when": {"all": [{"fact": "acres", "at_most": 1}, {"fact": "plants", "above": 900}]},
            "text": "So many plants in so small a garden?",
            "items": ["acres", "plants"],
        }
    ],
    "sections": [
        {
            "id": "garden",
            "title": {"en": "The garden", "nl": "De tuin"},
            "heading": {"en": "Which garden?", "nl": "Welke tuin?"},
            "items": [
                {"id": "data", "text": "What do you call it?", "response_scale": "name", "required": True},
                {"id": "where", "text": "In which country?", "response_scale": "land"},
                {"id": "plants", "text": "How many plants?", "response_scale": "count", "required": True},
                {"id": "acres", "text": "How large?", "response_scale": "size"},
                {"id": "sown", "text": "Has anything been sown?", "response_scale": "yes_no", "required": True},
                {
                    "id": "since",
                    "text": "Since when?",
                    "response_scale": "day",
                    "show_if": {"fact": "sown", "is": "yes"},
                },
                {"id": "errors", "text": "With which tools?", "response_scale": "tools"},
                {"id": "notes", "text": "What else?", "response_scale": "story"},
            ],
            "pages": [["data", "where"], ["plants", "acres"], ["sown", "since"], ["errors", "notes"]],
        },
        {
            "id": "work",
            "title": {"en": "The work", "nl": "Het werk"},
            "question": {"en": "How true is this?", "nl": "In hoeverre klopt dit?"},
            "facets": {"topic": "soil"},
            "items": [
                {
                    "id": "S1",
                    "text": "We dig.",
                    "response_scale": "agree",
                    "facets": {"topic": "soil", "season": ["spring", "autumn"]},
                    "allow_na": False,
                },
                {
                    "id": "S2",
                    "text": "We rake.",
                    "response_scale": "agree",
                    "facets": {"topic": "soil", "season": "spring"},
                },
                {
                    "id": "S3",
                    "text": "We rest.",
                    "response_scale": "agree",
                    "reverse": True,
                    "facets": {"topic": "soil", "season": "autumn"},
                },
                {
                    "id": "csrf_token",
                    "text": "We water the plants.",
                    "response_scale": "agree",
                    "facets": {"topic": "soil", "season": ["spring", "autumn"]},
                    "requires": "has_plants",
                },
            ],
            "pages": [["S1", "S2", "S3"], ["csrf_token"]],
        },
        {
            "id": "sun",
            "title": {"en": "The sun"},
            "question": {"en": "How often?"},
            "items": [
                {
                    "id": "L1",
                    "text": "We sit in the sun.",
                    "response_scale": "stars",
                    "facets": {"topic": "light", "season": ["spring", "autumn"]},
                }
            ],
        },
    ],
    "missing_data": {"min_answered": 1, "min_coverage": 0.5, "narrow_below": 0.5},
    "scores": {"by_facet": [{"facet": "topic"}]},
    "measures": [
        {
            "id": "season",
            "kind": "first_match",
            "words": [
                {"code": "spring", "label": "Spring", "text": {"en": "It is spring.", "nl": "Het is lente."}},
                {"code": "autumn", "label": "Autumn"},
            ],
            "cases": [
                {
                    "when": {"all": [{"fact": "sown", "is": "yes"}, {"fact": "plants", "below": 500}]},
                    "is": "spring",
                },
                {"when": {"fact": "sown", "is": "yes"}, "is": "autumn"},
            ],
        }
    ],
    "report": {"title": "Garden report", "subject": "data"},
}


@cache
def small_instrument() -> Instrument:
    """The instrument; the same object every time."""
    return Instrument.model_validate(SOURCE)


SHORT = {
    "id": "short",
    "label": {"en": "Short look", "nl": "Korte blik"},
    "about": {"en": "A first idea."},
    "items": ["data", "plants", "sown", "S1", "L1"],
    "missing_data": {"min_answered": 1, "min_coverage": 1, "narrow_below": 0.5},
}
"""A short form of the small instrument: three facts and one statement for each topic."""


@cache
def with_short_form() -> Instrument:
    """The small instrument with a short form; the same object every time."""
    return Instrument.model_validate(SOURCE | {"forms": [SHORT]})
