"""Turn the models of the format and the catalogues of problems into the two pages and the schema that document them.

`python -m rely.loading.reference` writes docs/questionnaire-format.md, docs/problems.md and
questionnaires/questionnaire.schema.json.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from inspect import getdoc
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rely.loading.key_examples import example_of
from rely.loading.keys import key_of, kind_of, models_in
from rely.loading.problem_kinds import CATALOGUE, ProblemKind
from rely.loading.problem_kinds.answers import ANSWER_KINDS
from rely.loading.problem_kinds.brand import OWN_BRAND_KINDS
from rely.loading.problem_kinds.translations import TRANSLATION_KINDS
from rely.loading.problem_kinds.xlsform import XLSFORM_KINDS
from rely.loading.schema import SCHEMA_FILE, schema_text
from rely.loading.writing import write_text
from rely.model.base import Part
from rely.model.instrument import Instrument
from rely.model.text import Text

FORMAT_PAGE = "questionnaire-format.md"
PROBLEMS_PAGE = "problems.md"

_BY_READER = {
    "_read_number": "number",
    "_read_whole_number": "whole number",
    "_read_flag": "true or false",
    "_read_code": "code",
}
_BY_PATTERN = {
    r"^[A-Za-z][A-Za-z0-9_]*$": "id",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "id with hyphens",
    r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$": "version",
    r"^(0|[1-9]\d*)(\.(0|[1-9]\d*)\.(0|[1-9]\d*))?$": "version or its first number",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*@(0|[1-9]\d*)(\.(0|[1-9]\d*)\.(0|[1-9]\d*))?/[A-Za-z][A-Za-z0-9_]*$": (
        "instrument@version/item"
    ),
    r"^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$": "language",
    r"^[A-Za-z0-9][A-Za-z0-9_]*$": "code",
    r"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$": "fact",
    r"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)?$": "score",
}
_END_OF_SCALAR = "...\n"
_LIMITS = {"ge": "from {}", "gt": "more than {}", "le": "to {}", "lt": "less than {}"}

_FORMAT_INTRODUCTION = """\
# The questionnaire format

*This page is made from the models that read questionnaires: `python -m rely.loading.reference`.*

A questionnaire is a folder with a file `instrument.yaml` and, if you like, further `.yaml` files beside it:
the keys of all files together make the questionnaire, and no key may stand in two of them. `releases.yaml` and
the folder `releases/` are written by `rely release`. A single file works as well. `rely new ID` makes one to
start from, `rely validate` tells every problem with its line, and `rely schema` prints a JSON Schema for editors.

## How values are read

- **YAML**, UTF-8, one document, without anchors, aliases, tags, merge keys and duplicate keys.
- **Scalars** mean what their key needs: `no`, `1.10` and `2026-11-30` stay as they are written where a text or a
  code belongs, and a number is read only where a number belongs, with a point: `0.5`. Flags are `true` and `false`.
- **Texts** are one string for all languages, or a map from language to string. A text that lacks one of the
  `languages` is a warning.
- **Ids** begin with a letter and go on with letters, digits and underscores. Items, given facts and measures share
  one set of names, in which `score`, `item_score`, `band`, `one_sided`, `na`, `dk` and the columns of an answers
  file (`id`, `instrument`, `lang`, `form`, `perspective`, `respondent`, `date`) are taken.
- Where a **list of ids** or codes is needed, a single one may stand alone: `topic: contact`.

## Facts and conditions

A condition compares **facts**: an item (`cx_country`), a given fact, a measure - with its part where it has several
(`readiness.level`) -, `item_score.TR01`, `score.overall`, `band.overall` and `one_sided`. It is true, false or
unknown: an unknown fact makes its comparison unknown, `not` keeps it unknown, `all` and `any` follow the logic of
SQL. On items with several answers `is` and `in` mean: contains. `na`, `dk` and skipped answers are unknown facts.
What decides which items are asked can look only at what is asked earlier, and never at scores.

## A questionnaire

"""

_PROBLEMS_INTRODUCTION = """\
# Problems

*This page is made from the catalogues: `python -m rely.loading.reference`.*

Every problem is told as `path:line:column: message [code]`, all of them at once. Errors must be mended before a
questionnaire can be used or a row of answers scored; warnings need not (`rely validate --strict` counts them too).

## Of questionnaires

"""

_METHOD_INTRODUCTION = """
## Of the method of questionnaires

Warnings of what spoils answers or leads nowhere. One that is meant to stay is silenced under `silence`, with its
reason: [Silence](questionnaire-format.md#silence). Why some things are told and others are not: decision 0018.

"""

_XLSFORMS_INTRODUCTION = """\
`rely xlsform import` tells these, with the row of the sheet as line. An error keeps anything from being made; a warning
names what was left out or changed, and everything else is taken over.

"""

_TRANSLATIONS_INTRODUCTION = """\
`rely translate import` leaves out and names what is a warning here, and takes the rest. With an error nothing is taken
at all.

"""

_BRANDS_INTRODUCTION = """\
Reading the YAML and the shape of its keys have the same problems as in questionnaires. What a brand file holds:
[branding](branding.md).

"""


def format_page() -> str:
    """The page that documents every key of the format, made from the models."""
    sections = [_FORMAT_INTRODUCTION + _table(Instrument)]
    sections += [f"## {_heading(model)}\n\n{_told(model)}\n\n{_table(model)}" for model in _parts(Instrument)]
    return "\n".join(sections)


def problems_page() -> str:
    """The page that documents every problem of questionnaires, and of files of answers, translations and brands."""
    answers, brands = "\n## Of answers files\n\n", "\n## Of brand files\n\n" + _BRANDS_INTRODUCTION
    questionnaires = _PROBLEMS_INTRODUCTION + _kinds(kind for kind in CATALOGUE.values() if not kind.why)
    questionnaires += _METHOD_INTRODUCTION + _method_kinds()
    translations = "\n## Of files of translations\n\n" + _TRANSLATIONS_INTRODUCTION + _kinds(TRANSLATION_KINDS.values())
    translations += "\n## Of XLSForms\n\n" + _XLSFORMS_INTRODUCTION + _kinds(XLSFORM_KINDS.values())
    return questionnaires + answers + _kinds(ANSWER_KINDS.values()) + translations + brands + _kinds(OWN_BRAND_KINDS)


def _parts(model: type[BaseModel]) -> list[type[BaseModel]]:
    """All models inside a model, in the order in which the keys name them."""
    found: list[type[BaseModel]] = []
    waiting = [model]
    while waiting:
        for field in waiting.pop(0).model_fields.values():
            for inner in models_in(field.annotation):
                if inner is not Text and inner not in found:
                    found.append(inner)
                    waiting.append(inner)
    return found


def _heading(model: type[BaseModel]) -> str:
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()
    kind = kind_of(model)
    return name if kind is None else f"{name} (kind: {kind})"


def _link(model: type[BaseModel]) -> str:
    heading = _heading(model)
    anchor = re.sub(r"[^a-z0-9_ -]", "", heading.lower()).replace(" ", "-")
    return f"[{heading}](#{anchor})"


def _told(model: type[BaseModel]) -> str:
    return getdoc(model) or ""


def _table(model: type[BaseModel]) -> str:
    rows = ["| key | holds | | such as |", "|---|---|---|---|"]
    for name, field in model.model_fields.items():
        description = field.description
        if name == "kind":
            description = "Chooses this kind."
        rows.append(f"| `{key_of(name, model)}` | {_holds(field)} | {description} | {_example(model, name)} |")
    return "\n".join(rows) + "\n"


def _example(model: type[BaseModel], name: str) -> str:
    """What may stand under a key, on one line of YAML."""
    example = example_of(model, name) if issubclass(model, Part) and name != "kind" else None
    if example is None:
        return ""
    written = yaml.safe_dump(example, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10**6)
    return f"`{written.removesuffix(_END_OF_SCALAR).strip()}`"


def _holds(field: FieldInfo) -> str:
    told = _described(field.annotation, tuple(field.metadata))
    if field.is_required():
        return f"{told}; needed"
    default = field.get_default(call_default_factory=True, validated_data={})
    if default in (None, (), {}):
        return told
    return f"{told}; else `{str(default).lower() if isinstance(default, bool) else default}`"


def _described(annotation: Any, metadata: tuple[Any, ...] = ()) -> str:
    """What stands behind a key, in words."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return _described(inner, (*metadata, *more))
    reader = next((name for name in map(_reader, metadata) if name), "")
    if reader in _BY_READER:
        return _BY_READER[reader] + _limits(metadata)
    if get_origin(annotation) in (Union, UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return " or ".join(dict.fromkeys(_described(kind, metadata) for kind in kinds))
    if get_origin(annotation) is tuple:
        entries = dict.fromkeys(_described(kind) for kind in get_args(annotation) if kind is not Ellipsis)
        of = " or ".join(entries)
        return f"{of}, or a list of these" if reader == "_read_words" else f"list of {of}"
    if get_origin(annotation) is dict:
        key, value = get_args(annotation)
        return f"map from {_described(key)} to {_described(value)}"
    if get_origin(annotation) is Literal:
        return " or ".join(f"`{word}`" for word in get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "text" if annotation is Text else _link(annotation)
    return next((_BY_PATTERN[p] for p in map(_pattern, metadata) if p in _BY_PATTERN), "text")


def _reader(metadata: Any) -> str:
    return getattr(getattr(metadata, "func", None), "__name__", "")


def _pattern(metadata: Any) -> str:
    return str(getattr(metadata, "pattern", ""))


def _limits(metadata: Iterable[Any]) -> str:
    told = [
        text.format(f"{getattr(part, name):g}")
        for part in metadata
        for name, text in _LIMITS.items()
        if getattr(part, name, None) is not None
    ]
    return f" {' '.join(told)}" if told else ""


def _kinds(kinds: Iterable[ProblemKind]) -> str:
    return "\n".join(_kind_rows(sorted(kinds, key=lambda kind: kind.code))) + "\n"


def _kind_rows(kinds: Iterable[ProblemKind]) -> Iterator[str]:
    yield "| code | | what is wrong | what to do |"
    yield "|---|---|---|---|"
    for kind in kinds:
        yield f"| `{kind.code}` | {kind.severity} | {_cell(kind.summary)} | {_cell(kind.cure)} |"


def _method_kinds() -> str:
    kinds = sorted((kind for kind in CATALOGUE.values() if kind.why), key=lambda kind: kind.code)
    rows = ["| code | what is wrong | what it does | what to do | source |", "|---|---|---|---|---|"]
    for kind in kinds:
        cells = map(_cell, (kind.summary, kind.why, kind.cure, kind.source))
        rows.append(f"| `{kind.code}` | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(docs: Path, questionnaires: Path) -> None:
    """Write both pages into one folder, and the schema into the other."""
    write_text(docs / FORMAT_PAGE, format_page())
    write_text(docs / PROBLEMS_PAGE, problems_page())
    write_text(questionnaires / SCHEMA_FILE, schema_text(part=True))


if __name__ == "__main__":
    main(Path("docs"), Path("questionnaires"))
