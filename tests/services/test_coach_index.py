"""Prove that index.csv tells errors in the language of the page, and holds no cell that a spreadsheet runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rely.services import coach_run
from rely.services.coach_run import ask_for_reports
from rely.services.coach_upload import Files, receive
from rely.services.site import Site
from rely.storage.database import Database
from tests.coaching import GOOD, Press, Queue, choices, open_site, opened, row, turn, uploaded, xlsx_of
from tests.databases import copied_sqlite_url


@pytest.fixture
def site(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site that takes tables and prints nothing."""
    monkeypatch.setattr(coach_run, "print_pdf", Press())
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    yield open_site(database, tmp_path)
    database.close()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nl", "Cel G3: ‘9’ is geen van de antwoorden. Kies uit de lijst in de cel, of typ een van deze codes: "),
        ("de", "Zelle G3: „9“ ist keine der Antworten. Wählen Sie aus der Liste in der Zelle, oder geben Sie einen "),
    ],
)
def test_the_index_tells_errors_in_the_language_of_the_page_and_its_columns_and_status_as_ever(
    site: Site, language: str, told: str
) -> None:
    spool = receive(site, Files(xlsx_of(GOOD, row("bert", S1=9))), choices(language="en"))
    turn(site, ask_for_reports(site, Queue(), spool, language=language))
    index = opened(spool)[1]
    assert list(index[0]) == ["line", "id", "file", "status", "problem"]
    assert [each["status"] for each in index] == ["ok", "failed"]
    assert index[1]["problem"].startswith(told)


def test_what_a_cell_holds_runs_in_no_cell_of_the_index(site: Site) -> None:
    spool = receive(site, Files(xlsx_of(row("@bert", S1='9"\n,@SUM(1)', L1="-2+3"), row("x"))), choices())
    turn(site, ask_for_reports(site, Queue(), spool, language="en"))
    hostile, good = opened(spool)[1]
    assert '‘9"' in hostile["problem"]
    assert "Cell H2: ‘-2+3’ is not one of the answers." in hostile["problem"]
    assert "\n" not in hostile["problem"]
    assert (hostile["id"], good["status"]) == ("'@bert", "ok")
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in hostile.values())


def test_words_that_a_spreadsheet_would_run_are_guarded_in_the_index(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coach_run, "errors_in_words", lambda *_, **__: "=1+1")
    spool = uploaded(site, row("bert", S1=9))
    turn(site, ask_for_reports(site, Queue(), spool, language="en"))
    assert opened(spool)[1][0]["problem"] == "'=1+1"
