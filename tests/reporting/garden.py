"""Hold a made-up instrument with its own facets, sides and guidelines, so that nothing but the YAML can name them."""

from datetime import date
from functools import cache
from typing import Any

from rely.guidelines.recommend import recommend
from rely.languages import words_for
from rely.model.answers import Assessment, Code
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.model.results import Advice, Result
from rely.reporting.content import ReportContent, build_report
from rely.reporting.material import Material
from rely.scoring.score import score

DAY = date(2026, 3, 3)


def likert(*labels: str) -> list[dict[str, Any]]:
    return [{"code": code, "label": label} for code, label in enumerate(labels, start=1)]


def item(name: str, text: str, bed: str, *light: str, **more: Any) -> dict[str, Any]:
    facets = {"bed": bed, "season": "spring", "light": list(light)}
    return {"id": name, "text": text, "response_scale": "agree", "facets": facets, **more}


def guideline(name: str, text: str, bed: str | None, *light: str, **more: Any) -> dict[str, Any]:
    facets: dict[str, Any] = {"season": "spring", "light": list(light)}
    if bed is not None:
        facets["bed"] = bed
    return {"id": name, "text": text, "facets": facets, "evidence": {"any": {"generic": "book"}}, **more}


SOURCE: dict[str, Any] = {
    "id": "garden-check",
    "version": "2.1.0",
    "languages": ["en", "nl"],
    "title": {"en": "Garden check", "nl": "Tuincheck"},
    "disclaimer": {"en": "This is no gardening course.", "nl": "Dit is geen tuincursus."},
    "works": [
        {"id": "unread", "citation": "Nobody (1900). Never cited."},
        {"id": "manual", "citation": "Green, G. (1999). The garden."},
    ],
    "perspectives": [{"id": "self", "label": "Own view"}, {"id": "neighbour", "label": "Over the hedge"}],
    "facets": [
        {
            "id": "bed",
            "label": "Bed",
            "values": [
                {"id": "roses", "label": "Roses", "in_sentence": "the roses"},
                {"id": "herbs", "label": "Herbs", "in_sentence": "the herbs"},
                {"id": "pond", "label": "Pond"},
            ],
        },
        {
            "id": "season",
            "label": "Season",
            "selects_by": "season",
            "values": [{"id": "spring", "label": "Spring"}, {"id": "winter", "label": "Winter"}],
        },
        {
            "id": "light",
            "label": "Light",
            "values": [
                {"id": "sun", "label": "In the sun", "short_label": "Sun", "in_sentence": "in the sun"},
                {"id": "shade", "label": "In the shade", "short_label": "Shade", "in_sentence": "in the shade"},
            ],
        },
    ],
    "response_scales": [
        {
            "id": "agree",
            "kind": "likert",
            "options": likert("Never", "Seldom", "Sometimes", "Often", "Every time"),
            "na": {"label": "Not in this garden"},
            "dk": {"label": "I do not know"},
        },
        {"id": "worth", "kind": "likert", "options": likert("Worthless", "Nice", "Dear")},
        {"id": "stars", "kind": "rating", "min": 0, "max": 10, "labels": [{"code": 10, "label": "perfect"}]},
        {
            "id": "litres",
            "kind": "number",
            "min": 0,
            "unit": {"en": "litres", "nl": "liter"},
            "unit_one": {"en": "litre", "nl": "liter"},
        },
        {"id": "months", "kind": "number", "min": 0, "unit": "months"},
        {
            "id": "tools",
            "kind": "multiple",
            "options": [{"code": "spade", "label": "Spade"}, {"code": "hoe", "label": "Hoe"}],
        },
        {"id": "land", "kind": "country"},
        {"id": "day", "kind": "date"},
        {"id": "name", "kind": "text"},
    ],
    "given": [{"id": "season", "label": "Season of the year", "codes": ["spring", "winter"]}],
    "requirements": [
        {
            "id": "has_shade",
            "when": {"fact": "trees", "is": "hoe"},
            "explanation": "There is no shade, so we skip the shade.",
            "guidelines": "plant_tree",
        }
    ],
    "consistency": [
        {
            "id": "dry_pond",
            "when": {"all": [{"fact": "water", "at_most": 0}, {"fact": "age", "above": 100}]},
            "text": "A pond without water?",
            "items": ["water"],
        }
    ],
    "sections": [
        {
            "id": "about",
            "title": {"en": "The garden", "nl": "De tuin"},
            "items": [
                {"id": "called", "text": "What is it called?", "response_scale": "name"},
                {"id": "where", "text": "Where is it?", "response_scale": "land"},
                {"id": "sown", "text": "When did you sow?", "response_scale": "day"},
                {"id": "water", "text": "How much water?", "label": "Water", "response_scale": "litres"},
                {"id": "age", "text": "How old is it?", "label": "Age", "response_scale": "months"},
                {"id": "trees", "text": "Which tools do you have?", "response_scale": "tools"},
                {"id": "beauty", "text": "How beautiful is it?", "response_scale": "stars"},
                {"id": "dear_roses", "text": "What are roses worth?", "response_scale": "worth"},
                {"id": "dear_herbs", "text": "What are herbs worth?", "response_scale": "worth"},
            ],
        },
        {
            "id": "beds",
            "title": {"en": "The beds", "nl": "De perken"},
            "items": [
                item("R1", "We prune the roses.", "roses", "sun", "shade"),
                item("R2", "We feed the roses in the sun.", "roses", "sun"),
                item("R3", "We feed the roses in the shade.", "roses", "shade", requires="has_shade"),
                item("H1", "We cut the herbs.", "herbs", "sun", "shade"),
                item("H2", "We dry herbs in the sun.", "herbs", "sun"),
                item("H3", "We hide herbs from the sun.", "herbs", "shade", requires="has_shade"),
                item("P1", "We clean the pond.", "pond", "shade"),
            ],
        },
    ],
    "missing_data": {"min_answered": 2, "min_coverage": 0.5, "narrow_below": 0.5},
    "scores": {
        "by_facet": [{"facet": "bed"}],
        "by_cell": [{"facets": ["bed", "light"], "specific": "light"}],
        "overall": {"id": "garden", "label": "Whole garden", "of": ["roses", "herbs"], "at_least": 1},
    },
    "sides": {"facet": "light", "across": ["roses", "herbs"], "one_sided_at": 2},
    "bands": [
        {"id": "wild", "from": 0, "label": "Quite wild", "short_label": "wild", "close_label": "close to wild"},
        {"id": "kept", "from": 50, "label": "Well kept", "short_label": "kept", "close_label": "close to kept"},
    ],
    "measures": [
        {
            "id": "rain",
            "kind": "rate",
            "label": "Litres per month",
            "unit": "per month",
            "count": "water",
            "window": 12,
            "per": 1,
            "age": "age",
            "min_age": 3,
        },
        {
            "id": "wet",
            "kind": "fit",
            "label": "Watering",
            "of": "rain",
            "norm": "rain",
            "words": [{"code": "below", "label": "too dry"}, {"code": "within", "label": "moist"}],
        },
    ],
    "profile_fact": "where",
    "profiles": [{"id": "generic", "label": "All gardens"}, {"id": "NO", "label": "Norway"}],
    "evidence_levels": [
        {"id": "trial", "label": "field trial", "mark": "F", "about": "Tried in a field."},
        {"id": "book", "label": "garden book", "mark": "B", "about": "Read in a book."},
    ],
    "norms": [{"id": "wet_enough", "norm": "rain", "profile": "generic", "min": 2, "max": 8, "evidence": "trial"}],
    "priorities": {
        "facet": "bed",
        "target": 75,
        "partly_from": 50,
        "importance": {"roses": "dear_roses", "herbs": "dear_herbs", "pond": "dear_herbs"},
        "high_importance_from": 3,
        "listed_shortfall": 0.5,
        "actions": 2,
        "actions_per_value": 2,
    },
    "guidelines": [
        guideline(
            "prune",
            "Prune in March.",
            "roses",
            "sun",
            "shade",
            why="Old wood bears no roses.",
            first_step="Sharpen the shears.",
            triggers={"items": ["R1"], "facts": [{"fact": "rain", "norm": "rain"}]},
            source=[{"ref": "manual", "locator": "chapter 3"}],
        ),
        guideline("feed_sun", "Feed roses in the sun.", "roses", "sun", triggers={"items": ["R2"]}),
        guideline("feed_shade", "Feed roses in the shade.", "roses", "shade", triggers={"items": ["R3"]}),
        guideline("cut", "Cut herbs before they bloom.", "herbs", "sun", "shade", triggers={"items": ["H1"]}),
        guideline("talk", "Talk to the herbs.", "herbs", "sun"),
        guideline("plant_tree", "Plant a tree.", "pond", "shade", triggers={"facts": [{"fact": "water", "below": 5}]}),
        guideline("neighbours", "Greet the neighbours.", None),
    ],
    "report": {
        "title": "Garden report",
        "subject": "called",
        "facts": ["where", "age"],
        "grid": {"rows": "bed", "columns": "light"},
        "conclusions": [
            {
                "id": "split",
                "when": {"fact": "score.garden", "known": True},
                "text": "{strongest} do best in {subject}, {weakest} need you, most {weakest_side}.",
            }
        ],
        "method": ["We count what you do."],
        "limits": ["We never saw your garden."],
    },
}

ANSWERS: dict[str, Code] = {
    "called": "Eden",
    "where": "NO",
    "sown": "2026-02-28",
    "water": 12,
    "age": 12,
    "trees": ("spade", "hoe"),
    "beauty": 10,
    "dear_roses": 3,
    "dear_herbs": 1,
    "R1": 4,
    "R2": 5,
    "R3": 1,
    "H1": 2,
    "H2": 2,
    "H3": 3,
    "P1": 4,
}


@cache
def garden() -> Instrument:
    """The instrument; the same object every time."""
    return Instrument.model_validate(SOURCE)


def changed(**parts: Any) -> Instrument:
    """The garden check with some of its parts replaced; None leaves a part out."""
    source = {**SOURCE, **parts}
    return Instrument.model_validate({key: value for key, value in source.items() if value is not None})


def assessment(changes: dict[str, Code] | None = None, **more: Any) -> Assessment:
    """The usual answers with some changed, in spring."""
    return Assessment(answers={**ANSWERS, **(changes or {})}, **{"given": {"season": "spring"}, **more})


def results(instrument: Instrument, answers: Assessment) -> tuple[Result, Advice]:
    """The result and the advice."""
    result = score(instrument, answers)
    return result, recommend(instrument, result)


def material(
    changes: dict[str, Code] | None = None, *, instrument: Instrument | None = None, language: str = "en", **more: Any
) -> Material:
    """What a report on the usual answers, with some changed, is written from."""
    used = instrument or garden()
    result, advice = results(used, assessment(changes, **more))
    return Material(used, result, advice, words_for(language), digest(used), DAY)


def in_three_beds(changes: dict[str, Code], **parts: Any) -> Material:
    """Three rows of which any may be strongest: the roses at 75, the herbs at 25, the pond as `changes` answers P1."""
    overall = {**SOURCE["scores"]["overall"], "of": ["roses", "herbs", "pond"]}
    scores, rule = {**SOURCE["scores"], "overall": overall}, {**SOURCE["missing_data"], "min_answered": 1}
    beds: dict[str, Code] = {"R1": 4, "R2": 4, "R3": 4, "H1": 2, "H2": 2, "H3": 2}
    return material({**beds, **changes}, instrument=changed(scores=scores, missing_data=rule, **parts))


def report(
    changes: dict[str, Code] | None = None, *, instrument: Instrument | None = None, language: str = "en", **more: Any
) -> ReportContent:
    """The report on the usual answers, with some changed."""
    used = instrument or garden()
    result, advice = results(used, assessment(changes, **more))
    return build_report(used, result, advice, language=language, digest=digest(used), day=DAY)
