"""Turn what names a version - a path, an id, a kept release, a revision of git - into the instrument."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

from rely.errors import RelyError
from rely.loading.catalogue import (
    UnknownInstrument,
    find_questionnaire,
    load_canonical,
    load_instrument,
)
from rely.loading.files import folder_of, read_raw
from rely.loading.git import PathNotInRevision, read_revision
from rely.loading.instrument import QuestionnaireError, read_questionnaire
from rely.loading.near import did_you_mean
from rely.loading.problems import Problem
from rely.loading.releases import COPIES, read_releases, wrong_copy
from rely.loading.skeleton import is_instrument_id
from rely.model.instrument import Instrument

_VERSION = re.compile(r"\d{1,9}\.\d{1,9}\.\d{1,9}\Z", re.ASCII)


class UnknownVersion(RelyError):
    """No release of this version is kept beside the instrument."""


class ChangedRelease(RelyError):
    """The kept copy of a release is not what was released."""


def load_version(reference: str) -> Instrument:
    """The instrument that a reference names.

    An id or a path: the questionnaire as it is on the disk. ID@1.1.0 or PATH@1.1.0: the release kept under releases/.
    REVISION:PATH or REVISION:ID: as it stood in a revision of git. What exists as a path is always that path.
    Raises UnknownInstrument, UnknownVersion, UnknownRevision, GitMissing, ChangedRelease, and QuestionnaireError
    with all problems.
    """
    try:
        return load_instrument(reference)
    except UnknownInstrument:
        named, at, version = reference.rpartition("@")
        if at and _VERSION.match(version):
            return _release(named, version)
        revision, colon, path = reference.partition(":")
        if colon:
            return _at_revision(revision, path)
        raise


def _release(named: str, version: str) -> Instrument:
    folder = folder_of(find_questionnaire(named))
    kept = [] if folder is None else sorted(path.stem for path in (folder / COPIES).glob("*.json"))
    if folder is None or version not in kept:
        there_are = f" Kept are: {', '.join(kept)}." if kept else " None are kept; `rely release` keeps them."
        raise UnknownVersion(f"no release {version} of '{named}' is kept.{did_you_mean(version, kept) or there_are}")
    path = folder / COPIES / f"{version}.json"
    for release in read_releases(folder):
        wrong = wrong_copy(path, release) if release.version == version else None
        if wrong is not None:
            told = f"version {version} was released with the digest {release.digest}, and its copy {path} {wrong}"
            raise ChangedRelease(f"{told}. Restore the file from your version control; it is never edited.")
    raw = read_raw(path)
    if isinstance(raw, Problem):
        raise QuestionnaireError((raw,))
    try:
        return load_canonical(raw.decode())
    except (ValueError, RecursionError) as error:
        raise ChangedRelease(f"{path} is no release. Restore it from your version control.") from error


def _at_revision(revision: str, path: str) -> Instrument:
    with tempfile.TemporaryDirectory(prefix="rely-") as folder:
        try:
            copy = read_revision(revision, path, Path(folder))
        except PathNotInRevision:
            if not is_instrument_id(path):
                raise
            path = f"questionnaires/{path}"
            copy = read_revision(revision, path, Path(folder))
        loaded = read_questionnaire(copy, history=False)
        if loaded.instrument is None:
            raise QuestionnaireError(_told(loaded.problems, str(copy), f"{revision}:{path}"))
    return loaded.instrument


def _told(problems: tuple[Problem, ...], copy: str, reference: str) -> tuple[Problem, ...]:
    """The problems under the name by which the questionnaire was asked for, not that of its copy."""
    return tuple(
        replace(each, path=each.path.replace(copy, reference), message=each.message.replace(copy, reference))
        for each in problems
    )
