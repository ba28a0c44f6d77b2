"""Prove that the web makes of a table what the command makes of it."""

import csv
import io
from pathlib import Path
from zipfile import ZipFile

from rely.jobs.queue import open_queue
from rely.loading.catalogue import load_instrument
from rely.services.coach_run import ask_for_reports
from rely.services.coach_upload import Files, receive
from rely.services.table_reports import INDEX
from rely.storage.database import Database
from rely.storage.migrate import upgrade
from tests.cli.conftest import Run
from tests.coaching import choices, open_site

INSTRUMENT = "relationship-check"
TABLE = """id,cx_alias,lang,date,cx_first_contact,cx_first_transaction,TR01
Zoë & Co,Tulp,nl,2026-11-30,yes,no,3
bert,Eiche,de,2026-11-30,yes,yes,9
,=1+1,en,2026-11-30,yes,no,4
,,en,2026-11-30,yes,no,2
,,,,,,
con,Rose,,2026-11-30,yes,no,5
"""


def index_of(archive: ZipFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(INDEX).decode("utf-8-sig"))))


def test_the_web_makes_the_reports_of_the_command_byte_by_byte_and_tells_errors_in_other_words_alone(
    rely: Run, here: Path
) -> None:
    (here / "report.csv").write_text(TABLE, encoding="utf-8")
    assert rely("report", INSTRUMENT, "report.csv", "--zip", "-o", "command.zip").code == 1
    database = Database(f"sqlite:///{here}/rely.sqlite3")
    upgrade(database)
    site = open_site(database, here, load_instrument(INSTRUMENT))
    spool = receive(site, Files(TABLE.encode()), choices(INSTRUMENT))
    ask_for_reports(site, open_queue(site.settings, site=site), spool, language="en")
    database.close()
    with ZipFile(here / "command.zip") as command, ZipFile(spool.zip) as web:
        assert len(command.namelist()) == 5
        assert web.namelist() == command.namelist()
        for name in command.namelist():
            assert name == INDEX or web.read(name) == command.read(name), name
        told = list(zip(index_of(command), index_of(web), strict=True))
    assert [own["problem"] != other["problem"] for own, other in told] == [False, True, False, False, False, False]
    for own, other in told:
        assert {**own, "problem": ""} == {**other, "problem": ""}
