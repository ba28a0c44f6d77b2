"""Prove that a norms file holds what Rely writes and nothing else, and that nobody can be found in one."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from pydantic import ValidationError

from rely.model.reference import LONGEST_SAMPLE, ReferenceFile, plain_reference, reference_digest

DIGEST = "sha256:" + "0" * 64


def score(**changes: Any) -> dict[str, Any]:
    """A score of 120 people, ten of whom left an item out."""
    complete = {"n": 110, "sd": 20.0, "alpha": 0.8}
    bins = {"from": [0, 40, 60], "n": [20, 60, 40]}
    return {"n": 120, "mean": 60.0, "sd": 20.0, "complete": complete, "bins": bins, **changes}


def group(**changes: Any) -> dict[str, Any]:
    """A group of 120 people, 100 of them from one country."""
    described, languages = {"country": {"NL": 100, "DE": 15}}, {"nl": 115, "de": 5}
    known = {"described": described, "languages": languages, "scores": {"one": score()}}
    return {"perspective": "self", "selected": None, "by": None, "n": 120, "period": None, **known, **changes}


def content(**changes: Any) -> dict[str, Any]:
    """A whole norms file."""
    instrument = {"id": "people", "version": "1.0.0", "digest": DIGEST}
    about = {"format": 1, "instrument": instrument, "number": 1, "made": "2026-11-22", "form": "full"}
    return {**about, "source": "file", "sample": "Fairs.", "groups": [group()], "digest": DIGEST, **changes}


def with_group(**changes: Any) -> Callable[[], dict[str, Any]]:
    return lambda: content(groups=[group(**changes)])


def with_score(**changes: Any) -> Callable[[], dict[str, Any]]:
    return lambda: content(groups=[group(scores={"one": score(**changes)})])


def with_bins(*from_: int, n: tuple[int, ...] = (20, 60, 40)) -> Callable[[], dict[str, Any]]:
    return with_score(bins={"from": list(from_), "n": list(n)})


def with_complete(**changes: Any) -> Callable[[], dict[str, Any]]:
    return with_score(complete={"n": 110, "sd": 20.0, "alpha": 0.8, **changes})


APART = {"item": "country", "code": "NL"}

GOOD: dict[str, Callable[[], dict[str, Any]]] = {
    "as it is written": content,
    "without a sample": lambda: content(sample=None),
    "the longest sample": lambda: content(sample="x" * LONGEST_SAMPLE),
    "all complete": with_complete(n=120),
    "five not complete": with_complete(n=115),
    "a negative alpha": with_complete(alpha=-3.0),
    "no alpha": with_complete(alpha=None),
    "no bins": with_score(bins=None),
    "thirty people": with_group(n=30, described={}, languages={"nl": 30}, scores={}),
    "nobody is left over": with_group(languages={"nl": 120}),
    "a last bin of 100 alone": with_bins(0, 40, 100),
    "a period": with_group(period=["2026-01", "2026-12"]),
    "a group apart beside all": lambda: content(
        groups=[group(), group(by=APART, n=100, described={}, languages={}, scores={})]
    ),
}

BAD: dict[str, Callable[[], dict[str, Any]]] = {
    "bins that do not begin at 0": with_bins(1, 40, 60),
    "bins above 100": with_bins(0, 40, 101),
    "bins out of order": with_bins(0, 60, 40),
    "a bin that stands twice": with_bins(0, 40, 40),
    "fewer bins than edges": with_bins(0, 40, 60, n=(60, 60)),
    "bins of others": with_bins(0, 40, 60, n=(20, 60, 41)),
    "a bin of four": with_bins(0, 40, 60, n=(4, 76, 40)),
    "bins of 99 people": with_score(n=99, complete=None, bins={"from": [0, 50], "n": [50, 49]}),
    "a score of 29": with_score(n=29, complete=None, bins=None),
    "29 complete ones": with_complete(n=29),
    "a group of 29": with_group(n=29, described={}, languages={}, scores={}),
    "more complete ones than people": with_complete(n=121),
    "four who are not complete": with_complete(n=116),
    "an alpha above 1": with_complete(alpha=1.1),
    "an alpha that is no number": with_complete(alpha=float("nan")),
    "a negative spread of complete ones": with_complete(sd=-1.0),
    "a negative spread": with_score(sd=-1.0),
    "a spread without end": with_score(sd=float("inf")),
    "a mean above 100": with_score(mean=101.0),
    "four from a country": with_group(described={"country": {"NL": 100, "DE": 4}}),
    "four of a language": with_group(languages={"nl": 110, "de": 4}),
    "four who are left over": with_group(languages={"nl": 116}),
    "four from elsewhere": with_group(described={"country": {"NL": 116}}),
    "more countries than people": with_group(described={"country": {"NL": 121}}),
    "99 apart": lambda: content(groups=[group(), group(by=APART, n=99, described={}, languages={}, scores={})]),
    "a group apart without all": with_group(by=APART),
    "a group that stands twice": lambda: content(groups=[group(), group()]),
    "a score of more people than there are": with_group(n=119, described={}, languages={}),
    "no group": lambda: content(groups=[]),
    "a month that there is not": with_group(period=["2026-01", "2026-13"]),
    "a sample that is too long": lambda: content(sample="x" * (LONGEST_SAMPLE + 1)),
    "a sample of two lines": lambda: content(sample="a\nb"),
    "a sample of nothing": lambda: content(sample="  "),
    "number 0": lambda: content(number=0),
    "a day that is none": lambda: content(made="22-11-2026"),
    "a digest that is none": lambda: content(digest="sha256:0"),
    "another format": lambda: content(format=2),
    "a source that is none": lambda: content(source="hearsay"),
    "a key that there is not": lambda: content(more=1),
}


@pytest.mark.parametrize("what", GOOD)
def test_what_rely_writes_is_read(what: str) -> None:
    assert ReferenceFile.model_validate(GOOD[what]()).groups[0].perspective == "self"


@pytest.mark.parametrize("what", BAD)
def test_what_would_tell_of_a_few_or_means_nothing_is_refused(what: str) -> None:
    with pytest.raises(ValidationError):
        ReferenceFile.model_validate(BAD[what]())


def test_the_digest_is_that_of_the_content_without_itself_in_any_order() -> None:
    plain = plain_reference(ReferenceFile.model_validate(content()))
    digest = reference_digest(plain)
    assert reference_digest({**plain, "digest": "another"}) == digest
    assert reference_digest(dict(reversed(plain.items()))) == digest
    changed = deepcopy(plain)
    changed["sample"] = "Other fairs."
    assert reference_digest(changed) != digest
