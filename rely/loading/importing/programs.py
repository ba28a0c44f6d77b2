"""Hold how the tables of well-known survey programs can be told, and what their columns beside the answers mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rely.loading.importing.kinds import KEEP, LEAVE_OUT, ROW

IGNORE: Final = "ignore"


@dataclass(frozen=True, slots=True)
class Program:
    """One program. `marks` are sets of column names of which one is there as a whole; names are in small letters.

    `columns` says what its own columns become. `options_below` is True where the row below the header holds the
    options of questions, `ends_header` is what a cell of the last row of its header begins with. `codes` are values
    that mean the same in every such file; ? where it depends.
    """

    name: str
    marks: tuple[frozenset[str], ...]
    columns: Mapping[str, str]
    options_below: bool = False
    ends_header: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def _ignored(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, IGNORE)


def _marks(*sets: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(each.split("|")) for each in sets)


FINISHED: Final[Mapping[str, str]] = {"true": KEEP, "1": KEEP, "false": LEAVE_OUT, "0": LEAVE_OUT}
"""What becomes of a row by whether its respondent came to the end, in small letters."""

PROGRAMS: Final = (
    Program(
        "Qualtrics",
        _marks("startdate|enddate|responseid", "startdate|enddate|recordeddate"),
        {"responseid": "id", "recordeddate": "date", "userlanguage": "lang", "finished": ROW}
        | _ignored("startdate", "enddate", "status", "ipaddress", "progress", "duration (in seconds)")
        | _ignored("recipientlastname", "recipientfirstname", "recipientemail", "externalreference")
        | _ignored("locationlatitude", "locationlongitude", "distributionchannel"),
        ends_header='{"ImportId"',
        note="Finished leaves unfinished answers out. Status tells test runs: `to: row` can leave these out too.",
    ),
    Program(
        "SurveyMonkey",
        _marks("respondent id|collector id", "respondent_id|collector_id"),
        {"respondent id": "id", "respondent_id": "id", "end date": "date", "date_modified": "date"}
        | _ignored("collector id", "collector_id", "start date", "date_created", "ip address", "ip_address")
        | _ignored("email address", "email_address", "first name", "first_name", "last name", "last_name")
        | _ignored("custom data 1", "custom_1"),
        options_below=True,
    ),
    Program(
        "LimeSurvey",
        _marks(
            "lastpage|startlanguage",
            "response id|last page|start language",
            "antwoord id|laatste pagina|start taal",
            "antwort id|letzte seite|start-sprache",
        ),
        {"id": "id", "response id": "id", "antwoord id": "id", "antwort id": "id"}
        | {"submitdate": "date", "date submitted": "date", "datum ingezonden": "date", "datum abgeschickt": "date"}
        | {"startlanguage": "lang", "start language": "lang", "start taal": "lang", "start-sprache": "lang"}
        | _ignored("lastpage", "last page", "laatste pagina", "letzte seite", "seed", "token", "ipaddr", "refurl")
        | _ignored("startdate", "date started", "datestamp", "date last action", "ip address", "access code")
        | _ignored("referrer url", "total time", "interviewtime"),
        codes={"N/A": "?"},
        note="N/A may mean that a question was not shown. Rows without a day of submission are unfinished. "
        "Anonymised surveys have 1980-01-01 as their day.",
    ),
    Program(
        "KoboToolbox or ODK",
        _marks("_uuid|_submission_time", "key|submissiondate", "meta/instanceid|_submission_time"),
        {"_uuid": "id", "key": "id", "_submission_time": "date", "submissiondate": "date"}
        | _ignored("start", "end", "today", "_id", "_index", "_validation_status", "_notes", "_status", "_tags")
        | _ignored("_submitted_by", "__version__", "_geolocation", "meta/instanceid", "meta/instancename")
        | _ignored("meta/rootuuid", "formhub/uuid", "deviceid", "submitterid", "submittername", "attachmentspresent")
        | _ignored("attachmentsexpected", "status", "reviewstate", "edits", "formversion", "_attachments"),
    ),
    Program(
        "Microsoft Forms",
        _marks(
            "start time|completion time",
            "begintijd|tijd van voltooien",
            "startzeit|fertigstellungszeit",
        ),
        {"id": "id", "completion time": "date", "tijd van voltooien": "date", "fertigstellungszeit": "date"}
        | _ignored("start time", "begintijd", "startzeit", "email", "e-mail", "name", "naam", "last modified time")
        | _ignored("tijd van laatste wijziging", "uhrzeit der letzten änderung", "total points", "quiz feedback")
        | _ignored("language", "taal", "sprache"),
    ),
    Program(
        "Google Forms",
        _marks("timestamp", "tijdstempel", "zeitstempel"),
        {"timestamp": "date", "tijdstempel": "date", "zeitstempel": "date"}
        | _ignored("username", "gebruikersnaam", "nutzername", "email address", "e-mailadres", "e-mail-adresse")
        | _ignored("score", "punkte"),
    ),
)
"""The programs, those with the clearest marks first."""

ANY: Final[Mapping[str, str]] = (
    {"response id": "id", "responseid": "id", "respondent id": "id", "case id": "id", "nr": "id", "nummer": "id"}
    | {"antwoord id": "id", "antwort id": "id"}
    | {"date submitted": "date", "submitdate": "date", "end date": "date", "completion time": "date"}
    | {"datum ingezonden": "date", "ingevuld op": "date", "datum abgeschickt": "date", "ausgefüllt am": "date"}
    | {"datum": "date", "taal": "lang", "sprache": "lang", "language": "lang"}
    | _ignored("email", "e-mail", "name", "naam", "ip address", "ip")
)
"""What columns of an own table often mean."""


def program_of(names: Sequence[str]) -> Program | None:
    """The program that made a table with these names of columns; None when no program is known by them."""
    there = set(spelled(names))
    return next((each for each in PROGRAMS if any(marks <= there for marks in each.marks)), None)


def spelled(names: Iterable[str]) -> list[str]:
    """Names as they stand in the lists of this module: in small letters, without what follows a point and a space."""
    return [" ".join(name.split()).lower().partition(". ")[0] for name in names]
