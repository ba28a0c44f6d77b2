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
        self._offers = {offer.instrument.id: offer for offer in sorted(map(_offer, map(load, ids)), key=_rank)}
        self._by_digest = {offer.digest: offer.instrument for offer in self._offers.values()}
        self._read = read

    def offers(self) -> tuple[Offer, ...]:
        """All instruments, by their rank and then by their titles."""
        return tuple(self._offers.values())

    def find(self, instrument_id: str) -> Offer | None:
        """The instrument with this id, or None."""
        return self._offers.get(instrument_id)

    def by_digest(self, digest: str, fetch: Callable[[str], str | None]) -> Instrument:
        """The instrument with exactly this content; `fetch` gives its JSON where it is not at hand."""
        found = self._by_digest.get(digest)
        if found is None:
            canonical = fetch(digest)
            assert canonical is not None, f"the database refers to instrument {digest} without keeping it"
            found = self._by_digest[digest] = self._read(canonical)
        return found

    def offer_only(self, instrument: Instrument) -> Offer:
        """Offer this instrument and no other from now on, as the preview of a questionnaire under work does."""
        offer = _offer(instrument)
        self._offers, self._by_digest = {instrument.id: offer}, {offer.digest: instrument}
        return offer


def _offer(instrument: Instrument) -> Offer:
    return Offer(instrument, digest(instrument), canonical_json(instrument))


def _rank(offer: Offer) -> tuple[int, str, str]:
    instrument = offer.instrument
    return instrument.rank, instrument.title.in_language(*instrument.languages), instrument.id
