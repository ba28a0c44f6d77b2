"""Prove that the measurements can be run; what they measure is nobody's to pass or fail."""

import re
import shutil
from pathlib import Path

import pytest

from benchmarks.__main__ import main, subjects
from benchmarks.batch import maker_of_pdfs, seconds
from benchmarks.chromium import CannotPrint, printing
from benchmarks.report import first_example, in_a_process, warm, with_links
from benchmarks.retold import as_typst, blocks, body_of, running
from benchmarks.side_by_side import in_turn
from benchmarks.validate import generated
from rely.cli.workers import Crew
from rely.loading.instrument import read_questionnaire

PAGE = """<html><body><h2>Trust <b>now</b></h2><table><thead><tr><th colspan="2">Say<br>"yes"</th></tr></thead>
<tbody><tr><td><ul><li>one</li><li>two</li></ul></td><td>C:\\x<svg><title>unseen</title></svg></td></tr></tbody>
</table>last</body></html>"""


def test_the_subjects_of_the_contract_can_be_measured() -> None:
    assert {"batch", "cli", "report", "score", "validate"} == set(subjects())


def test_an_unknown_subject_is_wrong_usage() -> None:
    assert main(["absent"]) == 2


def test_a_generated_questionnaire_is_in_order(tmp_path: Path) -> None:
    path = tmp_path / "generated.yaml"
    path.write_text(generated(50), encoding="utf-8")
    assert read_questionnaire(path).problems == ()


def test_what_is_measured_in_turn_counts_by_its_median_after_a_warm_up() -> None:
    costs = iter([100.0, 1.0, 5.0, 2.0])
    assert in_turn({"one": lambda: next(costs)}, rounds=3) == {"one": 2.0}


def test_the_crew_that_is_measured_makes_reports() -> None:
    maker = maker_of_pdfs()
    with Crew[int](maker, 1) as one:
        assert seconds(one, maker, 1) > 0


# -- a report -------------------------------------------------------------------------------------------


def test_the_words_of_a_report_are_told_block_by_block_without_its_charts() -> None:
    assert blocks(body_of(PAGE)) == ["Trust now", 'Say "yes"', "one", "two", "C:\\x", "last"]


def test_running_text_has_every_word_in_paragraphs_of_sixty() -> None:
    texts = [f"a{at} b{at} c{at}" for at in range(50)]
    paragraphs = running(texts)
    assert [len(each.split()) for each in paragraphs] == [60, 60, 30]
    assert " ".join(paragraphs) == " ".join(texts)


def test_typst_gets_headings_tables_and_words_that_cannot_be_taken_for_its_markup() -> None:
    made = as_typst(body_of(PAGE), "en")
    assert '#heading(level: 2)[#"Trust"; #strong[#"now";];]' in made
    assert "#table(columns: (1fr,) * 2,\ntable.header(table.cell(colspan: 2, rowspan: 1)[" in made
    assert '#"Say";#linebreak();#"\\"yes\\"";' in made
    assert '#"C:\\\\x";' in made
    assert "unseen" not in made


def test_a_warm_report_is_measured_where_nothing_else_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    warm(first_example(), tmp_path / "report.html", rounds=1)
    told = capsys.readouterr().out
    assert "Chromium is not measured: it is not installed here" in told
    assert "typst is not measured" in told
    for other in ("words as running text", "a paragraph for each block", "an empty page"):
        assert re.search(rf"^warm report against .*{other}: .* against .*: \d+\.\d\d x", told, re.M)
    assert re.search(r"^our share .*: \d+\.\d%", told, re.M)


def test_the_page_that_others_print_brings_style_and_fonts_along() -> None:
    linked = with_links("<html><head></head></html>")
    assert [Path(address).name for address in re.findall(r'href="([^"]+)"', linked)] == [
        "fonts-print.css",
        "tokens.css",
        "report.css",
    ]


def test_a_browser_that_does_not_start_is_told_and_not_fatal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: str(tmp_path / "absent"))
    with pytest.raises(CannotPrint, match="does not start"), printing(tmp_path / "page.html"):
        pass


def test_a_process_is_charged_for_its_children_and_not_for_the_memory_of_who_starts_it() -> None:
    ballast = b"x" * (100 << 20)
    idle, _ = in_a_process("-c", "pass")
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(20_000_000))'])"
    busy, memory = in_a_process("-c", child)
    assert busy > 3 * idle
    assert 1 << 20 < memory < len(ballast)
