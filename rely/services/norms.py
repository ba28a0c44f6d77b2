"""Turn consented assessments into cases with the version that says which of their scores count."""

from __future__ import annotations

from collections.abc import Iterator

from rely.loading.norms import comparable_scores
from rely.model.answers import FULL_FORM
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.research.cases import Case
from rely.research.norms.gathering import Version
from rely.services.consented import consented, instrument_with
from rely.services.site import Site


def consented_versions_of(site: Site, instrument: Instrument) -> Iterator[tuple[Version, Case]]:
    """The consented cases of all versions of an instrument, each with the scores that mean the same in this one.

    Raises DatabaseBusy.
    """
    versions: dict[str, Version] = {digest(instrument): version_of(instrument, instrument)}
    for each in consented(site, instrument.id, all_occasions=True):
        if each.digest not in versions:
            versions[each.digest] = version_of(instrument_with(site, each.digest), instrument)
        if versions[each.digest].scores:
            yield versions[each.digest], each.case


def version_of(version: Instrument, wanted: Instrument) -> Version:
    """A version of an instrument with those of its scores that mean the same in the wanted one."""
    return Version(version, comparable_scores(version, wanted, FULL_FORM))
