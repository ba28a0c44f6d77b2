"""Turn a codebook into DDI-Codebook 2.5, the XML that data archives exchange."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from rely import __version__
from rely.languages import words_for
from rely.research.codebook.content import Codebook, Group
from rely.research.codebook.ddi_variables import add_variable, identifier
from rely.research.codebook.xml_text import LANGUAGE, add, as_xml

NAMESPACE = "ddi:codebook:2_5"
SCHEMA = "http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
"""Where the XML Schema stands: archives and editors check a document by what its first element names."""

FILE = "F1"
"""The id of the one data file that is described."""

_TYPES = {"section": "section", "measure": "analysis", "score": "analysis"}
"""The types of groups of variables; others are pragmatic: groups without a shared property."""


def codebook_ddi(codebook: Codebook) -> str:
    """The codebook as one XML document in UTF-8.

    It names no people and no files: archives add who collected what, when and where. The order of elements is part of
    the format; it is that of its XML Schema of 2012-01-17 (DDI Alliance). An element that may be repeated for further
    languages only stands once, with a line for each sentence.
    """
    root = Element(
        "codeBook",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
            "version": "2.5",
            LANGUAGE: codebook.language,
        },
    )
    _document(add(root, "docDscr"), codebook)
    _study(add(root, "stdyDscr"), codebook)
    _file(add(root, "fileDscr", attributes={"ID": FILE}), codebook)
    _data(add(root, "dataDscr"), codebook)
    return as_xml(root)


def _document(parent: Element, codebook: Codebook) -> None:
    citation = add(parent, "citation")
    add(add(citation, "titlStmt"), "titl", codebook.title)
    add(add(citation, "prodStmt"), "software", "Rely", {"version": __version__})


def _study(parent: Element, codebook: Codebook) -> None:
    study, words = codebook.study, words_for(codebook.language)
    citation = add(parent, "citation")
    titles = add(citation, "titlStmt")
    add(titles, "titl", study.title)
    for language, title in codebook.dictionary.instrument.title.versions():
        if language is not None and title != study.title:
            add(titles, "parTitl", title, {LANGUAGE: language})
    add(titles, "IDNo", f"{study.id}@{study.version}")
    add(titles, "IDNo", study.digest)
    add(add(citation, "verStmt"), "version", study.version)
    add(citation, "biblCit", study.citation)
    info = add(parent, "stdyInfo")
    if study.about:
        add(info, "abstract", "\n".join(study.about))
    summary = add(info, "sumDscr")
    add(summary, "anlyUnit", study.unit)
    add(summary, "dataKind", words.gettext("Survey data"))
    collection = add(add(parent, "method"), "dataColl")
    add(collection, "collMode", words.gettext("Questionnaire that respondents fill in themselves"))
    add(collection, "resInstru", words.gettext("Structured questionnaire"))
    add(collection, "weight", study.weights)
    use = add(add(parent, "dataAccs"), "useStmt")
    add(use, "citReq", study.citation)
    add(use, "conditions", study.licence)
    if study.limits:
        add(use, "disclaimer", "\n".join(study.limits))
    if study.works:
        others = add(parent, "othrStdyMat")
        for work in study.works:
            add(others, "relMat", work.text, {LANGUAGE: work.language})
    _notes(parent, codebook)


def _notes(parent: Element, codebook: Codebook) -> None:
    for line in codebook.how_scored:
        add(parent, "notes", line, {"type": "scoring"})
    for form in codebook.forms:
        add(parent, "notes", " ".join((f"{form.label}:", *form.rule)), {"type": "missing data"})
    for band in codebook.bands:
        add(parent, "notes", f"{band.label} ({band.id}): {band.range}", {"type": "band"})
    for release in codebook.releases:
        add(parent, "notes", " ".join((f"{release.version}, {release.date}.", *release.told)), {"type": "release"})


def _file(parent: Element, codebook: Codebook) -> None:
    text = add(parent, "fileTxt")
    add(text, "fileCont", codebook.study.unit)
    add(text, "fileStrc", attributes={"type": "rectangular"})
    size = add(text, "dimensns")
    if codebook.data is not None:
        add(size, "caseQnty", str(codebook.data.cases))
    add(size, "varQnty", str(len(codebook.entries)))
    add(text, "dataMsng", "\n".join(f"{each.label}: {each.text}" for each in codebook.missing))
    for line in codebook.data_told:
        add(parent, "notes", line, {"type": "data"})


def _data(parent: Element, codebook: Codebook) -> None:
    for number, group in enumerate(codebook.groups, start=1):
        _group(parent, f"G{number}", group, codebook)
    for entry in codebook.entries:
        add_variable(parent, entry, codebook, FILE)


def _group(parent: Element, name: str, group: Group, codebook: Codebook) -> None:
    """A group names its variables; that of a score names the items that enter it as well."""
    variables = dict.fromkeys(group.variables)
    if group.kind == "score":
        variables.update(dict.fromkeys(codebook.by_name[group.variables[0]].made_from))
    kind = _TYPES.get(group.kind, "pragmatic")
    members = " ".join(identifier(each) for each in variables)
    made = add(parent, "varGrp", attributes={"ID": name, "type": kind, "name": group.id, "var": members})
    add(made, "labl", group.title)
    if group.intro:
        add(made, "txt", group.intro)
