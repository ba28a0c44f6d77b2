"""Prove that `rely report --beside` shows what others answered, finds their questionnaire, and says what is wrong."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from rely.reporting.printed import read_data
from tests.cli.carrying import Data, with_data
from tests.cli.conftest import Run, Verify
from tests.homes import edit, make_home
from tests.instruments import VALID
from tests.report_cases import INITIAL

OWN = "relationship-check"
HTML = ("--format", "html", "--lang", "en", "-o", "-")
PULSE = {"given": {"phase": "initial"}, "date": "2026-11-02"}
CLIENT = {"cx_alias": "Tulp", "RECOMMEND": 7, "IMPROVE": "Words of the client", "C_REPLY": 5, "C_TACT": 3}
HEADER = "respondent,given.phase,RECOMMEND,IMPROVE,C_REPLY,C_TACT\n"


@pytest.fixture(autouse=True)
def home(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue with the relationship check and two questionnaires that are compared with it."""
    folder = make_home(tmp_path / "home", OWN)
    for name in ("client-view", "second-view"):
        (folder / "questionnaires" / name).mkdir()
        shutil.copy(VALID / f"{name}.yaml", folder / "questionnaires" / name / "instrument.yaml")
    monkeypatch.setenv("RELY_HOME", str(folder))
    return folder


@pytest.fixture
def own(here: Path) -> str:
    """The own answers."""
    return _file(here, "own.json", OWN, {**INITIAL, "cx_alias": "Tulp"}, date="2026-11-18")


def _file(here: Path, name: str, instrument: str | None, answers: dict[str, Any], **keys: Any) -> str:
    whole = {**keys, "answers": answers} | ({} if instrument is None else {"instrument": instrument})
    (here / name).write_text(json.dumps(whole), encoding="utf-8")
    return name


def _client(here: Path, name: str = "client.json", instrument: str | None = "client-view", **answers: Any) -> str:
    asked = {key: value for key, value in CLIENT.items() if key != "cx_alias"}
    return _file(here, name, instrument, {**asked, **answers}, **PULSE)


def _table(here: Path, *rows: str, name: str = "clients.csv", header: str = HEADER) -> str:
    (here / name).write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return name


def test_the_report_shows_the_views_of_a_client_and_of_a_colleague(rely: Run, here: Path, own: str) -> None:
    colleague = _file(here, "colleague.json", "second-view", {"TR01": 3})
    told = rely("report", OWN, own, "--beside", _client(here), "--beside", colleague, *HTML)
    assert (told.code, told.err) == (0, "")
    assert "Your view and that of the client" in told.out
    assert "Two views of this relationship: A colleague" in told.out
    assert "Words of the client" not in told.out
    assert "block views" not in rely("report", OWN, own, *HTML).out


def test_a_table_of_several_people_needs_no_name_of_its_questionnaire_when_its_columns_fit_one(
    rely: Run, here: Path, own: str
) -> None:
    table = _table(here, "Bo Hedge,initial,9,secret,5,4", "Al,initial,3,,4,na")
    told = rely("report", OWN, own, "--beside", table, *HTML)
    assert (told.code, told.err) == (0, "")
    assert "those of 2 people" in told.out
    assert "2 statements, 1 to 2 people" in told.out
    assert "Bo Hedge" not in told.out


def test_a_bad_row_is_named_and_the_report_is_made_of_the_others(rely: Run, here: Path, own: str) -> None:
    told = rely("report", OWN, own, "--beside", _table(here, "Bo,initial,9,,5,4", "Al,initial,99,,4,4"), *HTML)
    assert told.code == 1
    assert "clients.csv:3:" in told.err
    assert "those of one person" in told.out


def test_a_file_without_a_good_row_makes_no_report_and_says_why(rely: Run, here: Path, own: str) -> None:
    out = ("--format", "html", "-o", "x.html")
    told = rely("report", OWN, own, "--beside", _client(here, C_REPLY=9), *out)
    assert (told.code, "item 'C_REPLY' cannot be '9'" in told.err) == (1, True)
    for name, content in (("empty.yaml", ""), ("broken.csv", 'a,"b\n'), ("none.csv", HEADER)):
        (here / name).write_text(content, encoding="utf-8")
        broken = rely("report", OWN, own, "--beside", name, *out)
        assert broken.code == 1
        assert name in broken.err
    assert not (here / "x.html").exists()


def test_a_file_of_no_questionnaire_that_is_compared_is_refused_with_those_that_are(
    rely: Run, here: Path, own: str
) -> None:
    unnamed = _file(here, "unnamed.json", None, {})
    for other in (unnamed, own, _file(here, "else.json", "elsewhere", {"X": 1})):
        told = rely("report", OWN, own, "--beside", other, *HTML)
        assert (told.code, told.out) == (1, "")
        assert "of which they are: client-view, second-view." in told.err
        assert "Traceback" not in told.err


def test_without_any_questionnaire_that_mirrors_it_that_is_said(rely: Run, here: Path, own: str, home: Path) -> None:
    for name in ("client-view", "second-view"):
        shutil.rmtree(home / "questionnaires" / name)
    told = rely("report", OWN, own, "--beside", _client(here), *HTML)
    assert told.code == 1
    assert f"no questionnaire of the catalogue says how it is compared with '{OWN}'" in told.err


def test_answers_of_the_own_perspective_are_refused(rely: Run, here: Path, own: str, home: Path) -> None:
    edit(home / "questionnaires" / "client-view" / "instrument.yaml", "  - id: client\n", "  - id: self\n")
    told = rely("report", OWN, own, "--beside", _client(here), *HTML)
    assert (told.code, told.out) == (1, "")
    assert "both sides have the perspective 'self'" in told.err


def test_answers_about_another_relationship_are_told(rely: Run, here: Path, own: str, home: Path) -> None:
    path = home / "questionnaires" / "client-view" / "instrument.yaml"
    edit(path, "comparison:\n", "report:\n  subject: IMPROVE\n  title: {nl: A, en: A, de: A}\ncomparison:\n")
    told = rely("report", OWN, own, "--beside", _client(here, IMPROVE="Rose"), *HTML)
    assert told.code == 0
    assert "client.json:1:1: these answers are about 'Rose', the own ones about 'Tulp'." in told.err
    assert rely("report", OWN, own, "--beside", _client(here, IMPROVE="Tulp"), *HTML).err == ""


def test_what_shows_no_second_view_is_wrong_usage(rely: Run, here: Path, own: str) -> None:
    client = _client(here)
    (here / "own.csv").write_text("id,TR01\na,3\n", encoding="utf-8")
    for arguments in (
        (own, "--beside", "absent.json"),
        ("own.csv", "--beside", client),
        (own, "--beside", client, "--form", "short"),
        (own, "--beside", client, "--form", "preparation"),
        (own, "--beside", client, "--format", "ics"),
    ):
        assert rely("report", OWN, *arguments).code == 2, arguments


# -- what the PDF carries, and what `rely verify` says about it ---------------------------------------------


_made: list[bytes] = []


@pytest.fixture
def pdf(rely: Run, here: Path, own: str) -> bytes:
    """A report beside two people at the client; made once, because it is the same each time."""
    if not _made:
        table = _table(here, "Bo,initial,9,secret,5,4", "Al,initial,3,,4,na")
        assert rely("report", OWN, own, "--beside", table, "--lang", "en", "-o", "r.pdf").code == 0
        _made.append((here / "r.pdf").read_bytes())
    return _made[0]


def test_a_report_with_a_second_view_is_consistent_and_carries_no_words_of_theirs(pdf: bytes, verify: Verify) -> None:
    assert verify(pdf).out.startswith("consistent\n")
    data = json.loads(read_data(pdf))
    (beside,) = data["beside"]
    assert [each["answers"] for each in beside["respondents"]] == [
        {"RECOMMEND": 9, "C_REPLY": 5, "C_TACT": 4},
        {"RECOMMEND": 3, "C_REPLY": 4, "C_TACT": "na"},
    ]
    assert "secret" not in json.dumps(data)


def _first(data: Data) -> Data:
    respondent: Data = data["beside"][0]["respondents"][0]
    return respondent


def test_another_answer_of_theirs_is_found(pdf: bytes, verify: Verify) -> None:
    outcome = verify(with_data(lambda data: _first(data)["answers"].update(C_TACT=1), pdf))
    assert outcome.code == 1
    assert "page 5 says" in outcome.out


def test_a_respondent_or_the_whole_view_that_was_taken_out_is_found(pdf: bytes, verify: Verify) -> None:
    assert verify(with_data(lambda data: data["beside"][0]["respondents"].pop(), pdf)).code == 1
    assert verify(with_data(lambda data: data["beside"].clear(), pdf)).code == 1


def test_words_of_theirs_that_were_put_in_are_found(pdf: bytes, verify: Verify) -> None:
    outcome = verify(with_data(lambda data: _first(data)["answers"].update(IMPROVE="put in"), pdf))
    assert outcome.code == 1
    assert "beside.0.respondents.0.answers.IMPROVE" in outcome.out


def test_a_questionnaire_of_theirs_that_is_not_at_hand_is_said(pdf: bytes, verify: Verify, home: Path) -> None:
    shutil.rmtree(home / "questionnaires" / "client-view")
    outcome = verify(pdf)
    assert outcome.code == 3
    assert "'client-view' 1.0.0" in outcome.err


@pytest.mark.parametrize(
    "foreign",
    [
        None,
        {},
        [1],
        [{}],
        [{"instrument": {}, "respondents": []}],
        [{"instrument": [], "respondents": [{}]}],
        [{"instrument": {"id": "x", "version": "1.0.0", "digest": "x"}, "respondents": [1]}],
    ],
)
def test_what_no_report_carries_is_refused_without_a_traceback(pdf: bytes, verify: Verify, foreign: Any) -> None:
    outcome = verify(with_data(lambda data: data.update(beside=foreign), pdf))
    assert outcome.code == 1
    assert "is not what it should be" in outcome.err


def test_respondents_that_cannot_be_compared_are_refused(pdf: bytes, verify: Verify) -> None:
    def nobody(data: Data) -> None:
        data["beside"][0]["respondents"].clear()

    def ours(data: Data) -> None:
        data["beside"][0]["instrument"] = data["instrument"]

    assert "cannot be compared" in verify(with_data(nobody, pdf)).err
    assert verify(with_data(ours, pdf)).code == 1
    outcome = verify(with_data(lambda data: _first(data).update(name="Bo"), pdf))
    assert "is not what it should be" in outcome.err
