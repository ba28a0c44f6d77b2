"""Turn an instrument into a table of plausible answers that nobody has given, and say what they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rely.cli.streams import Progress, counted, say, write

if TYPE_CHECKING:
    from rely.model.answers import Assessment, GivenValue
    from rely.model.instrument import Instrument
    from rely.research.simulate import Assumptions
    from rely.research.simulate.coverage import Watch

SEED = 1


@click.command("simulate")
@click.argument("instrument")
@click.option("--n", "count", type=click.IntRange(min=1), required=True, help="How many assessments.")
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    help=f"Another number gives other answers, the same the same; default: {SEED}.",
)
@click.option("--form", "form", metavar="FORM", help="The form that is filled in; default: full.")
@click.option("--lang", "language", metavar="LANG", help="What stands under lang: a language of the questionnaire.")
@click.option("--given", "given", multiple=True, metavar="NAME=VALUE", help="Fixes a given fact; may be repeated.")
@click.option("--na", type=click.FloatRange(0, 1), help="How often an answer is 'does not apply'; default: 0.05.")
@click.option("--missing", type=click.FloatRange(0, 1), help="How often an answer is left out; default: 0.04.")
@click.option(
    "--loading", type=click.FloatRange(0, 0.95), help="How strongly items depend on their factor; default: 0.65."
)
@click.option(
    "--straightliners", type=click.FloatRange(0, 1), help="Who always answers the same, as a share; default: 0.02."
)
@click.option("-o", "output", metavar="FILE", help="The file to make; default, and -: standard output.")
@click.option("--coverage", "coverage", metavar="FILE", help="Also write what was reached and what not, as JSON.")
def command(
    instrument: str,
    count: int,
    seed: int | None,
    form: str | None,
    language: str | None,
    given: tuple[str, ...],
    output: str | None,
    coverage: str | None,
    na: float | None,
    missing: float | None,
    loading: float | None,
    straightliners: float | None,
) -> int:
    """Make up plausible answers, to try a questionnaire out.

    INSTRUMENT is an id, or the path of a questionnaire. The answers are a CSV table that `rely score` and
    `rely report` read; each row has the respondent 'simulated', since nobody has given it. Standard error then says
    which branches, words, bands and guidelines were reached, and names those that no answers lead to.
    """
    from rely.cli.coverage_words import coverage_document, coverage_lines
    from rely.loading.catalogue import load_instrument
    from rely.research.simulate import simulate
    from rely.research.simulate.coverage import Watch

    output = None if output == "-" else output
    _check_paths(output, coverage)
    loaded = load_instrument(instrument)
    chosen = _form(loaded, form)
    if language is not None and language not in loaded.languages:
        raise click.UsageError(f"'{language}' is no language of {loaded.id}. There are: {', '.join(loaded.languages)}.")
    start = SEED if seed is None else seed
    watch = Watch(loaded)
    rows = simulate(
        loaded,
        count,
        start,
        form=chosen,
        lang=language,
        given=_given(loaded, given),
        assumptions=_assumptions(na, missing, loading, straightliners),
    )
    _write(loaded, _watched(rows, watch), output)
    told = f" to {output}" if output else ""
    say(f"{counted(count, 'simulated assessment')} written{told}, from seed {start}. Nobody gave these answers.")
    found = watch.coverage(seed=start, form=chosen)
    for line in coverage_lines(loaded, found):
        say(line)
    if coverage is not None:
        _write_file(coverage, [coverage_document(loaded, found, seed=start, rows=count)])
    return 0


def _check_paths(output: str | None, coverage: str | None) -> None:
    for path in (output, coverage):
        if path is not None and Path(path).exists():
            raise click.UsageError(f"{path} exists already, and nothing is overwritten. Choose another name.")
    if output is not None and coverage is not None and Path(output).resolve() == Path(coverage).resolve():
        raise click.UsageError(
            f"{output} cannot hold both the answers and what they reach. Choose another name for one."
        )


def _assumptions(
    na: float | None, missing: float | None, loading: float | None, straightliners: float | None
) -> Assumptions:
    """What is assumed where the command line does not say otherwise."""
    from rely.research.simulate import Assumptions

    for share in (na, missing, loading, straightliners):
        if share is not None and isnan(share):
            raise click.UsageError("'nan' is no number between 0 and 1.")
    usual = Assumptions()
    return Assumptions(
        na=usual.na if na is None else na,
        missing=usual.missing if missing is None else missing,
        loading=usual.loading if loading is None else loading,
        straightliners=usual.straightliners if straightliners is None else straightliners,
    )


def _watched(rows: Iterator[Assessment], watch: Watch) -> Iterator[Assessment]:
    progress = Progress("assessment")
    for row in rows:
        watch.see(row)
        progress.step()
        yield row
    progress.clear()


def _write(instrument: Instrument, rows: Iterator[Assessment], output: str | None) -> None:
    from rely.loading.answers.one_row import table_lines

    lines = table_lines(instrument, rows)
    if output is None:
        for line in lines:
            write(line)
        return
    _write_file(output, lines)


def _write_file(path: str, lines: Iterable[str]) -> None:
    from rely.cli.files import told_as_usage
    from rely.loading.writing import write_lines

    with told_as_usage(path):
        write_lines(Path(path), lines)


def _form(instrument: Instrument, named: str | None) -> str:
    from rely.loading.near import did_you_mean
    from rely.model.answers import FULL_FORM

    if named is not None and named not in instrument.form_ids:
        near = did_you_mean(named, instrument.form_ids) or f" There are: {', '.join(instrument.form_ids)}."
        raise click.UsageError(f"{instrument.id} has no form '{named}'.{near}")
    return named or FULL_FORM


def _given(instrument: Instrument, pairs: tuple[str, ...]) -> dict[str, GivenValue]:
    """The given facts that are fixed on the command line. Raises UsageError for what does not fit."""
    from rely.loading.near import did_you_mean
    from rely.model.scalars import Plain
    from rely.scoring.accept import accept
    from rely.scoring.answer_problems import ANSWER_PROBLEMS

    written: dict[str, object] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise click.UsageError(f"'{pair}' fixes nothing: write the name of a given fact, = and its value.")
        written[name] = Plain(value) if value else None
    assessment, problems = accept(instrument, {}, given=written)
    for problem in problems:
        what = ANSWER_PROBLEMS[problem.kind]
        known = [fact.id for fact in instrument.given]
        near = did_you_mean(problem.item, known) if problem.kind == "unknown-given" else ""
        accepted = f" Accepted: {', '.join(problem.accepted)}." if problem.accepted and not near else near
        raise click.UsageError(f"'{problem.item}={problem.value}' does not fit: {what}.{accepted}")
    return {} if assessment is None else dict(assessment.given)
