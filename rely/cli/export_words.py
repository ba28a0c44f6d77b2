"""Turn a data file that was written into what explains it beside it, and into what is told about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rely.cli.streams import counted, say

if TYPE_CHECKING:
    from rely.research.variables import Dictionary
    from rely.services.exporting import DataFile
    from rely.services.protecting import Protected, Watch

CODEBOOKS: tuple[Literal["html", "json"], ...] = ("html", "json")
"""The formats of the codebook beside the data: to read, and for programs."""

TO_NOBODY_ELSE = "Pass these answers on to nobody but those above."


def explain(path: Path, dictionary: Dictionary, *, has_texts: bool, is_wide: bool) -> None:
    """Write the codebook beside the data, and the programs that make its scores again; tell their names."""
    from rely.services.codebooks import write_codebook
    from rely.services.syntaxes import programs_beside, write_syntaxes

    made = []
    for format_ in CODEBOOKS:
        made.append(path.with_name(f"{path.name}.codebook.{format_}"))
        write_codebook(
            dictionary.instrument,
            made[-1],
            language=dictionary.language,
            format=format_,
            dictionary=dictionary,
            with_texts=has_texts,
        )
    if is_wide:
        made += write_syntaxes(dictionary, path)
    else:
        for program in programs_beside(path).values():
            _drop(program)
    say(f"Beside it: {', '.join(each.name for each in made)}.")


def tell(format_: str, data: DataFile, *, has_texts: bool, agreed: tuple[int, int] | None) -> None:
    """Tell what whoever opens the file must know; `agreed` is as in Cases."""
    from rely.research.exports import undeclared
    from rely.research.variables import MOST_MISSING_TEXTS

    if format_ == "sav" and (names := undeclared(data.dictionary)):
        say(
            f"SPSS declares at most {MOST_MISSING_TEXTS} missing codes of a text variable. Those beyond are labelled, "
            f"and not declared, in: {', '.join(names)}."
        )
    if has_texts:
        say("Warning: code names, free text and names of respondents are in this file. Keep it as safe as the answers.")
    if has_texts and agreed is not None:
        all_, with_words = agreed
        say(
            f"The respondents of {with_words:,} of {counted(all_, 'assessment')} allowed what they typed as words; of "
            "the others it is empty."
        )


def tell_of_recipients(told: Mapping[str | None, int], then: str = TO_NOBODY_ELSE) -> None:
    """Tell of respondents who agreed that others receive their answers than those that the site names now.

    `then` says what to do.
    """
    for named, count in told.items():
        who = counted(count, "assessment")
        if named is None:
            say(f"Of {who} it is not known here who was named to the respondents as receiving their answers.")
        else:
            say(f"Warning: the respondents of {who} agreed that these receive their answers: {named}")
    if any(named is not None for named in told):
        say(f"The site names somebody else by now (RELY_RESEARCH). {then}")


def tell_of_groups(path: Path, watch: Watch, safe: Protected | None, *, study: str | None, is_asked: bool) -> None:
    """Tell how far nobody can be picked out, or that it is not known; beside the file too when that is asked for."""
    from rely.cli.small_groups import NOT_LOOKED_FOR, advice, report_text, summary, warning
    from rely.loading.writing import write_text

    report = watch.report() if safe is None else safe.report
    beside = path.with_name(f"{path.name}.groups.txt")
    if report is not None and is_asked:
        write_text(beside, report_text(report, safe))
        say(f"{beside.name}: {summary(report, safe)}")
    else:
        _drop(beside)
    if report is None:
        say(NOT_LOOKED_FOR)
    elif told := warning(report) if safe is None else advice(study):
        say(told)


def _drop(beside: Path) -> None:
    """Delete what explained the file that was here before, and tell it."""
    if beside.exists():
        beside.unlink()
        say(f"{beside.name} is gone: it told of the file that was here before.")


def peak_memory() -> str:
    """The most memory that this process held at once, and those beside it; nothing where the system does not tell."""
    import sys

    try:
        import resource
    except ImportError:
        return ""
    of_a_mebibyte = 2**20 if sys.platform == "darwin" else 2**10
    own, beside = (
        resource.getrusage(who).ru_maxrss / of_a_mebibyte for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    told = f", and {beside:,.0f} MiB in each process beside it" if beside else ""
    return f" Peak memory {own:,.0f} MiB{told}."
