"""Turn figures of reliability into the sentences that say what they mean, and what speaks against trusting them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rely.languages import N_, Words
from rely.model.reliability import Carelessness, Caution, GroupFigures, Note, Reliability, ScoreFigures

MOST_LINES: Final = 20
"""Of more careless rows than this only the first are named."""

NOTES: Final[Mapping[Note, str]] = {
    "not_computed": N_("not computed"),
    "very_uncertain": N_("very uncertain"),
    "uncertain": N_("uncertain"),
    "usable": N_("usable"),
}
"""How far figures can be relied on, in one or two words."""

CAUTIONS: Final[Mapping[Caution, str]] = {
    "one_item": N_("One item alone cannot go together with others, so there is no alpha."),
    "two_items": N_("Two items determine no factor, so there is no omega."),
    "no_variance": N_("All complete answers add up to the same, so there is no alpha."),
    "constant_item": N_("One item was answered alike by all, so there is no omega."),
    "negative_alpha": N_("Alpha is below zero: is the reverse coding of an item forgotten, or wrong?"),
    "heywood": N_("No omega: the factor would explain more than the whole of an item (a Heywood case)."),
    "not_converged": N_("No omega: the search for the factor came to no end."),
    "too_many_items": N_("No omega: with so many items no factor is looked for."),
    "few_complete": N_("Alpha rests on the complete answers alone: fewer than half of those with a score."),
}
"""What to tell of one score."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One or two sentences to read; a loud one comes first and stands out."""

    text: str
    loud: bool = False


def remarks_on_all(found: Reliability, words: Words) -> tuple[Remark, ...]:
    """What to know before reading any figure."""
    return (*_loud_remarks(found, words), *_quiet_remarks(found, words))


def _loud_remarks(found: Reliability, words: Words) -> Iterator[Remark]:
    if found.simulated:
        told = words.ngettext(
            "%(n)s assessment is simulated: nobody gave these answers.",
            "%(n)s assessments are simulated: nobody gave these answers.",
            found.simulated,
        )
        yield Remark(told, loud=True)
    if not found.groups:
        yield Remark(words.gettext("No assessment can be looked at, so there are no figures."), loud=True)


def _quiet_remarks(found: Reliability, words: Words) -> Iterator[Remark]:
    if not found.reflective:
        yield Remark(
            words.gettext(
                "The items of a score each cover a part of their own, and need not go together. "
                "Alpha and omega describe them here; they are no test to pass."
            )
        )
    yield Remark(words.gettext("Never drop an item on alpha alone: what it covers would be missing."))
    for reason, tell in _LEFT_OUT.items():
        count = found.left_out.get(reason, 0)
        if count:
            yield Remark(tell(words, count))


def _other_form(words: Words, n: int) -> str:
    return words.ngettext(
        "%(n)s assessment in another form is not looked at: forms are never mixed.",
        "%(n)s assessments in another form are not looked at: forms are never mixed.",
        n,
    )


def _no_value(words: Words, n: int) -> str:
    return words.ngettext(
        "%(n)s assessment does not say to which group it belongs, and is in none.",
        "%(n)s assessments do not say to which group they belong, and are in none.",
        n,
    )


def _repeated(words: Words, n: int) -> str:
    return words.ngettext(
        "%(n)s assessment is left out, since only the first of each counts.",
        "%(n)s assessments are left out, since only the first of each counts.",
        n,
    )


def _small_group(words: Words, n: int) -> str:
    return words.ngettext(
        "%(n)s assessment is in a group of fewer than ten, which is not shown.",
        "%(n)s assessments are in groups of fewer than ten, which are not shown.",
        n,
    )


_LEFT_OUT: Final[Mapping[str, Callable[[Words, int], str]]] = {
    "other_form": _other_form,
    "no_value": _no_value,
    "repeated": _repeated,
    "small_group": _small_group,
}
"""What to tell of the rows that are in no group, by reason."""


def remarks_on_group(group: GroupFigures, words: Words) -> tuple[Remark, ...]:
    """What to know of the rows of one group: how few they are, whose they are, which look careless."""
    return tuple(_remarks_on_group(group, words))


def _remarks_on_group(group: GroupFigures, words: Words) -> Iterator[Remark]:
    if group.rows < 10:
        yield Remark(words.gettext("Fewer than ten assessments: nothing is computed."), loud=True)
    elif group.rows < 30:
        yield Remark(words.gettext("Fewer than 30 assessments: every figure is very uncertain."), loud=True)
    people, relationships = group.respondents, group.relationships
    if people.is_clustered:
        yield Remark(
            words.gettext(
                "%(rows)s assessments come from %(people)s respondents, up to %(most)s from one. Answers of one person "
                "resemble each other, so that the intervals are too narrow.",
                rows=words.number(people.named),
                people=words.number(people.distinct),
                most=words.number(people.most),
            ),
            loud=True,
        )
    elif not people.named:
        yield Remark(words.gettext("Who answered is not known: n counts assessments, not people."))
    if relationships.is_clustered:
        yield Remark(
            words.gettext(
                "%(rows)s assessments share %(names)s names in the column id. Several of one relationship resemble "
                "each other, so that the intervals are too narrow.",
                rows=words.number(relationships.named),
                names=words.number(relationships.distinct),
            ),
            loud=True,
        )
    if group.careless is not None:
        yield Remark(_careless(group.careless, words))


def _careless(found: Carelessness, words: Words) -> str:
    judged = words.number(found.judged)
    if not found.flagged:
        return words.gettext("None of %(judged)s looks as if it was answered without reading.", judged=judged)
    lines = words.list_of([words.number(each.line) for each in found.flagged[:MOST_LINES]])
    told = words.gettext(
        "Of %(judged)s, %(same)s gave nearly one answer everywhere, %(both)s agreed with statements and their "
        "opposites.",
        judged=judged,
        same=words.number(found.count("straightline")),
        both=words.number(found.count("agrees_with_opposites")),
    )
    where = words.ngettext(
        "Look at this line again, and do not delete it for this alone: %(lines)s.",
        "Look at these lines again, and do not delete them for this alone: %(lines)s.",
        len(found.flagged),
        lines=lines,
    )
    rest = len(found.flagged) - MOST_LINES
    if rest <= 0:
        return f"{told} {where}"
    more = words.ngettext("%(n)s more line is in the JSON.", "%(n)s more lines are in the JSON.", rest)
    return f"{told} {where} {more}"


def sentences_on_score(score: ScoreFigures, words: Words) -> tuple[str, ...]:
    """What the figures of one score mean, a sentence each."""
    return tuple(_sentences_on_score(score, words))


def _sentences_on_score(score: ScoreFigures, words: Words) -> Iterator[str]:
    if len(score.parts) > 1:
        yield _basis(score, words)
    if score.alpha is not None and score.alpha_low is not None and score.alpha_high is not None:
        yield words.gettext(
            "Alpha is %(alpha)s; among all such assessments it may well lie from %(low)s to %(high)s.",
            alpha=words.number(score.alpha, 2),
            low=words.number(score.alpha_low, 2),
            high=words.number(score.alpha_high, 2),
        )
    if score.sem is not None:
        yield words.gettext(
            "Taken from alpha, one score may be off by about %(sem)s points (one standard error).",
            sem=words.measured(score.sem),
        )
    for caution in score.cautions:
        yield words.gettext(CAUTIONS[caution])


def _basis(score: ScoreFigures, words: Words) -> str:
    return words.gettext(
        "%(n)s complete answers to all %(parts)s parts: %(note)s.",
        n=words.number(score.n),
        parts=words.number(len(score.parts)),
        note=words.gettext(NOTES[score.note]),
    )
