"""Turn a respondent's word on research into consent that is stored, or withdrawn, with the text it was given to."""

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from rely.errors import RelyError
from rely.languages import N_, Words, words_for
from rely.model.instrument import Instrument
from rely.model.response_scales import TextEntry
from rely.services.assessments import NotFound, OpenAssessment
from rely.services.results import NotFinished
from rely.services.settings import Settings
from rely.services.site import Site
from rely.storage import consents as rows
from rely.storage.assessments import find_to_change
from rely.storage.consented_results import agreed_texts
from rely.storage.consents import Consent

WHO = N_("Who receives your answers, and what for")
LEAD = N_("This is voluntary. Your result stays the same, whatever you choose.")
ONLY_RESPONDENTS = N_("Only the one who answered can agree. If that is not you, leave it to them.")
WITH_WORDS = N_("What I typed as words may be passed on too, code names included.")


class WordingChanged(RelyError):
    """Somebody agreed to another text than the one that is asked now."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to know before agreeing."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What a respondent agrees to, in one language.

    `only_respondents` is empty where nobody else reads the result. `words` stands beside a box of its own, by which
    what was typed as words is passed on too; it is empty where nothing is asked that is answered in words.
    """

    lead: str
    only_respondents: str
    terms: tuple[Term, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a respondent has said so far; `agreed` are the lines of the text that was agreed to.

    `with_words` tells whether what was typed as words may be passed on too. `since` is the moment of that, in the zone
    of the site: when consent was given, or withdrawn.
    """

    holds: bool
    with_words: bool
    since: datetime
    language: str
    agreed: tuple[str, ...]


def consent_text(settings: Settings, instrument: Instrument, words: Words) -> ConsentText:
    """What is asked with an instrument, by settings that ask."""
    is_for_others = instrument.report is not None and instrument.report.for_whom is not None
    kept = words.ngettext("%(n)s day", "%(n)s days", settings.result_time.days)
    left_out, possible = _of_words(words) if _asks_for_words(instrument) else _without_words(words)
    terms = (
        (WHO, recipient(settings, words)),
        (
            N_("What is passed on"),
            words.gettext(
                "Your answers and scores, the language and the month. That holds for each result kept here, later "
                "ones too."
            ),
        ),
        (N_("What is left out"), left_out),
        (N_("What remains possible"), possible),
        (
            N_("For how long"),
            words.gettext(
                "Until you withdraw here, or your result is deleted. We keep each result for %(days)s. Files that were "
                "passed on before cannot be called back.",
                days=kept,
            ),
        ),
    )
    return ConsentText(
        lead=words.gettext(LEAD),
        only_respondents=words.gettext(ONLY_RESPONDENTS) if is_for_others else "",
        terms=tuple(Term(words.gettext(what), text) for what, text in terms),
        words=words.gettext(WITH_WORDS) if _asks_for_words(instrument) else "",
    )


def _asks_for_words(instrument: Instrument) -> bool:
    return any(isinstance(instrument.scale_of(item), TextEntry) for item in instrument.items.values())


def _of_words(words: Words) -> tuple[str, str]:
    """What is left out, and what remains possible, where something can be typed as words."""
    return (
        words.gettext(
            "Code names and everything else that you typed as words, unless you tick the box below. Your code and your "
            "link in any case."
        ),
        words.gettext(
            "Whoever knows you could recognise you by a rare mix of answers, and more easily by your own words."
        ),
    )


def _without_words(words: Words) -> tuple[str, str]:
    return (
        words.gettext("Your code and your link."),
        words.gettext("Whoever knows you could recognise you by a rare mix of answers."),
    )


def recipient(settings: Settings, words: Words) -> str:
    """Who receives what is passed on for research, and for what."""
    if settings.research is not None:
        return settings.research
    if settings.operator is not None:
        return words.gettext(
            "%(operator)s, to study the answers of many people together and to improve this questionnaire.",
            operator=settings.operator,
        )
    return words.gettext("Nobody in particular: this is a demonstration. It shows how people are asked.")


def wording_of(site: Site, instrument: Instrument, language: str) -> str:
    """The digest of the text that is asked in a language; another text has another one."""
    return "sha256:" + sha256(_plain(site, instrument, language).encode()).hexdigest()


def what_was_said(site: Site, assessment_id: uuid.UUID) -> Given | None:
    """What the respondent of an assessment has said to research; None where nothing was ever agreed to."""
    with site.database.reading() as session:
        consent = rows.consent_of(session, assessment_id)
        text = None if consent is None else rows.text_of(session, consent.wording)
    return None if consent is None else _given(site, consent, text or "")


def recipients_told(site: Site, digests: Collection[str]) -> dict[str | None, int]:
    """Who was named as the one who receives the answers, where that is somebody else than now, and how often.

    None stands for texts that name nobody who could be compared, such as those of imported answers. `digests` are
    the instruments that are looked at. Raises DatabaseBusy.
    """
    with site.database.reading() as session:
        agreed = agreed_texts(session, digests, since=site.deadlines().results)
    found: Counter[str | None] = Counter()
    for each in agreed:
        words = words_for(each.language)
        begin = f"{words.gettext(WHO)}: "
        named = next((line.removeprefix(begin) for line in each.text.splitlines() if line.startswith(begin)), None)
        if named != recipient(site.settings, words):
            found[named] += each.assessments
    return dict(found)


def agree(site: Site, opened: OpenAssessment, *, language: str, wording: str, with_words: bool = False) -> None:
    """Store that the respondent agrees to the text of this digest in this language; a second time changes nothing.

    `with_words` says that what was typed as words may be passed on too, where something can be typed at all.
    Raises NotFinished; WordingChanged when another text is asked by now; NotFound where nobody is asked, and when the
    assessment has gone meanwhile.
    """
    if not site.settings.asks_for_research:
        raise NotFound
    if wording != wording_of(site, opened.instrument, language):
        raise WordingChanged
    with site.database.writing() as session:
        record = find_to_change(session, opened.id, site.deadlines())
        if record is None:
            raise NotFound
        if record.finished is None:
            raise NotFinished(opened.id)
        rows.keep_wording(session, wording=wording, text=_plain(site, opened.instrument, language))
        rows.give_consent(
            session,
            opened.id,
            wording=wording,
            language=language,
            with_words=with_words and _asks_for_words(opened.instrument),
            at=site.now(),
        )


def withdraw(site: Site, opened: OpenAssessment) -> None:
    """Store that the respondent agrees no longer: from now on nothing of the assessment is passed on.

    It needs no result, and no site that still asks. A second time, and where nobody agreed, nothing changes. Raises
    NotFound when the assessment has gone meanwhile.
    """
    with site.database.writing() as session:
        if find_to_change(session, opened.id, site.deadlines()) is None:
            raise NotFound
        rows.withdraw_consent(session, opened.id, site.now())


def _given(site: Site, consent: Consent, text: str) -> Given:
    since = (consent.withdrawn or consent.given).astimezone(site.clock().tzinfo)
    return Given(consent.holds, consent.with_words, since, consent.language, tuple(text.splitlines()))


def _plain(site: Site, instrument: Instrument, language: str) -> str:
    words = words_for(language)
    text = consent_text(site.settings, instrument, words)
    apart = words.gettext("With a tick of its own: %(words)s", words=text.words) if text.words else ""
    lines = (text.lead, text.only_respondents, *(f"{term.what}: {term.text}" for term in text.terms), apart)
    return "\n".join(line for line in lines if line)
