"""Turn a brand file and its logo into a brand, or into all problems that stand in its way."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import floor
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rely.errors import RelyError
from rely.languages import language_name
from rely.loading.brand.logo import logo_path, read_logo
from rely.loading.brand.refusal import LogoRefused, Refusal
from rely.loading.checks.findings import Finding, found
from rely.loading.checks.findings import Path as DataPath
from rely.loading.files import read_file
from rely.loading.problem_kinds import CATALOGUE
from rely.loading.problem_kinds.brand import BRAND_KINDS
from rely.loading.problems import Place, Problem, as_text, problem_of
from rely.loading.shape import shape_findings
from rely.loading.source import Source
from rely.model.brand import LONGEST_CLOSING, LONGEST_CONTACT, LONGEST_LETTERHEAD, LONGEST_NAME, Brand, BrandFile, Logo
from rely.model.colours import darkened, least_contrast
from rely.model.text import is_language_tag

FOR_TEXT, FOR_GRAPHICS = 4.5, 3.0
"""The contrast that WCAG 2.2 asks for: of text (1.4.3, level AA) and of what is drawn (1.4.11)."""

_NEEDED = {"main": (FOR_TEXT, "because text is set in it"), "second": (FOR_GRAPHICS, "to be seen as a bar")}
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z", re.ASCII)


class BrandError(RelyError):
    """A brand file or its logo has problems; `problems` holds all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(as_text(problem) for problem in self.problems))


def read_brand(path: Path, *, backgrounds: Iterable[str], logo: Path | None = None) -> Brand:
    """The brand in the file at `path`, whose colours are read on all of the `backgrounds`.

    Its logo lies in the same folder or below, or is the file `logo`, whatever the brand file calls it; nothing else
    is read. Raises BrandError with all problems at once.
    """
    source, problems = read_file(path)
    if source is None:
        raise BrandError(map(_of_brand, problems))
    behind = tuple(backgrounds)
    file, findings = _checked(source.data)
    findings += [*_texts(source.data), *_colours(source.data, behind)]
    picture, original, refused = _logo(source, logo)
    told = [*map(_of_brand, problems), *(_problem(source, each) for each in findings), *refused]
    if told or file is None:
        raise BrandError(told)
    return Brand(_digest(file, original), file, picture)


def _checked(data: dict[str, Any]) -> tuple[BrandFile | None, list[Finding]]:
    findings = list(_nothing((), data))
    told = {finding.path for finding in findings}
    try:
        return BrandFile.model_validate(data), findings
    except ValidationError as error:
        shape = [_as_colour(each, data) for each in shape_findings(error, data, BrandFile)]
        return None, [*findings, *(each for each in shape if each.path not in told)]


def _nothing(path: DataPath, block: dict[str, Any]) -> Iterator[Finding]:
    for key, value in block.items():
        if isinstance(value, dict):
            yield from _nothing((*path, key), value)
        elif value is None:
            what = f"nothing stands behind the key '{key}'"
            hint = BRAND_KINDS["bad-colour"].cure if path == ("colours",) else ""
            yield found((*path, key), "empty", hint=hint, of_key=True, what=what)


def _as_colour(finding: Finding, data: dict[str, Any]) -> Finding:
    """What is no id is a colour here."""
    if finding.code != "bad-id" or finding.path[:1] != ("colours",):
        return finding
    return found(finding.path, "bad-colour", what=f"'{data['colours'][finding.path[1]]}'")


def _texts(data: dict[str, Any]) -> Iterator[Finding]:
    """What is wrong with the languages and lengths of the texts."""
    lines = data.get("letterhead")
    contact = data.get("contact")
    yield from _text(("name",), data.get("name"), LONGEST_NAME)
    yield from _text(("closing",), data.get("closing"), LONGEST_CLOSING)
    for at, line in enumerate(lines if isinstance(lines, list) else ()):
        yield from _text(("letterhead", at), line, LONGEST_LETTERHEAD)
    for key, line in contact.items() if isinstance(contact, dict) else ():
        yield from _text(("contact", key), line, LONGEST_CONTACT)


def _text(path: DataPath, value: Any, limit: int) -> Iterator[Finding]:
    if isinstance(value, dict):
        for language, version in value.items():
            if is_language_tag(language) and language_name(language) == language:
                yield found((*path, language), "unknown-language", of_key=True, language=language)
            if isinstance(version, str):
                yield from _text((*path, language), version, limit)
    elif isinstance(value, str):
        length = len(" ".join(value.split()))
        if length > limit:
            yield found(path, "too-long", length=length, limit=limit)
        elif value and not any(letter.isprintable() and not letter.isspace() for letter in value):
            yield found(path, "empty", what="the text has no characters")


def _colours(data: dict[str, Any], backgrounds: tuple[str, ...]) -> Iterator[Finding]:
    colours = data.get("colours")
    for key, (needed, why) in _NEEDED.items():
        colour = colours.get(key) if isinstance(colours, dict) else None
        if not isinstance(colour, str) or not _COLOUR.match(colour):
            continue
        ratio, background = least_contrast(colour, backgrounds)
        if ratio < needed:
            offer = darkened(colour, backgrounds, needed)
            yield found(
                ("colours", key),
                "low-contrast",
                hint=f"The nearest darker colour that has it is {offer}.",
                colour=colour,
                ratio=f"{floor(ratio * 100) / 100:.2f}",
                background=background,
                needed=f"{needed:g}",
                why=why,
            )


def _logo(source: Source, given: Path | None) -> tuple[Logo | None, bytes, list[Problem]]:
    """The logo that the file names, the bytes of its file, and the problems of both."""
    named = source.data.get("logo")
    if not isinstance(named, str):
        return None, b"", []
    folder = Path(source.path).parent
    try:
        path = logo_path(folder, named) if given is None else given
        logo, original = read_logo(path, named)
    except LogoRefused as error:
        return None, b"", [_refused(source, folder / named, each) for each in error.refusals]
    return logo, original, []


def _refused(source: Source, path: Path, refusal: Refusal) -> Problem:
    place = source.place(("logo",)) if refusal.line is None else Place(str(path), refusal.line, refusal.column)
    return problem_of(BRAND_KINDS[refusal.code], place, hint=refusal.hint, **refusal.facts)


def _problem(source: Source, finding: Finding) -> Problem:
    place = source.place(finding.path, of_key=finding.of_key)
    return problem_of(BRAND_KINDS[finding.code], place, hint=finding.hint, **finding.facts)


def _of_brand(problem: Problem) -> Problem:
    """A problem of reading YAML with the cure for a brand file, where it has no better one."""
    if problem.hint != CATALOGUE[problem.code].cure:
        return problem
    return replace(problem, hint=BRAND_KINDS[problem.code].cure)


def _digest(file: BrandFile, original: bytes) -> str:
    """`sha256:` and 64 hexadecimal digits over what the brand file says and the bytes of the logo."""
    said = json.dumps(file.model_dump(mode="json", exclude_unset=True), ensure_ascii=False, sort_keys=True)
    parts = unicodedata.normalize("NFC", said).encode(), original
    return "sha256:" + hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


__all__ = ["BrandError", "read_brand"]
