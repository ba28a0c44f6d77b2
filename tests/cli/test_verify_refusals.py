"""rely verify: what is no report, or carries what no report does, is refused in one line."""

from collections.abc import Callable

import pikepdf
import pytest

from tests.cli.carrying import NAME, Data, edited, report, with_bytes, with_data
from tests.cli.conftest import Run, Verify


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
