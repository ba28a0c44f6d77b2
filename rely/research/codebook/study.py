"""Turn an instrument into what holds of its whole data file: what it is, how to cite it, what its codes mean."""

from __future__ import annotations

from rely import __version__
from rely.languages import N_, Words
from rely.model.digest import digest
from rely.model.instrument import Instrument, Work
from rely.research.codebook.content import Cited, Code, Fact, Study
from rely.research.variables import DONT_KNOW, MISSING_CODES, NOT_APPLICABLE, NOT_ASKED, UNANSWERED, Dictionary
from rely.research.variables.missing import labels_of_missing

MEANINGS = {
    UNANSWERED: N_("The question was asked and left without an answer."),
    DONT_KNOW: N_("The respondent said that he or she cannot judge this."),
    NOT_APPLICABLE: N_("The respondent said that it does not apply, or what it asks about did not take place."),
    NOT_ASKED: N_("The question belongs to another form or group, or its condition does not hold."),
}
"""What each code for a missing answer means."""

SCORES_ARE = {
    "formative": N_("Formative: the items make up what is scored and need not go together, so alpha is no gate."),
    "reflective": N_("Reflective: the items are signs of one thing behind them, and should go together."),
}
"""What can be said of the items of a score."""


def build_study(dictionary: Dictionary, words: Words) -> Study:
    """What holds of the whole file."""
    instrument = dictionary.instrument
    named = digest(instrument)
    cited = _citation(instrument, words, named)
    unit = words.gettext(
        "One row is one assessment: one respondent at one moment. Rows of one relationship share relationship_id."
    )
    weights = words.gettext("None: every assessment counts once.")
    licence = words.gettext(
        "Rely and the questionnaires that come with it: Apache License 2.0. Other questionnaires: as their authors say."
    )
    return Study(
        id=instrument.id,
        version=instrument.version,
        digest=named,
        title=words.text(instrument.title),
        languages=instrument.languages,
        about=tuple(words.text(text) for text in (instrument.about, instrument.intro) if text is not None),
        limits=() if instrument.disclaimer is None else (words.text(instrument.disclaimer),),
        facts=tuple(_facts(instrument, words, named, cited, unit, weights, licence)),
        citation=cited,
        licence=licence,
        unit=unit,
        weights=weights,
        works=tuple(cite(work, words) for work in instrument.works),
    )


def cite(work: Work, words: Words) -> Cited:
    """A work as it is cited, with its language where that is not the reader's."""
    language = "" if work.language is None or work.language == words.language else work.language
    return Cited(words.text(work.citation), language)


def missing_codes(words: Words) -> tuple[Code, ...]:
    """The codes for missing answers with their labels, lowest first."""
    return tuple(Code(code, label) for code, label in labels_of_missing(tuple(MISSING_CODES), words))


def missing_facts(words: Words) -> tuple[Fact, ...]:
    """The same, each with what it means."""
    coded = [
        Fact(f"{each.code} {each.label}", words.gettext(MEANINGS[int(each.code)])) for each in missing_codes(words)
    ]
    empty = words.gettext(
        "There is no value: a measure or score that cannot be computed, or words that were not typed or may not be "
        "passed on."
    )
    return (*coded, Fact(words.gettext("Empty cell"), empty))


def _citation(instrument: Instrument, words: Words, named: str) -> str:
    return words.gettext(
        "%(title)s (%(id)s), version %(version)s. Questionnaire for Rely %(rely)s. Digest %(digest)s.",
        title=words.text(instrument.title),
        id=instrument.id,
        version=instrument.version,
        rely=__version__,
        digest=named,
    )


def _facts(
    instrument: Instrument, words: Words, named: str, cited: str, unit: str, weights: str, licence: str
) -> list[Fact]:
    facts = [
        Fact(words.gettext("Questionnaire"), instrument.id),
        Fact(words.gettext("Version"), instrument.version),
        Fact(words.gettext("Digest"), named),
        Fact(words.gettext("Languages"), words.list_of([words.language_called(each) for each in instrument.languages])),
        Fact(
            words.gettext("Perspectives"), words.list_of([words.text(each.label) for each in instrument.perspectives])
        ),
        Fact(words.gettext("Unit of analysis"), unit),
        Fact(words.gettext("Weights"), weights),
    ]
    if instrument.research is not None:
        facts.append(Fact(words.gettext("Scores"), words.gettext(SCORES_ARE[instrument.research.scores_are])))
    facts += [Fact(words.gettext("How to cite"), cited), Fact(words.gettext("Licence"), licence)]
    return facts
