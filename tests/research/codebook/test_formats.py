"""The codebook as DDI, JSON and CSV."""

import csv
import json
import re
from io import StringIO
from xml.etree.ElementTree import fromstring

import pytest

from rely.loading.guard import unguarded
from rely.research.codebook import build_codebook, codebook_csv, codebook_ddi, codebook_json
from rely.research.variables import dictionary_of
from tests.research.codebook.books import HOSTILE, book, every_questionnaire, hostile, small_book
from tests.research.codebook.ddi_rules import SCHEMA_LOCATION, broken_rules

NS = {"d": "ddi:codebook:2_5"}


@pytest.mark.parametrize("reference", every_questionnaire())
def test_the_ddi_document_keeps_the_order_and_the_words_of_its_format(reference: str) -> None:
    assert broken_rules(codebook_ddi(book(reference, "de", with_texts=True))) == []


def test_the_rules_of_the_format_see_what_is_out_of_order() -> None:
    xml = codebook_ddi(small_book())
    swapped = re.sub(r"(<labl level=\"variable\">[^<]*</labl>)\s*(<qstn.*?</qstn>)", r"\2\1", xml, count=1, flags=re.S)
    assert swapped != xml
    assert any("has the children" in told for told in broken_rules(swapped))
    assert broken_rules(xml.replace('nature="nominal"', 'nature="named"')) != []
    assert broken_rules(xml.replace('files="F1"', 'files="F2"')) != []


def test_a_variable_of_the_ddi_document_is_whole() -> None:
    root = fromstring(codebook_ddi(book("relationship-check")))
    var = root.find(".//d:var[@name='tr06']", NS)
    assert var is not None
    assert (var.get("ID"), var.get("nature"), var.get("intrvl"), var.get("dcml")) == (
        "V_tr06",
        "ordinal",
        "discrete",
        "0",
    )
    assert (
        var.findtext("d:qstn/d:preQTxt", namespaces=NS)
        == "To what extent does this describe what really happens with this client?"
    )
    missing = {each.findtext("d:catValu", namespaces=NS): each.get("missType")
               for each in var.findall("d:catgry[@missing='Y']", NS)}  # fmt: skip
    assert missing == {"-9": "no answer", "-6": "inap"}
    assert [each.get("VALUE") for each in var.findall("d:invalrng/d:item", NS)] == ["-9", "-6"]
    edges = var.find("d:valrng/d:range", NS)
    assert edges is not None
    assert (edges.get("min"), edges.get("max"), edges.get("UNITS")) == ("1", "5", "INT")


def test_what_may_be_repeated_for_other_languages_only_stands_once_in_the_ddi_document() -> None:
    root = fromstring(codebook_ddi(book("relationship-check")))
    universe = root.findall(".//d:var[@name='tr04']/d:universe", NS)
    assert [(each.text or "").count("\n") for each in universe] == [2]
    abstract = root.findall(".//d:abstract", NS)
    assert [(each.text or "").count("\n") for each in abstract] == [1]


def test_the_ddi_document_names_its_schema() -> None:
    root = fromstring(codebook_ddi(small_book()))
    assert SCHEMA_LOCATION in root.attrib


def test_a_number_of_the_ddi_document_has_its_unit() -> None:
    var = fromstring(codebook_ddi(small_book())).find(".//d:var[@name='plants']", NS)
    assert var is not None
    assert var.get("measUnit") == "plants"


def test_a_score_of_the_ddi_document_is_derived_from_its_items() -> None:
    root = fromstring(codebook_ddi(book("relationship-check")))
    derivation = root.find(".//d:var[@name='sc_channels']/d:derivation", NS)
    assert derivation is not None
    assert derivation.get("var") == "V_ch01 V_ch02 V_ch03 V_ch04 V_ch05"
    assert derivation.findtext("d:drvdesc", namespaces=NS) == "Mean of the item scores of the answered items"
    group = root.find(".//d:varGrp[@name='score.channels']", NS)
    assert group is not None
    assert "V_ch05" in (group.get("var") or "")


def test_hostile_text_stays_text_in_the_ddi_document() -> None:
    xml = codebook_ddi(build_codebook(dictionary_of(hostile(), "en")))
    assert broken_rules(xml) == []
    titles = fromstring(xml).find(".//d:stdyDscr/d:citation/d:titlStmt/d:titl", NS)
    assert titles is not None
    assert titles.text == HOSTILE.replace("\u0007", "\ufffd")


def test_the_table_has_a_row_for_each_variable() -> None:
    rows = list(csv.DictReader(StringIO(codebook_csv(book("relationship-check")))))
    assert len(rows) == len(book("relationship-check").entries)
    row = next(each for each in rows if each["name"] == "tr06")
    assert (row["reverse"], row["low"], row["high"], row["scores"]) == (
        "true",
        "1",
        "5",
        "sc_trust | sc_trust_physical | sc_trust_digital",
    )
    assert unguarded(row["missing"]) == "-9 = Not answered | -6 = Not asked"


def test_no_cell_of_the_table_is_run_by_a_spreadsheet() -> None:
    rows = csv.reader(StringIO(codebook_csv(build_codebook(dictionary_of(hostile(), "en")))))
    cells = [cell for row in rows for cell in row]
    assert any(HOSTILE in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))] == []
    assert all(re.fullmatch(r"-\d+(\.\d+)?", cell) for cell in cells if cell.startswith("-"))


@pytest.mark.parametrize("reference", every_questionnaire())
def test_json_names_all_variables_with_plain_values(reference: str) -> None:
    document = json.loads(codebook_json(book(reference, "nl")))
    names = [variable["name"] for variable in document["variables"]]
    assert names == [entry.name for entry in book(reference, "nl").entries]
    assert {name for group in document["groups"] for name in group["variables"]} == set(names)
    assert (document["format"], document["language"]) == (1, "nl")


def test_json_tells_the_worth_of_each_code_and_the_numbers_of_the_missing_data_rule() -> None:
    document = json.loads(codebook_json(book("relationship-check")))
    found = {variable["name"]: variable for variable in document["variables"]}
    assert found["tr06"]["codes"][1] == {"code": 2, "label": "Slightly", "item_score": 25.0}
    assert found["tr06"]["missing"][0] == {"code": -9, "label": "Not answered"}
    assert document["forms"][1]["min_coverage"] == 1.0
    assert document["bands"][3] == {"id": "solid", "label": "Solidly in place", "from": 75.0}
