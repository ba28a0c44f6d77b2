"""Turn an instrument into the norms that are at hand for it."""

from __future__ import annotations

import logging

from rely.errors import RelyError
from rely.loading.norms import NormsRefused, norms_by_digest, norms_for
from rely.model.instrument import Instrument
from rely.model.reference import Reference

log = logging.getLogger("rely.norms")


class NormsNotAtHand(RelyError):
    """The norms file of a report is not beside its instrument."""


def norms_at_hand(instrument: Instrument) -> Reference | None:
    """The norms of the catalogue that count for an instrument; a broken file is told in the log and counts as none.

    For pages, which must not fall because of a file beside a questionnaire.
    """
    try:
        return norms_for(instrument)
    except NormsRefused as error:
        log.warning("%s", error)
        return None


def get_norms(instrument: Instrument, digest: str) -> Reference:
    """The norms file of this digest. Raises NormsNotAtHand, and NormsRefused for a broken one."""
    found = norms_by_digest(instrument, digest)
    if found is None:
        raise NormsNotAtHand(
            f"the report was made with norms of '{instrument.id}' that have the digest {digest}, and they are not at "
            f"hand. Put that norms file into questionnaires/{instrument.id}/norms/."
        )
    return found
