"""rely verify: a report agrees with the data that it carries, or the difference is named."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from rely.paths import reports_dir
from rely.reporting import pdf as printing
from tests.cli.carrying import edited, report, with_data
from tests.cli.conftest import Run, Verify
from tests.reporting.test_pdf import PROSPECT


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
