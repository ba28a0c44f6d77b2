import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rely.loading.answers import AnswersRow, read_answers
from rely.loading.answers.draft import FORMAT, Draft, write_draft
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.scoring.accept import accept
from tests.small_instrument import small_instrument

SAVED = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def draft_of(instrument: Instrument, **changes: object) -> Draft:
    return Draft(**{"version": instrument.version, "digest": digest(instrument), "saved": SAVED, **changes})  # type: ignore[arg-type]


def written(instrument: Instrument, answers: dict[str, object]) -> tuple[Assessment, str]:
    assessment, problems = accept(instrument, answers, lang="en")
    assert assessment is not None, problems
    return assessment, write_draft(instrument, assessment, draft_of(instrument))


def read(path: Path, text: str, instrument: Instrument) -> AnswersRow:
    path.write_text(text, encoding="utf-8", newline="")
    (row,) = read_answers(path, instrument)
    return row


ANSWERS: dict[str, object] = {
    "data": 'Tulp: "the #1" \\ é 😀',
    "where": "NO",
    "plants": 12,
    "acres": 0.75,
    "sown": "yes",
    "since": "2026-03-01",
    "errors": ["rake", "hoe"],
    "notes": "first\n\tsecond\n- third: 'x'\n\n&a *b !c",
    "S1": 4,
    "S2": "na",
}


def test_a_draft_is_a_file_of_answers_that_holds_the_same_answers(tmp_path: Path) -> None:
    instrument = small_instrument()
    assessment, text = written(instrument, ANSWERS)
    row = read(tmp_path / "x.rely.yaml", text, instrument)
    assert row.problems == ()
    assert row.assessment is not None
    assert row.assessment.answers == assessment.answers
    assert (row.assessment.form, row.assessment.perspective, row.assessment.lang) == ("full", "self", "en")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=200), number=st.decimals(1, 10**9, places=5).map(float) | st.integers(1, 10**14))
def test_whatever_is_accepted_as_an_answer_comes_back_from_a_draft(tmp_path: Path, text: str, number: float) -> None:
    instrument = small_instrument()
    assessment, problems = accept(instrument, {"notes": text, "acres": number})
    if assessment is None:
        assert {problem.kind for problem in problems} <= {"control-character"}
        return
    row = read(tmp_path / "x.yaml", write_draft(instrument, assessment, draft_of(instrument)), instrument)
    assert row.problems == ()
    assert row.assessment is not None
    expected = {name: code for name, code in assessment.answers.items() if code is not None}
    assert row.assessment.answers == expected


def test_a_draft_without_answers_can_be_read(tmp_path: Path) -> None:
    instrument = small_instrument()
    row = read(tmp_path / "x.yaml", written(instrument, {})[1], instrument)
    assert row.assessment is not None
    assert row.assessment.answers == {}


def test_a_draft_that_was_cut_off_anywhere_cannot_pass_for_a_whole_one(tmp_path: Path) -> None:
    instrument = small_instrument()
    _, text = written(instrument, ANSWERS)
    body = text.rstrip("\n")
    for end in range(len(body) - 120, len(body)):
        row = read(tmp_path / "x.yaml", body[:end], instrument)
        assert row.assessment is None or "draft:" not in body[:end], body[:end][-40:]


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("format: 1", "format: 2", "newer-draft"),
        ("format: 1", "format: one", "wrong-draft"),
        ("format: 1", "format: 0", "wrong-draft"),
        ("format: 1", "format: [1]", "wrong-draft"),
        ("format: 1", "formats: 1", "wrong-draft"),
        ('version: "1.0.0"', 'version: "latest"', "wrong-draft"),
        ('digest: "sha256:', 'digest: "md5:', "wrong-draft"),
        ('saved: "2026-11-21T12:00:00+00:00"', 'saved: "yesterday"', "wrong-draft"),
        ('saved: "2026-11-21T12:00:00+00:00"', 'saved: "2026-11-21T12:00:00"', "wrong-draft"),
        ("draft:\n", "draft:\n  more: 1\n", "wrong-draft"),
        ("draft:\n", "draft:\n  - x\n", "yaml-syntax"),
    ],
)
def test_a_block_that_rely_did_not_write_is_refused_with_its_line(
    tmp_path: Path, was: str, becomes: str, code: str
) -> None:
    instrument = small_instrument()
    _, text = written(instrument, ANSWERS)
    assert was in text
    row = read(tmp_path / "x.yaml", text.replace(was, becomes), instrument)
    assert row.assessment is None
    assert [problem.code for problem in row.problems] == [code]
    assert row.problems[0].line >= text[: text.index("draft:")].count("\n") + 1


def test_answers_given_to_another_version_are_read_with_a_warning(tmp_path: Path) -> None:
    instrument = small_instrument()
    assessment, _ = written(instrument, ANSWERS)
    older = draft_of(instrument, version="0.9.0", digest="sha256:" + "0" * 64)
    row = read(tmp_path / "x.yaml", write_draft(instrument, assessment, older), instrument)
    assert row.assessment is not None
    (warning,) = row.problems
    assert (warning.code, warning.severity) == ("other-version", "warning")
    assert "0.9.0" in warning.message


def test_the_shipped_instrument_writes_drafts_that_need_no_quotes_to_be_guessed(tmp_path: Path) -> None:
    instrument = load_instrument("relationship-check")
    example = next(Path("questionnaires/relationship-check/examples").glob("*.yaml"))
    (row,) = read_answers(example, instrument)
    assert row.assessment is not None
    again = read(tmp_path / "x.yaml", write_draft(instrument, row.assessment, draft_of(instrument)), instrument)
    assert again.assessment is not None
    assert again.assessment.answers == {k: v for k, v in row.assessment.answers.items() if v is not None}


def test_json_may_carry_the_block_too(tmp_path: Path) -> None:
    instrument = small_instrument()
    block = {"format": FORMAT, "version": "1.0.0", "digest": digest(instrument), "saved": SAVED.isoformat()}
    text = json.dumps({"instrument": "small", "answers": {"S1": 4}, "draft": block})
    row = read(tmp_path / "x.json", text, instrument)
    assert (row.problems, row.assessment and row.assessment.answers) == ((), {"S1": 4})
