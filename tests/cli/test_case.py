"""Prove that `rely case` writes cases that hold, leaves out what must not be published, and changes nothing else."""

import shutil
from pathlib import Path

import pytest
import yaml

from rely.loading.instrument import read_questionnaire
from rely.paths import questionnaires_dir
from tests.cli.conftest import Run
from tests.instruments import relationship_check

VALID = Path(__file__).parents[1] / "data" / "questionnaires" / "valid"
MATURITY = VALID / "maturity-assessment.yaml"
SEASONS = VALID / "selecting-facet.yaml"
TULIP = questionnaires_dir() / "relationship-check" / "examples" / "1-tulp.yaml"
GOOD = "id: acme\nanswers:\n  BK01: daily\n  BK02: [disk, vault]\n  BK03: '2'\n  staff: 50\n"


@pytest.fixture
def answers(here: Path) -> Path:
    (here / "a.yaml").write_text(GOOD, encoding="utf-8")
    return here / "a.yaml"


@pytest.fixture
def own(here: Path) -> Path:
    """A copy of the relationship check that has not been released."""
    folder = here / "questionnaires" / "relationship-check"
    shutil.copytree(questionnaires_dir() / "relationship-check", folder)
    main = folder / "instrument.yaml"
    main.write_text(
        main.read_text(encoding="utf-8").replace(f"\nversion: {relationship_check().version}\n", "\nversion: 99.0.0\n"),
        "utf-8",
    )
    return folder


def test_the_case_holds_the_answers_and_all_that_they_give(rely: Run, answers: Path) -> None:
    told = rely("case", MATURITY, answers, "--id", "daily", "--note", "Copies: daily.")
    assert told.code == 0
    assert told.err == "Paste this below `cases:`, or call again with --add.\n"
    assert told.out == (
        "  - id: daily\n"
        "    note: 'Copies: daily.'\n"
        "    answers:\n"
        "      staff: 50\n"
        "      BK01: daily\n"
        "      BK02:\n"
        "        - disk\n"
        "        - vault\n"
        "      BK03: '2'\n"
        "    expect:\n"
        "      scores:\n"
        "        copies: 86.6667\n"
        "        restore: 60\n"
        "      bands:\n"
        "        copies: sound\n"
        "        restore: open\n"
        "      facts:\n"
        "        size: medium\n"
        "        verdict: fine\n"
        "      statuses:\n"
        "        copy: in_place\n"
        "      actions: []\n"
    )


def test_the_case_of_real_answers_validates_below_the_others(rely: Run, own: Path) -> None:
    told = rely("case", own, TULIP)
    cases = own / "cases.yaml"
    cases.write_text(cases.read_text(encoding="utf-8") + told.out, encoding="utf-8")
    loaded = read_questionnaire(own)
    assert loaded.problems == ()
    assert loaded.instrument is not None
    case = loaded.instrument.cases[-1]
    assert case.id == "case_1"
    assert case.expect.actions
    assert case.expect.scores["overall"] == pytest.approx(50, abs=30)
    assert "balance.tilt" in case.expect.facts


def test_texts_and_names_are_left_out_with_a_word(rely: Run) -> None:
    told = rely("case", "relationship-check", TULIP)
    assert "cx_alias" not in told.out
    assert "Tulp" not in told.out
    assert "Left out, since a case is published with the questionnaire: cx_alias." in told.err


def test_added_to_a_file_of_cases_every_other_byte_stays(rely: Run, own: Path) -> None:
    before = {each.name: each.read_bytes() for each in own.glob("*.yaml")}
    told = rely("case", own, TULIP, "--add", "--id", "tulip")
    assert (told.code, told.out) == (0, "")
    assert "cases.yaml: 1 case added." in told.err
    after = {each.name: each.read_bytes() for each in own.glob("*.yaml")}
    assert after["cases.yaml"].startswith(before["cases.yaml"].rstrip(b"\n"))
    assert {**after, "cases.yaml": b""} == {**before, "cases.yaml": b""}
    assert rely("validate", own).code == 0


def test_the_next_case_gets_the_next_name(rely: Run, own: Path) -> None:
    for number in (1, 2):
        rely("case", own, TULIP, "--add")
        loaded = read_questionnaire(own).instrument
        assert loaded is not None
        assert loaded.cases[-1].id == f"case_{number}"
    assert "There is a case 'case_2' already." in rely("case", own, TULIP, "--id", "case_2").err


def test_a_released_version_is_not_added_to(rely: Run, here: Path) -> None:
    folder = here / "questionnaires" / "relationship-check"
    shutil.copytree(questionnaires_dir() / "relationship-check", folder)
    before = (folder / "cases.yaml").read_bytes()
    told = rely("case", folder, TULIP, "--add")
    assert told.code == 1
    assert "has been released, and its content stays as it is. Raise `version`" in told.err
    assert (folder / "cases.yaml").read_bytes() == before


def test_of_a_table_every_row_becomes_a_case_or_those_that_are_named(rely: Run, here: Path) -> None:
    rely("simulate", SEASONS, "--n", 4, "--given", "season=summer", "--missing", 0, "-o", "t.csv")
    every = yaml.safe_load("cases:\n" + rely("case", SEASONS, "t.csv").out)["cases"]
    assert [each["id"] for each in every] == ["case_1", "case_2", "case_3", "case_4"]
    assert {each["given"]["season"] for each in every} == {"summer"}
    two = yaml.safe_load("cases:\n" + rely("case", SEASONS, "t.csv", "--row", "sim-000002", "--row", 5).out)["cases"]
    assert [each["answers"] for each in two] == [every[1]["answers"], every[3]["answers"]]


def test_a_form_and_given_facts_stand_in_the_case(rely: Run, here: Path, own: Path) -> None:
    rely("simulate", own, "--n", 5, "--form", "scan", "-o", "t.csv")
    told = rely("case", own, "t.csv", "--add")
    assert told.code == 0, told.err
    loaded = read_questionnaire(own)
    assert loaded.problems == ()
    assert loaded.instrument is not None
    assert {case.form for case in loaded.instrument.cases[-5:]} == {"scan"}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--id", "2nd"], "'2nd' cannot be the id of a case"),
        (["--id", "no_copies"], "There is a case 'no_copies' already."),
        (["--note", "a\nb"], "write it on one line"),
        (["--row", "nobody"], ""),
    ],
)
def test_wrong_usage_is_told(rely: Run, answers: Path, options: list[str], says: str) -> None:
    told = rely("case", MATURITY, answers, *options)
    assert says in told.err
    assert told.code == 2
    assert told.out == ""


def test_one_name_for_several_cases_is_refused(rely: Run, here: Path) -> None:
    rely("simulate", SEASONS, "--n", 60, "-o", "t.csv")
    assert "choose it with --row" in rely("case", SEASONS, "t.csv", "--id", "x", "--row", 2, "--row", 3).err
    assert "has no row 'nobody'" in rely("case", SEASONS, "t.csv", "--row", "nobody").err
    assert "More than 50 cases at once" in rely("case", SEASONS, "t.csv").err


def test_bad_answers_make_no_case(rely: Run, here: Path) -> None:
    (here / "a.yaml").write_text(GOOD.replace("daily", "often"), encoding="utf-8")
    told = rely("case", MATURITY, "a.yaml")
    assert (told.code, told.out) == (1, "")
    assert "item 'BK01' cannot be 'often'" in told.err
    assert told.err.endswith("No case was made: mend these answers first.\n")


def test_good_rows_become_cases_beside_a_bad_one_but_are_not_added(rely: Run, here: Path) -> None:
    (here / "m.yaml").write_text(MATURITY.read_text(encoding="utf-8"), encoding="utf-8")
    before = (here / "m.yaml").read_bytes()
    (here / "t.csv").write_text("id,BK01\na,daily\nb,often\n", encoding="utf-8")
    told = rely("case", "m.yaml", "t.csv")
    assert told.code == 1
    assert told.out.count("- id:") == 1
    assert rely("case", "m.yaml", "t.csv", "--add").code == 1
    assert (here / "m.yaml").read_bytes() == before


def test_answers_that_are_not_asked_are_told(rely: Run, here: Path) -> None:
    (here / "a.yaml").write_text("given: {season: summer}\nanswers: {WA01: 3, WA02: 1}\n", encoding="utf-8")
    told = rely("case", SEASONS, "a.yaml")
    assert told.code == 0
    assert "[not-asked]" in told.err
    assert "WA02: 1" in told.out
