"""Turn an instrument into a recorded release, and compare what is there with what was released."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from rely.errors import RelyError
from rely.loading.checks.findings import Finding, found
from rely.loading.files import RELEASES_FILE, problem_in, read_file
from rely.loading.problems import Problem
from rely.loading.shape import shape_findings
from rely.loading.source import Source
from rely.loading.writing import write_text
from rely.model.base import Part
from rely.model.digest import canonical_json, digest
from rely.model.instrument import Instrument
from rely.model.scalars import Version, version_number

COPIES = "releases"
"""The folder beside releases.yaml with the canonical JSON of each release as <version>.json."""

Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]


class Release(Part):
    """One version of an instrument as it was handed out; its content never changes again."""

    version: Version = Field(description="major.minor.patch")
    date: Day = Field(description="The day of the release, as 2026-11-30.")
    digest: Digest = Field(description="sha256: and 64 hexadecimal digits over the canonical JSON.")


class Releases(Part):
    """The content of releases.yaml."""

    releases: tuple[Release, ...] = Field(description="The releases, first to last.")


class ReleaseRefused(RelyError):
    """A release cannot be recorded, because it would contradict what was released before."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The outcome of `record_release`: the release, and whether it is new."""

    release: Release
    is_new: bool


def record_release(folder: Path, instrument: Instrument, day: date) -> Recorded:
    """Record the version of an instrument without problems in releases.yaml and keep its canonical JSON.

    Recording the same content again changes nothing. Raises ReleaseRefused when the version is released
    with other content or does not come after the last one.
    """
    listed = read_releases(folder)
    text = canonical_json(instrument)
    release = Release(version=instrument.version, date=day.isoformat(), digest=digest(instrument))
    for earlier in listed:
        if earlier.version == release.version and earlier.digest == release.digest:
            return Recorded(earlier, is_new=False)
        if earlier.version == release.version:
            raise ReleaseRefused(
                f"version {release.version} of '{instrument.id}' was released on {earlier.date} with the digest "
                f"{earlier.digest}, and its content has {release.digest} now. Raise `version` in instrument.yaml."
            )
    if listed and version_number(listed[-1].version) > version_number(release.version):
        raise ReleaseRefused(
            f"version {release.version} of '{instrument.id}' does not come after {listed[-1].version}, which was "
            "released last. Raise `version` in instrument.yaml."
        )
    (folder / COPIES).mkdir(exist_ok=True)
    write_text(folder / COPIES / f"{release.version}.json", text + "\n")
    write_text(folder / RELEASES_FILE, _as_yaml((*listed, release)))
    return Recorded(release, is_new=True)


def read_releases(folder: Path) -> tuple[Release, ...]:
    """The releases recorded in a folder; none without releases.yaml. Raises ReleaseRefused when it is broken."""
    releases, _, problems = _read(folder)
    if problems:
        raise ReleaseRefused(f"{folder / RELEASES_FILE} has problems; `rely validate {folder}` tells which.")
    return releases


def check_releases(folder: Path, instrument: Instrument | None, main: Source) -> list[Problem]:
    """What in the releases of a folder is broken or was changed afterwards; `main` is its instrument.yaml."""
    releases, source, problems = _read(folder)
    if source is None or problems:
        return problems
    problems += [problem_in(source, finding) for finding in _disorder(folder, releases)]
    if instrument is not None and releases:
        problems += [problem_in(main, finding) for finding in _changed(releases, instrument)]
    return problems


def _read(folder: Path) -> tuple[tuple[Release, ...], Source | None, list[Problem]]:
    path = folder / RELEASES_FILE
    if not path.exists():
        return (), None, []
    source, problems = read_file(path)
    if source is None or problems:
        return (), source, problems
    data: Any = source.data
    try:
        return Releases.model_validate(data).releases, source, []
    except ValidationError as error:
        findings = shape_findings(error, data, Releases)
    return (), source, [problem_in(source, finding) for finding in findings]


def _disorder(folder: Path, releases: tuple[Release, ...]) -> Iterator[Finding]:
    for place, release in enumerate(releases):
        path = ("releases", place)
        if place and version_number(release.version) <= version_number(releases[place - 1].version):
            earlier = releases[place - 1].version
            yield found((*path, "version"), "release-order", version=release.version, earlier=earlier)
        wrong = wrong_copy(folder / COPIES / f"{release.version}.json", release)
        if wrong is not None:
            yield found((*path, "digest"), "release-copy", version=release.version, what=wrong)


def wrong_copy(path: Path, release: Release) -> str | None:
    """What is wrong with the kept copy of a release, as the end of a sentence about it; None when nothing is."""
    try:
        content = path.read_bytes().rstrip(b"\n")
    except OSError:
        return "cannot be read"
    actual = "sha256:" + hashlib.sha256(content).hexdigest()
    return None if actual == release.digest else f"has the digest {actual}"


def _changed(releases: tuple[Release, ...], instrument: Instrument) -> Iterator[Finding]:
    version = instrument.version
    for release in releases:
        if release.version == version:
            actual = digest(instrument)
            if actual != release.digest:
                yield found(("version",), "released-changed", version=version, released=release.digest, actual=actual)
            return
    if version_number(version) < version_number(releases[-1].version):
        yield found(("version",), "release-order", version=version, earlier=releases[-1].version)


def _as_yaml(releases: tuple[Release, ...]) -> str:
    entries = (f"  - version: {each.version}\n    date: {each.date}\n    digest: {each.digest}\n" for each in releases)
    return "# Written by `rely release`, and by nothing else.\n\nreleases:\n" + "".join(entries)
