"""Prove that the measurements can be run; what they measure is nobody's to pass or fail."""

import re
import shutil
import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from benchmarks.__main__ import main, subjects
from benchmarks.batch import maker_of_pdfs, seconds
from benchmarks.chromium import CannotPrint, printing
from benchmarks.http_load import Answered, Conversation, drive, get, post
from benchmarks.otree_site import CannotServe, otree
from benchmarks.report import first_example, in_a_process, warm, with_links
from benchmarks.retold import as_typst, blocks, body_of, running
from benchmarks.served import STATEMENTS, STEPS, TEXTS, cpu_of, free_port, instrument, served, site_in
from benchmarks.side_by_side import in_turn
from benchmarks.stored import fill
from benchmarks.validate import generated
from benchmarks.visitors import NotSaved, visitors_in
from benchmarks.widgets import by_macros, by_widgets
from rely.cli.workers import Crew
from rely.loading.instrument import read_questionnaire
from rely.model.digest import digest
from rely.services.assessments import get_assessment
from rely.storage.migrate import upgrade

PAGE = """<html><body><h2>Trust <b>now</b></h2><table><thead><tr><th colspan="2">Say<br>"yes"</th></tr></thead>
<tbody><tr><td><ul><li>one</li><li>two</li></ul></td><td>C:\\x<svg><title>unseen</title></svg></td></tr></tbody>
</table>last</body></html>"""


def test_the_subjects_of_the_contract_can_be_measured() -> None:
    assert {"batch", "cli", "report", "score", "validate", "web"} == set(subjects())


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


# -- pages ----------------------------------------------------------------------------------------------


class Echo(BaseHTTPRequestHandler):
    """Answers with what it got; in pieces to who asks for pieces, and hanging up on who asks for that."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))) or self.path.encode()
        in_pieces, hangs_up = self.path == "/pieces", self.path == "/end"
        self.send_response(200)
        self.send_header("X-Cookie", self.headers.get("Cookie", ""))
        self.send_header("Transfer-Encoding", "chunked") if in_pieces else self.send_header(
            "Content-Length", str(len(body))
        )
        if hangs_up:
            self.send_header("Connection", "close")
        self.end_headers()
        half = len(body) // 2
        written = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:half], body[half:], b""))
        self.wfile.write(written if in_pieces else body)

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def echo() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


def asking(*requests: bytes) -> Conversation:
    left = iter(requests)
    return lambda _last: next(left, None)


def test_each_request_of_a_conversation_gets_its_own_answer_however_it_is_sent(echo: int) -> None:
    one = asking(get("/a"), get("/pieces"), get("/end"), post("/b", [("x", "ä b")], cookie="k=v"))
    other = asking(*(get(f"/{at}") for at in range(20)))
    first, second = drive(echo, [one, other])
    assert [answer.body for answer in first] == [b"/a", b"/pieces", b"/end", b"x=%C3%A4+b"]
    assert first[-1].headers["x-cookie"] == "k=v"
    assert [answer.body for answer in second] == [f"/{at}".encode() for at in range(20)]
    assert all(isinstance(answer, Answered) and answer.status == 200 and answer.seconds > 0 for answer in second)


def test_a_visitor_sees_and_saves_as_a_browser_does_and_notices_what_is_not_saved(tmp_path: Path) -> None:
    visitors = visitors_in(tmp_path, 2)
    fill(tmp_path / "measured.sqlite3", 10, ["I1", "I2"], digest=digest(instrument()))
    with closing(sqlite3.connect(tmp_path / "measured.sqlite3")) as stored:
        assert stored.execute("SELECT count(*) FROM assessment").fetchone() == (12,)
    with served("rely", tmp_path) as (port, process):
        before = cpu_of(process)
        for visitor in visitors:
            pages, singles, wholes = (
                drive(port, [talk(3)])[0] for talk in (visitor.viewing, visitor.saving, visitor.sending)
            )
            assert pages[0].body.count(b'type="radio"') == STATEMENTS * len(STEPS)
            assert [answer.status for answer in (*singles, *wholes)] == [200] * 3 + [303] * 3
        assert 0 < cpu_of(process) - before < 60
        visitors[0].revisions.clear()
        with pytest.raises(NotSaved):
            drive(port, [visitors[0].saving(1)])
    site = site_in(tmp_path)
    opened = get_assessment(site, uuid.UUID(visitors[1].path.split("/")[-1]))
    assert opened.answers == {f"I{item}": answer for item, answer in visitors[1].answers.items()}
    site.database.close()


def test_both_ways_of_drawing_statements_give_as_many_boxes(tmp_path: Path) -> None:
    site = site_in(tmp_path)
    upgrade(site.database)
    as_page, anew = by_macros(site, instrument().id)
    for way in (as_page, anew, by_widgets(TEXTS, STEPS)):
        assert way().count('type="radio"') == STATEMENTS * len(STEPS)
    site.database.close()


def test_what_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.otree_site.PROGRAM", tmp_path / "absent")
    with pytest.raises(CannotServe, match="not installed"), otree(tmp_path, free_port(), TEXTS, STEPS):
        pass
