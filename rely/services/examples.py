"""Turn the example answers that lie beside an instrument into assessments, for a demonstration."""

import itertools
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from rely import paths
from rely.errors import RelyError
from rely.loading.answers import read_answers
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import (
    delete_expired,
    find_by_code,
    finish_assessment,
    get_assessment,
    start_assessment,
)
from rely.services.codes import make_code
from rely.services.research_consent import agree, wording_of
from rely.services.results import subject_of
from rely.services.site import Site

FOLDER = "examples"
"""The folder of an instrument in which example answers lie, one file each."""

DRAFT = "draft-"
"""What the name of a file begins with whose assessment stays unfinished."""

SAYS_NOTHING = "1-"
"""What the name of a file begins with whose respondent says nothing to research; the others agree."""

LANGUAGE = "en"
"""The language of an example that names none."""


class BrokenExample(RelyError):
    """A file of example answers that does not fit its instrument."""


@dataclass(frozen=True, slots=True)
class Example:
    """One assessment of the demonstration: what it is called, its resume code, and whether it is finished."""

    id: uuid.UUID
    instrument: str
    subject: str
    language: str
    code: str
    is_finished: bool


def fill_examples(site: Site) -> tuple[Example, ...]:
    """Store the examples of all instruments, those that are not there yet, and tell their codes.

    Their codes follow from the secret key, so that a second call finds them again. Raises BrokenExample.
    """
    # An example that has expired is stored anew: its old row must not be in the way.
    delete_expired(site)
    files = [(offer.instrument, path) for offer in site.catalogue.offers() for path in _files(offer.instrument)]
    made = []
    for at, (instrument, path) in enumerate(files):
        age = site.settings.draft_time * (at + 1) / (2 * len(files))
        made.append(_example(site, _as_of(site, path, age), instrument, path))
    return tuple(made)


def first_example(instrument: Instrument) -> Assessment | None:
    """The answers of the first example that is finished; None without one. Raises BrokenExample."""
    path = next((path for path in _files(instrument) if not path.name.startswith(DRAFT)), None)
    return None if path is None else _read(path, instrument)


def _files(instrument: Instrument) -> Iterator[Path]:
    yield from sorted((paths.questionnaires_dir() / instrument.id / FOLDER).glob("*.yaml"))


def _as_of(site: Site, path: Path, age: timedelta) -> Site:
    """The site as it was some time ago, where chance gives each file its own code, always the same."""
    seed = f"{site.settings.secret()}/{path.parent.parent.name}/{path.stem}"
    # Foretelling these codes needs the secret key, and whoever has that prints them anyway.
    code = make_code(random.Random(seed).choice)
    letters = itertools.cycle(code.replace("-", ""))
    return replace(site, clock=lambda: site.clock() - age, choose=lambda _alphabet: next(letters))


def _example(site: Site, then: Site, instrument: Instrument, path: Path) -> Example:
    answered = _read(path, instrument)
    language = answered.lang or LANGUAGE
    is_finished = not path.name.startswith(DRAFT)
    found = find_by_code(site, make_code(then.choose))
    if found is None:
        found = start_assessment(then, instrument.id, language=language, form=answered.form)
        arrived = {name: Arrived(code) for name, code in {**answered.answers, **answered.given}.items()}
        save_answers(then, get_assessment(then, found.id), arrived)
        if is_finished:
            finish_assessment(then, found.id)
            if site.settings.asks_for_research and not path.name.startswith(SAYS_NOTHING):
                wording = wording_of(then, instrument, language)
                agree(then, get_assessment(then, found.id), language=language, wording=wording)
    opened = get_assessment(site, found.id)
    return Example(
        id=found.id,
        instrument=instrument.id,
        subject=subject_of(opened) or "",
        language=language,
        code=found.code,
        is_finished=opened.is_finished,
    )


def _read(path: Path, instrument: Instrument) -> Assessment:
    rows = list(read_answers(path, instrument))
    if len(rows) != 1 or rows[0].assessment is None:
        told = "; ".join(str(problem) for row in rows for problem in row.problems)
        raise BrokenExample(f"The example {path} cannot be used: {told or 'it needs exactly one assessment'}.")
    return rows[0].assessment
