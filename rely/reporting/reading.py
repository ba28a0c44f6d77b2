"""Turn the instrument's method into how to read the report: bands, evidence, limits, where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from rely import __version__
from rely.model.response_scales import Likert, TextEntry
from rely.model.text import Text
from rely.reporting.citations import Citation, cite
from rely.reporting.material import Material
from rely.reporting.norm_lines import margin_notes
from rely.scoring.reference import percentiles


@dataclass(frozen=True, slots=True)
class BandKey:
    """One band: its range, its name and the answers between which it lies."""

    range: str
    label: str
    answers: str


@dataclass(frozen=True, slots=True)
class Level:
    """One evidence level."""

    mark: str
    label: str
    about: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """One line of the small print."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One line of the list of sources: the number by which others name the work, and the work in full."""

    label: str
    work: Citation


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read this report."""

    heading: str
    bands_heading: str
    bands: tuple[BandKey, ...]
    parts: tuple[Part, ...]
    evidence_heading: str
    levels: tuple[Level, ...]
    works_heading: str
    works: tuple[CitedWork, ...]
    details: tuple[Detail, ...]
    data_note: str


def build_reading(
    material: Material, *, with_data: bool, with_previous: bool = False, with_others: bool = False
) -> Reading:
    """The method, the limits and the disclaimer of the instrument, which instrument it was, and what is attached.

    `with_previous`: an earlier assessment is part of the report and of its data; `with_others`: so are the answers
    of others.
    """
    words, instrument, report = material.words, material.instrument, material.instrument.report
    parts = [
        Part(words.gettext("How the scores are made"), _texts(material, report.method if report else ())),
        Part(words.gettext("Where the margins come from"), tuple(margin_notes(material))),
        Part(words.gettext("What this report cannot tell"), _limits(material)),
        Part(
            words.gettext("About this instrument"),
            _texts(material, () if instrument.disclaimer is None else (instrument.disclaimer,)),
        ),
    ]
    return Reading(
        heading=words.gettext("About these results"),
        bands_heading=words.gettext("What the scores are called"),
        bands=_bands(material),
        parts=tuple(part for part in parts if part.paragraphs),
        evidence_heading=words.gettext("How well the guidelines are founded"),
        levels=tuple(
            Level(words.text(level.mark), words.text(level.label), words.text(level.about))
            for level in instrument.evidence_levels
        ),
        works_heading=words.gettext("Sources"),
        works=tuple(
            CitedWork(f"[{material.cited[work.id]}]", cite(work, words))
            for work in instrument.works
            if work.id in material.cited
        ),
        details=_details(material),
        data_note=_data_note(material, with_data, with_previous, with_others),
    )


def _data_note(material: Material, with_data: bool, with_previous: bool, with_others: bool) -> str:
    words = material.words
    if not with_data:
        return words.gettext("This document carries no data besides what can be read in it.")
    if not material.has_subject:
        told = _data_note_on_nobody(material, with_previous)
    elif not material.instrument.is_about_a_client:
        told = _data_note_on_a_name(material, with_previous)
    elif with_previous:
        told = words.gettext(
            "This PDF carries the file rely.json with the code name, the answers in codes, those of the earlier "
            "assessment too, and the scores, so that the report can be checked; whoever gets the PDF gets them too."
        )
    else:
        told = words.gettext(
            "This PDF carries the file rely.json with the code name, the answers in codes and the scores, "
            "so that the report can be checked; whoever gets the PDF gets them too."
        )
    if material.taken:
        told += " " + words.gettext("It also says who took on which action, and until when.")
    if with_others:
        told += " " + words.gettext(
            "It also carries the answers of those whose view stands beside yours, in codes and with their days. Their "
            "names and what they wrote in own words are not in it."
        )
    return told


def _data_note_on_a_name(material: Material, with_previous: bool) -> str:
    """What the PDF carries where a name is asked for that need not be that of a client."""
    if with_previous:
        return material.words.gettext(
            "This PDF carries the file rely.json with the name at its head, the answers in codes, those of the earlier "
            "assessment too, and the scores, so that the report can be checked; whoever gets the PDF gets them too."
        )
    return material.words.gettext(
        "This PDF carries the file rely.json with the name at its head, the answers in codes and the scores, "
        "so that the report can be checked; whoever gets the PDF gets them too."
    )


def _data_note_on_nobody(material: Material, with_previous: bool) -> str:
    """What the PDF carries where no name is asked for; of what was typed in own words it carries nothing."""
    words = material.words
    if with_previous:
        told = words.gettext(
            "This PDF carries the file rely.json with the answers in codes, those of the earlier assessment too, and "
            "the scores, so that the report can be checked; whoever gets the PDF gets them too."
        )
    else:
        told = words.gettext(
            "This PDF carries the file rely.json with the answers in codes and the scores, so that the report can be "
            "checked; whoever gets the PDF gets them too."
        )
    if _has_own_words(material):
        told += " " + words.gettext("What was written in own words is not in it.")
    return told


def _has_own_words(material: Material) -> bool:
    items, scale_of = material.instrument.items, material.instrument.scale_of
    return any(isinstance(scale_of(items[name]), TextEntry) for name in material.result.asked)


def _texts(material: Material, texts: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(material.words.text(text) for text in texts)


def _limits(material: Material) -> tuple[str, ...]:
    """What the questionnaire says of it, and that nobody is compared with others where there is no norm."""
    words, report = material.words, material.instrument.report
    told = () if report is None else _texts(material, report.limits)
    if not told or percentiles(material.result):
        return told
    alone = words.gettext("These results are not compared with those of others: there are no data for that yet.")
    return (f"{told[0]} {alone}", *told[1:])


def _details(material: Material) -> tuple[Detail, ...]:
    words, instrument, reference = material.words, material.instrument, material.result.reference
    return (
        Detail(words.gettext("Questionnaire"), words.text(instrument.title)),
        Detail(words.gettext("Version"), f"{instrument.id} {instrument.version}"),
        Detail(words.gettext("Digest"), material.digest),
        *(() if reference is None else (Detail(words.gettext("Group data"), reference.digest),)),
        Detail(words.gettext("Made with"), f"Rely {__version__}"),
        Detail(words.gettext("Made on"), words.date(material.day)),
    )


def _bands(material: Material) -> tuple[BandKey, ...]:
    words, bands = material.words, material.instrument.bands
    edges = [band.from_ for band in bands] + [100.0]
    anchors = _anchors(material)
    return tuple(
        BandKey(
            range=words.gettext("%(low)s to %(high)s", low=words.measured(low), high=words.measured(high)),
            label=words.text(band.label),
            answers=words.gettext(
                "%(low)s to %(high)s", low=words.quoted(anchors[low]), high=words.quoted(anchors[high])
            )
            if low in anchors and high in anchors
            else "",
        )
        for band, low, high in zip(bands, edges, edges[1:], strict=False)
    )


def _anchors(material: Material) -> dict[float, str]:
    """The answer words at their scores, when all items with facets share one response scale."""
    instrument = material.instrument
    scales = {item.response_scale for item in instrument.items.values() if item.facets}
    scale = instrument.scales_by_id[scales.pop()] if len(scales) == 1 else None
    if not isinstance(scale, Likert):
        return {}
    top = len(scale.options) - 1
    return {100.0 * at / top: material.words.text(step.label) for at, step in enumerate(scale.options)}
