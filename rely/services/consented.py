"""Turn what respondents agreed to into the cases that may leave the database for research."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.scalars import version_number
from rely.research.cases import Case
from rely.services.site import Site
from rely.storage.consented_results import (
    ConsentedAssessment,
    ConsentedVersion,
    consented_assessments,
    consented_versions,
)
from rely.storage.finished_results import FinishedResult
from rely.storage.instruments import canonical_of


@dataclass(frozen=True, slots=True)
class Consented:
    """One case that may be used for research; `digest` names the instrument it was answered with."""

    digest: str
    case: Case


def instruments_with_consent(site: Site) -> tuple[ConsentedVersion, ...]:
    """The versions of instruments with which somebody agreed, by instrument and then the newest version first.

    `assessments` counts those that are finished and not past their period. Raises DatabaseBusy.
    """
    with site.database.reading() as session:
        found = consented_versions(session, since=site.deadlines().results)
    newest_first = sorted(found, key=lambda each: (version_number(each.version), each.digest), reverse=True)
    return tuple(sorted(newest_first, key=lambda each: each.instrument_id))


def instrument_with(site: Site, digest: str) -> Instrument:
    """The instrument that a case was answered with, as the database keeps it. Raises DatabaseBusy."""
    with site.database.reading_rows() as stored:
        return site.catalogue.by_digest(digest, lambda wanted: canonical_of(stored, wanted))


def consented(site: Site, instrument_id: str | None = None, *, all_occasions: bool = False) -> Iterator[Consented]:
    """The cases whose respondents agree at the moment at which each is read, one version after the other.

    Versions come as `instruments_with_consent` tells them, cases in an order that says nothing about time. By default
    an assessment gives one case, its present result. With `all_occasions` it gives one for each day on which a result
    was asked for, the last of that day: what is asked for again on the same day is a correction. Not given are results
    past their period, and assessments whose answers are being changed. Memory stays flat. Raises DatabaseBusy.
    """
    since, zone = site.deadlines().results, site.clock().tzinfo
    for version in instruments_with_consent(site):
        if instrument_id in (None, version.instrument_id):
            facts = frozenset(fact.id for fact in instrument_with(site, version.digest).given)
            for found in consented_assessments(site.database, version.digest, since=since):
                for case in _cases(found, facts, zone, all_occasions=all_occasions):
                    yield Consented(version.digest, case)


def _cases(
    found: ConsentedAssessment, facts: frozenset[str], zone: tzinfo | None, *, all_occasions: bool
) -> Iterator[Case]:
    """The occasions of a relationship are the days on which a result about it was asked for, in the site's zone."""
    last_of_day = {result.finished.astimezone(zone).date(): result for result in found.results}
    others = set(found.moments) - {result.finished for result in found.results}
    occasions = sorted({*last_of_day, *(moment.astimezone(zone).date() for moment in others)})
    days: Sequence[date] = sorted(last_of_day) if all_occasions else [max(last_of_day)]
    for day in days:
        yield Case(
            assessment=_assessment(last_of_day[day], found.perspective, facts),
            key=f"{found.id}/{day}" if all_occasions else str(found.id),
            relationship=str(found.relationship_id),
            occasion=occasions.index(day) + 1,
            finished=day,
            withholds_words=not found.with_words,
        )


def _assessment(result: FinishedResult, perspective: str, facts: frozenset[str]) -> Assessment:
    given = {name: code for name, code in result.answers.items() if name in facts and not isinstance(code, tuple)}
    return Assessment(
        answers={item: code for item, code in result.answers.items() if item not in facts},
        given=given,
        form=result.form,
        perspective=perspective,
        lang=result.language,
    )
