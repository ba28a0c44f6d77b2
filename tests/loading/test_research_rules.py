"""Prove that what the analysis of many assessments needs is checked against the rest of the questionnaire."""

from pathlib import Path

import pytest

from rely.loading.instrument import read_questionnaire

RULES = Path(__file__).parents[1] / "data" / "questionnaires" / "invalid" / "wrong-coarsening.yaml"


def _codes(tmp_path: Path, research: str) -> list[str]:
    text = RULES.read_text(encoding="utf-8").partition("research:")[0]
    text = text.replace(
        "sections:",
        "  - id: land\n    kind: country\n  - id: words\n    kind: text\n"
        "given:\n  - {id: cost, label: Cost}\n  - {id: stage, label: Stage, codes: [early, late]}\nsections:",
    ).replace(
        "      - id: A2\n",
        "      - id: land\n        text: Which country?\n        response_scale: land\n"
        "      - id: words\n        text: What else?\n        response_scale: words\n      - id: A2\n",
    )
    copy = tmp_path / "one.yaml"
    copy.write_text(f"{text}research:\n{research}", encoding="utf-8")
    return [f"{each.code}:{each.line - text.count(chr(10)) - 1}" for each in read_questionnaire(copy).problems]


GROUPS = "  quasi_identifiers: [land]\n  coarser:\n  - of: land\n    groups:\n"


@pytest.mark.parametrize(
    ("research", "codes"),
    [
        ("  quasi_identifiers: [land, months]\n  coarser:\n  - of: months\n    edges: [0, 12]\n", []),
        (GROUPS + "    - {id: near, label: Near, codes: [BE, DE]}\n    - {id: far, label: Far}\n", []),
        ("  quasi_identifiers: [lands]\n", ["unknown-item:1"]),
        ("  quasi_identifiers: [cost]\n  coarser:\n  - of: cost\n    edges: [0, 12]\n", []),
        (GROUPS.replace("land", "cost") + "    - {id: near, label: Near, codes: [BE]}\n", ["wrong-coarsening:4"]),
        (GROUPS.replace("land", "stage") + "    - {id: near, label: Near, codes: [early]}\n", []),
        (GROUPS.replace("land", "stage") + "    - {id: near, label: Near, codes: [soon]}\n", ["unknown-code:5"]),
        ("  quasi_identifiers: [stage]\n  coarser:\n  - of: stage\n    edges: [0, 12]\n", ["wrong-coarsening:4"]),
        ("  quasi_identifiers: [land]\n  coarser:\n  - of: months\n    edges: [0, 12]\n", ["unknown-item:3"]),
        ("  quasi_identifiers: [months]\n  coarser:\n  - of: months\n    edges: [12, 0]\n", ["step-order:3"]),
        ("  quasi_identifiers: [months]\n  coarser:\n  - of: months\n", ["scale-order:3"]),
        ("  quasi_identifiers: [land]\n  coarser:\n  - of: land\n    edges: [0, 12]\n", ["wrong-coarsening:4"]),
        ("  quasi_identifiers: [words]\n  coarser:\n  - of: words\n    edges: [0, 12]\n", ["wrong-coarsening:3"]),
        (GROUPS + "    - {id: near, label: Near, codes: [BE, XX]}\n", ["unknown-code:5"]),
        (
            GROUPS + "    - {id: near, label: Near, codes: [BE]}\n    - {id: far, label: Far, codes: [BE]}\n",
            ["duplicate-id:6"],
        ),
        (GROUPS + "    - {id: near, label: Near}\n    - {id: far, label: Far}\n", ["duplicate-id:6"]),
        (
            "  careless:\n  - {response_scale: agre, min_answers: 9, same_share: 1, agrees_from: 3}\n",
            ["unknown-scale:2"],
        ),
        ("  scores_are: both\n", ["not-possible:1"]),
    ],
)
def test_each_mistake_is_told_where_it_stands(tmp_path: Path, research: str, codes: list[str]) -> None:
    assert _codes(tmp_path, research) == codes
