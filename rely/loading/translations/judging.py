"""Turn the rows of a file of translations into those to take, and all problems of the others at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rely.loading.checks.findings import Path, listed, suggestion
from rely.loading.problems import Place, Problem
from rely.loading.source_text import character_name, refused_character
from rely.loading.translations.entries import Entry, placeholders
from rely.loading.translations.reading import Row, TranslationFile, problem
from rely.model.instrument import Instrument
from rely.model.text import LONGEST


@dataclass(frozen=True, slots=True)
class Judged:
    """What to take from a file: by path the new wording in `language`; `empty` counts texts without translation.

    `same` counts translations that say what the questionnaire says already. `problems` are all there are; with an error
    among them nothing is taken.
    """

    language: str
    wordings: dict[Path, str]
    problems: tuple[Problem, ...]
    empty: int
    same: int

    @property
    def is_refused(self) -> bool:
        """Whether something is wrong that has to be mended first."""
        return any(each.severity == "error" for each in self.problems)


def judge(
    file: TranslationFile, instrument: Instrument, entries: Iterable[Entry], *, language: str, take_stale: bool
) -> Judged:
    """Compare each row with the text it translates, and the language with the questionnaire.

    A row without translation, one that is marked as uncertain, one whose text is gone, and, unless `take_stale`,
    one whose source has changed since is left out. A translation that is there already is no change.
    """
    problems = list(_of_the_whole(file, instrument, language))
    known = {entry.context: entry for entry in entries}
    wordings: dict[Path, str] = {}
    told: dict[str, str] = {}
    empty = same = 0
    for row in map(_tidied, _in_place(file.rows, known)):
        if not row.translation:
            empty += 1
            continue
        if told.setdefault(row.context, row.translation) != row.translation:
            problems.append(problem("repeated-text", row.place, context=row.context))
            continue
        entry = known.get(row.context)
        found = list(_of_row(row, entry, known, take_stale=take_stale))
        problems += found
        if entry is None or found:
            continue
        if row.translation == (entry.wording(language) or _served(entry)):
            same += 1
        else:
            wordings[entry.path] = row.translation
    return Judged(language, wordings, tuple(sorted(problems)), empty, same)


def _tidied(row: Row) -> Row:
    """The row without white space at both ends of its translation, unless its source has some there, too."""
    return row if row.source != row.source.strip() else replace(row, translation=row.translation.strip())


def _served(entry: Entry) -> str:
    return entry.source if entry.serves_all else ""


def _of_the_whole(file: TranslationFile, instrument: Instrument, language: str) -> Iterator[Problem]:
    place = Place(file.path)
    if file.instrument and file.instrument != instrument.id:
        yield problem("other-instrument", place, name=file.instrument, instrument=instrument.id)
    if not language:
        yield problem("no-language", place, what="")
    elif file.language and file.language != language:
        yield problem("no-language", place, what=f" as --lang does: it names {file.language}, not {language}")
    elif language == instrument.languages[0]:
        yield problem("source-language", place, language=language, instrument=instrument.id)


def _of_row(row: Row, entry: Entry | None, known: dict[str, Entry], *, take_stale: bool) -> Iterator[Problem]:
    if entry is None:
        near = suggestion(row.context, known, noun="text")
        hint = f"It is left out. {near}" if near.startswith("Did") else ""
        yield problem("no-such-text", row.place, hint=hint, context=row.context)
        return
    if row.is_fuzzy:
        yield problem("uncertain", row.place, context=row.context)
        return
    if row.source != entry.source and not take_stale:
        yield problem("source-changed", row.place, context=row.context, before=row.source, now=entry.source)
        return
    yield from _of_wording(row, entry)


def _of_wording(row: Row, entry: Entry) -> Iterator[Problem]:
    if row.error:
        yield problem("error-in-cell", row.place, context=row.context, error=row.error)
        return
    wanted, translated = placeholders(entry.source), placeholders(row.translation)
    if wanted != translated:
        facts = {"translated": listed(translated) or "nothing", "wanted": listed(wanted) or "nothing"}
        yield problem("other-placeholders", row.place, context=row.context, **facts)
    strange = refused_character(row.translation)
    if strange:
        yield problem("strange-character", row.place, context=row.context, character=character_name(strange.group()))
    if len(row.translation) > LONGEST:
        length = len(row.translation)
        yield problem("too-long-translation", row.place, context=row.context, length=length, limit=LONGEST)


def _in_place(rows: Iterable[Row], known: dict[str, Entry]) -> Iterator[Row]:
    """The rows, each with the name that its text has today.

    An entry without an id is named by its position, which another one may have taken: then the text is the one
    beside it that has the very source of the row.
    """
    beside: dict[tuple[str, str], list[str]] = {}
    for each in known.values():
        if "#" in each.context:
            beside.setdefault((_unnumbered(each.context), each.source), []).append(each.context)
    for row in rows:
        entry: Entry | None = known.get(row.context)
        if "#" in row.context and (entry is None or entry.source != row.source):
            moved = beside.get((_unnumbered(row.context), row.source), [])
            if len(moved) == 1:
                yield replace(row, context=moved[0])
                continue
        yield row


def _unnumbered(context: str) -> str:
    return ".".join(step.partition("#")[0] for step in context.split("."))
