"""Give the attacks a site with something in every state, a browser that may open it, and a look at what is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import delete, select
from werkzeug.routing import Rule

from rely.guidelines.taken import accept_owner
from rely.languages import INTERFACE_LANGUAGES
from rely.model.instrument import Instrument
from rely.scoring.accept import accept_one
from rely.services.assessments import Started, finish_assessment, start_assessment
from rely.services.given import with_given
from rely.storage.database import Database
from rely.storage.tables import AnswerRow, AssessmentRow, FinishedResultRow, JobRow, TakenActionRow
from rely.web import create_app
from tests.browser import Browser
from tests.shots.stock import fill_stock, forget_limits, shown_site
from tests.small_instrument import with_short_form

ARGUMENT = re.compile(r"<(?:[^:<>]+:)?(\w+)>")


class Attacked:
    """A site and one browser that may open everything in it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.site = shown_site(database, folder, with_short_form())
        self.app = create_app(self.site.settings, site=self.site)
        self.rules: tuple[Rule, ...] = tuple(self.app.url_map.iter_rules())
        self.own: Mapping[str, Started] = {}
        self.stock()

    @property
    def posts(self) -> list[Rule]:
        """The addresses to which forms are sent."""
        return [rule for rule in self.rules if "POST" in (rule.methods or ())]

    def stock(self) -> None:
        """Put something in every state, and let a new browser in."""
        self.own = {**fill_stock(self.site), "small": self._small("full"), "short": self._small("short")}
        self.browser = Browser(self.app)
        self.token = self.browser.visit("/en/").token
        for each in self.own.values():
            self.send("/en/resume", {"code": [each.code]})

    def refresh(self) -> None:
        """Forget how often things were done and what waits to be made, and put back what is gone."""
        forget_limits(self.site)
        with self.site.database.writing() as session:
            session.execute(delete(JobRow))
            there = set(session.scalars(select(AssessmentRow.id)))
            own = {each.id for each in self.own.values()}
            session.execute(delete(AssessmentRow).where(AssessmentRow.id.in_(there - own)))
        if not own <= there:
            self.stock()

    def send(self, path: str, values: Mapping[str, Any], **more: Any) -> int:
        """Send a form with a good token, and give the status."""
        response = self.browser.client.post(path, data={**values, "csrf_token": self.token}, **more)
        response.close()
        return response.status_code

    def _small(self, form: str) -> Started:
        started = start_assessment(self.site, "small", language="en", form=form)
        if form == "short":
            finish_assessment(self.site, started.id)
        return started

    def results(self) -> list[str]:
        """The ids of all results that are kept, the oldest first."""
        with self.site.database.reading() as session:
            return [str(each) for each in session.scalars(select(FinishedResultRow.id).order_by("finished"))]

    def instruments(self) -> dict[str, Instrument]:
        """What is offered, by digest."""
        return {offer.digest: offer.instrument for offer in self.site.catalogue.offers()}

    def dump(self) -> list[tuple[Any, ...]]:
        """All that is stored about anybody."""
        tables = (AssessmentRow, AnswerRow, FinishedResultRow, TakenActionRow)
        with self.site.database.reading() as session:
            return [
                tuple(str(getattr(row, column.key)) for column in row.__table__.columns)
                for table in tables
                for row in session.scalars(select(table).order_by(*table.__table__.primary_key))
            ]

    def assert_allowed(self) -> None:
        """Everything that is stored is what its instrument accepts, exactly as it is stored."""
        offered = self.instruments()
        with self.site.database.reading() as session:
            for row in session.scalars(select(AssessmentRow)):
                assert row.form in offered[row.instrument_digest].form_ids
                assert row.language in INTERFACE_LANGUAGES
            digests = {row.id: row.instrument_digest for row in session.scalars(select(AssessmentRow))}
            for taken in session.scalars(select(TakenActionRow)):
                known = {each.id for each in offered[digests[taken.assessment_id]].guidelines}
                assert taken.guideline_id in known
                assert accept_owner(taken.owner) == (taken.owner, None)
            answers = [
                (digests[row.assessment_id], row.item_id, row.value) for row in session.scalars(select(AnswerRow))
            ]
            finished = [(row.instrument_digest, row.answers) for row in session.scalars(select(FinishedResultRow))]
        answers += [(digest, item, value) for digest, given in finished for item, value in given.items()]
        for digest, item, value in answers:
            assert_accepted(offered[digest], item, value)


def assert_accepted(instrument: Instrument, item: str, stored: Any) -> None:
    """An answer or given fact is one that the instrument accepts, exactly as it is stored; None is a cleared one."""
    asked = with_given(instrument)
    value = tuple(stored) if isinstance(stored, list) else stored
    if value is not None:
        again, problem = accept_one(asked, asked.items[item], value)
        assert problem is None, (item, value)
        assert (again, type(again)) == (value, type(value))


def path_of(rule: Rule, arguments: Mapping[str, str]) -> str:
    """The address of a rule with these arguments, which may be anything."""
    return ARGUMENT.sub(lambda found: quote(arguments[found[1]], safe=""), rule.rule)


def names_of(rules: tuple[Rule, ...]) -> Iterator[str]:
    """The names of all arguments in these rules."""
    for rule in rules:
        yield from ARGUMENT.findall(rule.rule)
