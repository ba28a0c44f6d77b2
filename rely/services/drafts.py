"""Turn an assessment into a file to keep, and such a file, which may be anybody's, into a new assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rely.errors import RelyError
from rely.loading.answers.draft import DRAFT, Draft, read_draft_block, write_draft
from rely.loading.by_digest import instrument_by_digest
from rely.loading.catalogue import UnreadableInstrument
from rely.loading.problems import Problem, visible
from rely.loading.source import Source, read_source
from rely.model.answers import FULL_FORM
from rely.model.digest import canonical_json
from rely.model.instrument import Instrument
from rely.scoring.accept import accept_one
from rely.scoring.answer_problems import AnswerProblem
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import OpenAssessment, Started, begin_with, get_assessment
from rely.services.catalogue import Offer
from rely.services.filenames import file_name
from rely.services.given import with_given
from rely.services.results import Document, subject_of
from rely.services.site import Site
from rely.storage.instruments import canonical_of

LARGEST = 256 * 1024
"""In bytes: ten times the largest draft."""

ENDING = "rely.yaml"

_NAME = "draft"
_NOT_TEXT = frozenset({"not-utf8", "control-character", "line-separator"})
_KEYS = frozenset({"instrument", "lang", "form", "perspective", "given", "answers", DRAFT})
_SHOWN = 60


class NotADraft(RelyError):
    """A file that no assessment can be made of; `kind` says what it is, `line` where, 0 for the whole."""

    def __init__(self, kind: str, *, line: int = 0, **facts: str) -> None:
        self.kind, self.line, self.facts = kind, line, facts
        super().__init__(f"the file is no draft that can be read here: {kind}")


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something in a draft that its instrument does not take: id of item or key, what was written, and the line."""

    name: str
    written: str
    line: int


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """A draft that was read: the instrument it belongs to, the answers that fit it, and what does not.

    Given facts stand among the answers.
    """

    offer: Offer
    form: str
    perspective: str
    language: str | None
    answers: Mapping[str, object]
    misfits: tuple[Misfit, ...]


def build_draft(site: Site, opened: OpenAssessment, *, language: str) -> Document:
    """The answers so far as a file that can be uploaded again, and that `rely score` reads."""
    draft = Draft(opened.instrument.version, opened.record.instrument_digest, site.now().replace(microsecond=0))
    text = write_draft(opened.instrument, replace(opened.assessment, lang=language), draft)
    day = site.clock().date()
    return Document(
        file_name(subject_of(opened) or opened.instrument.id, day, ENDING), "application/yaml", text.encode()
    )


def read_draft(site: Site, raw: bytes) -> ReadDraft:
    """Check a file from its first byte on; nothing is stored. Raises NotADraft."""
    _refuse_other_kinds(raw)
    source, problems = read_source(raw, _NAME)
    if source is None or problems:
        raise _unreadable(problems)
    draft = _draft_of(source)
    offer = _offer_of(site, draft, _text(source, "instrument"))
    form, perspective = _text(source, "form") or FULL_FORM, _text(source, "perspective")
    if form not in offer.instrument.form_ids:
        raise NotADraft("damaged", line=_line(source, "form"))
    perspective = perspective or offer.instrument.perspectives[0].id
    if perspective not in {each.id for each in offer.instrument.perspectives}:
        raise NotADraft("damaged", line=_line(source, "perspective"))
    answers, misfits = _answers_of(source, offer.instrument)
    language = _text(source, "lang")
    return ReadDraft(offer, form, perspective, language, answers, misfits)


def begin_from_draft(site: Site, draft: ReadDraft, *, language: str) -> Started:
    """Make a new assessment, with a new code, of the answers that fit."""
    started = begin_with(site, draft.offer, form=draft.form, perspective=draft.perspective, language=language)
    arrived = {name: Arrived(value) for name, value in draft.answers.items()}
    save_answers(site, get_assessment(site, started.id), arrived)
    return started


def _refuse_other_kinds(raw: bytes) -> None:
    if len(raw) > LARGEST:
        raise NotADraft("too-large")
    if not raw.strip():
        raise NotADraft("empty")
    if b"%PDF-" in raw[:1024]:
        raise NotADraft("pdf")
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise NotADraft("office")


def _unreadable(problems: list[Problem]) -> NotADraft:
    first = problems[0]
    if first.code == "not-a-mapping":
        return NotADraft("foreign")
    return NotADraft("not-text" if first.code in _NOT_TEXT else "unreadable", line=first.line)


def _draft_of(source: Source) -> Draft:
    draft, problems = read_draft_block(source)
    if problems:
        kind = "newer-format" if problems[0].code == "newer-draft" else "damaged"
        raise NotADraft(kind, line=problems[0].line)
    if draft is None:
        # The block stands last: a file of ours without it has lost its end.
        is_ours = "instrument" in source.data and "answers" in source.data
        raise NotADraft("no-end" if is_ours else "foreign")
    return draft


def _offer_of(site: Site, draft: Draft, name: str) -> Offer:
    """The very instrument of the draft: the catalogue's, one that is stored, or a kept release. Raises NotADraft."""
    offer = site.catalogue.find(name)
    if offer is None:
        raise NotADraft("unknown-instrument", name=_shown(name))
    if offer.digest == draft.digest:
        return offer
    instrument = _kept(site, draft.digest)
    if instrument is None:
        raise NotADraft("unknown-version", version=draft.version, here=offer.instrument.version)
    if instrument.id != name:
        raise NotADraft("damaged")
    return Offer(instrument, draft.digest, canonical_json(instrument))


def _kept(site: Site, digest: str) -> Instrument | None:
    with site.database.reading() as session:
        canonical = canonical_of(session, digest)
    if canonical is None:
        return instrument_by_digest(digest)
    try:
        return site.catalogue.by_digest(digest, lambda _digest: canonical)
    except UnreadableInstrument:
        return None


def _answers_of(source: Source, instrument: Instrument) -> tuple[dict[str, object], tuple[Misfit, ...]]:
    written: Any = source.data.get("answers")
    if not isinstance(written, dict):
        raise NotADraft("damaged", line=_line(source, "answers"))
    misfits = [
        Misfit(_shown(key), _shown(value), _line(source, key)) for key, value in source.data.items() if key not in _KEYS
    ]
    given: Any = source.data.get("given") or {}
    if not isinstance(given, dict):
        raise NotADraft("damaged", line=_line(source, "given"))
    asked = with_given(instrument)
    facts = {fact.id for fact in instrument.given}
    fits: dict[str, object] = {}
    for key, block in (("given", given), ("answers", written)):
        for name, value in block.items():
            if (name in facts) == (key == "given") and _problem(asked, name, value) is None:
                fits[name] = value
            else:
                misfits.append(Misfit(_shown(name), _shown(value), _line(source, key, name)))
    return fits, tuple(misfits)


def _problem(asked: Instrument, name: str, value: object) -> AnswerProblem | None:
    item = asked.items.get(name)
    return AnswerProblem(name, "unknown-item", value) if item is None else accept_one(asked, item, value)[1]


def _text(source: Source, key: str) -> str:
    value = source.data.get(key)
    if value is not None and not isinstance(value, str):
        raise NotADraft("damaged", line=_line(source, key))
    return str(value or "")


def _line(source: Source, *path: str) -> int:
    return source.place(path, of_key=True).line


def _shown(value: object) -> str:
    """What was written, short, in one line, and with what cannot be seen made visible."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else "…" if isinstance(value, dict) else str(value)
    text = visible(" ".join(text.split()))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
