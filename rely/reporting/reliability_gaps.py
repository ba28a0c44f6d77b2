"""Turn figures of gaps between two views into the part of the page that tells how reliable they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rely.languages import N_, Words
from rely.model.gap_figures import GapCaution, GapFigures, GapReliability, Gaps, ViewFigures
from rely.model.instrument import Instrument
from rely.reporting.reliability_lines import NONE
from rely.reporting.reliability_words import NOTES, Remark

GAP_CAUTIONS: Final[Mapping[GapCaution, str]] = {
    "one_item": N_("One statement alone has no alpha, so the reliability of the gap is not known."),
    "two_items": N_("With two statements each, alpha says little, and so does what is taken from it."),
    "no_variance": N_("A view, or the gap, is the same for all: there is no reliability."),
    "negative_alpha": N_("An alpha is below zero, so nothing is taken from it. Look at the reverse coding."),
    "negative_reliability": N_(
        "The views go together more closely than each view with itself: the gap is mostly error."
    ),
    "beyond_scale": N_("No gap can be that large: error of measurement alone could explain every gap."),
    "few_complete": N_("All this rests on fewer than half of the pairs: on those that are complete."),
    "several_others": N_(
        "Where several others answered, their mean counts. A gap to one person alone is less reliable."
    ),
}
"""What to tell of one gap."""


@dataclass(frozen=True, slots=True)
class Second:
    """The instrument of the others, and what is known of the gaps to their answers."""

    instrument: Instrument
    gaps: GapReliability


@dataclass(frozen=True, slots=True)
class GapLine:
    """One gap in a row: the figures as printed, each with what stands smaller below it."""

    label: str
    statements: str
    cells: tuple[tuple[str, str], ...]
    note: str
    loud: bool


@dataclass(frozen=True, slots=True)
class GapsPart:
    """What is told of the gaps of one group; `heads` stand above the cells, `cautions` below the table."""

    heading: str
    remarks: tuple[Remark, ...]
    first: str
    heads: tuple[str, ...]
    note: str
    lines: tuple[GapLine, ...]
    cautions: tuple[str, ...]


def gaps_part(own: Instrument, second: Second, words: Words, group: str, *, reflective: bool) -> GapsPart | None:
    """The part of a group, by its id; None where its rows are of the perspective of the others."""
    gaps = second.gaps.groups.get(group)
    if gaps is None:
        return None
    views = _view_names(own, second, words)
    return GapsPart(
        heading=words.gettext("How reliable the gaps are: %(own)s, %(other)s", own=views[0], other=views[1]),
        remarks=tuple(_remarks(gaps, words, reflective=reflective)),
        first=_facet(second, words),
        heads=(
            words.gettext("n complete"),
            words.gettext("%(view)s: mean (SD)", view=views[0]),
            words.gettext("%(view)s: mean (SD)", view=views[1]),
            words.gettext("Correlation"),
            words.gettext("Gap: mean (SD)"),
            words.gettext("Reliability of the gap"),
            words.gettext("Error of the gap"),
            words.gettext("More than error from"),
        ),
        note=words.gettext("How certain"),
        lines=tuple(_line(second, words, each) for each in gaps.values) if gaps.rows else (),
        cautions=tuple(_cautions(gaps, second, words)) if gaps.rows else (),
    )


def remarks_on_others(second: Second, words: Words) -> tuple[Remark, ...]:
    """What to know of the file with the answers of others before reading any gap."""
    return tuple(_remarks_on_others(second.gaps, words))


def explained_gaps(words: Words) -> tuple[tuple[str, str], ...]:
    """The figures of a gap by name, and what each says."""
    return (
        (
            words.gettext("Gap"),
            words.gettext(
                "The own view minus the other, in points, over the statements that mirror each other. "
                "Its figures rest on pairs with an answer to all of them on both sides."
            ),
        ),
        (
            words.gettext("Reliability of the gap"),
            words.gettext(
                "How much of the difference between gaps is no error of measurement, at most 1 (Lord & Novick 1968). "
                "The more two views go together, the lower it is (Cronbach & Furby 1970)."
            ),
        ),
        (
            words.gettext("Error of the gap"),
            words.gettext(
                "One standard error of measurement, in points, with errors of the two views that are independent."
            ),
        ),
        (
            words.gettext("More than error from"),
            words.gettext(
                "1.96 of these errors. Where there is no gap, error alone exceeds that in about 5 of 100 cases."
            ),
        ),
    )


def _view_names(own: Instrument, second: Second, words: Words) -> tuple[str, str]:
    """What the two views are called; the titles of the questionnaires where the perspectives have no names."""
    theirs = {each.id: words.text(each.label) for each in second.instrument.perspectives}
    names = [words.text(each.label) for each in own.perspectives]
    own_name = names[0] if len(names) == 1 else words.text(own.title)
    return own_name, theirs.get(second.gaps.perspective, words.text(second.instrument.title))


def _facet(second: Second, words: Words) -> str:
    return words.text(second.instrument.facets_by_id[second.gaps.facet].label)


def _remarks_on_others(gaps: GapReliability, words: Words) -> Iterator[Remark]:
    if gaps.simulated:
        told = words.ngettext(
            "%(n)s assessment of others is simulated: nobody gave these answers.",
            "%(n)s assessments of others are simulated: nobody gave these answers.",
            gaps.simulated,
        )
        yield Remark(told, loud=True)
    unpaired, unnamed = gaps.left_out.get("unpaired", 0), gaps.left_out.get("unnamed", 0)
    if unpaired:
        told = words.ngettext(
            "%(n)s assessment of others belongs to none that is looked at here.",
            "%(n)s assessments of others belong to none that is looked at here.",
            unpaired,
        )
        yield Remark(told)
    if unnamed:
        told = words.ngettext(
            "%(n)s assessment of others has no id and names no relationship, and is left out.",
            "%(n)s assessments of others have no id and name no relationship, and are left out.",
            unnamed,
        )
        yield Remark(told)


def _remarks(gaps: Gaps, words: Words, *, reflective: bool) -> Iterator[Remark]:
    if not gaps.rows:
        yield Remark(
            words.gettext(
                "None of these assessments has answers of others beside it. They are paired by the column id, else by "
                "respondent and name of the relationship."
            ),
            loud=True,
        )
        return
    yield Remark(words.gettext("These figures describe a group. They judge no person and no single gap."), loud=True)
    yield Remark(
        words.gettext(
            "Both sides answered about %(rows)s relationships: %(others)s assessments of others, at most %(most)s "
            "about one.",
            rows=words.number(gaps.rows),
            others=words.number(gaps.others),
            most=words.number(gaps.most),
        )
    )
    yield from _left_out(gaps, words)
    people = gaps.respondents
    if people.is_clustered:
        told = words.gettext(
            "%(rows)s of these relationships are those of %(people)s respondents. What one person answers is alike, so "
            "that the figures are less certain than n says.",
            rows=words.number(people.named),
            people=words.number(people.distinct),
        )
        yield Remark(told, loud=True)
    if not reflective:
        yield Remark(
            words.gettext("The statements each cover a part of their own. What is taken from alpha is a rough guide.")
        )


def _left_out(gaps: Gaps, words: Words) -> Iterator[Remark]:
    repeated, ambiguous = gaps.left_out.get("repeated", 0), gaps.left_out.get("ambiguous", 0)
    if repeated:
        told = words.ngettext(
            "%(n)s own assessment is not paired, since only the first of each id counts.",
            "%(n)s own assessments are not paired, since only the first of each id counts.",
            repeated,
        )
        yield Remark(told)
    if ambiguous:
        told = words.ngettext(
            "%(n)s own assessment is not paired, since its name occurs more than once and it has no id.",
            "%(n)s own assessments are not paired, since their names occur more than once and they have no id.",
            ambiguous,
        )
        yield Remark(told)


def _line(second: Second, words: Words, gap: GapFigures) -> GapLine:
    return GapLine(
        label=_label(second, words, gap.value),
        statements=", ".join(one if one == other else f"{one} – {other}" for one, other in gap.items.items()),
        cells=(
            (words.number(gap.n), ""),
            _view(words, gap.own),
            _view(words, gap.other),
            (_number(words, gap.correlation, 2), ""),
            (_mean_and_sd(words, gap.mean, gap.sd), ""),
            (_number(words, gap.reliability, 2), ""),
            (_number(words, gap.sem, 1), ""),
            (_number(words, gap.beyond, 1), ""),
        ),
        note=words.gettext(NOTES[gap.note]),
        loud=gap.note in ("not_computed", "very_uncertain"),
    )


def _cautions(gaps: Gaps, second: Second, words: Words) -> Iterator[str]:
    """Each caution once, with the gaps that it is about."""
    for caution, sentence in GAP_CAUTIONS.items():
        about = [_label(second, words, gap.value) for gap in gaps.values if caution in gap.cautions]
        if about:
            yield f"{words.list_of(about)}: {words.gettext(sentence)}"


def _label(second: Second, words: Words, value: str) -> str:
    facet = second.instrument.facets_by_id[second.gaps.facet]
    return next(words.text(each.label) for each in facet.values if each.id == value)


def _view(words: Words, view: ViewFigures) -> tuple[str, str]:
    found = "" if view.alpha is None else words.gettext("alpha %(alpha)s", alpha=words.number(view.alpha, 2))
    return _mean_and_sd(words, view.mean, view.sd), found


def _mean_and_sd(words: Words, mean: float | None, sd: float | None) -> str:
    return NONE if mean is None or sd is None else f"{words.number(mean, 1)} ({words.number(sd, 1)})"


def _number(words: Words, value: float | None, decimals: int) -> str:
    return NONE if value is None else words.number(value, decimals)
