"""Turn many assessments into a norms file: show what it would hold, ask, and write a new version."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from rely.cli.files import day as read_day
from rely.cli.files import told_as_usage
from rely.cli.streams import Progress, counted, say, write

if TYPE_CHECKING:
    from rely.cli.table_rows import TableRows
    from rely.model.instrument import Instrument
    from rely.model.reference import ReferenceFile
    from rely.research.cases import Case
    from rely.research.norms.build import Built
    from rely.research.norms.gathering import Version

SAME_RECIPIENT = "Build norms only if that is the same recipient by another name."


@click.group("norms")
def command() -> None:
    """Build norms from many assessments, to compare results with.

    A norms file says how a group scored: margins from 30 complete relationships on, percentile ranks from 100 on.
    """


@command.command("build")
@click.argument("instrument")
@click.argument("answers", required=False)
@click.option("--by", multiple=True, metavar="ITEM", help="Also groups apart by the answer to ITEM; may be repeated.")
@click.option("--sample", metavar="TEXT", help="Who these people are and how they were found, in one line.")
@click.option("--date", "day", callback=read_day, metavar="DAY", help="The day in the file; default: today.")
@click.option("-o", "--output", metavar="FILE", help="Where to write; default: norms/NUMBER.json of the instrument.")
@click.option("--yes", is_flag=True, help="Write without asking.")
def build(
    instrument: str,
    answers: str | None,
    by: tuple[str, ...],
    sample: str | None,
    day: date | None,
    output: str | None,
    yes: bool,
) -> int:
    """Build a norms file of the full form.

    INSTRUMENT is an id, or the path of a questionnaire. ANSWERS is a .csv or .xlsx file of answers; without it, the
    consented assessments in the database are taken. Of each relationship the first assessment counts. What would be
    written is shown first; a file that exists is never overwritten.
    """
    from rely.loading.catalogue import load_instrument
    from rely.loading.norms import as_text, norms_files, norms_folder, norms_lying_in, read_norms
    from rely.loading.writing import write_text
    from rely.research.norms.earlier import differences_that_tell

    loaded = load_instrument(instrument)
    _check(loaded, by, sample)
    folder = norms_folder(instrument)
    earlier = [read_norms(path) for path in norms_files(folder)]
    number = max((file.number for file in earlier), default=0) + 1
    target = _target(folder, output, number)
    built = _built(loaded, answers, by, number, day or date.today(), sample)
    if built is None:
        return 1
    for remark in built.remarks:
        say(remark)
    if built.file is None:
        say("Nothing is written: no group is large enough.")
        return 1
    # What was written elsewhere, with -o, can be subtracted as well.
    beside = {file.digest: file for file in (*earlier, *norms_lying_in(target.parent, loaded.id))}
    telling = list(differences_that_tell(built.file, beside.values()))
    for sentence in telling:
        say(sentence)
    if telling:
        say("Nothing is written.")
        return 1
    _warn_of_release(loaded, folder)
    _show(loaded, built.file)
    if not _agreed(target, yes=yes):
        say("Nothing is written.")
        return 1
    with told_as_usage(str(target)):
        target.parent.mkdir(exist_ok=True)
        write_text(target, as_text(built.file))
    write(f"{target} {built.file.digest}\n")
    return 0


def _check(instrument: Instrument, by: tuple[str, ...], sample: str | None) -> None:
    """Refuse what cannot be meant. Raises UsageError."""
    from rely.loading.near import did_you_mean
    from rely.model.reference import LONGEST_SAMPLE
    from rely.research.norms.gathering import can_group

    able = [name for name in instrument.items if can_group(instrument, name)]
    for name in by:
        if name not in able:
            there_are = f" There are: {', '.join(able)}." if able else " There is none."
            raise click.UsageError(
                f"'{name}' is no item of '{instrument.id}' by which groups can be told apart: one answer out of "
                f"several, and not scored.{did_you_mean(name, able) or there_are}"
            )
    if sample is not None and (not sample.strip() or not sample.isprintable() or len(sample) > LONGEST_SAMPLE):
        raise click.UsageError(f"--sample is one line of at most {LONGEST_SAMPLE} letters.")


def _target(folder: Path | None, output: str | None, number: int) -> Path:
    """The file to write. Raises UsageError when it exists, or nobody said where."""
    if output is None and folder is None:
        raise click.UsageError("A single file has no folder for norms beside it: say where with -o FILE.")
    path = Path(output) if output is not None else (folder or Path()) / f"{number}.json"
    if path.exists() or path.is_symlink():
        raise click.UsageError(f"'{path}' exists, and norms are never overwritten: choose another name.")
    if output is not None and not path.parent.is_dir():
        raise click.UsageError(f"There is no folder '{path.parent}'.")
    return path


def _built(
    instrument: Instrument, answers: str | None, by: tuple[str, ...], number: int, made: date, sample: str | None
) -> Built | None:
    """What came of all cases; None when the file of answers has problems, which are told."""
    from rely.research.norms.build import build_norms
    from rely.research.norms.gathering import gather

    source: Literal["database", "file"] = "database" if answers is None else "file"
    if answers is None:
        with _of_database(instrument) as cases:
            gathered = gather(instrument, cases, by)
    else:
        from rely.cli.assessing import answers_file
        from rely.cli.table_rows import TableRows

        rows = TableRows(instrument, answers_file(answers))
        gathered = gather(instrument, _of_file(rows), by)
        if rows.failed:
            say(f"Nothing is built: {_why_not(rows)}")
            return None
    return build_norms(gathered, by=tuple(dict.fromkeys(by)), number=number, made=made, source=source, sample=sample)


def _why_not(rows: TableRows) -> str:
    """What stands in the way, after the problems themselves were told."""
    if rows.is_broken:
        return f"{rows.path} holds no assessments of {rows.instrument.id}."
    return f"mend {counted(rows.failed, 'row')} first."


@contextmanager
def _of_database(instrument: Instrument) -> Iterator[Iterator[tuple[Version, Case]]]:
    """The consented cases, counted on the screen as they pass."""
    from rely.cli.database import site_at_hand
    from rely.cli.export_words import tell_of_recipients
    from rely.services.consented import instruments_with_consent
    from rely.services.norms import consented_versions_of
    from rely.services.research_consent import recipients_told

    with site_at_hand() as site:
        say(f"The consented assessments in {site.database.name} are taken.")
        digests = [each.digest for each in instruments_with_consent(site) if each.instrument_id == instrument.id]
        tell_of_recipients(recipients_told(site, digests), SAME_RECIPIENT)
        yield _counted(consented_versions_of(site, instrument))


def _counted(cases: Iterator[tuple[Version, Case]]) -> Iterator[tuple[Version, Case]]:
    progress = Progress("assessment")
    for each in cases:
        progress.step()
        yield each
    progress.clear()


def _of_file(rows: TableRows) -> Iterator[tuple[Version, Case]]:
    """The cases of the good rows of a file."""
    from rely.services.exporting import case_of_row
    from rely.services.norms import version_of

    version = version_of(rows.instrument, rows.instrument)
    for row in rows.each():
        case = case_of_row(rows.instrument, row)
        if case is not None:
            yield version, case


def _warn_of_release(instrument: Instrument, folder: Path | None) -> None:
    from rely.loading.releases import read_releases
    from rely.model.digest import digest

    released = () if folder is None else read_releases(folder.parent)
    if folder is not None and digest(instrument) not in {each.digest for each in released}:
        say(
            f"warning: this content of '{instrument.id}' is not released. As soon as it changes, these norms fit "
            f"nothing any more: run `rely release {instrument.id}` first."
        )


def _show(instrument: Instrument, file: ReferenceFile) -> None:
    """What would be written, for people."""
    from rely.model.reference import NORMS_FROM
    from rely.scoring.reference import standard_error

    say(f"Norms {file.number} of {instrument.id} {file.instrument.version}, full form, {file.made}:")
    for group in file.groups:
        by = "" if group.by is None else f"{group.by.item} {group.by.code}"
        named = ", ".join(part for part in (group.perspective, group.selected, by) if part)
        say(f"\n{named}: {counted(group.n, 'relationship')}")
        if group.period is not None:
            say(f"  finished {group.period[0]} to {group.period[1]}")
        for what, shown in (*group.described.items(), ("language", group.languages)):
            if shown:
                say(f"  {what}: " + ", ".join(f"{code} {n}" for code, n in shown.items()))
        say(f"  {'score':<24}{'n':>6}{'mean':>8}{'sd':>8}{'alpha':>8}{'margin':>8}  percentile ranks")
        for name, score in group.scores.items():
            alpha = None if score.complete is None else score.complete.alpha
            ranks = "none" if score.bins is None else "yes" if score.n >= NORMS_FROM else "provisional"
            numbers = (score.mean, score.sd, alpha, standard_error(score))
            told = "".join("       -" if each is None else f"{each:8.2f}" for each in numbers)
            say(f"  {name:<24}{score.n:>6}{told}  {ranks}")
    say("\nWho answered chose to: the sample is not representative, however large it is.")
    rests_on = sum(group.n for group in file.groups if group.by is None)
    say(
        "The file holds these numbers and how the scores are spread, and nobody's answers. "
        f"It rests on {rests_on} assessments, one of each relationship and phase."
    )
    if file.source == "database":
        say("Consent that is withdrawn later counts when norms are built again; files given away stay as they are.")


def _agreed(target: Path, *, yes: bool) -> bool:
    if yes:
        return True
    if not sys.stdin.isatty():
        say(f"Nobody can be asked here: add --yes to write {target}.")
        return False
    return click.confirm(f"Write {target}?", err=True)
