"""Turn the questionnaires at hand, and the copies kept in the database, into instruments ready for use."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rely.model.digest import canonical_json, digest
from rely.model.instrument import Instrument


@dataclass(frozen=True, slots=True)
class Offer:
    """One instrument of the catalogue with the digest and the canonical JSON of its content."""

    instrument: Instrument
    digest: str
    canonical: str


class Catalogue:
    """The instruments that can be answered here, read once, and older versions as they are needed.

    `load` turns an id into an instrument, `read` canonical JSON into one.
    """

    def __init__(
        self, ids: Iterable[str], *, load: Callable[[str], Instrument], read: Callable[[str], Instrument]
    ) -> None:
        self._offers = {name: _offer(load(name)) for name in ids}
        self._by_digest = {offer.digest: offer.instrument for offer in self._offers.values()}
        self._read = read

    def offers(self) -> tuple[Offer, ...]:
        """All instruments that a visitor can start by himself."""
        return tuple(offer for offer in self._offers.values() if _asks_all_it_needs(offer.instrument))

    def find(self, instrument_id: str) -> Offer | None:
        """The instrument with this id, or None."""
        return next((offer for offer in self.offers() if offer.instrument.id == instrument_id), None)

    def by_digest(self, digest: str, fetch: Callable[[str], str | None]) -> Instrument:
        """The instrument with exactly this content; `fetch` gives its JSON where it is not at hand."""
        if digest not in self._by_digest:
            canonical = fetch(digest)
            assert canonical is not None, f"the database refers to instrument {digest} without keeping it"
            self._by_digest[digest] = self._read(canonical)
        return self._by_digest[digest]


def _offer(instrument: Instrument) -> Offer:
    return Offer(instrument, digest(instrument), canonical_json(instrument))


def _asks_all_it_needs(instrument: Instrument) -> bool:
    """Whether the fact that selects its items follows from answers and need not be given."""
    facet = instrument.selecting_facet
    return facet is None or facet.selects_by not in {given.id for given in instrument.given}
