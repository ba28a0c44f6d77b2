"""Measure the whole check of a questionnaire against the quickest way to merely parse the same text."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import yaml

from benchmarks.side_by_side import compare, timed
from rely.loading.files import questionnaire_files
from rely.loading.instrument import read_questionnaire
from rely.paths import questionnaires_dir
from rely.services.coverage import build_coverage

SHIPPED = "relationship-check"
SIZES = (500, 1000, 2000, 5000)
TOPICS = 20
_HEAD = """\
id: generated
version: 1.0.0
languages:
  - en
title: Generated
perspectives:
  - id: self
    label: Self
facets:
  - id: topic
    label: Topic
    values:
"""
_SCALE = """\
response_scales:
  - id: agree
    kind: likert
    options:
      - code: 1
        label: No
      - code: 2
        label: Partly
      - code: 3
        label: Yes
missing_data:
  min_answered: 2
  min_coverage: 0.5
  narrow_below: 0.5
scores:
  by_facet:
    - facet: topic
sections:
"""


def run() -> None:
    """Print the ratio for the shipped questionnaire, its worked cases apart, and the growth with its size."""
    folder = questionnaires_dir() / SHIPPED
    compare(
        f"{SHIPPED}: whole check with lines against yaml.load(CSafeLoader)",
        partial(_checked, folder, history=False),
        _parser(folder),
        target="<= 1.0 x, stretch 0.8 x",
    )
    compare(
        f"{SHIPPED}: with worked cases and releases against without",
        partial(_checked, folder, history=True),
        partial(_checked, folder, history=False),
    )
    with tempfile.TemporaryDirectory() as made:
        _growth(Path(made))


def _growth(folder: Path) -> None:
    ours, parsing, mapping = [], [], []
    for size in SIZES:
        path = folder / f"{size}.yaml"
        path.write_text(generated(size), encoding="utf-8")
        check, parse = partial(_checked, path, history=False), _parser(path)
        compare(f"{size} generated items: whole check against yaml.load(CSafeLoader)", check, parse, rounds=5)
        ours.append(min(timed(check) for _ in range(3)) / size)
        parsing.append(min(timed(parse) for _ in range(3)) / size)
        instrument = read_questionnaire(path, history=False).instrument
        assert instrument is not None
        mapping.append(min(timed(partial(build_coverage, instrument)) for _ in range(3)) / size)
    grown = f"an item takes {ours[-1] / ours[0]:.2f} x as long among {SIZES[-1]} as among {SIZES[0]}"
    print(f"growth: {grown} (linear: 1.00 x; parsing alone: {parsing[-1] / parsing[0]:.2f} x)")
    print(f"growth of the map that the preview shows: {mapping[-1] / mapping[0]:.2f} x (linear: 1.00 x)")


def _checked(path: Path, *, history: bool) -> None:
    loaded = read_questionnaire(path, history=history)
    assert loaded.instrument is not None, loaded.problems


def _parser(path: Path) -> Callable[[], object]:
    texts = [each.read_bytes() for each in questionnaire_files(path)]
    return lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts]


def generated(items: int) -> str:
    """A questionnaire with so many items, in sections of twenty-five, each item shown on a condition."""
    topics = "".join(f"      - id: t{at}\n        label: Topic {at}\n" for at in range(TOPICS))
    sections = (
        f"  - id: s{at}\n    title: Section {at}\n    items:\n"
        + "".join(_item(at % TOPICS, at * 25 + position) for position in range(25))
        for at in range(items // 25)
    )
    return _HEAD + topics + _SCALE + "".join(sections)


def _item(topic: int, number: int) -> str:
    condition = f"        show_if:\n          fact: I{number - 1}\n          at_least: 2\n" if number % 25 else ""
    return (
        f"      - id: I{number}\n        text: Statement number {number} about this and that.\n"
        f"        response_scale: agree\n        facets:\n          topic: t{topic}\n{condition}"
    )
