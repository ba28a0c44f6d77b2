"""Turn the name of a study into its secret key: made at first use, kept beside the database."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rely.errors import RelyError
from rely.research.pseudonyms import KEY_BYTES, Pseudonyms

FOLDER: Final = "studies"
"""The folder of the keys, in the folder of the data."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}\Z")
_KEY = re.compile(rf"[0-9a-f]{{{2 * KEY_BYTES}}}\s*\Z")


class WrongStudyName(RelyError):
    """A name that no study can have."""

    def __init__(self, name: str) -> None:
        shown = name if name.isprintable() and len(name) <= 60 else "this name"
        super().__init__(
            f"No study can be called '{shown}'. Use at most 60 letters a-z, digits, hyphens and underscores, "
            "beginning with a letter or digit: clients-2026."
        )


class UnusableStudyKey(RelyError):
    """The file of a study's key cannot be read, or holds something else."""


@dataclass(frozen=True, slots=True)
class Study:
    """A study: its pseudonyms, the file of its key, whether that was made just now, and whether others can read it.

    `path` is None for a study without a name, whose key is nowhere kept.
    """

    pseudonyms: Pseudonyms
    path: Path | None = None
    is_new: bool = False
    is_open: bool = False


def nameless_study() -> Study:
    """A study whose pseudonyms nobody can make a second time."""
    return Study(Pseudonyms(secrets.token_bytes(KEY_BYTES)))


def study_called(name: str, data: Path) -> Study:
    """The study of this name; capitals make no other study. `data` is the folder of the site's data.

    Its key is random, readable by its owner only, and made once, also when two ask at the same moment. Raises
    WrongStudyName, UnusableStudyKey, and OSError where the folder cannot be written to.
    """
    plain = name.lower()
    if not _NAME.match(plain):
        raise WrongStudyName(name)
    path = data / FOLDER / f"{plain}.key"
    is_new = not path.exists() and _made(path)
    pseudonyms = Pseudonyms(_read(path))
    return Study(pseudonyms, path, is_new, is_open=_is_open(path))


def _made(path: Path) -> bool:
    """Make the key under another name and link it, so that nobody reads half of it; False when another was first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)
    except FileExistsError:
        return False
    finally:
        part.unlink(missing_ok=True)
    return True


def _is_open(path: Path) -> bool:
    """Whether anybody but the owner may read a file; where there are no such rights, nobody knows."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o077)


def _read(path: Path) -> bytes:
    try:
        written = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        reason = (getattr(error, "strerror", None) or "it holds something else").lower()
        raise UnusableStudyKey(f"The key of the study in {path} cannot be read: {reason}.") from error
    if not _KEY.match(written):
        raise UnusableStudyKey(
            f"{path} is not the key of a study. Put back the file as it was: "
            "with another key the pseudonyms of earlier exports do not come again."
        )
    return bytes.fromhex(written.strip())
