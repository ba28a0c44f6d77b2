"""Hold answers to the short report of the tests, which is about a house and not about a relationship."""

from rely.model.answers import Code

WRITTEN = "A new front door.\n\nAnd <b>no draught</b> at number 12, " + "whatever " * 30
"""An answer in own words, in several lines, with a number and with what looks like markup."""

HOUSES: dict[str, tuple[dict[str, Code], dict[str, Code]]] = {
    "complete": (
        {"USED": 1000, "ROOMS": 3, "ROOF1": 4, "ROOF2": 5, "WIN1": 2, "WIN2": 4, "WISH": WRITTEN, "FEAR": "The cost."},
        {"price": 20},
    ),
    "partial": ({"USED": 1000, "ROOF1": 4, "ROOF2": "dk", "WIN1": 2, "WISH": WRITTEN}, {}),
    "empty": ({}, {}),
}
"""Answers and given facts of the short report, by how much is answered."""
