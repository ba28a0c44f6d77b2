"""Turn what a respondent has said to research into the card that asks, or that lets consent be withdrawn."""

import uuid
from dataclasses import dataclass
from typing import Literal

from rely.languages import Words
from rely.languages.words import spoken_language
from rely.services.assessments import OpenAssessment
from rely.services.research_consent import ConsentText, Given, consent_text, what_was_said, wording_of
from rely.services.site import Site
from rely.web.moments import moment_words

Again = Literal["", "stale", "ticked", "changed"]
"""Why the card is shown again: its token had gone stale (`ticked`: with its box ticked), or its text has changed since
the page was opened."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The text that was agreed to, line by line, in its language."""

    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: what it means stands folded below `summary`, with the button behind it, unless it is shown again.

    `wording` comes back with the button. The box is ticked only where that was done before the same text.
    """

    text: ConsentText
    wording: str
    summary: str
    is_open: bool
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class ResearchView:
    """The card, all words ready; `said` tells what holds now. Without `asked` consent can be withdrawn."""

    assessment: uuid.UUID
    heading: str
    said: tuple[str, ...]
    agreed: Agreed | None
    asked: Asked | None
    can_withdraw: bool
    again: Again


def view_research(site: Site, opened: OpenAssessment, words: Words, *, again: Again = "") -> ResearchView | None:
    """The card about research; None where nobody is asked and nobody has agreed."""
    given = what_was_said(site, opened.id)
    if given is not None and given.holds:
        return _agreed(opened, given, words, again)
    if not site.settings.asks_for_research:
        return None if given is None else _card(opened, given, None, words, "")
    asked = Asked(
        text=consent_text(site.settings, opened.instrument, words),
        wording=wording_of(site, opened.instrument, words.language),
        summary=words.gettext("What this means, and how to agree") if given is None else words.gettext("Agree again"),
        is_open=again != "",
        is_ticked=again == "ticked",
    )
    return _card(opened, given, asked, words, again)


def _agreed(opened: OpenAssessment, given: Given, words: Words, again: Again) -> ResearchView:
    when = moment_words(given.since, words)
    said = (
        words.gettext("You agreed on %(when)s. You can withdraw at any time.", when=when),
        words.gettext("After that we pass on your answers no more. Your result stays as it is."),
        words.gettext("What you typed as words is passed on too. To change that, withdraw and agree again.")
        if given.with_words
        else words.gettext("What you typed as words is left out."),
    )
    agreed = Agreed(spoken_language(given.language), given.agreed) if given.agreed else None
    heading = words.gettext("Research may use your answers")
    return ResearchView(opened.id, heading, said, agreed, None, can_withdraw=True, again=again)


def _card(opened: OpenAssessment, given: Given | None, asked: Asked | None, words: Words, again: Again) -> ResearchView:
    """The card of somebody who does not agree: not yet, or no longer."""
    if given is None:
        return ResearchView(
            opened.id, words.gettext("May research use your answers?"), (), None, asked, can_withdraw=False, again=again
        )
    said = (
        words.gettext("You withdrew your consent on %(when)s.", when=moment_words(given.since, words)),
        words.gettext(
            "From the next file on, your answers are left out. Files that were passed on before cannot be called back."
        ),
    )
    heading = words.gettext("Research may not use your answers")
    return ResearchView(opened.id, heading, said, None, asked, can_withdraw=False, again=again)
