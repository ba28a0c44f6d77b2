"""Prove that no questionnaire, however it was garbled, is met with anything but problems."""

import copy
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from rely.loading.instrument import read_questionnaire
from rely.loading.problems import as_text
from rely.model.digest import digest

DATA = Path(__file__).parents[1] / "data" / "questionnaires" / "valid"
BASES = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("[lms]*.yaml"))]
ODD: list[Any] = [None, "x", 7, -1, 0.5, [], {}, ["a", None], {"a": "b"}, True, "1" * 5000, 10**400, [[]], [{}], ""]
ODD += [{"fact": "q", "is": "z"}, {"kind": "mean"}, "trust.a", "=1+1", "\u00e9" * 5000]


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [each for key, part in inner for each in ((*path, key), *_paths(part, (*path, key)))]


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def _garbled(chance: random.Random) -> dict[str, Any]:
    data = copy.deepcopy(chance.choice(BASES))
    for _ in range(chance.choice([1, 1, 2, 4])):
        path = chance.choice(_paths(data))
        around, last = _at(data, path[:-1]), path[-1]
        match chance.randrange(4):
            case 0:
                del around[last]
            case 1:
                around[last] = copy.deepcopy(chance.choice(ODD))
            case 2:
                around[last] = copy.deepcopy(_at(data, chance.choice(_paths(data))))
            case 3 if isinstance(around, list):
                around.append(copy.deepcopy(around[last]))
            case 3:
                around[f"{last}x"] = around.pop(last)
    return data


def _check(seed: int, folder: Path) -> None:
    path = folder / "garbled.yaml"
    path.write_text(yaml.safe_dump(_garbled(random.Random(seed)), allow_unicode=True), encoding="utf-8")
    loaded = read_questionnaire(path)
    for problem in loaded.problems:
        assert as_text(problem).count("\n") == 0
        assert problem.line >= 1
    if loaded.instrument is not None:
        assert digest(loaded.instrument).startswith("sha256:")


@pytest.mark.parametrize("block", range(10))
def test_a_garbled_questionnaire_gives_problems_and_never_an_exception(block: int, tmp_path: Path) -> None:
    for seed in range(block * 20, block * 20 + 20):
        _check(seed, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("block", range(100))
def test_thousands_of_garbled_questionnaires_give_problems(block: int, tmp_path: Path) -> None:
    for seed in range(1000 + block * 50, 1050 + block * 50):
        _check(seed, tmp_path)
