"""Turn a questionnaire into a file for translators, and the file that comes back into lines of its YAML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rely.cli.formats import chosen_format, format_option
from rely.cli.languages import tag_after
from rely.cli.streams import counted, say, write_bytes

if TYPE_CHECKING:
    from rely.loading.files import Files
    from rely.loading.problems import Problem
    from rely.model.instrument import Instrument

FORMATS = {"po": "po", "xlsx": "xlsx"}


@click.group("translate")
def command() -> None:
    """Have a questionnaire translated outside of its YAML.

    A PO file is read by Poedit, Weblate and other programs for translators; a spreadsheet by everybody.
    """


@command.command("export")
@click.argument("instrument_id", metavar="INSTRUMENT")
@click.option("--lang", "language", metavar="TAG", help="Into which language, such as fr; left out: an empty template.")
@click.option("-o", "output", metavar="FILE", help="The file, or its folder; - is standard output.")
@format_option(FORMATS, "PO or spreadsheet.")
@click.option("--beside", "reference", metavar="TAG", help="Another language to show beside the source.")
def export(
    instrument_id: str, language: str | None, output: str | None, format_: str | None, reference: str | None
) -> int:
    """Write every text of a questionnaire into a file for translators.

    INSTRUMENT is an id, or the path of a questionnaire. The file becomes INSTRUMENT.TAG.po (or .xlsx) here, or what
    -o names; nothing is ever overwritten. What is translated already stands in it; a translation whose source has
    changed since the last release is marked. The source is the first of the questionnaire's languages.
    """
    from rely.cli.files import told_as_usage
    from rely.loading.catalogue import find_questionnaire
    from rely.loading.writing import write_bytes as write_file

    form = chosen_format(format_, output, FORMATS)
    files, instrument = _opened(find_questionnaire(instrument_id))
    language = tag_after("--lang", language)
    _check_languages(instrument, language, tag_after("--beside", reference), form)
    path = Path(output or ".")
    if output != "-" and path.is_dir():
        path = path / _name(instrument, language, form)
    if output != "-" and path.exists():
        raise click.UsageError(f"{path} exists already, and nothing is overwritten. Choose another name with -o.")
    content, count = _content(files, instrument, language, form, reference)
    if output == "-":
        write_bytes(content)
        return 0
    with told_as_usage(str(path)):
        write_file(path, content)
    say(f"{path} is made: {counted(count, 'text')}.")
    return 0


@command.command("import")
@click.argument("instrument_id", metavar="INSTRUMENT")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--lang", "language", metavar="TAG", help="Into which language, where the file does not say it.")
@click.option("--take-stale", is_flag=True, help="Take translations, too, whose source has changed since the export.")
def import_(instrument_id: str, file: Path, language: str | None, take_stale: bool) -> int:
    """Write the translations of a file into the YAML of a questionnaire.

    FILE is what `rely translate export` made, filled in. Only the lines of that language are added or changed; all
    else stays as it is. Left out and named are translations marked as uncertain (fuzzy), those whose text is gone,
    and those whose source has changed since. Does something else not fit, then nothing is changed at all.
    """
    from rely.cli.files import told_as_usage
    from rely.loading.catalogue import find_to_change
    from rely.loading.translations.entries import entries_of
    from rely.loading.translations.judging import judge
    from rely.loading.translations.reading import TranslationError, read_translations
    from rely.loading.translations.taking import take

    files, instrument = _opened(find_to_change(instrument_id))
    if not file.is_file():
        raise click.UsageError(f"There is no file '{file}'.")
    translations = read_translations(file)
    chosen = tag_after("--lang", language) or translations.language
    entries = entries_of(files, instrument)
    judged = judge(translations, instrument, entries, language=chosen, take_stale=take_stale)
    _tell(judged.problems)
    if judged.is_refused:
        say("Nothing was changed: mend these problems first.")
        return 1
    try:
        with told_as_usage(files.path):
            changed = take(Path(files.path), files, instrument, judged)
    except TranslationError as error:
        _tell(error.problems)
        say("Nothing was changed: the questionnaire would have these problems.")
        return 1
    written = counted(len(judged.wordings), "translation")
    say(f"{written} into {chosen} written to {', '.join(changed)}." if changed else "Nothing new: no file was changed.")
    left_out, empty = counted(len(judged.problems), "text"), counted(judged.empty, "text")
    same = counted(judged.same, "text as it was", "texts as they were")
    say(f"{left_out} left out, {empty} without translation, {same}.")
    return 0


def _opened(path: Path) -> tuple[Files, Instrument]:
    """The files of a questionnaire and what they make. Raises QuestionnaireError when there are errors in them."""
    from rely.loading.files import read_files
    from rely.loading.instrument import QuestionnaireError, read_questionnaire

    loaded = read_questionnaire(path, history=False)
    if loaded.instrument is None:
        raise QuestionnaireError(loaded.problems)
    return read_files(path), loaded.instrument


def _check_languages(instrument: Instrument, language: str | None, reference: str | None, form: str) -> None:
    source = instrument.languages[0]
    if language == source:
        raise click.UsageError(f"'{source}' is the source language of '{instrument.id}': choose another with --lang.")
    if language is None and form == "xlsx":
        raise click.UsageError("A spreadsheet is for one language: name it with --lang, such as --lang fr.")
    if reference is not None and reference not in instrument.languages:
        there_are = ", ".join(instrument.languages[1:]) or "none besides the source"
        raise click.UsageError(f"'{instrument.id}' has no texts in '{reference}' for --beside. There are: {there_are}.")


def _name(instrument: Instrument, language: str | None, form: str) -> str:
    return f"{instrument.id}.pot" if language is None else f"{instrument.id}.{language}.{form}"


def _content(
    files: Files, instrument: Instrument, language: str | None, form: str, reference: str | None
) -> tuple[bytes, int]:
    from datetime import UTC, datetime

    from rely.loading.translations.entries import entries_of
    from rely.loading.translations.po import po_file
    from rely.loading.translations.sheet import translation_sheet

    entries = entries_of(files, instrument)
    outdated = _outdated(files, instrument, language)
    if form == "xlsx":
        assert language is not None, "asked for before"
        content = translation_sheet(instrument, entries, language=language, reference=reference, outdated=outdated)
    else:
        made = datetime.now(UTC).replace(second=0, microsecond=0)
        content = po_file(instrument, entries, language=language, made=made, reference=reference, outdated=outdated)
    return content, len(entries)


def _outdated(files: Files, instrument: Instrument, language: str | None) -> dict[str, str]:
    """By the name of a text the source from which its translation was made, where it has not followed it since."""
    from rely.loading.files import folder_of
    from rely.loading.translations.contexts import Contexts
    from rely.loading.translations.stale import stale_translations

    folder = folder_of(Path(files.path))
    if folder is None or language is None:
        return {}
    contexts = Contexts(files.data)
    stale = stale_translations(folder, instrument, files.data)
    return {contexts.of(each.path[:-1]): each.before for each in stale if each.language == language}


def _tell(problems: tuple[Problem, ...]) -> None:
    from rely.loading.problems import as_text

    for problem in problems:
        say(as_text(problem))
