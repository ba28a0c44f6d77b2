"""Turn the releases that are kept of an instrument into what may be compared from each to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rely.languages import N_, Words, words_for
from rely.languages.score_names import name_of_score
from rely.loading.diff.compare import Comparison, compare
from rely.loading.diff.scores import Comparable
from rely.loading.releases import read_releases
from rely.loading.versions import load_version
from rely.model.answers import FULL_FORM
from rely.model.instrument import Instrument
from rely.model.scalars import version_number
from rely.research.codebook.content import Release

VERDICTS: Mapping[Comparable, str] = {
    "yes": N_("Comparable: %(scores)s."),
    "with_care": N_("Comparable with care: %(scores)s."),
    "no": N_("Not comparable: %(scores)s."),
    "new": N_("New: %(scores)s."),
    "gone": N_("Gone: %(scores)s."),
}
"""What is said of scores, in English."""


def releases_of(folder: Path, instrument: Instrument, language: str) -> tuple[Release, ...]:
    """The releases kept in the folder of an instrument, up to its version, first to last.

    Raises ReleaseRefused, ChangedRelease or UnknownVersion when they are broken.
    """
    words = words_for(language)
    found: list[Release] = []
    before: Instrument | None = None
    for each in read_releases(folder):
        if version_number(each.version) > version_number(instrument.version):
            break
        here = load_version(f"{folder}@{each.version}")
        told = () if before is None else tuple(_told(compare(before, here), words))
        found.append(Release(each.version, each.date, each.digest, told))
        before = here
    return tuple(found)


def _told(comparison: Comparison, words: Words) -> Iterator[str]:
    full = {each.score: each.comparable for each in comparison.scores if each.form == FULL_FORM}
    yield from _of_form(comparison, full, words)
    for form in dict.fromkeys(each.form for each in comparison.scores):
        named = comparison.new.form(form)
        here = {each.score: each.comparable for each in comparison.scores if each.form == form}
        other = {score: comparable for score, comparable in here.items() if full.get(score) != comparable}
        if form != FULL_FORM and named is not None and other:
            yield from (f"{words.text(named.label)}: {line}" for line in _of_form(comparison, other, words))


def _of_form(comparison: Comparison, verdicts: Mapping[str, Comparable], words: Words) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    if verdicts and set(verdicts.values()) == {"yes"}:
        yield words.gettext("All scores may be compared with those of %(version)s.", version=old.version)
        return
    for comparable, message in VERDICTS.items():
        scores = [score for score, verdict in verdicts.items() if verdict == comparable]
        if scores:
            source = old if comparable == "gone" else new
            labels = [name_of_score(source, words, score) for score in scores]
            yield words.gettext(message, scores="; ".join(labels))
