"""Prove what a researcher sees who takes over answers from another program."""

import os
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rely.loading.catalogue import load_instrument
from rely.loading.data_file import column_names
from rely.services.consented import instruments_with_consent
from rely.services.settings import settings_from
from rely.services.site import open_site
from tests import foreign_tables as foreign
from tests.cli.conftest import Run


@pytest.fixture
def table(here: Path) -> Path:
    """A table of LimeSurvey, about which there is no question."""
    return foreign.lime_survey(here / "survey.csv")


@pytest.fixture
def mapping(rely: Run, table: Path) -> Path:
    """Its mapping, as it is written on the first try."""
    assert rely("import", "relationship-check", table.name).code == 1
    return Path(f"{table.name}.mapping.yaml")


def spoiled(table: Path) -> None:
    """Spoil two of its four rows."""
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("Größtenteils", "Grösstenteils", 1).replace("Gar nicht", "garnicht", 1), "utf-8")


def test_the_first_try_writes_a_mapping_and_says_what_to_do_next(rely: Run, table: Path, here: Path) -> None:
    told = rely("import", "relationship-check", "survey.csv")
    assert (told.code, told.out) == (1, "")
    assert "survey.csv: 4 rows with answers, it seems from LimeSurvey." in told.err
    assert "10 of the 72 items of relationship-check have a column." in told.err
    assert told.err.splitlines()[-1].endswith("run again with --mapping survey.csv.mapping.yaml.")
    assert sorted(path.name for path in here.iterdir()) == ["survey.csv", "survey.csv.mapping.yaml"]


def test_a_mapping_is_never_overwritten(rely: Run, mapping: Path) -> None:
    mapping.write_text("mine", encoding="utf-8")
    told = rely("import", "relationship-check", "survey.csv")
    assert told.code == 2
    assert "Use it with --mapping survey.csv.mapping.yaml" in told.err
    assert mapping.read_text(encoding="utf-8") == "mine"


def test_questions_are_named_with_their_lines(rely: Run, here: Path) -> None:
    foreign.qualtrics(here / "survey.csv")
    told = rely("import", "relationship-check", "survey.csv")
    assert "survey.csv.mapping.yaml:29:10: whether '-99' stands for a missing answer is still a question." in told.err
    again = rely("import", "relationship-check", "survey.csv", "--mapping", "survey.csv.mapping.yaml")
    assert (again.code, again.out) == (1, "")
    assert "[open-question]" in again.err


def test_with_its_mapping_the_file_becomes_answers_that_are_scored(rely: Run, mapping: Path, here: Path) -> None:
    told = rely("import", "relationship-check", "survey.csv", "--mapping", mapping)
    assert (told.code, told.err) == (0, "survey.csv.answers.csv is made: 4 assessments of relationship-check.\n")
    read = foreign.assessments_of(here / "survey.csv.answers.csv")
    assert [each.answers["TR01"] for each in read] == [4, "na", 1, 3]
    assert rely("score", "relationship-check", "survey.csv.answers.csv").code == 0
    again = rely("import", "relationship-check", "survey.csv", "--mapping", mapping)
    assert again.code == 2
    assert "nothing is overwritten" in again.err


def test_rows_that_the_mapping_leaves_out_are_counted(rely: Run, here: Path) -> None:
    text = foreign.qualtrics(here / "survey.csv").read_text(encoding="utf-8")
    (here / "survey.csv").write_text(text.replace("True", "False", 1).replace("-99", ""), encoding="utf-8")
    assert "answer its" not in rely("import", "relationship-check", "survey.csv").err
    words = ("import", "relationship-check", "survey.csv", "--mapping", "survey.csv.mapping.yaml")
    preview, told = rely(*words, "--preview"), rely(*words)
    left_out = "1 row left out, as the mapping says.\n"
    assert preview.err.endswith(f"{left_out}3 rows would be imported, 0 with problems. Nothing is made.\n")
    assert told.err == f"{left_out}survey.csv.answers.csv is made: 3 assessments of relationship-check.\n"


def test_the_answers_are_for_their_owner_only(rely: Run, mapping: Path, here: Path) -> None:
    assert rely("import", "relationship-check", "survey.csv", "--mapping", mapping).code == 0
    assert (here / "survey.csv.answers.csv").stat().st_mode & 0o777 == 0o600


def test_a_table_of_another_questionnaire_is_told_with_its_name(rely: Run, here: Path) -> None:
    names = [item for item in load_instrument("nine-factors").items if item != "cx_alias"]
    (here / "nine.csv").write_text(f"{','.join(names)}\n{','.join('1' for _ in names)}\n", encoding="utf-8")
    told = rely("import", "relationship-check", "nine.csv")
    assert told.code == 1
    assert "Their names are items of 'nine-factors': is this a file for that questionnaire?" in told.err


def test_an_export_of_another_questionnaire_is_told_and_no_mapping_is_written(rely: Run, here: Path) -> None:
    columns = column_names(load_instrument("nine-factors"))
    names = [each.name for each in columns if each.role != "text" and each.name != "cx_alias"]
    (here / "nine.csv").write_text(f"{','.join(names)}\n{','.join('1' for _ in names)}\n", encoding="utf-8")
    told = rely("import", "relationship-check", "nine.csv")
    assert told.code == 1
    assert told.err.count("It fits 'nine-factors': name that one. [other-export]") == 1
    assert [path.name for path in here.iterdir()] == ["nine.csv"]


@pytest.mark.parametrize("below", ["", ",\n,\n"])
def test_a_table_of_rely_without_answers_is_told_as_such_and_no_mapping_is_written(
    rely: Run, here: Path, below: str
) -> None:
    (here / "empty.csv").write_text(f"id,TR01\n{below}", encoding="utf-8")
    told = rely("import", "relationship-check", "empty.csv")
    assert told.code == 1
    assert (
        "the file has a header and no row of answers. Write a row for each relationship below the header." in told.err
    )
    assert [path.name for path in here.iterdir()] == ["empty.csv"]


def test_a_draft_of_a_table_without_rows_says_to_write_some(rely: Run, here: Path) -> None:
    (here / "empty.csv").write_text("Question 1,Question 2\n", encoding="utf-8")
    told = rely("import", "relationship-check", "empty.csv")
    assert told.code == 1
    assert "Write a row for each respondent below the names of the columns. [nothing-to-import]" in told.err


def test_a_formula_of_a_stranger_is_guarded_in_the_answers(rely: Run, mapping: Path, here: Path) -> None:
    assert rely("import", "relationship-check", "survey.csv", "--mapping", mapping).code == 0
    assert ",'=Tulip," in (here / "survey.csv.answers.csv").read_text(encoding="utf-8")


def test_a_bad_row_keeps_all_others_back(rely: Run, mapping: Path, table: Path, here: Path) -> None:
    spoiled(table)
    told = rely("import", "relationship-check", "survey.csv", "--mapping", mapping)
    assert told.code == 1
    assert "survey.csv:2:21: row 2, column U 'grid[TR01]': the mapping does not say what 'Grösstenteils' becomes." in (
        told.err
    )
    assert "row 3, column V 'grid[TR02]': the mapping does not say what 'garnicht' becomes." in told.err
    assert "Nothing is made: 2 rows with problems, 2 without." in told.err
    assert "--draft" not in told.err
    assert sorted(path.name for path in here.iterdir()) == ["survey.csv", "survey.csv.mapping.yaml"]


@pytest.mark.parametrize("rows", ["Grotendeels,4\n", "Grotendeels,4\n4,4\n"])
def test_of_words_in_a_table_with_item_ids_it_is_told_that_a_mapping_can_say_what_they_mean(
    rely: Run, here: Path, rows: str
) -> None:
    (here / "own.csv").write_text(f"TR01,TR02\n{rows}", encoding="utf-8")
    told = rely("import", "relationship-check", "own.csv")
    assert told.code == 1
    assert "run again with --draft: it writes a mapping to say so." in told.err.splitlines()[-1]
    assert rely("import", "relationship-check", "own.csv", "--draft").code == 1
    drafted = (here / "own.csv.mapping.yaml").read_text(encoding="utf-8")
    assert "'Grotendeels': 4" in drafted


def test_good_rows_can_be_taken_alone(rely: Run, mapping: Path, table: Path, here: Path) -> None:
    spoiled(table)
    told = rely("import", "relationship-check", "survey.csv", "--mapping", mapping, "--skip-bad", "-o", "good.csv")
    assert told.code == 1
    assert "good.csv is made: 2 assessments" in told.err
    assert "2 rows with problems left out, as named above." in told.err
    assert [each.id for each in foreign.assessments_of(here / "good.csv")] == ["a3", "a4"]


def test_the_same_mistake_in_many_rows_is_named_three_times_and_counted(rely: Run, here: Path) -> None:
    (here / "a.csv").write_text("nr,TR01\n" + "".join(f"{at},wat\n" for at in range(50)), encoding="utf-8")
    rely("import", "relationship-check", "a.csv")
    mapping = here / "a.csv.mapping.yaml"
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("'wat': '?'", "'else': 1"), encoding="utf-8")
    told = rely("import", "relationship-check", "a.csv", "--mapping", mapping)
    assert told.err.count("what 'wat' becomes") == 3
    assert "a.csv: row 2, column B 'TR01': the same in 47 more rows. [unlisted-value]" in told.err


def test_a_preview_shows_rows_and_counts_and_makes_nothing(rely: Run, mapping: Path, here: Path) -> None:
    told = rely("import", "relationship-check", "survey.csv", "--mapping", mapping, "--preview")
    assert told.code == 0
    lines = {line.split()[0]: " ".join(line.split()) for line in told.out.splitlines()}
    assert lines["becomes"] == "becomes from column row 2 row 3 row 4 answered na dk none how often"
    assert lines["TR01"] == "TR01 U 'grid[TR01]' 4 na 1 3 1 0 0 1: 1, 2: 0, 3: 1, 4: 1, 5: 0"
    assert lines["cx_channels_used"].endswith("email: 3, website: 2")
    assert not (here / "survey.csv.answers.csv").exists()


def test_a_filled_form_is_read_without_a_mapping(rely: Run, here: Path) -> None:
    (here / "form.csv").write_text("id,TR01\na,4\nb,9\n", encoding="utf-8")
    told = rely("import", "relationship-check", "form.csv", "--skip-bad")
    assert told.code == 1
    assert "form.csv:3:1: 'b': item 'TR01' cannot be '9'" in told.err
    assert [each.id for each in foreign.assessments_of(here / "form.csv.answers.csv")] == ["a"]
    assert rely("import", "relationship-check", "form.csv", "--draft").code == 1
    assert (here / "form.csv.mapping.yaml").exists()


def test_a_filled_spreadsheet_of_rely_form_is_read_back(rely: Run, here: Path) -> None:
    assert rely("form", "client-pulse", "-o", "form.xlsx", "--lang", "en").code == 0
    book = load_workbook(here / "form.xlsx")
    heads = [cell.value for cell in book["Answers"][3]]
    for name, value in {"id": "a", "given.phase": "follow_up – Yes", "CP_TR1": "4 – Mostly"}.items():
        book["Answers"].cell(4, heads.index(name) + 1).value = value
    book.save(here / "form.xlsx")
    told = rely("import", "client-pulse", "form.xlsx")
    assert told.code == 0, told.err
    (read,) = foreign.assessments_of(here / "form.xlsx.answers.csv", load_instrument("client-pulse"))
    assert (read.id, read.given, read.answers["CP_TR1"]) == ("a", {"phase": "follow_up"}, 4)


def test_an_export_of_rely_needs_no_mapping(rely: Run, mapping: Path, here: Path) -> None:
    rely("import", "relationship-check", "survey.csv", "--mapping", mapping)
    source = ["survey.csv.answers.csv", "--instrument", "relationship-check"]
    assert rely("export", *source, "--format", "csv", "-o", "data.csv").code == 0
    assert rely("import", "relationship-check", "data.csv").code == 0
    assert not (here / "data.csv.mapping.yaml").exists()
    before = foreign.assessments_of(here / "survey.csv.answers.csv")
    after = foreign.assessments_of(here / "data.csv.answers.csv")
    assert len(after) == len(before)
    for one, other in zip(before, after, strict=True):
        # Without a phase no statement counts as asked, so that the export holds none; code names stay out of it.
        asked = [item for item in foreign.ITEMS if item.startswith("cx_") or one.answers["cx_months"] is not None]
        left = {item: one.answers[item] for item in asked if item != "cx_alias"}
        assert {item: other.answers[item] for item in left} == left


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["survey.csv", "--draft", "--preview"], "--draft writes a mapping and nothing else."),
        (["survey.csv", "--preview", "-o", "x.csv"], "--preview makes nothing."),
        (["survey.csv", "--to-database", "-o", "x.csv"], "--to-database makes no file."),
        (["survey.csv", "--with-consent"], "Add --to-database."),
        (["survey.csv", "--mapping", "survey.csv.maping.yaml"], "There is no file 'survey.csv.maping.yaml'."),
        (["surve.csv"], "Did you mean 'survey.csv'?"),
        (["answers.yaml"], "'answers.yaml' is no table."),
    ],
)
def test_wrong_usage_is_told_as_such(rely: Run, table: Path, here: Path, arguments: list[str], told: str) -> None:
    (here / "answers.yaml").write_text("answers: {TR01: 4}\n", encoding="utf-8")
    outcome = rely("import", "relationship-check", *arguments)
    assert outcome.code == 2
    assert told in outcome.err


@pytest.mark.parametrize("consent", [False, True])
def test_answers_are_stored_with_consent_only_where_that_is_stated(rely: Run, mapping: Path, consent: bool) -> None:
    text = mapping.read_text(encoding="utf-8").replace("to: date", "to: ignore")
    mapping.write_text("\n".join(line for line in text.splitlines() if "days:" not in line), encoding="utf-8")
    assert rely("db", "upgrade").code == 0
    options = ["--to-database", *(["--with-consent"] if consent else [])]
    told = rely("import", "relationship-check", "survey.csv", "--mapping", mapping, *options)
    assert told.code == 0, told.err
    word = "with" if consent else "without"
    assert told.err == f"4 finished assessments of relationship-check stored, {word} consent to research use.\n"
    site = open_site(settings_from(os.environ))
    with closing(site.database):
        assert [each.assessments for each in instruments_with_consent(site)] == ([4] if consent else [])


def test_a_bad_row_keeps_the_database_as_it_was(rely: Run, mapping: Path, table: Path) -> None:
    spoiled(table)
    assert rely("db", "upgrade").code == 0
    told = rely("import", "relationship-check", "survey.csv", "--mapping", mapping, "--to-database", "--with-consent")
    assert told.code == 1
    site = open_site(settings_from(os.environ))
    with closing(site.database):
        assert list(instruments_with_consent(site)) == []
