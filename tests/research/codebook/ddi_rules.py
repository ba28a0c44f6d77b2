"""Say which children the elements of DDI-Codebook 2.5 have, in which order, and which values attributes take.

Written down from the field-level documentation and the XML Schema of 2012-01-17 (DDI Alliance), for the elements that
Rely writes; anything else is an error here. `?`, `*` and `+` as in regular expressions; "text": words and no children.
An element that may be repeated for further languages only has no `*` here: Rely writes one language.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"

CHILDREN = {
    "codeBook": "docDscr* stdyDscr+ fileDscr* dataDscr* otherMat*",
    "docDscr": "citation? guide? docStatus? docSrc* controlledVocabUsed* notes*",
    "citation": "titlStmt rspStmt? prodStmt? distStmt? serStmt* verStmt* biblCit? holdings* notes*",
    "titlStmt": "titl subTitl* altTitl* parTitl* IDNo*",
    "prodStmt": "producer* copyright? prodDate* prodPlac* software* fundAg* grantNo*",
    "verStmt": "version? verResp* notes*",
    "stdyDscr": "citation+ studyAuthorization* stdyInfo* studyDevelopment* method* dataAccs* othrStdyMat* notes*",
    "stdyInfo": "studyBudget* subject* abstract? sumDscr* qualityStatement? notes* exPostEvaluation*",
    "sumDscr": "timePrd* collDate* nation* geogCover* geogUnit* geoBndBox? boundPoly? anlyUnit* universe? dataKind*",
    "method": "dataColl* notes* anlyInfo? stdyClas* dataProcessing* codingInstructions*",
    "dataColl": "timeMeth* dataCollector* collectorTraining* frequenc* sampProc* sampleFrame* targetSampleSize* "
    "deviat* collMode* resInstru* instrumentDevelopment* sources? collSitu* actMin* ConOps* weight* cleanOps*",
    "dataAccs": "setAvail* useStmt* notes*",
    "useStmt": "confDec? specPerm? restrctn? contact* citReq? deposReq? conditions? disclaimer?",
    "othrStdyMat": "relMat* relStdy* relPubl* othRefs*",
    "fileDscr": "fileTxt* locMap? notes*",
    "fileTxt": "fileName? fileCitation? fileCont? fileStrc? dimensns? fileType? format? filePlac? dataChck* ProcStat? "
    "dataMsng? software* verStmt?",
    "fileStrc": "recGrp* notes*",
    "dimensns": "caseQnty* varQnty* logRecL* recPrCas* recNumTot*",
    "dataDscr": "varGrp* nCubeGrp* var* nCube* notes*",
    "varGrp": "labl* txt* concept* defntn? universe? notes*",
    "var": "location* labl* imputation? security? embargo? respUnit? anlysUnit? qstn* valrng* invalrng* undocCod* "
    "universe? TotlResp? sumStat* txt* stdCatgry* catgryGrp* catgry* codInstr* verStmt* concept* derivation? "
    "varFormat? geoMap* catLevel* notes*",
    "qstn": "preQTxt? qstnLit? postQTxt? forward? backward? ivuInstr?",
    "valrng": "(item|range)+ key? notes*",
    "invalrng": "(item|range)+ key? notes*",
    "item": "",
    "range": "",
    "catgry": "catValu? labl* txt* catStat* mrow?",
    "derivation": "drvdesc? drvcmd?",
    **dict.fromkeys(
        ["titl", "parTitl", "IDNo", "software", "version", "biblCit", "abstract", "anlyUnit", "dataKind", "collMode",
         "resInstru", "weight", "citReq", "conditions", "disclaimer", "relMat", "notes", "fileCont", "caseQnty",
         "varQnty", "dataMsng", "labl", "txt", "concept", "universe", "preQTxt", "qstnLit", "ivuInstr", "sumStat",
         "catValu", "catStat", "drvdesc", "varFormat"],
        "text",
    ),
}  # fmt: skip

VALUES = {
    ("codeBook", "version"): {"2.5"},
    ("codeBook", SCHEMA_LOCATION): {
        "ddi:codebook:2_5 http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
    },
    ("varGrp", "type"): {"section", "multipleResp", "grid", "display", "repetition", "subject", "version", "iteration",
                         "analysis", "pragmatic", "record", "file", "randomized", "other"},
    ("var", "intrvl"): {"contin", "discrete"},
    ("var", "nature"): {"nominal", "ordinal", "interval", "ratio", "percent", "other"},
    ("var", "representationType"): {"text", "numeric", "code", "datetime", "other"},
    ("qstn", "responseDomainType"): {"text", "numeric", "code", "category", "datetime", "geographic", "multiple",
                                     "other"},
    ("range", "UNITS"): {"INT", "REAL"},
    ("catgry", "missing"): {"Y", "N"},
    ("catStat", "type"): {"freq", "percent", "crosstab", "other"},
    ("sumStat", "type"): {"mean", "medn", "mode", "vald", "invd", "min", "max", "stdev", "other"},
    ("varFormat", "type"): {"character", "numeric"},
    ("fileStrc", "type"): {"rectangular", "hierarchical", "relational", "nested", "other"},
}  # fmt: skip

ATTRIBUTES = {
    "codeBook": {"version", SCHEMA_LOCATION}, "fileDscr": {"ID"}, "fileStrc": {"type"}, "software": {"version"},
    "varGrp": {"ID", "type", "name", "var"}, "labl": {"level"}, "notes": {"type"}, "range": {"UNITS", "min", "max"},
    "var": {"ID", "name", "files", "dcml", "intrvl", "measUnit", "nature", "representationType"},
    "qstn": {"ID", "responseDomainType"}, "item": {"UNITS", "VALUE"}, "catgry": {"missing", "missType"},
    "catStat": {"type"}, "sumStat": {"type"}, "concept": {"vocab"}, "derivation": {"var"}, "varFormat": {"type"},
}  # fmt: skip

REFERENCES = (("varGrp", "var"), ("var", "files"), ("derivation", "var"))
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")


def broken_rules(xml: str) -> list[str]:
    """Every place where a document is not as the format asks."""
    root = fromstring(xml)
    return list(_broken(root)) + list(_references(root))


def _broken(element: Element) -> Iterator[str]:
    name = _local(element)
    children = [_local(each) for each in element]
    rule = CHILDREN.get(name)
    if rule is None or not element.tag.startswith("{ddi:codebook:2_5}"):
        yield f"{name} is no element of the format"
    elif rule == "text":
        if (children or not (element.text or "").strip()) and name != "varFormat":
            yield f"{name} holds {children or 'nothing'} instead of text"
    elif not re.fullmatch(_pattern(rule), "".join(f"{child} " for child in children)):
        yield f"{name} has the children {children}"
    for key, value in element.attrib.items():
        if key == LANG:
            continue
        if key not in ATTRIBUTES.get(name, set()):
            yield f"{name} has no attribute {key}"
        elif value not in VALUES.get((name, key), {value}) or not value:
            yield f"{name} {key}={value}"
    for each in element:
        yield from _broken(each)


def _pattern(rule: str) -> str:
    """A rule as a regular expression over names that are followed by a space."""
    return "".join(re.sub(r"^(\(.*\)|\w+)([?*+]?)$", r"(?:\1 )\2", part) for part in rule.split())


def _references(root: Element) -> Iterator[str]:
    named = [each.attrib["ID"] for each in root.iter() if "ID" in each.attrib]
    if len(named) != len(set(named)):
        yield "an ID stands twice"
    yield from (f"{name} is no ID" for name in named if not NCNAME.match(name))
    for name, key in REFERENCES:
        for each in root.iter(f"{{ddi:codebook:2_5}}{name}"):
            yield from (f"{name} {key}: {one}" for one in each.get(key, "").split() if one not in set(named))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
