"""Make up people who answered a small questionnaire, for tests of norms."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from rely.model.answers import Assessment
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.model.reference import Reference
from rely.research.cases import Case
from rely.research.norms.build import Built, build_norms
from rely.research.norms.gathering import Version, gather
from rely.scoring.plan import score_ids
from tests.instruments import instrument, item, likert

FIRST = ("A", "B", "C")
SECOND = ("D", "E", "F")
DAY = date(2026, 11, 22)
COUNTRY, SECTOR = "country", "sector"


@cache
def questionnaire(version: str = "1.0.0") -> Instrument:
    """Two scores of three items, their mean, a country and a sector; and a short form."""
    return instrument(
        id="people",
        version=version,
        perspectives=[{"id": "self", "label": "Self"}, {"id": "other", "label": "Other"}],
        response_scales=[
            likert("five", 5, na=True),
            {"id": "where", "kind": "country"},
            {
                "id": "what",
                "kind": "choice",
                "options": [{"code": code, "label": code} for code in ("trade", "craft", "care")],
            },
            {"id": "words", "kind": "text"},
        ],
        items=[
            *(item(name) for name in (*FIRST, *SECOND)),
            item(COUNTRY, "where"),
            item(SECTOR, "what"),
            item("note", "words"),
        ],
        forms=[{"id": "short", "label": "Short", "items": ["A", "B"]}],
        scores={
            "of_items": [
                {"id": "one", "label": "One", "items": list(FIRST)},
                {"id": "two", "label": "Two", "items": list(SECOND)},
            ],
            "overall": {"id": "total", "label": "Total", "of": ["one", "two"], "at_least": 2},
        },
    )


def people(n: int, *, seed: int = 1, start: int = 0, **more: Any) -> Iterator[Case]:
    """`n` relationships, each with answers that go together; `more` is answered by all of them."""
    chance = random.Random(f"{seed}/{start}")
    for at in range(start, start + n):
        lean = chance.gauss(3, 1)
        answers: dict[str, Any] = {
            name: min(max(round(lean + chance.gauss(0, 0.9)), 1), 5) for name in (*FIRST, *SECOND)
        }
        yield case(str(at), {**answers, **more}, finished=date(2026, 3, 1) + timedelta(days=at % 200))


def case(relationship: str, answers: dict[str, Any], **more: Any) -> Case:
    """One case; `form`, `perspective`, `lang` belong to its assessment."""
    own = {name: more.pop(name) for name in ("form", "perspective", "lang") if name in more}
    return Case(assessment=Assessment(answers=answers, **own), key=relationship, relationship=relationship, **more)


def built(cases: Iterable[Case], by: Sequence[str] = (), *, number: int = 1) -> Built:
    """What `rely norms build` makes of these."""
    whole = questionnaire()
    version = Version(whole, frozenset(score_ids(whole)))
    gathered = gather(whole, ((version, each) for each in cases), by)
    return build_norms(gathered, by=by, number=number, made=DAY, source="file")


def reference(cases: Iterable[Case], by: Sequence[str] = ()) -> Reference:
    """The same as group data for the questionnaire."""
    file = built(cases, by).file
    assert file is not None
    assert file.instrument.digest == digest(questionnaire())
    return Reference(file, frozenset(score_ids(questionnaire())))
