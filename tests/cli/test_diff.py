"""Prove what `rely diff` tells of two versions, of broken and huge ones, and of old answers."""

import shutil
from pathlib import Path

import pytest

from rely.paths import questionnaires_dir
from tests.cli.conftest import Run
from tests.instruments import relationship_check

CHECK = questionnaires_dir() / "relationship-check"
VERSION = relationship_check().version
PATCH = f"{VERSION.rpartition('.')[0]}.99"


@pytest.fixture
def copy(here: Path) -> Path:
    """A copy of the relationship check to edit."""
    return Path(shutil.copytree(CHECK, here / "copy"))


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_two_kept_releases_are_compared(rely: Run) -> None:
    told = rely("diff", "relationship-check@1.0.0", "relationship-check@1.1.0")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("relationship-check 1.0.0 compared with relationship-check 1.1.0\n")
    assert told.out.endswith("  1.1.0 is written, which is enough.\n")


def test_the_same_version_twice_has_no_changes(rely: Run) -> None:
    told = rely("diff", "relationship-check", f"relationship-check@{VERSION}")
    assert (told.code, told.err) == (0, "")
    assert "Nothing changed" in told.out
    assert rely("diff", "relationship-check", "relationship-check", "--format", "json").json["changes"] == []


def test_an_edited_copy_has_exactly_its_edits_and_a_version_that_is_not_enough_is_a_warning(
    rely: Run, copy: Path
) -> None:
    main = copy / "instrument.yaml"
    _change(main, f"version: {VERSION}", f"version: {PATCH}")
    _change(main, "en: Mostly", "en: For the most part")
    _change(main, "min_coverage: 0.5", "min_coverage: 0.6")
    told = rely("diff", "relationship-check", copy, "--format", "json")
    assert told.code == 0
    assert told.err == f"warning: version {PATCH} is not enough for a major step: raise `version` to 2.0.0.\n"
    assert [each["path"] for each in told.json["changes"]] == [
        ["version"],
        ["response_scales", "describes5", "options", "4", "label"],
        ["missing_data", "min_coverage"],
    ]


def test_the_problems_of_both_sides_are_told_and_nothing_is_compared(rely: Run, copy: Path) -> None:
    other = shutil.copytree(copy, copy.parent / "other")
    _change(copy / "instrument.yaml", "reverse: true", "reverse: yes")
    _change(other / "instrument.yaml", "response_scale: describes5", "response_scale: describes55")
    told = rely("diff", copy, other)
    assert (told.code, told.out) == (1, "")
    assert "copy/instrument.yaml:" in told.err
    assert "other/instrument.yaml:" in told.err
    assert "[unknown-scale]" in told.err
    assert told.err.count("Nothing is compared") == 2


def test_an_empty_file_is_told(rely: Run, here: Path) -> None:
    (here / "empty.yaml").write_text("", encoding="utf-8")
    told = rely("diff", "relationship-check", "empty.yaml")
    assert (told.code, told.out) == (1, "")
    assert "[empty-file]" in told.err


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("relationship-chek", "Did you mean 'relationship-check'?"),
        ("relationship-check@9.9.9", "no release 9.9.9"),
        ("-x:relationship-check", "is no revision"),
    ],
)
def test_a_version_that_is_not_there_is_wrong_usage(rely: Run, reference: str, told: str) -> None:
    refused = rely("diff", "--", "relationship-check", reference)
    assert (refused.code, refused.out) == (2, "")
    assert told in refused.err


def test_without_git_a_revision_is_something_the_machine_lacks(
    rely: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(here))
    told = rely("diff", "HEAD~1:relationship-check", "relationship-check")
    assert told.code == 3
    assert "Install it: sudo apt-get install git" in told.err


def test_old_answers_are_scored_with_both_versions_and_nothing_is_written(rely: Run, copy: Path, here: Path) -> None:
    answers = CHECK / "examples" / "1-tulp.yaml"
    _change(copy / "instrument.yaml", "        reverse: true\n", "        reverse: false\n")
    _change(copy / "instrument.yaml", f"version: {VERSION}", "version: 2.0.0")
    before = sorted(here.rglob("*"))
    told = rely("diff", "relationship-check", copy, "--answers", answers)
    assert told.code == 0, told.err
    table = told.out.partition("\nanswers ")[2]
    assert " differs\n" in table
    assert sorted(here.rglob("*")) == before
    (row,) = rely("diff", "relationship-check", copy, "--answers", answers, "--format", "json").json["answers"]
    scored = rely("score", "relationship-check", answers).json["scores"]
    rescored = rely("score", copy, answers).json["scores"]
    assert {name: each["old"]["score"] for name, each in row["scores"].items()} == {
        name: each["score"] for name, each in scored.items()
    }
    assert {name: each["new"]["score"] for name, each in row["scores"].items()} == {
        name: each["score"] for name, each in rescored.items()
    }


def test_answers_whose_item_is_gone_are_named(rely: Run, here: Path) -> None:
    rely("new", "team-check")
    old = here / "questionnaires" / "team-check"
    new = Path(shutil.copytree(old, here / "team"))
    text = (new / "instrument.yaml").read_text(encoding="utf-8")
    (new / "instrument.yaml").write_text(text.replace("CT03", "CT33"), encoding="utf-8")
    (here / "a.csv").write_text("id,CT01,CT02,CT03\na,5,4,1\nb,9,4,1\n", encoding="utf-8")
    told = rely("diff", old, new, "--answers", "a.csv")
    assert told.code == 1
    assert "answers a\n  this answer is no longer asked and not scored: CT03 (1)\n" in told.out
    assert "a.csv:3:" in told.err
    assert "1 row done, 1 with problems." in told.err


def test_a_file_of_answers_that_is_not_there_is_wrong_usage_before_anything_is_compared(rely: Run) -> None:
    told = rely("diff", "relationship-check", "relationship-check", "--answers", "absent.yaml")
    assert (told.code, told.out) == (2, "")


HUGE = """\
id: huge-check
version: 1.0.0
languages: [en]
title: Huge
perspectives:
  - id: self
    label: Self
response_scales:
  - id: ten
    kind: rating
    min: 0
    max: 10
missing_data:
  min_answered: 1
  min_coverage: 0
  narrow_below: 0
scores:
  of_items:
    - id: all
      label: All
sections:
  - id: all
    title: All
    items:
"""


def test_five_thousand_items_are_compared(rely: Run, here: Path) -> None:
    def write(name: str, word: str, skipped: int) -> None:
        texts = {f"Q{at}": f"Statement {at}" for at in range(5000) if at != skipped}
        texts["Q4321"] += word
        items = (
            f"      - id: {item}\n        text: {text}\n        response_scale: ten\n" for item, text in texts.items()
        )
        (here / name).write_text(HUGE + "".join(items), encoding="utf-8")

    write("old.yaml", "", 7)
    write("new.yaml", " anew", 8)
    told = rely("diff", "old.yaml", "new.yaml", "--format", "json")
    assert sorted((each["kind"], each["path"][1]) for each in told.json["changes"]) == [
        ("added", "Q7"),
        ("removed", "Q8"),
        ("reworded", "Q4321"),
    ]
    assert told.json["scores"][0]["because"] == ["Q8 is no longer in it", "Q7 is new in it"]
