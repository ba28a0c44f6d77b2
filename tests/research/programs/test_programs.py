"""Prove with PSPP and R themselves that the programs come to our scores, and that nothing breaks out of them."""

import csv
from pathlib import Path

import pytest

from rely.model.instrument import Instrument
from rely.research.syntax import syntax_lines
from rely.research.variables import Dictionary, dictionary_of
from tests.research.programs.agreement import differences, made_names
from tests.research.programs.r import run_r
from tests.research.programs.samples import DATA, GARDEN, opened, write_data
from tests.research.programs.spss import run_spss

pytestmark = pytest.mark.long

VALID = DATA / "questionnaires" / "valid"
INSTRUMENTS = {
    "relationship-check": "nl",
    "portfolio-scan": "de",
    "client-pulse": "en",
    "colleague-view": "nl",
    "questionnaires/examples/mini-ipip": "en",
    str(VALID / "maturity-assessment.yaml"): "en",
    str(VALID / "likert-inventory.yaml"): "en",
    str(VALID / "recommendation.yaml"): "en",
    str(GARDEN): "nl",
}
"""Both forms and both phases; weights, options with scores of their own, reversed items; no score at all."""

HOSTILE = (
    "x'. \" \\ *. \nHOST COMMAND=['touch broken'].\n'); file.create('broken') #\n\"); file.create('broken') # */ %s"
)


def _program(dictionary: Dictionary, program: str) -> str:
    return "".join(syntax_lines(dictionary, "r" if program == "r" else "spss", data="data.csv"))


def _run(dictionary: Dictionary, program: str, folder: Path) -> tuple[list[dict[str, str]], str]:
    text = _program(dictionary, program)
    return run_r(text, folder) if program == "r" else run_spss(text, folder, variables=made_names(dictionary))


@pytest.mark.parametrize("program", ["spss", "r"])
@pytest.mark.parametrize("name", INSTRUMENTS, ids=lambda name: Path(name).stem)
def test_a_program_comes_to_every_score_status_and_margin(name: str, program: str, tmp_path: Path) -> None:
    dictionary = dictionary_of(opened(name), INSTRUMENTS[name])
    results = write_data(dictionary, tmp_path / "data.csv", 200)
    rows, _ = _run(dictionary, program, tmp_path)
    assert list(differences(dictionary, rows, results)) == []


def test_a_program_for_spss_reads_an_spss_file_too(tmp_path: Path) -> None:
    dictionary = dictionary_of(opened("relationship-check"), "de")
    results = write_data(dictionary, tmp_path / "data.sav", 30)
    text = "".join(syntax_lines(dictionary, "spss", data="data.sav"))
    rows, _ = run_spss(text, tmp_path, variables=made_names(dictionary))
    assert list(differences(dictionary, rows, results)) == []


@pytest.mark.parametrize("program", ["spss", "r"])
def test_its_last_words_are_how_far_the_file_is_from_what_it_came_to(program: str, tmp_path: Path) -> None:
    dictionary = dictionary_of(opened(str(GARDEN)), "en")
    write_data(dictionary, tmp_path / "data.csv", 20)
    assert _said(_run(dictionary, program, tmp_path)[1]) == (0, 0)
    with (tmp_path / "data.csv").open(newline="") as file:
        names, *rows = list(csv.reader(file))
    score, status = names.index("sc_whole"), names.index("st_soil")
    row = next(row for row in rows if row[score])
    row[score] = str(float(row[score]) + 0.5)
    row[status] = "narrow" if row[status] == "ok" else "ok"
    with (tmp_path / "data.csv").open("w", newline="") as file:
        csv.writer(file).writerows([names, *rows])
    assert _said(_run(dictionary, program, tmp_path)[1]) == (pytest.approx(0.5), 1)


def _said(printed: str) -> tuple[float, float]:
    """The largest difference and the number of results that are not the same, from what was printed."""
    lines = printed.replace(",", " ").splitlines()
    difference, mismatches = (
        next(line.split()[-1] for line in lines if line.startswith(words))
        for words in ("Largest difference", "Results that are not")
    )
    return float(difference), float(mismatches)


@pytest.mark.parametrize("program", ["spss", "r"])
def test_labels_that_try_to_break_out_stay_labels(program: str, tmp_path: Path) -> None:
    changed = _with_hostile_labels(opened(str(GARDEN)))
    dictionary = dictionary_of(changed, "en")
    results = write_data(dictionary, tmp_path / "data.csv", 20)
    rows, _ = _run(dictionary, program, tmp_path)
    assert list(differences(dictionary, rows, results)) == []
    assert not (tmp_path / "broken").exists()


def _with_hostile_labels(instrument: Instrument) -> Instrument:
    """The same with a hostile text as its title, and as label of every item, option, form and facet value."""

    def changed(part: object) -> object:
        if isinstance(part, dict):
            return {
                key: {"en": HOSTILE} if key in ("label", "text", "title") else changed(inner)
                for key, inner in part.items()
            }
        return [changed(inner) for inner in part] if isinstance(part, list | tuple) else part

    written = changed(instrument.model_dump(mode="json", by_alias=True, exclude_unset=True))
    return Instrument.model_validate(written)


@pytest.mark.parametrize("program", ["spss", "r"])
def test_cases_of_another_version_are_left_out(program: str, tmp_path: Path) -> None:
    dictionary = dictionary_of(opened(str(GARDEN)), "en")
    write_data(dictionary, tmp_path / "data.csv", 5)
    text = (tmp_path / "data.csv").read_text(encoding="utf-8")
    first, rest = text.split("sha256:", 1)
    (tmp_path / "data.csv").write_text(f"{first}sha256:0{rest[1:]}", encoding="utf-8")
    rows, _ = _run(dictionary, program, tmp_path)
    assert [row["case_id"] for row in rows] == [f"full-{n}" for n in range(2, 6)] + [f"quick-{n}" for n in range(1, 6)]
