"""Prove that a problem is one line, one JSON object or one annotation, whatever an author has written."""

import json
import re
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely.loading.problem_kinds import CATALOGUE
from rely.loading.problems import Place, as_github, as_json, as_text, build_problem, visible

PLACE = Place("questionnaires/my/instrument.yaml", 41, 9)


def test_a_problem_says_where_what_and_how_to_mend_it_in_one_line() -> None:
    problem = build_problem("duplicate-key", PLACE, key="id", line=12, column=5)
    assert as_text(problem) == (
        "questionnaires/my/instrument.yaml:41:9: the key 'id' stands twice in this block, first on line 12, "
        "column 5. Keep one of the two, or rename one. [duplicate-key]"
    )


def test_a_problem_as_json_has_the_keys_of_the_contract_and_whole_numbers() -> None:
    problem = build_problem("duplicate-key", PLACE, key="id", line=12, column=5)
    assert json.loads(json.dumps(as_json([problem]))) == [
        {
            "path": "questionnaires/my/instrument.yaml",
            "line": 41,
            "column": 9,
            "code": "duplicate-key",
            "severity": "error",
            "message": "the key 'id' stands twice in this block, first on line 12, column 5.",
            "hint": "Keep one of the two, or rename one.",
        }
    ]


def test_a_problem_as_a_workflow_command_is_escaped() -> None:
    problem = build_problem("duplicate-key", Place("a,b:c%.yaml", 4, 2), key="50%", line=1, column=1)
    [command] = as_github([problem])
    assert command == (
        "::error file=a%2Cb%3Ac%25.yaml,line=4,col=2::the key '50%25' stands twice in this block, "
        "first on line 1, column 1. Keep one of the two, or rename one. [duplicate-key]"
    )


def test_a_better_hint_replaces_the_cure() -> None:
    problem = build_problem("merge-key", PLACE, hint=" Did you mean 'agree5'? ")
    assert problem.hint == "Did you mean 'agree5'?"
    assert build_problem("merge-key", PLACE, hint="").hint == CATALOGUE["merge-key"].cure


def test_problems_sort_by_place() -> None:
    places = [Place("a", 2, 1), Place("a", 10, 1), Place("a", 10, 3), Place("b", 1, 1)]
    problems = [build_problem("merge-key", place) for place in places]
    assert sorted(problems[at] for at in (2, 0, 3, 1)) == problems


def test_a_problem_cannot_be_changed() -> None:
    problem = build_problem("merge-key", PLACE)
    with pytest.raises(FrozenInstanceError):
        problem.line = 1


def test_a_code_or_a_fact_that_is_not_in_the_catalogue_is_a_mistake_of_the_program() -> None:
    with pytest.raises(LookupError, match="no kind 'no-such-code'"):
        build_problem("no-such-code", PLACE)
    with pytest.raises(LookupError):
        build_problem("duplicate-key", PLACE)


def test_a_fact_may_have_any_name_and_holds_no_template() -> None:
    problem = build_problem("yaml-alias", PLACE, word="{key} {0}", code="x", place="y")
    assert problem.message.startswith("'{key} {0}' is")


def test_a_long_text_of_an_author_is_cut_short() -> None:
    message = build_problem("yaml-alias", PLACE, word="x" * 10_000).message
    assert "x…'" in message
    assert len(message) < 500


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("\x00\x1b[31m", r"\x00\x1b[31m"),
        ("a\u202eb\u2028c", r"a\u202eb\u2028c"),
        ("a\xa0b", r"a\xa0b"),
        ("\ud800", r"\ud800"),
        ("é ü 日 😀 €", "é ü 日 😀 €"),
    ],
)
def test_what_cannot_be_seen_is_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters()), st.text(st.characters()), st.text(st.characters()))
def test_every_problem_is_one_line_that_shows_all_its_characters(path: str, fact: str, hint: str) -> None:
    problem = build_problem("yaml-alias", Place(path, 1, 1), word=fact, hint=hint)
    assert as_text(problem).isprintable()
    [command] = as_github([problem])
    assert len(re.split(r"[\r\n]", command)) == 1
    assert json.loads(json.dumps(as_json([problem])))[0]["path"] == path


def test_every_kind_is_filed_under_its_code_and_speaks_in_sentences() -> None:
    for code, kind in CATALOGUE.items():
        assert code == kind.code
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
        for sentence in (kind.message, kind.summary, kind.cure):
            assert sentence.endswith((".", "?", "}")), code
            assert visible(sentence) == sentence
        assert re.fullmatch(r"\d+\.\d+\.\d+", kind.since)


def test_a_problem_keeps_what_its_message_was_made_of_and_tells_it_to_no_program() -> None:
    problem = build_problem("duplicate-key", PLACE, key="agree\n7", line=12, column=5)
    assert dict(problem.facts) == {"key": "agree\\n7", "line": "12", "column": "5"}
    assert problem == replace(problem, facts={})
    assert "facts" not in as_json([problem])[0]
