"""rely norms build: what would be written is shown, nothing is overwritten, and reports use what was written."""

import csv
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from rely.loading.norms import read_norms
from rely.model.digest import canonical_json
from rely.research.cases import Case
from rely.services import research_consent
from tests.cli.conftest import Run
from tests.homes import make_home
from tests.research.norms.people import COUNTRY, FIRST, SECOND, SECTOR, people, questionnaire

COLUMNS = ("id", "date", *FIRST, *SECOND, COUNTRY, SECTOR, "note")


@pytest.fixture
def home(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the questionnaire in a home of its own."""
    folder = make_home(tmp_path / "home") / "questionnaires" / "people"
    folder.mkdir()
    (folder / "instrument.yaml").write_text(canonical_json(questionnaire()))
    monkeypatch.setenv("RELY_HOME", str(tmp_path / "home"))
    return folder


def write(path: Path, cases: Iterable[Case]) -> Path:
    """A table of answers."""
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for each in cases:
            answers = each.assessment.answers
            table.writerow((each.relationship, each.finished, *(answers.get(name, "") for name in COLUMNS[2:])))
    return path


def one(here: Path, name: str = "one.json", **answers: object) -> str:
    full = dict.fromkeys((*FIRST, *SECOND), 4) | answers
    (here / name).write_text(json.dumps({"instrument": "people", "date": "2026-11-18", "answers": full}))
    return name


def test_what_would_be_written_is_shown_and_nothing_is_written_without_a_yes(rely: Run, here: Path, home: Path) -> None:
    write(here / "a.csv", people(120))
    outcome = rely("norms", "build", "people", "a.csv")
    assert outcome.code == 1
    assert "self: 120 relationships" in outcome.err
    assert "provisional" in outcome.err
    assert "not representative" in outcome.err
    assert f"add --yes to write {home / 'norms' / '1.json'}" in outcome.err
    assert outcome.out == ""
    assert not (home / "norms").exists()


def test_a_file_of_the_next_number_is_written_and_its_digest_is_told(rely: Run, here: Path, home: Path) -> None:
    write(here / "a.csv", people(120))
    outcome = rely(
        "norms", "build", "people", "a.csv", "--yes", "--date", "2026-11-20", "--sample", "Asked at two trade fairs."
    )
    assert outcome.code == 0
    path = home / "norms" / "1.json"
    file = read_norms(path)
    assert outcome.out == f"{path} {file.digest}\n"
    assert (file.number, file.made, file.source, file.sample) == (1, "2026-11-20", "file", "Asked at two trade fairs.")
    assert (file.instrument.id, file.instrument.version) == ("people", "1.0.0")
    assert "is not released" in outcome.err
    write(here / "b.csv", people(160))
    assert rely("norms", "build", "people", "b.csv", "--yes").code == 0
    assert sorted(each.name for each in (home / "norms").iterdir()) == ["1.json", "2.json"]


def test_a_file_that_would_tell_of_a_few_beside_the_last_one_is_refused(rely: Run, here: Path, home: Path) -> None:
    write(here / "a.csv", people(120))
    assert rely("norms", "build", "people", "a.csv", "--yes").code == 0
    write(here / "b.csv", people(123))
    outcome = rely("norms", "build", "people", "b.csv", "--yes")
    assert outcome.code == 1
    assert "123 people, 120 in norms file 1" in outcome.err
    assert not (home / "norms" / "2.json").exists()


def test_a_file_that_would_tell_of_a_few_beside_one_written_elsewhere_is_refused(
    rely: Run, here: Path, home: Path
) -> None:
    write(here / "a.csv", people(120))
    assert rely("norms", "build", "people", "a.csv", "--yes", "-o", "spring.json").code == 0
    (here / "notes.json").write_text("{}")
    write(here / "b.csv", people(123))
    outcome = rely("norms", "build", "people", "b.csv", "--yes", "-o", "summer.json")
    assert outcome.code == 1
    assert "123 people, 120 in norms file 1" in outcome.err
    assert "notes.json" not in outcome.err
    assert not (here / "summer.json").exists()


def test_a_file_that_exists_is_never_overwritten(rely: Run, here: Path, home: Path) -> None:
    write(here / "a.csv", people(120))
    (here / "n.json").write_text("mine")
    outcome = rely("norms", "build", "people", "a.csv", "--yes", "-o", "n.json")
    assert outcome.code == 2
    assert "never overwritten" in outcome.err
    assert (here / "n.json").read_text() == "mine"


def test_too_few_people_make_no_norms(rely: Run, here: Path, home: Path) -> None:
    write(here / "a.csv", people(29))
    outcome = rely("norms", "build", "people", "a.csv", "--yes")
    assert outcome.code == 1
    assert "nothing is told of fewer than 30" in outcome.err
    assert "no group is large enough" in outcome.err
    assert not (home / "norms").exists()


def test_a_bad_row_is_named_and_nothing_is_built(rely: Run, here: Path, home: Path) -> None:
    path = write(here / "a.csv", people(120))
    path.write_text(path.read_text() + "x,2026-01-01,9,1,1,1,1,1,NL,care,\n")
    outcome = rely("norms", "build", "people", "a.csv", "--yes")
    assert outcome.code == 1
    assert "a.csv:122" in outcome.err
    assert "mend 1 row first" in outcome.err
    assert not (home / "norms").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "Nothing is built: a.csv holds no assessments of people."),
        ("id,A\n", "Nothing is built: a.csv holds no assessments of people."),
        ("id,A\n,\n", "Nothing is built: a.csv holds no assessments of people."),
        ("Q1,Q2,Q3\n1,1,1\n", "Nothing is built: a.csv holds no assessments of people."),
        ('id,A\nx,1\n"y,1\n', "Nothing is built: mend 1 row first."),
    ],
)
def test_a_file_without_assessments_is_told_as_such(rely: Run, here: Path, home: Path, content: str, told: str) -> None:
    (here / "a.csv").write_text(content)
    outcome = rely("norms", "build", "people", "a.csv", "--yes")
    assert (outcome.code, outcome.err.splitlines()[-1]) == (1, told)
    assert outcome.err.count("a.csv:") >= 1
    assert not (home / "norms").exists()


def test_of_a_database_it_is_told_who_agreed_and_what_a_withdrawal_does(
    rely: Run, here: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(here / "a.csv", people(40))
    path.write_text(re.sub(r",\d{4}-\d\d-\d\d,", ",,", path.read_text()))  # or it would be too old to be stored one day
    assert rely("db", "upgrade").code == 0
    assert rely("import", "people", "a.csv", "--to-database", "--with-consent").code == 0
    told = rely("norms", "build", "people").err
    assert "Of 40 assessments it is not known here who was named to the respondents" in told
    assert "Consent that is withdrawn later counts when norms are built again; files given away stay" in told
    monkeypatch.setattr(research_consent, "recipients_told", lambda site, digests: {"Hochschule": len(digests)})
    told = rely("norms", "build", "people").err
    assert "the respondents of 1 assessment agreed that these receive their answers: Hochschule" in told
    assert "Build norms only if that is the same recipient by another name." in told
    assert "Pass these answers on" not in told


def test_what_a_norms_file_holds_is_told_before_it_is_written(rely: Run, here: Path, home: Path) -> None:
    write(here / "a.csv", [*people(120, country="NL"), *people(120, start=120, country="DE")])
    told = rely("norms", "build", "people", "a.csv", "--by", COUNTRY).err
    assert "country NL: 120 relationships" in told
    assert "nobody's answers. It rests on 240 assessments, one of each relationship and phase." in told
    assert "Consent" not in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--by", "contry"), "Did you mean 'country'?"),
        (("--by", "A"), "There are: country, sector."),
        (("--by", "note"), "There are: country, sector."),
        (("--sample", "two\nlines"), "one line"),
        (("-o", "nowhere/n.json"), "no folder 'nowhere'"),
        (("--date", "soon"), "no day"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(
    rely: Run, here: Path, home: Path, arguments: tuple[str, ...], told: str
) -> None:
    write(here / "a.csv", people(30))
    outcome = rely("norms", "build", "people", "a.csv", "--yes", *arguments)
    assert outcome.code == 2
    assert told in outcome.err


def test_a_group_of_four_and_a_planted_name_are_nowhere_in_the_file(rely: Run, here: Path, home: Path) -> None:
    cases = [*people(120, country="NL"), *people(110, start=200, country="DE"), *people(4, start=400, country="BE")]
    write(here / "a.csv", [*cases, *people(30, start=500, country="NL", note="=PLANTED()")])
    outcome = rely("norms", "build", "people", "a.csv", "--by", COUNTRY, "--yes")
    assert outcome.code == 0
    text = (home / "norms" / "1.json").read_text()
    assert "BE" not in text
    assert "PLANTED" not in text
    assert {each.n for each in read_norms(home / "norms" / "1.json").groups} == {260, 150, 110}


def test_scores_tell_ranks_and_the_norms_only_where_there_are_norms(rely: Run, here: Path, home: Path) -> None:
    one(here)
    before = rely("score", "people", "one.json")
    assert "percentile" not in before.out
    assert "norms" not in before.json
    write(here / "a.csv", people(300))
    assert rely("norms", "build", "people", "a.csv", "--yes").code == 0
    after = rely("score", "people", "one.json").json
    digest = read_norms(home / "norms" / "1.json").digest
    assert after["norms"] == digest
    assert after["scores"]["one"]["margin_basis"] == digest
    assert after["scores"]["one"]["percentile_of"] == {"n": 300, "note": "norms", "by": None}
    assert 0 < after["scores"]["one"]["percentile"] < 100
    (home / "norms" / "1.json").unlink()
    assert rely("score", "people", "one.json").out == before.out


def test_a_broken_norms_file_is_told_and_no_score_is_made_without_it(rely: Run, here: Path, home: Path) -> None:
    one(here)
    (home / "norms").mkdir()
    (home / "norms" / "1.json").write_text("{}")
    outcome = rely("score", "people", "one.json")
    assert outcome.code == 1
    assert str(home / "norms" / "1.json") in outcome.err
    assert "Restore it" in outcome.err


def test_a_report_is_verified_with_its_norms_and_not_without(rely: Run, here: Path, home: Path) -> None:
    write(here / "a.csv", people(300))
    one(here)
    one(here, "then.json", A=1)
    plain = rely("report", "people", "one.json", "-o", "plain.pdf")
    assert plain.code == 0
    assert rely("norms", "build", "people", "a.csv", "--yes").code == 0
    assert rely("report", "people", "one.json", "--previous", "then.json", "-o", "r.pdf").code == 0
    assert rely("verify", "r.pdf").code == 0
    assert rely("verify", "plain.pdf").code == 0
    (home / "norms" / "1.json").rename(home / "kept.json")
    outcome = rely("verify", "r.pdf")
    assert outcome.code == 3
    assert "norms of 'people'" in outcome.err
    assert "not at hand" in outcome.err


def test_a_single_file_needs_to_be_told_where_to_write(rely: Run, here: Path) -> None:
    (here / "alone.yaml").write_text(canonical_json(questionnaire()))
    write(here / "a.csv", people(120))
    outcome = rely("norms", "build", "alone.yaml", "a.csv", "--yes")
    assert outcome.code == 2
    assert "-o FILE" in outcome.err
    assert rely("norms", "build", "alone.yaml", "a.csv", "--yes", "-o", "n.json").code == 0
    assert read_norms(here / "n.json").groups[0].n == 120


def test_the_help_tells_what_is_made_of_how_many(rely: Run) -> None:
    assert "percentile ranks from 100" in rely("norms", "--help").out


def test_a_database_without_tables_is_told_with_what_makes_them(rely: Run, here: Path, home: Path) -> None:
    outcome = rely("norms", "build", "people")
    assert outcome.code == 3
    assert "has no tables yet. Run: rely db upgrade" in outcome.err


def test_rows_without_an_id_that_share_respondent_and_code_name_are_one_relationship(rely: Run, here: Path) -> None:
    rely("simulate", "relationship-check", "--n", "3", "--seed", "1", "-o", "s.csv")
    with (here / "s.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    with (here / "a.csv").open("w", newline="") as file:
        table = csv.DictWriter(file, [name for name in rows[0] if name != "id"], extrasaction="ignore")
        table.writeheader()
        table.writerows({**rows[0], "respondent": who, "cx_alias": name} for who, name in (("x", "Tulp"),) * 3)
        table.writerow({**rows[0], "respondent": "y", "cx_alias": "Tulp"})
    outcome = rely("norms", "build", "relationship-check", "a.csv")
    assert "2 of 4 assessments are used." in outcome.err
    assert "left out: 2, another one of the same relationship, of which the first counts." in outcome.err
