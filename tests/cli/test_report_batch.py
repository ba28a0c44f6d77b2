"""Prove that many reports are made by several processes as if by one, and only those that changed."""

import csv
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from rely.cli import batch
from rely.cli.assessing import open_sitting
from rely.cli.report_keys import KEYS
from rely.cli.reports import Maker
from rely.cli.workers import Crew, Job, Tag
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
INSTRUMENT = "relationship-check"
HEADER = "id,cx_alias,lang,date,cx_first_contact,cx_first_transaction,TR01\n"
HTML = ("--format", "html", "--jobs", "2")


def _table(here: Path, rows: int, *, bad: int | None = None, code: int = 3, name: str = "t.csv") -> str:
    lines = [f"r{n},Tulp {n},nl,2026-11-30,yes,no,{9 if n == bad else code}\n" for n in range(rows)]
    (here / name).write_text(HEADER + "".join(lines), encoding="utf-8")
    return name


def _index(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _touched(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("0*")}


def test_the_bytes_are_the_same_whatever_the_number_of_processes(rely: Run, here: Path) -> None:
    name = _table(here, 6)
    assert rely("report", INSTRUMENT, name, "-o", "two", *HTML).code == 0
    assert rely("report", INSTRUMENT, name, "-o", "one", "--format", "html", "--jobs", "1").code == 0
    assert len(_contents(here / "one")) == 6 + 2
    assert _contents(here / "one") == _contents(here / "two")


@pytest.mark.long
def test_the_bytes_of_pdfs_are_the_same_whatever_the_number_of_processes(rely: Run, here: Path) -> None:
    name = _table(here, 4)
    rely("report", INSTRUMENT, name, "-o", "two", "--jobs", "2")
    rely("report", INSTRUMENT, name, "-o", "one", "--jobs", "1")
    assert _contents(here / "one") == _contents(here / "two")


def test_a_document_of_a_table_is_that_of_a_file_of_its_own(rely: Run, here: Path) -> None:
    rely("report", INSTRUMENT, _table(here, 1), "-o", "out", *HTML)
    (here / "r0.yaml").write_text(
        "id: r0\nlang: nl\ndate: 2026-11-30\nanswers:\n  cx_alias: Tulp 0\n  cx_first_contact: 'yes'\n"
        "  cx_first_transaction: 'no'\n  TR01: 3\n",
        encoding="utf-8",
    )
    rely("report", INSTRUMENT, "r0.yaml", "--format", "html")
    assert (here / "r0.html").read_bytes() == (here / "out" / "0002-r0.html").read_bytes()


def test_where_the_reports_are_is_told_where_there_are_any(rely: Run, here: Path) -> None:
    assert "The reports are in t-reports.\n" in rely("report", INSTRUMENT, _table(here, 2, bad=0), *HTML).err
    (here / "bad.csv").write_text("id,colour\na,red\n", encoding="utf-8")
    told = rely("report", INSTRUMENT, "bad.csv", *HTML)
    assert (told.code, "The reports are in" in told.err) == (1, False)


def test_an_unchanged_report_is_not_made_again_and_stays_ok(rely: Run, here: Path) -> None:
    name = _table(here, 3)
    rely("report", INSTRUMENT, name, "-o", "out", *HTML)
    before, made = _touched(here / "out"), _contents(here / "out")
    (here / "out" / "index.csv").unlink()
    assert rely("report", INSTRUMENT, name, "-o", "out", *HTML).code == 0
    assert _touched(here / "out") == before
    assert _contents(here / "out") == made


def test_what_changed_is_missing_or_was_touched_is_made_again(rely: Run, here: Path) -> None:
    name = _table(here, 4)
    rely("report", INSTRUMENT, name, "-o", "out", *HTML)
    before, made = _touched(here / "out"), _contents(here / "out")
    text = (here / name).read_text(encoding="utf-8")
    (here / name).write_text(text.replace("Tulp 1,nl,2026-11-30,yes,no,3", "Tulp 1,nl,2026-11-30,yes,no,4"))
    (here / "out" / "0004-r2.html").unlink()
    (here / "out" / "0005-r3.html").write_bytes(b"mine")
    rely("report", INSTRUMENT, name, "-o", "out", *HTML)
    after = _touched(here / "out")
    assert [name for name in after if after[name] == before[name]] == ["0002-r0.html"]
    now = _contents(here / "out")
    assert now["0003-r1.html"] != made["0003-r1.html"]
    assert [now[name] == made[name] for name in ("0004-r2.html", "0005-r3.html")] == [True, True]


def test_a_zip_holds_the_same_in_row_order_and_twice_the_same(rely: Run, here: Path) -> None:
    name = _table(here, 5)
    assert rely("report", INSTRUMENT, name, "-o", "out", *HTML).code == 0
    assert rely("report", INSTRUMENT, name, "--zip", *HTML).code == 0
    assert rely("report", INSTRUMENT, name, "-o", "again.zip", "--zip", *HTML).code == 0
    with zipfile.ZipFile(here / "t-reports.zip") as made:
        names = made.namelist()
        assert names == [*(f"{n + 2:04d}-r{n}.html" for n in range(5)), "index.csv"]
        assert {each: made.read(each) for each in names} == {
            each: content for each, content in _contents(here / "out").items() if each != KEYS
        }
    assert (here / "t-reports.zip").read_bytes() == (here / "again.zip").read_bytes()
    assert sorted(path.name for path in here.iterdir()) == ["again.zip", "out", "t-reports.zip", "t.csv"]


def test_a_zip_of_one_file_or_to_standard_output_is_wrong_usage(rely: Run, here: Path) -> None:
    (here / "a.yaml").write_text("answers: {TR01: 3}\n", encoding="utf-8")
    assert rely("report", INSTRUMENT, "a.yaml", "--zip").code == 2
    assert rely("report", INSTRUMENT, _table(here, 1), "--zip", "-o", "-").code == 2
    assert rely("report", INSTRUMENT, "t.csv", "--zip", "-o", "absent/x.zip").code == 2
    assert sorted(path.name for path in here.iterdir()) == ["a.yaml", "t.csv"]


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1.5", "65", ""])
def test_a_number_of_jobs_that_is_none_is_wrong_usage(rely: Run, here: Path, jobs: str) -> None:
    told = rely("report", INSTRUMENT, _table(here, 1), "--jobs", jobs)
    assert told.code == 2
    assert "--jobs" in told.err


def test_a_bad_row_is_named_and_stops_no_other(rely: Run, here: Path) -> None:
    told = rely("report", INSTRUMENT, _table(here, 4, bad=1), "--zip", "-o", "x.zip", *HTML)
    assert told.code == 1
    assert "t.csv:3:" in told.err
    assert "3 rows done, 1 with problems." in told.err
    with zipfile.ZipFile(here / "x.zip") as made:
        rows = _index(made.read("index.csv").decode())
        assert len(made.namelist()) == 4
    assert [(row["line"], row["status"]) for row in rows] == [("2", "ok"), ("3", "failed"), ("4", "ok"), ("5", "ok")]


def test_a_report_that_cannot_be_made_is_a_bad_row(rely: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    home = here / "home"
    shutil.copytree(ROOT / "reports", home / "reports")
    shutil.copytree(ROOT / "templates", home / "templates")
    shutil.copytree(ROOT / "questionnaires", home / "questionnaires")
    page = home / "reports" / "document.html"
    page.write_text(
        page.read_text(encoding="utf-8") + "{% if 'Tulp 1' in report.title %}{{ absent }}{% endif %}", encoding="utf-8"
    )
    monkeypatch.setenv("RELY_HOME", str(home))
    told = rely("report", INSTRUMENT, _table(here, 3), "-o", "out", *HTML)
    assert told.code == 1
    assert "t.csv:3:1: 'r1': The report could not be made (UndefinedError" in told.err
    assert "2 rows done, 1 with problems." in told.err
    rows = _index((here / "out" / "index.csv").read_text(encoding="utf-8"))
    assert [(row["status"], row["file"]) for row in rows] == [
        ("ok", "0002-r0.html"),
        ("failed", ""),
        ("ok", "0004-r2.html"),
    ]
    assert rows[1]["problem"].startswith("The report could not be made")


class _Doomed(Crew[Tag]):
    """Its second report is given to a process that stands still, and that is then ended by force."""

    given = 0

    def _give(self, slot: Any, job: Job) -> None:
        type(self).given += 1
        doomed = type(self).given == 2
        while doomed and self._busy:
            self._take()
        for process in self.processes if doomed else ():
            os.kill(process, signal.SIGSTOP)
        super()._give(slot, job)
        if doomed:
            [(worker, _)] = self._busy.values()
            worker.process.kill()
            for process in self.processes:
                os.kill(process, signal.SIGCONT)


@pytest.mark.parametrize("jobs", [pytest.param(1, marks=pytest.mark.long), 2])
def test_a_process_that_dies_takes_one_report_along_and_the_run_goes_on(
    jobs: int, rely: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "Crew", _Doomed)
    monkeypatch.setattr(_Doomed, "given", 0)
    told = rely("report", INSTRUMENT, _table(here, 6), "-o", "out", "--format", "html", "--jobs", jobs)
    assert told.code == 1
    assert "t.csv:3:1: 'r1': The process that made the report was ended by signal 9. Run the command again" in told.err
    rows = _index((here / "out" / "index.csv").read_text(encoding="utf-8"))
    assert [row["status"] for row in rows] == ["ok", "failed", "ok", "ok", "ok", "ok"]
    assert len(list((here / "out").glob("0*"))) == 5
    assert rely("report", INSTRUMENT, "t.csv", "-o", "out", *HTML).code == 0


def test_ctrl_c_leaves_whole_files_only_and_the_next_run_goes_on_from_there(rely: Run, here: Path) -> None:
    _interrupted(rely, here, rows=40, form="html", ending="</html>")


@pytest.mark.long
def test_ctrl_c_leaves_whole_pdfs_only(rely: Run, here: Path) -> None:
    _interrupted(rely, here, rows=8, form="pdf", ending="%%EOF")


def _interrupted(rely: Run, here: Path, *, rows: int, form: str, ending: str) -> None:
    name, out = _table(here, rows), here / "out"
    code = "from rely.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "report", INSTRUMENT, name, "-o", "out", "--format", form, "--jobs", "2"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background job inherits it as ignored
    )
    while process.poll() is None and len(list(out.glob("0*"))) < 2:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.strip() == b""
    left = _contents(out)
    documents = {name: content for name, content in left.items() if name.startswith("0")}
    assert 2 <= len(documents) < rows
    assert set(left) - set(documents) == {KEYS}
    assert all(content.rstrip().endswith(ending.encode()) for content in documents.values())
    before = _touched(out)
    assert rely("report", INSTRUMENT, name, "-o", "out", "--format", form).code == 0
    after = _touched(out)
    assert len(after) == rows
    assert {name: after[name] for name in before} == before


def test_ctrl_c_leaves_no_zip_at_all(here: Path) -> None:
    maker = Maker(open_sitting(INSTRUMENT, _table(here, 3)), "html", None)

    class Interrupted(batch.Zip):
        def put(self, name: str, content: bytes, key: str) -> None:
            super().put(name, content, key)
            raise KeyboardInterrupt

    (here / "x.zip").write_bytes(b"before")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "Zip", Interrupted)
        with pytest.raises(KeyboardInterrupt):
            batch.many_documents(maker, "x.zip", jobs=1, as_zip=True)
    assert (here / "x.zip").read_bytes() == b"before"
    assert sorted(path.name for path in here.iterdir()) == ["t.csv", "x.zip"]


def test_what_the_machine_lacks_is_told_by_the_worker_that_finds_it(
    rely: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "lame" / "weasyprint").mkdir(parents=True)
    (here / "lame" / "weasyprint" / "__init__.py").write_text("raise OSError('cannot load library')\n")
    monkeypatch.syspath_prepend(str(here / "lame"))
    told = rely("report", INSTRUMENT, _table(here, 1), "-o", "out")
    assert told.code == 3
    assert "apt-get install" in told.err
