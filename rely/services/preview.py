"""Turn a questionnaire that is being edited into a site of one instrument, whose given answers outlive each version."""

import re
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from rely.errors import RelyError
from rely.loading.answers import read_answers
from rely.loading.files import folder_of
from rely.loading.problems import Problem
from rely.loading.watch import Look, Watch
from rely.model.answers import FULL_FORM, Assessment, Code
from rely.model.instrument import Instrument
from rely.scoring.accept import accept_one
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import NotFound, Started, begin_with, finish_assessment, get_assessment
from rely.services.branches import Branch, find_answers, form_of
from rely.services.catalogue import Offer
from rely.services.examples import FOLDER
from rely.services.given import with_given
from rely.services.site import Site
from rely.storage import assessments as rows
from rely.storage.instruments import is_kept, keep_instrument
from rely.storage.previews import all_assessments, move_all, remove_answers

OWN, EXAMPLE, BRANCH, SIMULATED = "own", "example", "branch", "simulated"

ENDINGS = (".yaml", ".yml", ".json")
"""What the name of a file ends with that holds the answers of one assessment."""


_SEED = re.compile("[0-9]{1,9}", re.ASCII)


class NoAnswers(RelyError):
    """A source that gives no answers: `problems` tell why, where they are those of a file."""

    def __init__(self, source: "Source", problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(f"{source.id} gives no answers")
        self.source = source
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Source:
    """Where the answers of an assessment of the preview come from: own ones, the file of an example, a branch, a
    simulation; `name` is the file, the branch or the seed."""

    kind: str
    name: str = ""

    @property
    def id(self) -> str:
        """Its kind and its name."""
        return f"{self.kind}/{self.name}" if self.name else self.kind


def source_of(written: str) -> Source:
    """The source with this id; own answers for anything else."""
    kind, _, name = written.partition("/")
    return Source(kind, name) if kind in (EXAMPLE, BRANCH, SIMULATED) and name else Source(OWN)


@dataclass
class Preview:
    """One questionnaire under work with a site that is thrown away afterwards.

    There is one assessment for each source of answers, so that looking at another one loses nothing.
    """

    site: Site
    watch: Watch
    _shown: Instrument | None = None
    _started: dict[str, Started] = field(default_factory=dict)
    _aside: dict[uuid.UUID, dict[str, Code]] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def look(self, *, closely: bool = False) -> Look:
        """What the questionnaire is now, as Watch tells it; from then on the site offers that version."""
        found = self.watch.look_closely() if closely else self.watch.look()
        with self._lock:
            if found.instrument is not None and found.instrument is not self._shown:
                self._move(found.instrument)
                self._shown = found.instrument
        return found

    def examples(self) -> tuple[str, ...]:
        """The names of the files with example answers beside the questionnaire."""
        folder = self._folder
        return tuple(sorted(each.name for each in folder.glob("*") if each.suffix in ENDINGS and each.is_file()))

    def started(self, source: Source, *, language: str) -> Started:
        """The assessment of a source, or of the own answers where there is none; these begin when they are wanted."""
        with self._lock:
            found = self._kept(source) or self._kept(Source(OWN))
            return found or self._begin(Source(OWN), Assessment(answers={}), language)

    def open(self, source: Source, *, language: str) -> Started:
        """The assessment of a source, filled in anew; own answers stay as they are. Raises NoAnswers."""
        with self._lock:
            if source.kind == OWN:
                return self.started(source, language=language)
            return self._begin(source, self._answers(source), language)

    def adopt(self, started: Started) -> Source:
        """Take an assessment that was begun on the pages themselves for that of the own answers, unless it is known."""
        with self._lock:
            known = next((name for name, each in self._started.items() if each.id == started.id), None)
            if known is None:
                self._started[OWN] = started
            return source_of(known or OWN)

    def clear(self, *, language: str) -> Started:
        """Begin the own answers anew."""
        with self._lock:
            return self._begin(Source(OWN), Assessment(answers={}), language)

    def problems_of(self, source: Source) -> tuple[Problem, ...]:
        """Why an example gives no answers; nothing for other sources."""
        with self._lock:
            try:
                if source.kind == EXAMPLE:
                    self._answers(source)
            except NoAnswers as error:
                return error.problems
        return ()

    def finish(self, started: Started) -> None:
        """Ask for the result of an assessment."""
        finish_assessment(self.site, started.id)

    @property
    def _folder(self) -> Path:
        return (folder_of(self.watch.path) or self.watch.path.parent) / FOLDER

    def _kept(self, source: Source) -> Started | None:
        """The assessment of a source, unless it was deleted on the pages themselves."""
        started = self._started.get(source.id)
        try:
            return None if started is None else Started(get_assessment(self.site, started.id).id, started.code)
        except NotFound:
            return None

    def _instrument(self) -> Instrument:
        assert self._shown is not None, "nothing is opened before there is an instrument"
        return self._shown

    def _answers(self, source: Source) -> Assessment:
        if source.kind == EXAMPLE and source.name in self.examples():
            return self._example(source)
        if source.kind == BRANCH:
            kind, _, name = source.name.partition("/")
            branch = Branch(kind, name)
            found = find_answers(self._instrument(), branch)
            if found is not None:
                return Assessment(answers=found, form=form_of(branch), perspective=self._perspective)
        if source.kind == SIMULATED and _SEED.fullmatch(source.name):
            return _simulated(self._instrument(), int(source.name))
        raise NoAnswers(source)

    def _example(self, source: Source) -> Assessment:
        read = next(iter(read_answers(self._folder / source.name, self._instrument())), None)
        if read is None or read.assessment is None:
            raise NoAnswers(source, read.problems if read is not None else ())
        return read.assessment

    @property
    def _perspective(self) -> str:
        return self._instrument().perspectives[0].id

    def _begin(self, source: Source, answered: Assessment, language: str) -> Started:
        offer = self.site.catalogue.offers()[0]
        started = begin_with(
            self.site,
            offer,
            form=answered.form if answered.form in offer.instrument.form_ids else FULL_FORM,
            perspective=answered.perspective,
            language=language,
        )
        arrived = {name: Arrived(code) for name, code in {**answered.given, **answered.answers}.items()}
        save_answers(self.site, get_assessment(self.site, started.id), arrived)
        self._started[source.id] = started
        return started

    def _move(self, instrument: Instrument) -> None:
        """Have every assessment go on with this version."""
        offer = self.site.catalogue.offer_only(instrument)
        with self.site.database.writing() as session:
            _keep(session, offer)
            for assessment_id in all_assessments(session):
                self._fit(session, instrument, assessment_id)
            move_all(session, offer.digest)

    def _fit(self, session: Session, instrument: Instrument, assessment_id: uuid.UUID) -> None:
        """Set aside the answers that this version does not allow, and take back those that it allows again."""
        stored = {name: each.value for name, each in rows.answers_of(session, assessment_id).items()}
        aside = self._aside.get(assessment_id, {})
        wanted: Mapping[str, Code] = {**aside, **stored}
        fitting = {name for name, code in wanted.items() if _fits(instrument, name, code)}
        record = rows.find_by_id(session, assessment_id, self.site.deadlines())
        if record is None:
            return
        remove_answers(session, assessment_id, stored.keys() - fitting)
        back = {name: wanted[name] for name in fitting - stored.keys()}
        rows.write_answers(session, assessment_id, back, at=record.last_answered)
        if record.finished is not None:
            rows.set_finished(session, assessment_id, record.finished)
        if record.form not in instrument.form_ids:
            rows.set_form(session, assessment_id, FULL_FORM, at=record.last_answered)
        self._aside[assessment_id] = {name: code for name, code in wanted.items() if name not in fitting}


def _simulated(instrument: Instrument, seed: int) -> Assessment:
    from rely.research.simulate import simulate  # loads numpy, which most previews need not

    return next(simulate(instrument, 1, seed))


def _keep(session: Session, offer: Offer) -> None:
    if not is_kept(session, offer.digest):
        instrument = offer.instrument
        keep_instrument(
            session,
            digest=offer.digest,
            instrument_id=instrument.id,
            version=instrument.version,
            canonical=offer.canonical,
        )


def _fits(instrument: Instrument, name: str, code: Code) -> bool:
    """Whether this version asks such an item and allows this answer; a cleared one always fits."""
    asked = with_given(instrument)
    item = asked.items.get(name)
    if item is None:
        return False
    return code is None or accept_one(asked, item, code)[1] is None
