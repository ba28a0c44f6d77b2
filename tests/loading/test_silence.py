"""Prove that an author can silence a warning with a reason, and nothing else, and hears when it is mended."""

from pathlib import Path

import pytest

from rely.loading.checks.findings import found
from rely.loading.instrument import Loaded, read_questionnaire
from rely.loading.silence import place_of

DATA = Path(__file__).parents[1] / "data" / "questionnaires"
REASON = "    reason: It is meant so.\n"


def _read(path: Path, name: str, silence: str, *, folder: str = "invalid", history: bool = True) -> Loaded:
    """A questionnaire of the tests with entries under `silence` added."""
    text = (
        (DATA / folder / f"{name}.yaml").read_text(encoding="utf-8").replace("\nsilence:\n", f"\nsilence:\n{silence}")
    )
    text += "" if silence in text else f"silence:\n{silence}"
    copy = path / f"{name}.yaml"
    copy.write_text(text, encoding="utf-8")
    return read_questionnaire(copy, history=history)


def _codes(loaded: Loaded) -> list[str]:
    return [problem.code for problem in loaded.problems]


@pytest.mark.parametrize("place", ["", "    at: A2\n"])
def test_a_silenced_warning_is_counted_and_not_told(tmp_path: Path, place: str) -> None:
    loaded = _read(tmp_path, "negation", f"  - code: negation\n{place}{REASON}")
    assert (loaded.problems, loaded.silenced) == ((), 1)
    assert loaded.instrument is not None


def test_a_warning_elsewhere_is_told_still_and_the_entry_that_silences_nothing_too(tmp_path: Path) -> None:
    loaded = _read(tmp_path, "negation", f"  - code: negation\n    at: A1\n{REASON}")
    assert (_codes(loaded), loaded.silenced) == (["negation", "silence-unused"], 0)


def test_two_entries_for_one_warning_are_both_used(tmp_path: Path) -> None:
    entries = f"  - code: negation\n{REASON}  - code: negation\n    at: A2\n{REASON}"
    loaded = _read(tmp_path, "negation", entries)
    assert (loaded.problems, loaded.silenced) == ((), 1)


def test_warnings_of_every_check_can_be_silenced(tmp_path: Path) -> None:
    for name in ("unused", "missing-language", "too-few-items", "unreachable-band", "unbalanced-labels"):
        loaded = _read(tmp_path, name, f"  - code: {name}\n{REASON}")
        assert (loaded.problems, loaded.silenced) == ((), 1), name


def test_nothing_is_called_unused_while_errors_or_a_hasty_look_leave_checks_out(tmp_path: Path) -> None:
    entry = f"  - code: too-few-items\n{REASON}"
    assert _codes(_read(tmp_path, "unknown-scale", entry)) == ["unknown-scale"]
    assert _codes(_read(tmp_path, "no-facets", entry, folder="valid", history=False)) == []
    assert _codes(_read(tmp_path, "no-facets", entry, folder="valid")) == ["silence-unused"]


def test_an_error_is_told_although_an_entry_names_it(tmp_path: Path) -> None:
    loaded = _read(tmp_path, "unknown-scale", f"  - code: unknown-scale\n{REASON}")
    assert (sorted(_codes(loaded)), loaded.silenced) == (["not-silenced", "unknown-scale"], 0)


def test_the_warning_of_unused_entries_cannot_be_silenced(tmp_path: Path) -> None:
    loaded = _read(tmp_path, "no-facets", f"  - code: silence-unused\n{REASON}", folder="valid")
    assert _codes(loaded) == ["not-silenced"]


def test_a_reason_is_needed_and_must_say_something(tmp_path: Path) -> None:
    assert _codes(_read(tmp_path, "no-facets", "  - code: negation\n", folder="valid")) == ["missing-key"]
    assert _codes(_read(tmp_path, "no-facets", "  - code: negation\n    reason: ' '\n", folder="valid")) == ["empty"]


def test_near_misses_are_offered_for_codes_and_places(tmp_path: Path) -> None:
    entry = "  - code: negatoin\n    at: MD1\n    reason: So.\n"
    loaded = _read(tmp_path, "no-facets", entry, folder="valid")
    assert [problem.hint for problem in loaded.problems] == ["Did you mean 'negation'?", "Did you mean 'MD01'?"]


def test_a_silence_changes_nothing_for_those_who_answer(tmp_path: Path) -> None:
    plain = read_questionnaire(DATA / "invalid" / "negation.yaml").instrument
    silenced = _read(tmp_path, "negation", f"  - code: negation\n{REASON}").instrument
    assert plain is not None
    assert silenced is not None
    assert silenced.model_copy(update={"silence": ()}) == plain


ITEM = {"id": "A2", "text": {"en": "One"}}
WRITTEN = {
    "id": "example",
    "title": "Title",
    "sections": [{"id": "main", "items": [{"id": "A1"}, ITEM]}],
    "bands": [{"id": "low", "label": "Low"}],
    "scores": {"by_cell": [{"facets": ["a", "b"]}], "of_items": [{"id": "total"}]},
    "report": {"conclusions": [{"id": "fine", "text": "Fine."}], "method": ["One.", "Two."]},
}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("sections", 0, "items", 1, "text", "en"), "A2"),
        (("sections", 0, "items", 1, "id"), "A2"),
        (("sections", 0, "title"), "main"),
        (("bands", 0), "low"),
        (("scores", "of_items", 0, "id"), "total"),
        (("report", "conclusions", 0, "text"), "fine"),
        (("report", "method", 1), "report"),
        (("title",), "title"),
        (("guidelines", 3, "text"), "guidelines"),
    ],
)
def test_a_finding_is_about_the_innermost_thing_with_an_id(path: tuple[str | int, ...], place: str) -> None:
    assert place_of(found(path, "negation", item="A2", word="not"), WRITTEN) == place


def test_a_finding_about_a_score_without_a_block_of_its_own_is_about_that_score() -> None:
    finding = found(("scores", "by_cell", 0, "facets"), "few-specific-items", score="a.b", count="no item", when="")
    assert place_of(finding, WRITTEN) == "a.b"
