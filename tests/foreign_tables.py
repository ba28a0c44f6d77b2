"""Make tables of answers as survey programs write them: the same four answers in the layout of each program."""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from rely.loading.answers import read_answers
from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.model.response_scales import Multiple
from tests.instruments import relationship_check

ITEMS = (
    "cx_alias",
    "cx_country",
    "cx_first_contact",
    "cx_first_transaction",
    "cx_months",
    "cx_channels_used",
    "TR01",
    "TR02",
    "TR06",
    "IN01",
)
ANSWERS: tuple[dict[str, Code], ...] = (
    {"cx_alias": "=Tulip", "cx_country": "DE", "cx_first_contact": "yes", "cx_first_transaction": "no",
     "cx_months": 14, "cx_channels_used": ("website", "email"), "TR01": 4, "TR02": 5, "TR06": 2, "IN01": 3},
    {"cx_alias": "Ünlü, Söhne", "cx_country": "NA", "cx_first_contact": "yes", "cx_first_transaction": "yes",
     "cx_months": 3, "cx_channels_used": ("email",), "TR01": "na", "TR02": 1, "TR06": 5, "IN01": 4},
    {"cx_alias": "Café", "cx_country": "NL", "cx_first_contact": "no", "cx_first_transaction": "no",
     "cx_months": None, "cx_channels_used": None, "TR01": 1, "TR02": None, "TR06": 1, "IN01": 2},
    {"cx_alias": None, "cx_country": None, "cx_first_contact": "yes", "cx_first_transaction": "yes",
     "cx_months": 120, "cx_channels_used": ("email", "website"), "TR01": 3, "TR02": 3, "TR06": 3, "IN01": 5},
)  # fmt: skip
DAYS = tuple(datetime.date(2026, 9, day) for day in (3, 14, 15, 30))
IDS = ("a1", "a2", "a3", "a4")
FORMULA = "=Tulip"


def stored(code: Code) -> Code:
    """An answer as it is stored: several of them in the order of the options."""
    return tuple(sorted(code, key=["website", "email"].index)) if isinstance(code, tuple) else code


def labelled(item: str, code: Code, language: str, between: str = ";") -> str:
    """What a program exports that shows labels."""
    if code is None:
        return ""
    if isinstance(code, tuple):
        return between.join(labelled(item, each, language) for each in code)
    instrument = relationship_check()
    scale: Any = instrument.scale_of(instrument.items[item])
    if scale.kind == "country":
        return {"DE": "Deutschland", "NA": "Namibia", "NL": "Niederlande"}[str(code)]
    if code in ("na", "dk"):
        return str(getattr(scale, str(code)).label.in_language(language))
    if hasattr(scale, "options"):
        found = {str(option.code): option.label for option in scale.options}
        return str(found[str(code)].in_language(language))
    return str(code)


def text_of(item: str, language: str) -> str:
    """The wording of an item."""
    return relationship_check().items[item].text.in_language(language)


def options_of(item: str) -> tuple[Any, ...]:
    """The options of an item with several answers."""
    scale = relationship_check().scale_of(relationship_check().items[item])
    assert isinstance(scale, Multiple)
    return scale.options


def csv_of(rows: Iterable[Sequence[object]], delimiter: str = ",") -> str:
    """Rows as a CSV text."""
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return written.getvalue()


def lime_survey(path: Path) -> Path:
    """Codes of questions, full answers, options as columns with Yes and No."""
    head = ["id", "submitdate", "lastpage", "startlanguage", "seed"]
    for item in ITEMS:
        head += [f"{item}[{o.code}]" for o in options_of(item)] if item == "cx_channels_used" else [_lime_name(item)]
    rows: list[list[object]] = [head]
    for id, day, answers in zip(IDS, DAYS, ANSWERS, strict=True):
        row: list[object] = [id, f"{day} 14:02:11", 7, "de", 1844520312]
        for item in ITEMS:
            code = answers[item]
            if item == "cx_channels_used":
                row += ["" if code is None else "Ja" if o.code in (code or ()) else "Nein" for o in options_of(item)]
            else:
                row.append(labelled(item, code, "de"))
        rows.append(row)
    path.write_text("\ufeff" + csv_of(rows), encoding="utf-8")
    return path


def _lime_name(item: str) -> str:
    return f"grid[{item}]" if item.startswith("TR") else item


def qualtrics(path: Path) -> Path:
    """Numbers, two further rows in the header, several answers in one cell."""
    head = ["StartDate", "EndDate", "Status", "Finished", "RecordedDate", "ResponseId", "UserLanguage"]
    words = ["Start Date", "End Date", "Response Type", "Finished", "Recorded Date", "Response ID", "User Language"]
    rows: list[list[object]] = [
        [*head, *(f"Q{at}_1" for at in range(1, len(ITEMS) + 1))],
        [*words, *(f"How true is this?\n\n- {text_of(item, 'en')}" if item.startswith("TR") else text_of(item, "en")
                   for item in ITEMS)],
        [f'{{"ImportId":"{name}"}}' for name in (*head, *ITEMS)],
    ]  # fmt: skip
    for id, day, answers in zip(IDS, DAYS, ANSWERS, strict=True):
        times = [f"{day} 09:00:00", f"{day} 09:20:00", "IP Address", "True", f"{day} 09:20:01", id, "EN"]
        rows.append([*times, *(_coded(item, answers[item]) for item in ITEMS)])
    path.write_text("\ufeff" + csv_of(rows), encoding="utf-8")
    return path


def _coded(item: str, code: Code) -> str:
    if item in ("cx_country", "cx_first_contact", "cx_first_transaction", "cx_channels_used"):
        return labelled(item, code, "en", ",") if item != "cx_country" else str(code or "")
    return "" if code is None else "-99" if code == "na" else str(code)


def google_forms(path: Path) -> Path:
    """A time stamp, the wordings above, labels below, several answers with a comma and a space between."""
    rows: list[list[object]] = [["Tijdstempel", *(text_of(item, "nl") for item in ITEMS)]]
    for day, answers in zip(DAYS, ANSWERS, strict=True):
        shown = [labelled(item, answers[item], "nl", ", ") for item in ITEMS]
        shown[1] = str(answers["cx_country"] or "")
        rows.append([f"{day:%d-%m-%Y} 9:05:00", *shown])
    path.write_text(csv_of(rows), encoding="utf-8")
    return path


def microsoft_forms(path: Path) -> Path:
    """A workbook with times, a mail address, and several answers that each end in a semicolon."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sheet1"
    sheet.append(["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", *(text_of(item, "nl") for item in ITEMS)])
    for at, (day, answers) in enumerate(zip(DAYS, ANSWERS, strict=True), start=1):
        begin = datetime.datetime.combine(day, datetime.time(9, 5))
        cells: list[Any] = [at, begin, begin + datetime.timedelta(minutes=9), "anonymous", ""]
        for item in ITEMS:
            code = answers[item]
            shown = labelled(item, code, "nl") + (";" if isinstance(code, tuple) else "")
            if item == "cx_country":
                shown = str(code or "")
            cells.append(code if item == "cx_months" else shown or None)
        sheet.append([None if cell == FORMULA else cell for cell in cells])
        if FORMULA in cells:
            cell = sheet.cell(sheet.max_row, cells.index(FORMULA) + 1)
            cell.value, cell.data_type = FORMULA, "s"
    book.save(path)
    return path


def survey_monkey(path: Path) -> Path:
    """Questions in the first row, Response or the option in the second, a column for each option."""
    head = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address"]
    below = [""] * len(head)
    for item in ITEMS:
        if item == "cx_channels_used":
            labels = [option.label.in_language("en") for option in options_of(item)]
            head += [text_of(item, "en"), *[""] * (len(labels) - 1)]
            below += labels
        else:
            head.append(text_of(item, "en"))
            below.append("Open-Ended Response" if item in ("cx_alias", "cx_months") else "Response")
    rows: list[list[object]] = [head, below]
    for id, day, answers in zip(IDS, DAYS, ANSWERS, strict=True):
        row: list[object] = [id, "4711", f"{day:%m/%d/%Y} 08:00:00 AM", f"{day:%m/%d/%Y} 08:14:00 AM", "", ""]
        for item in ITEMS:
            code = answers[item]
            if item == "cx_channels_used":
                chosen = code if isinstance(code, tuple) else ()
                row += [o.label.in_language("en") if o.code in chosen else "" for o in options_of(item)]
            else:
                row.append(str(code or "") if item == "cx_country" else labelled(item, code, "en"))
        rows.append(row)
    path.write_text(csv_of(rows), encoding="utf-8")
    return path


def kobo(path: Path) -> Path:
    """Names with groups, codes, several answers with spaces between and again as columns, semicolons."""
    head = ["start", "end"]
    for item in ITEMS:
        head.append(f"part/{item}")
        if item == "cx_channels_used":
            head += [f"part/{item}/{option.code}" for option in options_of(item)]
    rows: list[list[object]] = [[*head, "_id", "_uuid", "_submission_time", "_index"]]
    for at, (id, day, answers) in enumerate(zip(IDS, DAYS, ANSWERS, strict=True), start=1):
        row: list[object] = [f"{day}T09:00:00.000+02:00", f"{day}T09:09:00.000+02:00"]
        for item in ITEMS:
            code = answers[item]
            row.append(" ".join(code) if isinstance(code, tuple) else "" if code is None else code)
            if item == "cx_channels_used":
                row += ["" if code is None else int(o.code in (code or ())) for o in options_of(item)]
        rows.append([*row, 100 + at, id, f"{day}T07:09:02", at])
    path.write_text(csv_of(rows, ";"), encoding="utf-8")
    return path


def own_table(path: Path) -> Path:
    """An own table in an old encoding, with semicolons, decimal commas and dots between day, month and year."""
    rows: list[list[object]] = [["Nr", "Datum", *(item.lower() for item in ITEMS)]]
    for id, day, answers in zip(IDS, DAYS, ANSWERS, strict=True):
        shown = [labelled(item, answers[item], "de", " | ") for item in ITEMS]
        shown[4] = f"{shown[4]},0" if shown[4] else ""
        rows.append([id, f"{day:%d.%m.%Y}", *shown])
    path.write_bytes(csv_of(rows, ";").encode("cp1252"))
    return path


def assessments_of(path: Path, instrument: Instrument | None = None) -> list[Assessment]:
    """The assessments of an answers file without problems."""
    rows = list(read_answers(path, instrument or relationship_check()))
    assert [problem for row in rows for problem in row.problems] == []
    return [row.assessment for row in rows if row.assessment is not None]
