"""rely verify: a report agrees with the data that it carries, or the difference is named."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from rely.guidelines.recommend import recommend
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment
from rely.model.digest import digest
from rely.paths import reports_dir
from rely.reporting import pdf as printing
from rely.reporting.content import build_report
from rely.scoring.score import score
from tests.cli.conftest import Outcome, Run
from tests.reporting.test_pdf import PROSPECT

DAY = date(2026, 11, 18)
NAME = "rely.json"

Data = dict[str, Any]


@cache
def report(language: str = "en", respondent: str | None = None, trust: int = 4, with_data: bool = True) -> bytes:
    instrument = load_instrument("relationship-check")
    answers = {**PROSPECT, "TR01": trust}
    result = score(instrument, Assessment(answers=answers, id="k7", respondent=respondent))
    return printing.render_pdf(
        build_report(
            instrument, result, recommend(instrument, result), language=language, digest=digest(instrument), day=DAY,
            with_data=with_data,
        )
    )  # fmt: skip


def edited(change: Callable[[pikepdf.Pdf], None], pdf: bytes | None = None, **saving: Any) -> bytes:
    """The report after a change with another program."""
    with pikepdf.open(BytesIO(pdf or report())) as document:
        change(document)
        written = BytesIO()
        document.save(written, **saving)
    return written.getvalue()


def with_bytes(content: bytes) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments[NAME] = pikepdf.AttachedFileSpec(document, content, filename=NAME)

    return edited(change)


def data_of(pdf: bytes) -> Data:
    with pikepdf.open(BytesIO(pdf)) as document:
        data: Data = json.loads(document.attachments[NAME].get_file().read_bytes())
    return data


def with_data(change: Callable[[Data], None]) -> bytes:
    data = data_of(report())
    change(data)
    return with_bytes(json.dumps(data).encode())


@pytest.fixture
def verify(rely: Run, here: Path) -> Callable[[bytes], Outcome]:
    def run(pdf: bytes) -> Outcome:
        (here / "report.pdf").write_bytes(pdf)
        return rely("verify", "report.pdf")

    return run


Verify = Callable[[bytes], Outcome]


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_a_report_as_it_was_made_is_consistent_and_never_called_genuine(verify: Verify, language: str) -> None:
    outcome = verify(report(language))
    assert outcome.code == 0
    assert outcome.out.startswith("consistent\n")
    assert "who made it" in outcome.out
    assert "genuine" not in outcome.out


@pytest.mark.parametrize("name", ["Anna", "Anna van den Berg tot Heeswijk en Dinther van der Meulen " * 2 + "x"])
def test_the_name_of_who_answered_is_not_in_the_data_and_said_to_be_unchecked(verify: Verify, name: str) -> None:
    outcome = verify(report("de", respondent=name))
    assert outcome.code == 0
    assert f"({name})" in outcome.out
    assert "not checked" in outcome.out


def test_a_report_that_another_program_saved_again_is_still_consistent(verify: Verify) -> None:
    saved = edited(lambda _document: None, compress_streams=False)
    assert saved != report()
    assert verify(saved).code == 0


def test_rely_report_makes_what_rely_verify_finds_consistent(rely: Run, here: Path) -> None:
    answers = {
        "instrument": "relationship-check",
        "date": "2026-11-18",
        "answers": {**PROSPECT, "cx_alias": "=Tulp תות"},
    }
    (here / "a.json").write_text(json.dumps(answers, ensure_ascii=False))
    assert rely("report", "relationship-check", "a.json", "-o", "r.pdf").code == 0
    assert rely("verify", "r.pdf").code == 0
    assert rely("report", "relationship-check", "a.json", "--no-data", "-o", "n.pdf").code == 0
    outcome = rely("verify", "n.pdf")
    assert outcome.code == 1
    assert "carries no rely.json" in outcome.err


# -- ten manipulations, each found and named ------------------------------------------------------------


def test_a_changed_score_in_the_data_is_found(verify: Verify) -> None:
    outcome = verify(with_data(lambda data: data["scores"]["scores"]["trust"].update(score=99.5)))
    assert outcome.code == 1
    assert "scores.scores.trust.score is 99.5" in outcome.out


def test_a_changed_answer_in_the_data_is_found(verify: Verify) -> None:
    outcome = verify(with_data(lambda data: data["answers"].update(TR01=1)))
    assert outcome.code == 1
    assert "scores.scores.trust.physical.score" in outcome.out
    assert "page 1 says" in outcome.out


def test_another_digest_is_found_as_an_instrument_that_is_not_at_hand(verify: Verify) -> None:
    outcome = verify(with_data(lambda data: data["instrument"].update(digest="sha256:" + "0" * 64)))
    assert outcome.code == 3
    assert "sha256:0000" in outcome.err
    assert outcome.out == ""


def test_the_page_of_another_report_is_found(verify: Verify) -> None:
    def swap(document: pikepdf.Pdf) -> None:
        with pikepdf.open(BytesIO(report(trust=1))) as other:
            page = document.copy_foreign(other.pages[0].obj)
            document.pages[0].obj.Contents = page.Contents
            document.pages[0].obj.Resources = page.Resources

    outcome = verify(edited(swap))
    assert outcome.code == 1
    assert "page 1 says" in outcome.out
    assert "page 2" not in outcome.out


def test_a_removed_page_is_found(verify: Verify) -> None:
    def remove(document: pikepdf.Pdf) -> None:
        del document.pages[-1]

    outcome = verify(edited(remove))
    pages = len(pikepdf.open(BytesIO(report())).pages)
    assert outcome.code == 1
    assert f"has {pages - 1} pages, and {pages} when it is made again" in outcome.out


def test_another_date_is_found(verify: Verify) -> None:
    outcome = verify(with_data(lambda data: data.update(date="2026-11-19")))
    assert outcome.code == 1
    assert "page 1 says" in outcome.out
    assert "19 November 2026" in outcome.out


def test_another_language_is_found(verify: Verify) -> None:
    outcome = verify(with_data(lambda data: data.update(lang="nl")))
    assert outcome.code == 1
    assert "language en" in outcome.out
    assert "page 2 says" in outcome.out


def test_a_changed_plan_is_found(verify: Verify) -> None:
    outcome = verify(with_data(lambda data: data["plan"].reverse()))
    assert outcome.code == 1
    assert "rely.json: plan.0 is" in outcome.out


def test_a_second_file_is_found(verify: Verify) -> None:
    def add(document: pikepdf.Pdf) -> None:
        document.attachments["more.txt"] = pikepdf.AttachedFileSpec(document, b"more", filename="more.txt")

    outcome = verify(edited(add))
    assert outcome.code == 1
    assert "carries 2 files" in outcome.out


def test_another_version_of_the_instrument_is_found(verify: Verify) -> None:
    outcome = verify(with_data(lambda data: data["instrument"].update(version="1.0.1")))
    assert outcome.code == 1
    assert 'instrument.version is "1.0.1"' in outcome.out


# -- what else somebody may have done -------------------------------------------------------------------


def test_a_file_that_no_list_names_is_found(verify: Verify) -> None:
    def hide(document: pikepdf.Pdf) -> None:
        stream = document.make_stream(b"hidden")
        document.Root.Hidden = document.make_indirect(pikepdf.Dictionary(EF=pikepdf.Dictionary(F=stream)))

    outcome = verify(edited(hide))
    assert outcome.code == 1
    assert "carries 2 files" in outcome.out


def test_a_note_on_a_page_and_a_script_are_found(verify: Verify) -> None:
    def add(document: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 9, 9])
        document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(note)])
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")

    outcome = verify(edited(add))
    assert outcome.code == 1
    assert "/FreeText" in outcome.out
    assert "/OpenAction" in outcome.out


def test_pages_that_end_elsewhere_are_no_difference_with_other_layout_libraries_only(
    verify: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_here, made_elsewhere = report(), with_data(lambda data: data.update(pango="1.99.0"))
    changed = with_data(lambda data: data.update(pango="1.99.0", date="2026-11-19"))
    press = printing._press(reports_dir(), printing.STYLES)
    moved = replace(press, styles=(*press.styles, printing.CSS(string=".reading h3 { break-before: page }")))
    monkeypatch.setattr(printing, "_press", lambda _folder, _names: moved)
    assert verify(made_elsewhere).code == 0
    outcome = verify(made_here)
    assert outcome.code == 1
    assert "pages, and" in outcome.out
    outcome = verify(changed)
    assert outcome.code == 1
    assert "Made with pango 1.99.0" in outcome.out


# -- what cannot be checked -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not a PDF"),
        (b'{"a": 1}', "not a PDF"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (b"%PDF-1.7\n" + b"<<" * 5000, "damaged"),
    ],
)
def test_what_is_no_pdf_is_said_to_be_none(verify: Verify, content: bytes, why: str) -> None:
    outcome = verify(content)
    assert outcome.code == 1
    assert why in outcome.err
    assert outcome.err.count("\n") == 1


def test_a_cut_off_or_encrypted_report_is_refused_in_one_line(verify: Verify) -> None:
    locked = edited(lambda _document: None, encryption=pikepdf.Encryption(owner="o", user="u"))
    outcome = verify(locked)
    assert outcome.code == 1
    assert "encrypted" in outcome.err
    cut = verify(report()[: len(report()) // 2])
    assert cut.code == 1
    assert cut.err.count("\n") == 1


def test_two_files_of_the_same_name_are_refused(verify: Verify) -> None:
    def double(document: pikepdf.Pdf) -> None:
        names = document.Root.Names.EmbeddedFiles.Names
        names.append(pikepdf.String("second"))
        names.append(names[1])

    outcome = verify(edited(double))
    assert outcome.code == 1
    assert "2 files called rely.json" in outcome.err


def test_a_file_that_does_not_exist_is_wrong_usage(rely: Run) -> None:
    assert rely("verify", "none.pdf").code == 2
    assert rely("verify", "a\0b").code == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b"null",
        b"[" * 100_000,
        b'{"format": 1, "format": 1}',
        b'{"format": NaN}',
        b'{"format": 1e999}',
        b'{"format": ' + b"9" * 5000 + b"}",
        b'{"lang": "\\ud800"}',
        b'{"x": "' + b"x" * 2_000_000 + b'"}',
    ],
)
def test_data_that_are_no_data_of_a_report_are_refused_in_one_line(verify: Verify, content: bytes) -> None:
    outcome = verify(with_bytes(content))
    assert outcome.code == 1
    assert NAME in outcome.err
    assert outcome.err.count("\n") == 1
    assert outcome.out == ""


HOSTILE = {
    "another format": lambda data: data.update(format=2),
    "a truth for a format": lambda data: data.update(format=True),
    "an odd key": lambda data: data.update({"__class__\x1b[2J": "os.system"}),
    "a language that is a list": lambda data: data.update(lang=["nl"]),
    "an unknown language": lambda data: data.update(lang="../../etc/passwd"),
    "a day that is none": lambda data: data.update(date="2026-02-30"),
    "a day that is a number": lambda data: data.update(date=20261118),
    "answers in a list": lambda data: data.update(answers=[1]),
    "an answer that is a map": lambda data: data["answers"].update(TR01={"a": 1}),
    "an unknown item": lambda data: data["answers"].update({"__import__('os')": 1}),
    "an unknown fact": lambda data: data["given"].update(x=1),
    "an endless name": lambda data: data["answers"].update(cx_alias="x" * 100_000),
    "an instrument that is a path": lambda data: data["instrument"].update(digest="../../etc/passwd"),
    "an instrument in a list": lambda data: data.update(instrument=["relationship-check"]),
    "a form that is a map": lambda data: data["scores"].update(form={}),
    "a form that nobody knows": lambda data: data["scores"].update(form="{{ 7 * 7 }}"),
    "an id with a line end": lambda data: data["scores"].update(id="a\nb"),
    "scores in a text": lambda data: data.update(scores="x"),
}  # fmt: skip


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_data_are_refused_in_one_line_without_control_characters(
    verify: Verify, change: Callable[[Data], None]
) -> None:
    outcome = verify(with_data(change))
    assert outcome.code == 1
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1
    assert "\x1b" not in outcome.err


def test_markup_in_the_data_is_told_and_never_run(verify: Verify) -> None:
    def change(data: Data) -> None:
        data["answers"]["cx_alias"] = "<img src=file:///etc/passwd>"
        data["scores"]["id"] = "{{ 7 * 7 }}"
        data["scores"]["measures"] = {"\x1b[2J": 1}

    outcome = verify(with_data(change))
    assert outcome.code == 1
    assert "<img src" in outcome.out
    assert "\x1b" not in outcome.out


def test_of_many_differences_the_first_are_told_and_the_rest_counted(verify: Verify) -> None:
    outcome = verify(with_data(lambda data: data["scores"]["facts"].update({f"x{n}": n for n in range(50)})))
    assert outcome.code == 1
    assert outcome.out.count("\n- ") == 21
    assert "and 30 more" in outcome.out
