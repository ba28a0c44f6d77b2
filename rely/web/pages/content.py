"""Turn an instrument into what there is to tell about how it was made."""

from dataclasses import dataclass

from rely.languages import Words
from rely.services.catalogue import Offer


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One level of evidence."""

    label: str
    about: str


@dataclass(frozen=True, slots=True)
class MethodView:
    """What an instrument rests on, and which version of it is in use."""

    title: str
    disclaimer: str
    method: tuple[str, ...]
    limits: tuple[str, ...]
    evidence: tuple[EvidenceView, ...]
    works: tuple[str, ...]
    version: str
    digest: str


def view_method(offer: Offer, words: Words) -> MethodView:
    """How scores are made and read, how well the advice is founded, and from which works it comes."""
    instrument = offer.instrument
    report = instrument.report
    return MethodView(
        title=words.text(instrument.title),
        disclaimer=words.text(instrument.disclaimer) if instrument.disclaimer else "",
        method=tuple(words.text(text) for text in (report.method if report else ())),
        limits=tuple(words.text(text) for text in (report.limits if report else ())),
        evidence=tuple(
            EvidenceView(words.text(level.label), words.text(level.about)) for level in instrument.evidence_levels
        ),
        works=tuple(words.text(work.citation) for work in instrument.works),
        version=instrument.version,
        digest=offer.digest,
    )
