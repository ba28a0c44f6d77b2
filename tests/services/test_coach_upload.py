"""Prove that a table is taken by what it holds, told row by row, and that nothing stays of what is refused."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rely.loading.answers import AnswersRow, read_answers
from rely.loading.catalogue import load_instrument
from rely.loading.data_file import column_names
from rely.model.instrument import Instrument
from rely.services import coach_upload
from rely.services.assessments import NotFound
from rely.services.coach_spool import FOLDER
from rely.services.coach_upload import (
    MOST_ROWS,
    MOST_TOLD,
    Files,
    NotATable,
    TooManyUploads,
    brand_of,
    checked_rows,
    receive,
)
from rely.services.site import Site
from rely.storage.database import Database
from tests.brands import SVG
from tests.coaching import GOOD, HEAD, choices, csv_of, open_site, row, uploaded, xlsx_of
from tests.databases import copied_sqlite_url
from tests.sites import clock_of
from tests.small_instrument import small_instrument


@pytest.fixture
def site(sqlite_template: Path, tmp_path: Path) -> Iterator[Site]:
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    yield open_site(database, tmp_path)
    database.close()


def archive(*names: str, size: int = 1) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, b"x" * size)
    return content.getvalue()


def left(site: Site) -> list[Path]:
    assert site.settings.data is not None
    return sorted((site.settings.data / FOLDER).glob("*"))


def refusal(site: Site, table: bytes, brand: bytes | None = None, logo: bytes | None = None) -> NotATable:
    with pytest.raises(NotATable) as error:
        receive(site, Files(table, brand, logo), choices())
    assert left(site) == []
    return error.value


def test_every_row_is_ready_or_told_with_its_cell(site: Site) -> None:
    table = xlsx_of(GOOD, row("bert", S1=9, plants="many"), row("carla", lang="xx"))
    rows = checked_rows(receive(site, Files(table), choices()))
    assert [(each.line, each.id, each.is_ready, each.is_wrong) for each in rows] == [
        (2, "anna", True, False),
        (3, "bert", False, True),
        (4, "carla", False, True),
    ]
    assert [(each.code, each.facts["cell"]) for each in rows[1].troubles] == [
        ("not-a-number", "E3"),
        ("unknown-code", "G3"),
    ]
    assert rows[1].troubles[1].facts["accepted"] == "1, 2, 3, 4, 5"
    assert [each.code for each in rows[2].troubles] == ["unknown-lang"]


def test_a_warning_leaves_a_row_ready_and_an_empty_row_is_not_told(site: Site) -> None:
    table = csv_of((*row("a", plants=950), 0.5), ("",) * 9, head=(*HEAD, "acres"))
    (ready,) = checked_rows(receive(site, Files(table), choices()))
    assert ready.is_ready
    assert not ready.is_wrong
    assert [each.code for each in ready.troubles] == ["contradiction"]


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"%PDF-1.7\n", "pdf"),
        (archive("mimetype", "content.xml"), "open-document"),
        (archive("Index/Document.iwa"), "numbers"),
        (archive("xl/workbook.bin", "xl/styles.xml"), "binary-workbook"),
        (archive("word/document.xml"), "other"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"\x89PNG\r\n\x1a\n\0\0", "other"),
        (archive("xl/workbook.xml", size=coach_upload.LARGEST_UNPACKED + 1), "too-large"),
        (csv_of(*[row(f"r{n}") for n in range(MOST_ROWS + 1)]), "too-many-rows"),
        (csv_of(GOOD) + b",,,,,,,\n" * coach_upload.MOST_LINES, "too-large"),
        (b"S1" + b",S1" * (coach_upload.MOST_COLUMNS + 1) + b"\n4\n", "too-large"),
        (b"id," + b"x" * coach_upload.LONGEST_HEADER + b"\na,4\n", "too-large"),
    ],
)
def test_what_is_no_table_is_told_by_what_it_holds(site: Site, table: bytes, kind: str) -> None:
    assert refusal(site, table).kind == kind


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (csv_of(), ["no-rows"]),
        (csv_of(("",) * len(HEAD)), ["no-rows"]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", ["old-workbook"]),
        (b"a,b\n1,2\n", ["unknown-column", "unknown-column"]),
        (archive("xl/workbook.xml"), ["damaged-workbook"]),
        ("id,S1,Größe\n".encode("latin-1"), ["not-utf8"]),
    ],
)
def test_what_the_reader_says_of_a_whole_table_is_handed_on(site: Site, table: bytes, codes: list[str]) -> None:
    error = refusal(site, table)
    assert error.kind == "unreadable"
    assert [problem.code for problem in error.problems] == codes


def test_as_many_rows_as_are_allowed_are_taken(site: Site) -> None:
    rows = checked_rows(uploaded(site, *[row(f"r{n}") for n in range(MOST_ROWS)]))
    assert sum(each.is_ready for each in rows) == MOST_ROWS


def test_the_form_of_another_instrument_is_told_with_its_name(sqlite_template: Path, tmp_path: Path) -> None:
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    site = open_site(database, tmp_path, load_instrument("relationship-check"), small_instrument())
    with pytest.raises(NotATable) as error:
        receive(site, Files(csv_of(GOOD)), choices("relationship-check"))
    database.close()
    assert (error.value.kind, error.value.facts) == ("other-instrument", {"instrument": "small"})


def test_an_export_of_another_instrument_is_told_with_its_name(sqlite_template: Path, tmp_path: Path) -> None:
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    site = open_site(database, tmp_path, load_instrument("relationship-check"), small_instrument())
    names = [each.name for each in column_names(small_instrument()) if each.role in ("admin", "given", "item")]
    cells = {"case_id": "c", "instrument": "small", "form": "full", "perspective": "self"}
    table = "".join(f"{','.join(row)}\n" for row in (names, [cells.get(name, "") for name in names])).encode()
    with pytest.raises(NotATable) as error:
        receive(site, Files(table), choices("relationship-check"))
    database.close()
    assert (error.value.kind, error.value.facts) == ("other-instrument", {"instrument": "small"})


def test_an_instrument_that_is_not_offered_is_not_found(site: Site) -> None:
    with pytest.raises(NotFound):
        uploaded(site, GOOD, instrument="another")
    assert left(site) == []


def test_only_so_much_is_told_about_one_row_and_the_rest_is_counted(site: Site) -> None:
    names = [name for name in small_instrument().items if name != "notes"]
    table = csv_of(("a", *["\u00ad!" * 30 for _ in names]), head=("id", *names))
    (only,) = checked_rows(receive(site, Files(table), choices()))
    assert len(only.troubles) == MOST_TOLD
    assert only.untold == len(names) - MOST_TOLD


@pytest.mark.parametrize(
    ("brand", "logo", "kind", "file"),
    [
        (None, SVG.encode(), "logo-alone", "brand"),
        (b"name: Leaf\nlogo: a.svg\n", None, "logo-lacks", "logo"),
        (b"name: Leaf\n", SVG.encode(), "logo-unnamed", "logo"),
        (b"nmae: Leaf\n", None, "brand", "brand"),
        (b"name: Leaf\nlogo: a.svg\n", SVG.format("<script/>").encode(), "brand", "brand"),
        (b"name: Leaf\n" + b"#" * 200_000, None, "brand-too-large", "brand"),
    ],
)
def test_a_brand_and_its_logo_are_checked_with_the_table(
    site: Site, brand: bytes | None, logo: bytes | None, kind: str, file: str
) -> None:
    error = refusal(site, csv_of(GOOD), brand, logo)
    assert (error.kind, error.file) == (kind, file)
    assert bool(error.problems) == (kind == "brand")


def test_a_logo_is_that_of_the_brand_whatever_the_brand_file_calls_it(site: Site) -> None:
    picture = SVG.format('<path d="M0 0h40v10z"/>').encode()
    files = Files(csv_of(GOOD), b"name: Leaf\nlogo: ../../etc/hidden.svg\n", picture)
    spool = receive(site, files, choices())
    brand = brand_of(spool, spool.read())
    assert brand is not None
    assert brand.logo is not None
    assert brand.logo.kind == "svg"


def test_only_so_many_uploads_are_kept_at_a_time(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coach_upload, "MOST_UPLOADS", 1)
    first = uploaded(site, GOOD)
    with pytest.raises(TooManyUploads):
        uploaded(site, GOOD)
    first.delete()
    uploaded(site, GOOD)
    clock_of(site).move(hours=1)
    uploaded(site, GOOD)  # what has expired is in nobody's way


def test_only_so_many_tables_are_checked_at_a_time(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def another(path: Path, instrument: Instrument) -> Iterator[AnswersRow]:
        with pytest.raises(TooManyUploads):
            receive(site, Files(csv_of(GOOD)), choices())
        seen.append(1)
        return read_answers(path, instrument)

    for _ in range(coach_upload.MOST_CHECKS - 1):
        assert coach_upload._seats.acquire(blocking=False)
    monkeypatch.setattr(coach_upload, "read_answers", another)
    receive(site, Files(csv_of(GOOD)), choices())
    for _ in range(coach_upload.MOST_CHECKS - 1):
        coach_upload._seats.release()
    assert seen == [1]
