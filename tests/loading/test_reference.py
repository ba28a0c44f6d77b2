"""Prove that the pages on the format and its problems are those that the models and catalogues give."""

from pathlib import Path

import pytest

from rely.loading import reference
from rely.loading.keys import key_of, models_in
from rely.loading.problem_kinds import CATALOGUE
from rely.loading.problem_kinds.answers import _FILE_KINDS, ANSWER_KINDS
from rely.loading.schema import SCHEMA_FILE
from rely.model.instrument import Instrument
from rely.model.measures import MEASURE_KINDS
from rely.model.response_scales import RESPONSE_SCALE_KINDS
from rely.scoring.answer_problems import ANSWER_PROBLEMS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("folder", "name"),
    [("docs", reference.FORMAT_PAGE), ("docs", reference.PROBLEMS_PAGE), ("questionnaires", SCHEMA_FILE)],
)
def test_what_is_committed_is_up_to_date(folder: str, name: str, tmp_path: Path) -> None:
    reference.main(tmp_path, tmp_path)
    made = (tmp_path / name).read_text(encoding="utf-8")
    assert (ROOT / folder / name).read_text(encoding="utf-8") == made, "run: python -m rely.loading.reference"


def test_every_key_of_the_format_is_documented_with_words() -> None:
    page = reference.format_page()
    waiting, seen = [Instrument], set()
    while waiting:
        model = waiting.pop()
        if model in seen or not hasattr(model, "model_fields") or model.__name__ == "Text":
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            assert f"| `{key_of(name, model)}` |" in page
            assert field.description or name == "kind", (model, name)
            waiting += models_in(field.annotation)
    assert len(seen) > 40


def test_every_kind_of_scale_and_measure_has_its_table() -> None:
    page = reference.format_page()
    for kind in (*RESPONSE_SCALE_KINDS, *MEASURE_KINDS):
        assert f"(kind: {kind})\n" in page


def test_every_link_of_the_page_leads_to_a_heading() -> None:
    page = reference.format_page()
    headings = {line[3:].lower() for line in page.splitlines() if line.startswith("## ")}
    anchors = {"".join(c for c in heading if c.isalnum() or c in " -_").replace(" ", "-") for heading in headings}
    for part in page.split("](#")[1:]:
        assert part.partition(")")[0] in anchors


def test_every_problem_is_documented() -> None:
    page = reference.problems_page()
    for code in (*CATALOGUE, *ANSWER_KINDS):
        assert f"| `{code}` |" in page


def test_what_is_a_matter_of_method_says_why_and_names_its_literature() -> None:
    page = reference.problems_page()
    kinds = [kind for kind in CATALOGUE.values() if kind.why or kind.source]
    assert {"double-barrelled", "negation", "few-specific-items"} <= {kind.code for kind in kinds}
    for kind in kinds:
        assert kind.severity == "warning"
        assert f" | {kind.why} | {kind.cure} | {kind.source} |" in page


def test_no_two_problems_of_answers_share_a_code() -> None:
    assert len(ANSWER_KINDS) == len(_FILE_KINDS) + len(ANSWER_PROBLEMS)
