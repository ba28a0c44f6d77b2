"""Turn a revision of git and a path in it into the files that stood there, in a folder of our own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

from rely.errors import RelyError
from rely.loading.source_text import MAX_BYTES

MOST_FILES = 200
"""The most files that are read of one folder."""

_SECONDS = 60
_FILE_MODES = ("100644", "100755")


class GitMissing(RelyError):
    """git is not installed, and a revision was asked for."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"git is needed to read '{reference}', and this machine has none. Install it: sudo apt-get install git"
        )


class UnknownRevision(RelyError):
    """git does not know the revision, or any repository here, or cannot give what is asked for."""


class PathNotInRevision(UnknownRevision):
    """The revision is there and holds nothing at the path."""


def read_revision(revision: str, path: str, into: Path) -> Path:
    """Write the questionnaire at `path` of a revision below `into`; gives the path of its copy, a file or a folder.

    `path` is counted from the top of the repository, or with ./ from here, as git does it. Of a folder the YAML files
    directly in it are written; links and folders are left out. Raises GitMissing and UnknownRevision.
    """
    reference = f"{revision}:{path}"
    if not revision or revision.startswith("-") or "\0" in reference:
        raise UnknownRevision(f"'{revision}' is no revision: write one such as HEAD~1 or v1.2.0 before the colon.")
    commit = _ask("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", reference=reference)
    if commit is None:
        raise UnknownRevision(f"git knows no revision '{revision}' here. `git log --oneline` lists those there are.")
    found = _ask("rev-parse", "--verify", "--quiet", f"{_text(commit)}:{path}", reference=reference)
    kind = None if found is None else _ask("cat-file", "-t", _text(found), reference=reference)
    if found is None or kind is None:
        raise PathNotInRevision(
            f"there is no '{path}' in the revision '{revision}'. The path is counted from the top of the repository: "
            "HEAD~1:questionnaires/my-check"
        )
    name = PurePosixPath(path).name
    copy = into / (name if name.strip(".") else "questionnaire")
    if _text(kind) == "tree":
        copy.mkdir()
        for name, blob in _yaml_files(_text(found), reference):
            (copy / name).write_bytes(_content(blob, reference))
    else:
        copy.write_bytes(_content(_text(found), reference))
    return copy


def _yaml_files(tree: str, reference: str) -> list[tuple[str, str]]:
    """The names and ids of the YAML files directly in a folder."""
    listed = _ask("ls-tree", "-z", "--full-tree", tree, reference=reference) or b""
    found = []
    for line in listed.split(b"\0"):
        about, _, name = line.partition(b"\t")
        words = about.decode("ascii", "replace").split()
        file = os.fsdecode(name)
        if words and words[0] in _FILE_MODES and file.endswith((".yaml", ".yml")):
            found.append((file, words[2]))
    if len(found) > MOST_FILES:
        raise UnknownRevision(f"'{reference}' holds {len(found)} YAML files, which is no questionnaire.")
    return found


def _content(blob: str, reference: str) -> bytes:
    """What a file holds, cut after what any questionnaire may hold, so that the reader refuses it as too large."""
    size = _ask("cat-file", "-s", blob, reference=reference)
    if size is not None and int(size) > MAX_BYTES:
        return b"#" * (MAX_BYTES + 1)
    return _ask("cat-file", "blob", blob, reference=reference) or b""


def _ask(*arguments: str, reference: str) -> bytes | None:
    """What git answers; None when it says no. Raises GitMissing, and UnknownRevision outside of a repository."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    try:
        answer = subprocess.run(
            ["git", "--no-pager", *arguments],
            capture_output=True,
            check=False,
            env=environment,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except (FileNotFoundError, PermissionError) as error:
        raise GitMissing(reference) from error
    except subprocess.TimeoutExpired as error:
        raise UnknownRevision(f"git gave no answer about '{reference}' within {_SECONDS} seconds.") from error
    if answer.returncode == 0:
        return answer.stdout
    said = answer.stderr.decode("utf-8", "replace").strip().splitlines()
    refusal = next((line for line in said if "not a git repository" in line or "dubious ownership" in line), None)
    if refusal is not None:
        raise UnknownRevision(f"'{reference}' cannot be read: git says: {refusal.removeprefix('fatal: ')}")
    return None


def _text(answer: bytes) -> str:
    return answer.decode("ascii", "replace").strip()
