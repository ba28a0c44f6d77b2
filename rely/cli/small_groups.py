"""Turn how the rows of a data file fall into groups into the words of a report, and of a warning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rely.cli.streams import counted

if TYPE_CHECKING:
    from rely.research.anonymity import Report
    from rely.services.protecting import Protected

NOT_LOOKED_FOR = (
    "Small groups were not looked for: the questionnaire names no quasi-identifiers, answers by which others may "
    "recognise somebody (`research` in its format). That is no all-clear: nothing was hidden."
)


def warning(report: Report) -> str | None:
    """One sentence about rows in small groups, and what can be done; None when there are none."""
    if report.is_met:
        return None
    return (
        f"Warning: {report.rows_at_risk:,} of {counted(report.rows, 'row')} "
        f"{'shares' if report.rows_at_risk == 1 else 'share'} {_names(report)} with fewer than "
        f"{report.k - 1} other relationships. Before you pass the file on: --small-groups coarsen, or suppress."
    )


def advice(study: str | None) -> str | None:
    """What to know about the study of a file whose small groups are protected; None for a file without a study."""
    if study is None:
        return None
    return (
        f"Warning: another export of the study '{study}' has the same pseudonyms. Whoever holds both can put back "
        "what is empty or coarser in this one. Pass on only one of them, with a study of its own or none."
    )


def summary(report: Report, protected: Protected | None) -> str:
    """One sentence on how the file stands."""
    if protected is None:
        return f"the smallest of {counted(report.groups, 'group')} has {counted(report.smallest, 'relationship')}."
    if not protected.emptied:
        return f"in every group there are at least {counted(report.smallest, 'relationship')}."
    return f"left empty, {_so_that(protected)}: {_emptied(protected)}."


def report_text(report: Report, protected: Protected | None) -> str:
    """The whole report, as plain text."""
    return "\n".join(_lines(report, protected)) + "\n"


def _lines(report: Report, protected: Protected | None) -> Iterator[str]:
    yield f"Small groups: how well nobody in this file can be picked out (k-anonymity, k = {report.k})"
    yield ""
    yield "Somebody who knows a respondent or a client may know these answers. Relationships that have all of them in"
    yield "common make a group; in a group of fewer than k somebody may be recognised. Rows with one relationship_id"
    yield "count once, with all that they tell together. What was not answered counts as an answer of its own. A file"
    yield "that keeps to k is still no proof: answers to other questions, the month and the language may tell too."
    yield "Another export of the same answers, laid beside this one, may put back what is empty or coarser here."
    yield ""
    if protected is None:
        yield from _figures(report)
        return
    if protected.became:
        yield "Before anything was changed"
        yield ""
        yield from _figures(protected.before)
        yield "With coarser answers"
        yield ""
    yield from _figures(protected.report)
    yield "What was changed"
    yield ""
    for exact, coarse in protected.became.items():
        yield f"- {exact} became {coarse}."
    if protected.emptied:
        yield f"- Left empty, {_so_that(protected)}: {_emptied(protected)}."
    if protected.left_out:
        yield "- Left out, because they are worked out from these answers, or only an older version has them:"
        yield f"  {', '.join(protected.left_out)}."
    if not protected.became and not protected.emptied and not protected.left_out:
        yield "- Nothing."
    if protected.telling:
        yield ""
        yield "Whether these items were asked depends on one of the answers above, so look at them yourself:"
        yield f"{', '.join(protected.telling)}."


def _figures(report: Report) -> Iterator[str]:
    rows = [
        ("rows", f"{report.rows:,}"),
        ("relationships", f"{report.relationships:,}"),
        ("groups", f"{report.groups:,}"),
        ("relationships in the smallest group", f"{report.smallest:,}"),
        ("relationships that are alone", f"{report.unique:,}"),
        (f"groups of fewer than {report.k}", f"{report.small:,}"),
        ("rows in them", f"{report.rows_at_risk:,}"),
    ]
    yield from (f"{label:<36}{value:>10}" for label, value in rows)
    yield ""
    width = max(len("answer by itself"), *(len(each.variable.name) for each in report.alone))
    yield f"{'answer by itself':<{width}}{'values':>10}{'smallest':>10}{'rows in small groups':>22}"
    for each in report.alone:
        yield f"{each.variable.name:<{width}}{each.values:>10,}{each.smallest:>10,}{each.rows_at_risk:>22,}"
    yield ""


def _names(report: Report) -> str:
    return ", ".join(each.variable.name for each in report.alone)


def _so_that(protected: Protected) -> str:
    size, k = counted(protected.smallest, "relationship"), protected.report.k
    if protected.smallest < k:  # only where nothing is left to be told of anybody
        return f"and yet there are no more than {size} in all, fewer than k = {k}"
    return f"so that in every group there are at least {size}"


def _emptied(protected: Protected) -> str:
    return ", ".join(f"{name} in {counted(rows, 'row')}" for name, rows in protected.emptied.items())
