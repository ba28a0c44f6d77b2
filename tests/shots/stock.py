"""Fill a site with assessments in every state of which there is a page, and open it to a browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete

from rely.guidelines.recommend import recommend
from rely.loading.catalogue import load_instrument
from rely.model.answers import Code
from rely.model.instrument import Instrument
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import Started, finish_assessment, get_assessment, start_assessment
from rely.services.examples import fill_examples
from rely.services.mail_settings import MailSettings
from rely.services.outline import build_outline
from rely.services.research_consent import agree, withdraw, wording_of
from rely.services.site import Site
from rely.services.taken_actions import mark_done, take_on
from rely.storage.database import Database
from rely.storage.tables import LimitedUseRow
from rely.web.serve import open_server
from tests.many import questionnaire
from tests.sites import make_site

INSTRUMENT = "relationship-check"
ANOTHER = "given-facts"
"""A questionnaire of another kind: its facts are given, and its answers have other shapes."""
FACTS = ("cx_", "im_")
"""What the ids of the first pages begin with: those before the statements."""


def shown_site(database: Database, folder: Path, *more: Instrument) -> Site:
    """A site with everything turned on, whose queue has no worker: what it makes stays on its way."""
    return make_site(
        database,
        load_instrument(INSTRUMENT),
        questionnaire(ANOTHER),
        *more,
        data=folder,
        is_development=True,
        has_coach_upload=True,
        mail=MailSettings(kind="file", sender="rely@example.org", folder=folder / "mail"),
        queue_url=f"sqlite:///{folder}/queue.sqlite3",
    )


def fill_stock(site: Site) -> dict[str, Started]:
    """Store the examples, by what the client is called, and what no example is, by its state."""
    examples = {each.subject: Started(each.id, each.code) for each in fill_examples(site)}
    answers = dict(get_assessment(site, examples["Tulp"].id).answers)
    facts = {item: code for item, code in answers.items() if item.startswith(FACTS)}
    before = replace(site, clock=lambda: site.clock() - timedelta(days=30))
    return examples | {
        "facts": stored(site, facts),
        "complete": _completed(site, answers),
        "scan": _finished(site, answers, form="scan"),
        "changed": _changed(site, _finished(before, answers)),
        "changing": _changing(site, _finished(before, answers)),
        "taken": _taken(site, _finished(site, answers)),
        "withdrawn": _withdrawn(site, _finished(site, answers)),
        "garden": stored(site, {"phase": "first"}, instrument=ANOTHER),
    }


def stored(site: Site, answers: Mapping[str, Code], *, form: str = "full", instrument: str = INSTRUMENT) -> Started:
    """An assessment with these answers."""
    started = start_assessment(site, instrument, language="nl", form=form)
    save_answers(site, get_assessment(site, started.id), {item: Arrived(code) for item, code in answers.items()})
    return started


def _finished(site: Site, answers: Mapping[str, Code], *, form: str = "full") -> Started:
    started = stored(site, answers, form=form)
    finish_assessment(site, started.id)
    return started


def _completed(site: Site, answers: Mapping[str, Code]) -> Started:
    started = stored(site, answers)
    opened = get_assessment(site, started.id)
    save_answers(
        site, opened, {item.id: Arrived(4) for page in build_outline(opened).pages.values() for item in page.open}
    )
    return started


def _changing(site: Site, started: Started) -> Started:
    save_answers(site, get_assessment(site, started.id), {"TR01": Arrived(1), "EM01": Arrived(5)})
    return started


def _changed(site: Site, started: Started) -> Started:
    finish_assessment(site, _changing(site, started).id)
    return started


def _withdrawn(site: Site, started: Started) -> Started:
    opened = get_assessment(site, started.id)
    agree(site, opened, language="nl", wording=wording_of(site, opened.instrument, "nl"))
    withdraw(site, opened)
    return started


def _taken(site: Site, started: Started) -> Started:
    opened = get_assessment(site, started.id)
    first, second = recommend(opened.instrument, opened.result).actions[:2]
    for guideline in (first, second):
        assert take_on(site, opened, guideline, owner="Anna", due="2026-12-01") is None
    mark_done(site, opened, second, is_done=True)
    return started


def forget_limits(site: Site) -> None:
    """Let everything be done as often as before."""
    with site.database.writing() as session:
        session.execute(delete(LimitedUseRow))


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The address at which the site answers meanwhile."""
    server: Any = open_server(site.settings, host="127.0.0.1", port=0, site=site)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
