"""Give tests of the export formats a dictionary with every kind of variable, and rows of it."""

import random
import string
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars
import pyreadstat

from rely.research.rows import Cell, Row
from rely.research.variables import Dictionary, Variable, dictionary_of
from tests.small_instrument import small_instrument

REASONS = ((-9, "Not answered"), (-8, "Cannot judge"), (-7, "Does not apply"), (-6, "Not asked"))
FORMULA = '=HYPERLINK("http://evil.example","x")'
HOSTILE = (
    FORMULA,
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\tTab",
    'say "hi", then; go',
    "line\nbreak",
    "'quoted",
    "Ünïcödé 漢字 😀",
    "",
)


def variable(name: str, **facts: Any) -> Variable:
    told = {"label": name.upper(), "role": "item", "kind": "integer", "level": "ordinal", "source": name, **facts}
    return Variable(name=name, **told)


def dictionary(*variables: Variable) -> Dictionary:
    return Dictionary(small_instrument(), "en", variables)


ANSWER = variable("answer", values=((1, "Never"), (5, "Always")), missing=REASONS)
CHOICE = variable(
    "choice", kind="text", level="nominal", values=(("yes", "Yes"), ("a_rather_long_code", "Long")), missing=REASONS[:1]
)
AMOUNT = variable("amount", kind="number", level="scale")
STORY = variable("story", kind="text", level="nominal", role="text", longest=600)
KINDS = dictionary(ANSWER, CHOICE, AMOUNT, STORY)


def random_rows(count: int, *, seed: int = 1) -> list[Row]:
    """Rows along KINDS; numbers of every size, texts of every length."""
    chance = random.Random(seed)
    return [tuple(_cell(each, chance) for each in KINDS.variables) for _ in range(count)]


def _cell(variable: Variable, chance: random.Random) -> Cell:
    if chance.random() < 0.15:
        return None
    if variable.kind == "integer":
        return chance.choice([1, 2, 3, 4, 5, -9, -8, -7, -6, 0, -99, -100, -101, 151, 152, 100_000])
    if variable.kind == "number":
        return chance.choice([0.5, -0.25, 3.0, 61.80000000000001, 1e-9, -1e12, chance.random() * 100])
    if variable.values:
        return chance.choice(["yes", "a_rather_long_code", "-9"])
    length = chance.choice([1, 7, 8, 9, 200, 251, 252, 253, 254, 255, 256, 257, 400, 509, 510, 511, 600])
    return "".join(chance.choices(string.ascii_letters + "éß漢", k=length))


def small_dictionary(*, with_texts: bool = False) -> Dictionary:
    return dictionary_of(small_instrument(), "en", with_texts=with_texts)


def renamed(count: int) -> Dictionary:
    """As many variables as are asked for."""
    return dictionary(*(replace(ANSWER, name=f"v{number}") for number in range(count)))


def sav_rows(path: Path) -> list[Row]:
    """What pyreadstat reads from an SPSS file, reasons for missing answers included; an empty text is None."""
    frame, _ = pyreadstat.read_sav(path, output_format="polars", user_missing=True)
    assert isinstance(frame, polars.DataFrame)
    return [tuple(None if cell == "" else cell for cell in row) for row in frame.rows()]


def without_trailing_blanks(rows: list[Row]) -> list[Row]:
    """Rows as SPSS can hold them: blanks at the end of a text are none, and an empty text is no text."""
    return [tuple(cell.rstrip(" ") or None if isinstance(cell, str) else cell for cell in row) for row in rows]
