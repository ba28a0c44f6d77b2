"""Turn the name of a logo in a brand file into the file it means, and that file into a picture and nothing else."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath

from rely.loading.brand.png import SIGNATURE, clean_png
from rely.loading.brand.refusal import refuse
from rely.loading.brand.svg import clean_svg
from rely.loading.near import did_you_mean
from rely.model.brand import Logo

LARGEST_PNG = 2_000_000
LARGEST_SVG = 200_000
"""The most bytes of a logo; every report carries its picture."""

LONGEST_NAME = 200
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_KNOWN = {b"\xff\xd8\xff": "a JPEG", b"GIF8": "a GIF", b"\0\0\1\0": "an icon (ICO)", b"%PDF": "a PDF", b"RIFF": "WebP",
          b"BM": "a bitmap (BMP)", b"%!PS": "PostScript", b"\x1f\x8b": "compressed (SVGZ)", b"PK": "a ZIP",
          b"II*\0": "a TIFF", b"MM\0*": "a TIFF"}  # fmt: skip


def logo_path(folder: Path, named: str) -> Path:
    """The file that a brand file in `folder` names as its logo; it lies in that folder or below. Raises LogoRefused."""
    why = _not_a_name(named)
    if why:
        raise refuse("logo-place", value=named, why=why)
    path = folder.joinpath(*PurePosixPath(named).parts)
    try:
        real = path.resolve()
        if not real.is_relative_to(folder.resolve()):
            raise refuse("logo-place", value=named, why="it is a link to a place outside the folder of the brand file")
        there = real.is_file()
    except (OSError, RuntimeError):  # names too long, links in a circle
        there = False
    if not there:
        raise refuse("logo-missing", value=named, near=_near(path))
    return real


def read_logo(path: Path, named: str) -> tuple[Logo, bytes]:
    """The picture in a file without anything else that was in it, and the bytes of the file. Raises LogoRefused."""
    try:
        with path.open("rb") as file:
            content = file.read(max(LARGEST_PNG, LARGEST_SVG) + 1)
    except OSError:
        raise refuse("logo-missing", value=named, near=", or it cannot be read") from None
    if content.startswith(SIGNATURE):
        _check_size(content, LARGEST_PNG, named)
        return _made("png", *clean_png(content, named)), content
    if not _looks_like_xml(content):
        raise refuse("logo-format", value=named, what=_what_it_is(content))
    _check_size(content, LARGEST_SVG, named)
    return _made("svg", *clean_svg(content)), content


def _made(kind: str, width: float, height: float, content: bytes) -> Logo:
    return Logo(kind, width, height, "sha256:" + hashlib.sha256(content).hexdigest(), content)


def _not_a_name(named: str) -> str:
    if not named.strip() or len(named) > LONGEST_NAME or not named.isprintable():
        return "it is not the name of a file"
    if _ADDRESS.match(named) or named.startswith("//"):
        return "it is an address, and nothing is fetched"
    if named.startswith(("/", "~")):
        return "it is not below the folder of the brand file"
    if "\\" in named:
        return "folders are separated by / here"
    if ".." in PurePosixPath(named).parts:
        return "it leads out of the folder of the brand file"
    return ""


def _near(path: Path) -> str:
    try:
        names = [each.name for each in path.parent.iterdir() if each.is_file()]
    except OSError:
        return ""
    hint = did_you_mean(path.name, names).strip().removeprefix("Did you mean ").removesuffix("?")
    return f", but {hint}" if hint else ""


def _check_size(content: bytes, limit: int, named: str) -> None:
    if len(content) > limit:
        raise refuse("logo-too-large", value=named, size=f"more than {limit} bytes", limit=f"{limit} bytes")


def _looks_like_xml(content: bytes) -> bool:
    start = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") or content[:2] in (b"\xff\xfe", b"\xfe\xff")


def _what_it_is(content: bytes) -> str:
    if not content:
        return "empty"
    return next((what for start, what in _KNOWN.items() if content.startswith(start)), "something else")
