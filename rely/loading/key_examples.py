"""Tell for each key of the questionnaire format what an author may write there, as editors show it.

All examples are about one invented questionnaire, on how a distributor and a producer work together. Keys that hold
parts with keys of their own need none: these have theirs.
"""

from __future__ import annotations

from typing import Any

from rely.loading.keys import key_of, models_in
from rely.model.base import Part
from rely.model.conditions import Condition

Examples = dict[str, Any]

OF_ANY_PART: Examples = {
    "id": "delivery",
    "label": {"en": "Delivery", "nl": "Levering"},
    "short_label": {"en": "Supply", "nl": "Aanvoer"},
    "text": {"en": "Orders arrive in full.", "nl": "Bestellingen komen volledig aan."},
    "title": {"en": "Distributor check", "nl": "Distributeurcheck"},
    "intro": {"en": "Think of the last six months.", "nl": "Denk aan de laatste zes maanden."},
    "about": {"en": "What was agreed on supply.", "nl": "Wat over de aanvoer is afgesproken."},
    "help": {"en": "Look it up in your order system.", "nl": "Kijk het na in uw bestelsysteem."},
    "why": {"en": "Late orders cost shelf space.", "nl": "Late bestellingen kosten schapruimte."},
    "unit": {"en": "days", "nl": "dagen"},
    "in_sentence": {"en": "delivery", "nl": "de levering"},
    "limits": [{"en": "One person's view, at one moment.", "nl": "De kijk van één persoon, op één moment."}],
    "seconds": 8,
    "when": {"fact": "orders_a_year", "at_least": 12},
    "note": "Reworded after the trial of March.",
    "facets": {"topic": "delivery"},
    "facet": "topic",
    "items": ["DL01", "DL02"],
    "evidence": "editorial",
    "norm": "visits_a_year",
    "side": "digital",
    "of": "orders_a_year",
}
"""Examples that fit wherever the key stands, unless the part has one of its own below."""

OF_PART: dict[str, Examples] = {
    "Instrument": {
        "id": "distributor-check",
        "version": "1.0.0",
        "languages": ["en", "nl"],
        "about": {"en": "Ten statements about one distributor.", "nl": "Tien uitspraken over één distributeur."},
        "rank": 10,
        "disclaimer": {"en": "A first draft, not validated.", "nl": "Een eerste opzet, niet gevalideerd."},
        "profile_fact": "country",
    },
    "Work": {
        "id": "smith2020",
        "citation": "Smith, A. (2020). Working with distributors. Journal of Supply, 4(2), 10-31.",
        "short": "Smith (2020)",
        "language": "en",
    },
    "Perspective": {"id": "self", "label": {"en": "My own view", "nl": "Mijn eigen kijk"}},
    "Facet": {"id": "topic", "label": {"en": "Topic", "nl": "Onderwerp"}, "selects_by": "phase"},
    "Likert": {"id": "agree5"},
    "Rating": {"id": "mark10", "min": 0, "max": 10},
    "NumberEntry": {"id": "number", "min": 0, "max": 1000, "whole": True, "unit_one": {"en": "day", "nl": "dag"}},
    "Choice": {"id": "contract"},
    "Multiple": {"id": "channels"},
    "Country": {"id": "country"},
    "Date": {"id": "day"},
    "TextEntry": {"id": "words", "max_length": 60, "lines": 1},
    "Step": {"code": 1, "label": {"en": "Disagree", "nl": "Oneens"}},
    "Option": {"code": "yes", "label": {"en": "Yes", "nl": "Ja"}, "score": 100},
    "SpecialOption": {"label": {"en": "Does not apply", "nl": "Niet van toepassing"}},
    "Given": {
        "id": "phase",
        "codes": ["initial", "follow_up"],
        "label": {"en": "Phase", "nl": "Fase"},
        "min": 1,
        "max": 500,
    },
    "Requirement": {
        "id": "has_contract",
        "when": {"fact": "contract", "is": "yes"},
        "explanation": {"en": "There is no contract yet.", "nl": "Er is nog geen contract."},
        "guidelines": "write_it_down",
    },
    "Consistency": {
        "id": "visits_without_orders",
        "when": {"all": [{"fact": "orders_a_year", "is": "0"}, {"fact": "visits", "above": 50}]},
        "text": {"en": "Many visits, but no orders?", "nl": "Veel bezoeken, maar geen bestellingen?"},
        "items": ["orders_a_year", "visits"],
    },
    "Section": {
        "heading": {"en": "How delivery goes", "nl": "Hoe de levering gaat"},
        "title": {"en": "Delivery", "nl": "Levering"},
        "question": {"en": "How far do you agree?", "nl": "In hoeverre bent u het eens?"},
        "pages": [["DL01", "DL02"], ["DL03"]],
    },
    "BorrowedItems": {"instrument": "relationship-check", "version": "1", "items": ["TR01", "TR02"]},
    "BorrowedWith": {
        "response_scale": "agree5",
        "allow_na": True,
        "requires": "has_contract",
        "text": {"TR01": {"en": "They keep promises.", "nl": "Zij komen beloften na."}},
    },
    "Item": {
        "id": "DL01",
        "label": {"en": "Complete", "nl": "Volledig"},
        "response_scale": "agree5",
        "required": True,
        "reverse": True,
        "weight": 2,
        "allow_na": False,
        "requires": "has_contract",
        "show_if": {"fact": "contract", "is": "yes"},
        "evidence": {"any": "editorial"},
        "mirror_of": "colleague-view@1/TR02",
    },
    "Source": {"ref": "smith2020", "locator": {"en": "p. 14", "nl": "p. 14"}},
    "Condition": {
        "all": [{"fact": "orders_a_year", "at_least": 12}, {"fact": "contract", "is": "yes"}],
        "any": [{"fact": "country", "in": ["NL", "BE"]}, {"fact": "score.delivery", "below": 50}],
        "not": {"fact": "country", "is": "NL"},
        "fact": "score.delivery",
        "is": "yes",
        "in": ["NL", "BE"],
        "at_least": 12,
        "at_most": 75,
        "below": 50,
        "above": 0,
        "known": True,
    },
    "MissingDataRule": {"min_answered": 2, "min_coverage": 0.6, "narrow_below": 0.5},
    "ByCell": {"facets": ["topic", "side"], "specific": "side"},
    "OfItems": {"id": "service", "label": {"en": "Service", "nl": "Service"}},
    "Overall": {
        "id": "overall",
        "label": {"en": "Overall", "nl": "Totaal"},
        "of": ["delivery", "terms"],
        "at_least": 2,
    },
    "Sides": {"facet": "side", "across": ["delivery", "terms"], "one_sided_at": 2},
    "Band": {
        "id": "strong",
        "from": 75,
        "label": {"en": "Strong", "nl": "Sterk"},
        "short_label": {"en": "strong", "nl": "sterk"},
        "close_label": {"en": "nearly strong", "nl": "bijna sterk"},
    },
    "Form": {"id": "scan", "label": {"en": "Short scan", "nl": "Korte scan"}},
    "Profile": {"id": "generic", "label": {"en": "All countries", "nl": "Alle landen"}},
    "EvidenceLevel": {
        "id": "editorial",
        "label": {"en": "own reasoning", "nl": "eigen redenering"},
        "mark": {"en": "O", "nl": "E"},
        "about": {"en": "Reasoned by us, not studied.", "nl": "Door ons bedacht, niet onderzocht."},
    },
    "Norm": {
        "id": "visits_generic",
        "profile": "generic",
        "min": 2,
        "max": 6,
        "typical_max": 4,
        "plan": 3,
        "when": {"fact": "contract", "is": "yes"},
    },
    "Priorities": {
        "target": 75,
        "partly_from": 50,
        "importance": {"delivery": "IM01"},
        "high_importance_from": 4,
        "listed_shortfall": 0.5,
        "actions": 3,
        "actions_per_value": 2,
    },
    "DueDates": {"weekday": "monday", "weeks_apart": 2},
    "Guideline": {
        "id": "share_forecast",
        "text": {"en": "Share your forecast.", "nl": "Deel uw prognose."},
        "first_step": {"en": "Send next quarter's figures.", "nl": "Stuur de cijfers van volgend kwartaal."},
        "contact": {"en": "Discuss the forecast", "nl": "De prognose bespreken"},
        "ask": {"en": "What do you expect to order?", "nl": "Wat verwacht u te bestellen?"},
        "evidence": {"any": {"generic": "editorial"}},
    },
    "FactTrigger": {"fact": "orders_a_year", "only": "below", "below": 2, "above": 12, "in": ["no", "unsure"]},
    "Case": {"is": "large", "when": {"fact": "orders_a_year", "at_least": 12}},
    "FirstMatch": {"id": "size", "otherwise": "small"},
    "Threshold": {"from": 12, "above": 12, "is": "large"},
    "Steps": {"id": "size"},
    "Rate": {"id": "visits_a_year", "count": "visits", "window": 12, "per": 12, "age": "months", "min_age": 3},
    "Fit": {"id": "visits_fit", "of": "visits_a_year"},
    "Balance": {"id": "balance"},
    "BalanceSide": {"fit": "visits_fit", "rate": "visits_a_year", "times": 12},
    "Mean": {"id": "service_mean", "of": ["DL01", "TM01"], "at_least": 2},
    "Linear": {"id": "shortfall", "offset": 100, "factor": -1, "of": "service_mean"},
    "Ratio": {"id": "share", "part": "orders_from_us", "whole": "orders_a_year"},
    "NetRatio": {
        "id": "net_return",
        "gain": "margin",
        "hours": "hours_a_year",
        "hour_cost": "hour_cost",
        "reference": "mean_margin",
    },
    "PairedDifference": {"id": "distance", "pairs": [["DL01", "TM01"], ["DL02", "TM02"]], "at_least": 2},
    "CountAtLeast": {"id": "agreed", "of": ["DL01", "DL02", "TM01"], "code": 4},
    "Nps": {"id": "recommends", "of": "RC01"},
    "Top": {"id": "leader", "of": {"supply": "score.delivery", "terms": "score.terms"}, "lead": 5, "tie": "even"},
    "Word": {
        "code": "large",
        "label": {"en": "large", "nl": "groot"},
        "in_sentence": {"en": "a large one", "nl": "een grote"},
    },
    "Comparison": {"agreement_below": 75},
    "ReportSpec": {
        "title": {"en": "Distributor report", "nl": "Distributeurrapport"},
        "subject": "name",
        "subject_unnamed": {"en": "this distributor", "nl": "deze distributeur"},
        "for_whom": {"en": "This result is for your supplier.", "nl": "Dit resultaat is voor uw leverancier."},
        "facts": ["orders_a_year"],
        "method": [{"en": "Every score is a mean of answers.", "nl": "Elke score is een gemiddelde van antwoorden."}],
    },
    "ReportFinding": {
        "title": {"en": "Where you stand", "nl": "Waar u staat"},
        "scores": ["delivery", "terms"],
        "measures": ["size"],
        "answers": ["WISH"],
    },
    "Sentence": {
        "id": "delivery_strong",
        "when": {"fact": "score.delivery", "at_least": 75},
        "text": {"en": "With {subject} delivery is strong.", "nl": "De levering bij {subject} is sterk."},
        "tied": {"en": "Both topics are equally strong.", "nl": "Beide onderwerpen zijn even sterk."},
    },
    "Grid": {"rows": "topic", "columns": "side"},
    "Rhythm": {"title": {"en": "How often you meet", "nl": "Hoe vaak u elkaar ziet"}},
    "RhythmFigure": {"fit": "visits_fit", "label": {"en": "Visits", "nl": "Bezoeken"}},
    "ContactPlan": {"months": 12, "weekday": "tuesday"},
    "ContactSide": {"months": 12},
    "Preparation": {
        "title": {"en": "Before the talk", "nl": "Voor het gesprek"},
        "closing": [{"en": "Agree on the next date.", "nl": "Spreek de volgende datum af."}],
    },
    "Triggers": {"items": ["DL01", "DL02"]},
    "WorkedCase": {
        "id": "half_answered",
        "note": "Two of three answers are enough.",
        "form": "full",
        "given": {"phase": "initial"},
        "answers": {"DL01": 4, "DL02": "na"},
    },
    "Expectation": {
        "scores": {"delivery": 75, "terms": None},
        "bands": {"delivery": "strong"},
        "facts": {"size": "large"},
        "statuses": {"share_forecast": "act"},
        "actions": ["share_forecast"],
    },
    "Research": {"scores_are": "formative", "quasi_identifiers": ["country", "months"]},
    "Coarser": {"of": "months", "edges": [0, 12, 36]},
    "CoarserGroup": {
        "id": "neighbours",
        "label": {"en": "Neighbouring countries", "nl": "Buurlanden"},
        "codes": ["BE", "DE"],
    },
    "Careless": {"response_scale": "agree5", "min_answers": 10, "same_share": 0.9, "agrees_from": 4},
    "Silence": {
        "code": "negation",
        "at": "DL03",
        "reason": "The wording of the published scale, kept so that results can be compared.",
    },
}
"""Examples of the keys of one part of the format, named like its model."""


def example_of(part: type[Part], name: str) -> Any:
    """What may stand under a key of a part, by the name of its field; None where that has keys of its own."""
    if holds_parts(part, name):
        return None
    key = key_of(name, part)
    own = OF_PART.get(part.__name__, {})
    return own[key] if key in own else OF_ANY_PART.get(key)


def holds_parts(part: type[Part], name: str) -> bool:
    """Whether what stands under a key has keys with examples of their own; a condition is short enough to show."""
    inner = models_in(part.model_fields[name].annotation)
    return any(issubclass(model, Part) and model is not Condition for model in inner)
