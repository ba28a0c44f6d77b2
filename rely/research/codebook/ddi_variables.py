"""Turn one entry of a codebook into a variable of DDI-Codebook 2.5."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from rely.model.scalars import shortest
from rely.research.codebook.content import Code, Codebook, Entry, Statistics
from rely.research.codebook.xml_text import LANGUAGE, add
from rely.research.variables import DONT_KNOW, NOT_APPLICABLE, NOT_ASKED, UNANSWERED

NATURES = {"nominal": "nominal", "ordinal": "ordinal", "scale": "interval"}
"""The level of measurement in the words of DDI; whether a scale has a true zero is not known, so it is no ratio."""

WHY_MISSING = {
    NOT_ASKED: "inap",
    NOT_APPLICABLE: "not applicable",
    DONT_KNOW: "don't know",
    UNANSWERED: "no answer",
}
"""The type of a missing answer, in the words that archives use."""

_DECIMALS = {"integer": "0", "number": "2"}


def identifier(variable: str) -> str:
    """The id of a variable in the document."""
    return f"V_{variable}"


def add_variable(parent: Element, entry: Entry, codebook: Codebook, file: str) -> None:
    """One variable, with its children in the order of the format."""
    shared = codebook.lists_by_id.get(entry.shared)
    codes = entry.codes if shared is None else shared.codes
    made = add(parent, "var", attributes=_attributes(entry, codes, file))
    add(made, "labl", entry.label, {"level": "variable"})
    if entry.question:
        _question(made, entry, codes)
    _ranges(made, entry)
    if entry.when:
        add(made, "universe", "\n".join(entry.when))
    if entry.statistics is not None:
        _figures(made, entry.statistics)
    for fact in entry.facts:
        add(made, "txt", f"{fact.label}: {fact.text}")
    _categories(made, entry, codes)
    for facet in entry.facets:
        add(made, "concept", facet.text, {"vocab": facet.label})
    if entry.made:
        sources = " ".join(identifier(each) for each in entry.made_from)
        derivation = add(made, "derivation", attributes={"var": sources})
        add(derivation, "drvdesc", "\n".join(entry.made))
    add(made, "varFormat", attributes={"type": "character" if entry.kind == "text" else "numeric"})
    for work in entry.sources:
        add(made, "notes", work.text, {LANGUAGE: work.language, "type": "source"})


def _attributes(entry: Entry, codes: tuple[Code, ...], file: str) -> Mapping[str, str]:
    return {
        "ID": identifier(entry.name),
        "name": entry.name,
        "files": file,
        "dcml": _DECIMALS.get(entry.kind, ""),
        "intrvl": "contin" if entry.level == "scale" else "discrete",
        "measUnit": entry.unit,
        "nature": NATURES[entry.level],
        "representationType": "code" if codes else "text" if entry.kind == "text" else "numeric",
    }


def _question(parent: Element, entry: Entry, codes: tuple[Code, ...]) -> None:
    domain = "multiple" if entry.part else "category" if codes else "text" if entry.kind == "text" else "numeric"
    asked = add(parent, "qstn", attributes={"ID": f"Q_{entry.name}", "responseDomainType": domain})
    if entry.preface:
        add(asked, "preQTxt", entry.preface)
    add(asked, "qstnLit", entry.question)
    if entry.help:
        add(asked, "ivuInstr", entry.help)


def _ranges(parent: Element, entry: Entry) -> None:
    units = "INT" if entry.kind == "integer" else "REAL"
    if entry.kind != "text" and (entry.low is not None or entry.high is not None):
        edges = {
            "UNITS": units,
            "min": "" if entry.low is None else shortest(entry.low),
            "max": "" if entry.high is None else shortest(entry.high),
        }
        add(add(parent, "valrng"), "range", attributes=edges)
    if entry.missing:
        invalid = add(parent, "invalrng")
        for code in entry.missing:
            add(invalid, "item", attributes={"VALUE": str(code.code)})


def _figures(parent: Element, found: Statistics) -> None:
    figures: Mapping[str, float | None] = {
        "vald": found.valid,
        "invd": sum(each.n or 0 for each in found.missing),
        "mean": found.mean,
        "stdev": found.sd,
        "min": found.low,
        "max": found.high,
    }
    for kind, number in figures.items():
        if number is not None:
            add(parent, "sumStat", shortest(number), {"type": kind})


def _categories(parent: Element, entry: Entry, codes: tuple[Code, ...]) -> None:
    found = entry.statistics
    counts = {} if found is None else {each.code: each.n for each in (*found.counts, *found.missing)}
    for code in codes:
        _category(parent, code, counts, {})
    for code in entry.missing:
        why = WHY_MISSING.get(int(code.code), "")
        _category(parent, code, counts, {"missing": "Y", "missType": why})


def _category(parent: Element, code: Code, counts: Mapping[int | str, int | None], about: Mapping[str, str]) -> None:
    made = add(parent, "catgry", attributes=about)
    add(made, "catValu", str(code.code))
    add(made, "labl", code.label, {"level": "category"})
    n = counts.get(code.code)
    if n is not None:
        add(made, "catStat", str(n), {"type": "freq"})
