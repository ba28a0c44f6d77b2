"""Prove that a norms file is read strictly, and counts only for versions whose scores mean the same."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rely.loading.norms import (
    NormsRefused,
    as_text,
    check_norms,
    comparable_scores,
    norms_by_digest,
    norms_files,
    norms_for,
    read_norms,
)
from rely.model.digest import canonical_json, digest
from rely.model.instrument import Instrument
from rely.model.reference import reference_digest
from rely.scoring.plan import score_ids
from tests.homes import make_home
from tests.research.norms.people import COUNTRY, built, people, questionnaire

WHOLE = questionnaire()


def norms(path: Path, *, number: int = 1, n: int = 120) -> Path:
    """A norms file in the folder."""
    file = built(people(n), number=number).file
    assert file is not None
    path.mkdir(exist_ok=True)
    (path / f"{number}.json").write_text(as_text(file))
    return path / f"{number}.json"


def changed(change: Callable[[dict[str, Any]], None]) -> Instrument:
    """Another version of the questionnaire."""
    data = json.loads(canonical_json(WHOLE))
    data["version"] = "1.1.0"
    change(data)
    return Instrument.model_validate(data)


def keep(folder: Path) -> None:
    """Keep the version that the norms were made with."""
    (folder.parent / "releases").mkdir()
    (folder.parent / "releases" / "1.0.0.json").write_text(canonical_json(WHOLE) + "\n")


def reworded(data: dict[str, Any]) -> None:
    data["sections"][0]["items"][0]["text"] = "Reworded"


def test_what_was_written_is_what_is_read(tmp_path: Path) -> None:
    path = norms(tmp_path / "norms")
    found = norms_for(WHOLE, path.parent)
    assert found is not None
    assert found.file == built(people(120)).file
    assert found.scores == frozenset(score_ids(WHOLE))
    assert as_text(read_norms(path)) == path.read_text()


def test_the_newest_file_counts_and_other_names_are_left_alone(tmp_path: Path) -> None:
    folder = norms(tmp_path / "norms").parent
    for number in (2, 10):
        norms(folder, number=number, n=120 + number)
    (folder / "notes.json").write_text("{}")
    assert [path.name for path in norms_files(folder)] == ["10.json", "2.json", "1.json"]
    found = norms_for(WHOLE, folder)
    assert found is not None
    assert found.file.number == 10


def test_without_a_folder_there_are_no_norms(tmp_path: Path) -> None:
    assert norms_for(WHOLE, tmp_path / "norms") is None
    assert norms_for(WHOLE) is None
    assert norms_by_digest(WHOLE, "sha256:" + "0" * 64) is None


def test_a_version_with_other_notes_keeps_its_norms(tmp_path: Path) -> None:
    folder = norms(tmp_path / "norms").parent
    keep(folder)
    later = changed(lambda data: data.update(title="Another title"))
    found = norms_for(later, folder)
    assert found is not None
    assert found.scores == frozenset(score_ids(WHOLE))


def test_a_reworded_statement_takes_its_score_and_the_mean_out_of_the_norms(tmp_path: Path) -> None:
    folder = norms(tmp_path / "norms").parent
    keep(folder)
    found = norms_for(changed(reworded), folder)
    assert found is not None
    assert found.scores == {"two"}
    assert comparable_scores(WHOLE, changed(reworded), "full") == {"two"}


def test_norms_of_a_version_that_is_not_kept_count_for_no_other(tmp_path: Path) -> None:
    folder = norms(tmp_path / "norms").parent
    assert norms_for(changed(reworded), folder) is None


def test_norms_of_another_instrument_do_not_count(tmp_path: Path) -> None:
    folder = norms(tmp_path / "norms").parent
    keep(folder)
    assert norms_for(changed(lambda data: data.update(id="others")), folder) is None


def test_the_folder_is_no_part_of_the_instrument() -> None:
    assert "norms" not in json.loads(canonical_json(WHOLE))
    assert digest(WHOLE) == digest(questionnaire())


def smaller_bin(content: dict[str, Any]) -> None:
    bins = content["groups"][0]["scores"]["one"]["bins"]
    bins["n"][0], bins["n"][1] = 4, bins["n"][1] + bins["n"][0] - 4


def few_countries(content: dict[str, Any]) -> None:
    content["groups"][0]["described"] = {COUNTRY: {"NL": content["groups"][0]["n"] - 4}}


def alone(content: dict[str, Any]) -> None:
    content["groups"][0]["by"] = {"item": COUNTRY, "code": "NL"}


BROKEN: dict[str, Callable[[dict[str, Any]], Any]] = {
    "groups.0.scores.one.bins.n.0": smaller_bin,
    "what is not counted": few_countries,
    "stands beside the group of all": alone,
    "groups.0.scores.one.complete.n": lambda content: content["groups"][0]["scores"]["one"]["complete"].update(n=29),
    "people at least are not": lambda content: content["groups"][0]["scores"]["one"]["complete"].update(n=117),
    "bins hold all n": lambda content: content["groups"][0]["scores"]["one"].update(n=121),
    "format": lambda content: content.update(format=2),
    "extra": lambda content: content.update(extra=1),
    "groups.0.n": lambda content: content["groups"][0].update(n="120"),
    "sample": lambda content: content.update(sample="two\nlines"),
}


@pytest.mark.parametrize("told", BROKEN)
def test_what_rely_does_not_write_is_refused_with_its_place(tmp_path: Path, told: str) -> None:
    path = norms(tmp_path / "norms")
    content = json.loads(path.read_text())
    BROKEN[told](content)
    content["digest"] = reference_digest(content)
    path.write_text(json.dumps(content))
    with pytest.raises(NormsRefused) as refused:
        read_norms(path)
    assert told in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_number_that_was_changed_afterwards_is_found_by_the_digest(tmp_path: Path) -> None:
    path = norms(tmp_path / "norms")
    content = json.loads(path.read_text())
    content["groups"][0]["scores"]["one"]["mean"] += 1
    path.write_text(json.dumps(content))
    with pytest.raises(NormsRefused, match="changed after it was made"):
        read_norms(path)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": NaN}', "\x00"])
def test_what_is_no_norms_file_at_all_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "1.json"
    path.write_text(text)
    with pytest.raises(NormsRefused):
        read_norms(path)


def test_validation_tells_each_broken_file_and_one_of_another_questionnaire(tmp_path: Path) -> None:
    folder = norms(tmp_path / "norms").parent
    assert list(check_norms(tmp_path, WHOLE)) == []
    (folder / "notes.json").write_text("{}")
    (folder / "2.json").write_text("{")
    (folder / "3.json").mkdir()
    other = changed(lambda data: data.update(id="others"))
    told = [(Path(each.path).name, each.code, each.severity, each.message) for each in check_norms(tmp_path, other)]
    assert [name for name, *_ in told] == ["3.json", "2.json", "1.json"]
    assert {(code, severity) for _, code, severity, _ in told} == {("norms-file", "error")}
    assert "it cannot be read" in told[0][3]
    assert "the whole file" in told[1][3]
    assert "it is that of 'people'" in told[2][3]
    assert len(list(check_norms(tmp_path, None))) == 2
    assert list(check_norms(tmp_path / "elsewhere", WHOLE)) == []


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = norms(tmp_path / "norms")
    monkeypatch.setattr("rely.loading.norms.LARGEST", 10)
    with pytest.raises(NormsRefused, match="no norms file is so large"):
        read_norms(path)


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    path = norms(tmp_path / "norms")
    before, content = read_norms(path), json.loads(path.read_text())
    for made in ("2026-11-23", "2026-11-24"):
        content["made"] = made
        content["digest"] = reference_digest(content)
        path.write_text(json.dumps(content))
        os.utime(path, (0, int(made[-2:])))
        assert (read_norms(path).made, before.made) == (made, "2026-11-22")


def test_the_file_of_a_digest_is_found_among_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = make_home(tmp_path / "home")
    monkeypatch.setenv("RELY_HOME", str(home))
    folder = home / "questionnaires" / "people" / "norms"
    folder.mkdir(parents=True)
    wanted = read_norms(norms(folder)).digest
    norms(folder, number=2, n=160)
    found = norms_by_digest(WHOLE, wanted)
    assert found is not None
    assert found.file.number == 1
    assert norms_by_digest(WHOLE, "sha256:" + "0" * 64) is None


def test_each_form_is_compared_by_itself() -> None:
    def other_third(data: dict[str, Any]) -> None:
        data["sections"][0]["items"][2]["text"] = "Reworded"

    assert comparable_scores(WHOLE, changed(other_third), "full") == {"two"}
    assert "one" in comparable_scores(WHOLE, changed(other_third), "short")
    assert comparable_scores(WHOLE, changed(other_third), "gone") == frozenset()


@pytest.mark.parametrize("kept", [b"\xff", b"{", b"[]", canonical_json(questionnaire("1.0.1")).encode()])
def test_norms_count_for_no_other_version_when_what_is_kept_of_theirs_is_something_else(
    tmp_path: Path, kept: bytes
) -> None:
    folder = norms(tmp_path / "norms").parent
    keep(folder)
    later = changed(lambda data: data.update(title="A further title"))
    copy = tmp_path / "releases" / "1.0.0.json"
    right = copy.read_bytes()
    copy.write_bytes(kept)
    assert norms_for(later, folder) is None
    copy.write_bytes(right)
    assert norms_for(later, folder) is not None


@pytest.mark.parametrize("name", ["0.json", "01.json", "1.json.bak", "1.jsonl", "-1.json", "1234567.json", "1.json\n"])
def test_only_whole_numbers_name_norms_files(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{}")
    assert norms_files(tmp_path) == ()


def test_a_file_of_any_other_name_is_read_where_it_is_asked_for(tmp_path: Path) -> None:
    path = norms(tmp_path / "norms")
    assert read_norms(path.rename(path.with_name("mine.json"))).number == 1


def test_a_refusal_counts_what_else_is_wrong_and_shows_no_unseen_letters(tmp_path: Path) -> None:
    folder = tmp_path / "a\nb"
    folder.mkdir()
    path = norms(folder / "norms")
    content = json.loads(path.read_text())
    path.write_text(json.dumps({"\x1b[31mred": 1, **content, "number": 0, "source": "hearsay"}))
    with pytest.raises(NormsRefused, match="and 2 more") as refused:
        read_norms(path)
    assert str(refused.value).isprintable()
    path.write_text(json.dumps({**content, "\x1b[31mred": 1}))
    with pytest.raises(NormsRefused) as refused:
        read_norms(path)
    assert "more" not in refused.value.what
    assert str(refused.value).isprintable()


def test_a_file_under_the_number_of_another_is_refused(tmp_path: Path) -> None:
    path = norms(tmp_path / "norms")
    path.rename(path.with_name("2.json"))
    with pytest.raises(NormsRefused, match="number 1"):
        read_norms(path.with_name("2.json"))
