"""Prove that `rely report --previous` finds the earlier answers of each relationship, and says when it does not."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from rely.cli.assessing import open_sitting
from rely.cli.report_keys import content_key
from rely.cli.reports import Maker
from rely.model.answers import Assessment
from rely.reporting.carried import NAME
from rely.reporting.printed import read_data
from tests.cli.conftest import Outcome, Run
from tests.cli.test_verify import edited
from tests.report_cases import INITIAL

INSTRUMENT = "relationship-check"
HTML = ("--format", "html", "--lang", "en")
LOW = {"TR01": 1, "TR02": 1, "TR03": 1, "TR04": 1, "TR05": 1, "TR06": 5, "TR10": 1}
NO_TREND = 'id="trend"'
HEADER = "id,cx_alias,lang,date,cx_first_contact,cx_first_transaction,TR01,TR02,TR03,TR04\n"


def _file(here: Path, name: str, day: str | None = "2026-11-30", **answers: Any) -> str:
    whole: dict[str, Any] = {"answers": {**INITIAL, "cx_alias": "Tulp", **answers}}
    (here / name).write_text(json.dumps(whole | ({"date": day} if day else {})), encoding="utf-8")
    return name


def _table(here: Path, name: str, *rows: tuple[str, str], day: str, codes: str) -> str:
    lines = [f"{id},{alias},en,{day},yes,no,{codes}\n" for id, alias in rows]
    (here / name).write_text(HEADER + "".join(lines), encoding="utf-8")
    return name


def _now(here: Path, *rows: tuple[str, str]) -> str:
    return _table(here, "now.csv", *rows, day="2026-11-30", codes="5,5,5,5")


def _then(here: Path, *rows: tuple[str, str], codes: str = "1,1,1,1") -> str:
    return _table(here, "then.csv", *rows, day="2026-03-03", codes=codes)


def _pages(here: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (here / "out").glob("0*.html")}


def _index(here: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((here / "out" / "index.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture
def compared(rely: Run, here: Path) -> Callable[..., Outcome]:
    """The report on a table compared with an earlier one."""

    def run(*more: str) -> Outcome:
        return rely("report", INSTRUMENT, "now.csv", "--previous", "then.csv", "-o", "out", *HTML, *more)

    return run


def test_one_file_is_compared_with_the_one_that_is_named(rely: Run, here: Path) -> None:
    now, then = _file(here, "now.json"), _file(here, "then.json", "2026-03-03", **LOW)
    told = rely("report", INSTRUMENT, now, "--previous", then, "-o", "-", *HTML)
    assert (told.code, told.err) == (0, "")
    assert "What has changed since 3 March 2026" in told.out
    assert "higher, beyond the margin" in told.out
    assert NO_TREND not in rely("report", INSTRUMENT, now, "-o", "-", *HTML).out


def test_an_undated_earlier_assessment_is_simply_earlier(rely: Run, here: Path) -> None:
    now, then = _file(here, "now.json"), _file(here, "then.json", None, **LOW)
    told = rely("report", INSTRUMENT, now, "--previous", then, "-o", "-", *HTML)
    assert (told.code, told.err) == (0, "")
    assert "<h2>What has changed</h2>" in told.out


@pytest.mark.parametrize("day", ["2026-11-30", "2026-12-01"])
def test_a_day_that_is_not_before_is_told_and_the_report_is_made(rely: Run, here: Path, day: str) -> None:
    now, then = _file(here, "now.json"), _file(here, "then.json", day)
    told = rely("report", INSTRUMENT, now, "--previous", then, "-o", "-", *HTML)
    assert told.code == 0
    assert f"the earlier assessment is of {day}, and this one of 2026-11-30. Look whether" in told.err
    assert "[earlier-not-before]" in told.err
    assert NO_TREND in told.out


def test_answers_about_another_name_are_told(rely: Run, here: Path) -> None:
    now, then = _file(here, "now.json"), _file(here, "then.json", "2026-03-03", cx_alias="Rose")
    told = rely("report", INSTRUMENT, now, "--previous", then, "-o", "-", *HTML)
    assert told.code == 0
    assert "the earlier answers are about 'Rose', these about 'Tulp'" in told.err


def test_bad_earlier_answers_stop_the_report_and_are_named(rely: Run, here: Path) -> None:
    now = _file(here, "now.json")
    told = rely("report", INSTRUMENT, now, "--previous", _file(here, "then.json", TR01=9), "-o", "x.html", *HTML)
    assert told.code == 1
    assert "then.json:1:" in told.err
    assert "item 'TR01' cannot be '9'" in told.err
    assert not (here / "x.html").exists()
    (here / "other.json").write_text('{"instrument": "client-pulse", "answers": {}}', encoding="utf-8")
    other = rely("report", INSTRUMENT, now, "--previous", "other.json", "-o", "x.html", *HTML)
    assert (other.code, "[wrong-instrument]" in other.err) == (1, True)


def test_what_cannot_be_compared_is_wrong_usage(rely: Run, here: Path) -> None:
    now, table = _file(here, "now.json"), _now(here, ("a", "Tulp"))
    for arguments in (
        (now, "--previous", "absent.json"),
        (table, "--previous", now),
        (now, "--previous", now, "--form", "short"),
        (now, "--previous", now, "--form", "preparation"),
        (now, "--previous", now, "--format", "ics"),
    ):
        assert rely("report", INSTRUMENT, *arguments).code == 2, arguments
    assert sorted(path.name for path in here.iterdir()) == ["now.csv", "now.json"]


def test_rows_belong_together_by_id_before_the_code_name(compared: Callable[..., Outcome], here: Path) -> None:
    _now(here, ("a", "Tulp"), ("b", "Rose"))
    then = _then(here, ("b", "Rose"), ("a", "Rose"))
    text = (here / then).read_text(encoding="utf-8").replace("a,Rose,en,2026-03-03", "a,Rose,en,2026-04-04")
    (here / then).write_text(text, encoding="utf-8")
    told = compared()
    assert told.code == 0
    assert "now.csv:2:1: 'a': the earlier answers are about 'Rose', these about 'Tulp'" in told.err
    pages = _pages(here)
    assert "since 4 April 2026" in pages["0002-a.html"]
    assert "since 3 March 2026" in pages["0003-b.html"]


def test_without_ids_rows_belong_together_by_the_code_name(compared: Callable[..., Outcome], here: Path) -> None:
    _now(here, ("", "Tulp"), ("b", "Rose"))
    _then(here, ("b2", "Rose"), ("x", "Tulp"))
    told = compared()
    assert told.code == 0
    pages = _pages(here)
    assert NO_TREND in pages["0002-tulp.html"]
    assert NO_TREND not in pages["0003-b.html"]  # both have ids, and these differ


def test_a_row_without_anything_earlier_gets_its_report_and_is_told(
    compared: Callable[..., Outcome], here: Path
) -> None:
    _now(here, ("a", "Tulp"), ("b", "Rose"), ("", ""))
    _then(here, ("a", "Tulp"), ("", ""))
    told = compared()
    assert told.code == 0
    assert "now.csv:3:1: 'b': then.csv has nothing earlier on this relationship" in told.err
    assert "now.csv:4:1: then.csv has nothing earlier on this relationship" in told.err
    assert [row["status"] for row in _index(here)] == ["ok", "ok", "ok"]
    assert [NO_TREND in page for _, page in sorted(_pages(here).items())] == [True, False, False]


def test_several_that_fit_fail_the_row_and_name_their_lines(compared: Callable[..., Outcome], here: Path) -> None:
    _now(here, ("a", "Tulp"), ("b", "Rose"))
    _then(here, ("a", "Tulp"), ("b", "Rose"), ("a", "Tulp"))
    told = compared()
    assert told.code == 1
    assert "now.csv:2:1: 'a': then.csv has this relationship more than once, in the lines 2 and 4." in told.err
    assert "1 row done, 1 with problems." in told.err
    assert [(row["status"], row["file"]) for row in _index(here)] == [("failed", ""), ("ok", "0003-b.html")]
    assert "in the lines 2 and 4" in _index(here)[0]["problem"]


def test_a_bad_row_of_the_earlier_table_is_named_and_stops_no_other(
    compared: Callable[..., Outcome], here: Path
) -> None:
    _now(here, ("a", "Tulp"), ("b", "Rose"))
    then = _then(here, ("a", "Tulp"), ("b", "Rose"))
    text = (here / then).read_text(encoding="utf-8")
    (here / then).write_text(text.replace("b,Rose,en,2026-03-03,yes,no,1", "b,Rose,en,2026-03-03,yes,no,9"))
    told = compared()
    assert told.code == 1
    assert "then.csv:3:" in told.err
    assert [NO_TREND in page for _, page in sorted(_pages(here).items())] == [True, False]


def test_one_file_may_be_compared_with_its_row_in_an_earlier_table(rely: Run, here: Path) -> None:
    now, then = _file(here, "now.json"), _then(here, ("a", "Rose"), ("b", "Tulp"))
    told = rely("report", INSTRUMENT, now, "--previous", then, "-o", "-", *HTML)
    assert (told.code, told.err) == (0, "")
    assert "since 3 March 2026" in told.out


def test_a_report_whose_earlier_answers_changed_is_made_again(compared: Callable[..., Outcome], here: Path) -> None:
    _now(here, ("a", "Tulp"), ("b", "Rose"))
    _then(here, ("a", "Tulp"), ("b", "Rose"))
    compared()
    before, times = _pages(here), {path.name: path.stat().st_mtime_ns for path in (here / "out").glob("0*")}
    text = (here / "then.csv").read_text(encoding="utf-8")
    (here / "then.csv").write_text(text.replace("Rose,en,2026-03-03,yes,no,1", "Rose,en,2026-03-03,yes,no,5"))
    compared()
    after = _pages(here)
    assert after["0003-b.html"] != before["0003-b.html"]
    assert (here / "out" / "0002-a.html").stat().st_mtime_ns == times["0002-a.html"]


def test_the_key_covers_the_earlier_assessment(here: Path) -> None:
    (here / "t.csv").touch()
    maker = Maker(open_sitting(INSTRUMENT, "t.csv"), "html", None)
    one, other = Assessment(answers={"TR01": 3}), Assessment(answers={"TR01": 4})
    keys = [content_key(maker, one, {}, previous=previous) for previous in (None, one, other)]
    assert len({*keys, content_key(maker, one, {})}) == 3


# -- what the PDF carries -----------------------------------------------------------------------------


@pytest.fixture
def pdf(rely: Run, here: Path) -> bytes:
    now, then = _file(here, "now.json"), _file(here, "then.json", "2026-03-03", **LOW)
    assert rely("report", INSTRUMENT, now, "--previous", then, "-o", "r.pdf", "--lang", "nl").code == 0
    return (here / "r.pdf").read_bytes()


def test_the_pdf_carries_the_earlier_answers_and_is_consistent(rely: Run, here: Path, pdf: bytes) -> None:
    previous = json.loads(read_data(pdf))["previous"]
    assert list(previous) == ["date", "form", "perspective", "answers", "given"]
    assert (previous["date"], previous["form"], previous["perspective"]) == ("2026-03-03", "full", "self")
    assert {name: previous["answers"][name] for name in LOW} == LOW
    assert rely("verify", "r.pdf").code == 0


def _with(pdf: bytes, change: Callable[[dict[str, Any]], Any]) -> bytes:
    data = json.loads(read_data(pdf))
    change(data)

    def attach(document: pikepdf.Pdf) -> None:
        document.attachments[NAME] = pikepdf.AttachedFileSpec(document, json.dumps(data).encode(), filename=NAME)

    return edited(attach, pdf)


def test_a_changed_earlier_answer_is_found_and_so_is_a_removed_assessment(rely: Run, here: Path, pdf: bytes) -> None:
    for change in (
        lambda data: data["previous"]["answers"].update(TR01=5),
        lambda data: data["previous"].update(date="2025-03-03"),
        lambda data: data.update(previous=None),
    ):
        (here / "m.pdf").write_bytes(_with(pdf, change))
        told = rely("verify", "m.pdf")
        assert told.code == 1
        assert "says '" in told.out


def test_earlier_data_of_another_shape_are_refused_in_one_line(rely: Run, here: Path, pdf: bytes) -> None:
    for change in (
        lambda data: data.update(previous=[]),
        lambda data: data.update(previous={}),
        lambda data: data["previous"].update(more=1),
        lambda data: data["previous"].update(date="yesterday"),
        lambda data: data["previous"].update(date=3),
        lambda data: data["previous"].update(form="nobody"),
        lambda data: data["previous"].update(perspective=None),
        lambda data: data["previous"].update(answers=[]),
        lambda data: data["previous"]["answers"].update(TR01=9),
        lambda data: data["previous"].update(given={"nothing": 1}),
    ):
        (here / "m.pdf").write_bytes(_with(pdf, change))
        told = rely("verify", "m.pdf")
        assert (told.code, told.out, told.err.count("\n")) == (1, "", 1)
