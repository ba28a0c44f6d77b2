"""Turn the dictionary of a data file into its codebook: one content, from which every format is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rely.languages import Words, words_for
from rely.loading.diff.definitions import points_of
from rely.model.countries import COUNTRIES
from rely.model.instrument import Instrument
from rely.model.response_scales import Choice, Country, Likert, Multiple, Rating, ResponseScale
from rely.research.codebook.content import Code, Codebook, CodeList, Entry, Group, MeasureEntry, Release, ScoreEntry
from rely.research.codebook.entries import OLDER, Entries
from rely.research.codebook.measures import entry_of
from rely.research.codebook.scores import bands, forms, how_scored, score_entries
from rely.research.codebook.study import build_study, missing_codes, missing_facts
from rely.research.codebook.telling import Teller
from rely.research.variables import Dictionary
from rely.research.variables.scores import STATUSES


def build_codebook(
    dictionary: Dictionary,
    *,
    releases: Sequence[Release] = (),
    left_out: Sequence[str] = (),
    marks: bool = False,
) -> Codebook:
    """The codebook of a data file, in the language of its dictionary.

    `releases`: the kept releases of the instrument, first to last. `left_out`: the names of variables that the file
    leaves out because they hold what was typed. With `marks`, words in another language than the reader's say so
    (`rely.languages.marks`), for pages and nothing else.
    """
    words = words_for(dictionary.language, marks=marks)
    teller = Teller(dictionary, words)
    instrument = dictionary.instrument
    measures = tuple(entry_of(teller, each) for each in instrument.measures)
    scores = score_entries(teller)
    entries = Entries(teller, measures, scores).all()
    return Codebook(
        dictionary=dictionary,
        language=dictionary.language,
        title=words.gettext("Codebook: %(title)s", title=words.text(instrument.title)),
        study=build_study(dictionary, words),
        missing=missing_facts(words),
        missing_codes=missing_codes(words),
        groups=tuple(_groups(entries, instrument, words, measures, scores)),
        entries=entries,
        lists=tuple(_lists(instrument, words)),
        measures=measures,
        scores=scores,
        how_scored=how_scored(teller),
        forms=forms(teller),
        bands=bands(teller),
        statuses=tuple(Code(code, words.gettext(told)) for code, told in STATUSES.items()) if scores else (),
        releases=tuple(releases),
        left_out=tuple(left_out),
    )


def _groups(
    entries: Sequence[Entry],
    instrument: Instrument,
    words: Words,
    measures: Sequence[MeasureEntry],
    scores: Sequence[ScoreEntry],
) -> Iterator[Group]:
    """The groups that have variables, in the order of the file."""
    titles = {
        "admin": words.gettext("About the row"),
        "given": words.gettext("Given facts"),
        OLDER: words.gettext("Only in older versions"),
    }
    titles |= {f"section.{section.id}": words.text(section.title) for section in instrument.sections}
    titles |= {f"measure.{each.id}": each.label for each in measures}
    titles |= {f"score.{each.id}": each.label for each in scores}
    sections = {f"section.{section.id}": section for section in instrument.sections}
    members: dict[str, list[str]] = {}
    for entry in entries:
        members.setdefault(entry.group, []).append(entry.name)
    for name, variables in members.items():
        section = sections.get(name)
        intro = "" if section is None or section.intro is None else words.text(section.intro)
        preface = "" if section is None or section.question is None else words.text(section.question)
        yield Group(name, name.partition(".")[0], titles[name], intro, preface, tuple(variables))


def _lists(instrument: Instrument, words: Words) -> Iterator[CodeList]:
    """The response scales that have codes, in the order of the questionnaire, each once."""
    used = {item.response_scale for item in instrument.items.values()}
    for scale in instrument.response_scales:
        codes = tuple(_codes(scale, words)) if scale.id in used else ()
        if codes:
            yield CodeList(scale.id, scale.id, codes)


def _codes(scale: ResponseScale, words: Words) -> Iterator[Code]:
    points = points_of(scale)
    if isinstance(scale, Country):
        yield from (Code(code, words.country(code)) for code in sorted(COUNTRIES))
    elif isinstance(scale, (Likert, Choice, Multiple)):
        for option in scale.options:
            yield Code(option.code, words.text(option.label), points.get(str(option.code)))
    elif isinstance(scale, Rating):
        labels = {step.code: words.text(step.label) for step in scale.labels}
        for code in range(scale.lowest, scale.highest + 1):
            yield Code(code, labels.get(code, ""), points.get(str(code)))
