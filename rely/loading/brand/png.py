"""Turn a PNG from anywhere into one that holds pixels only and no more of them than print can show."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageFile

from rely.loading.brand.refusal import refuse

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_PIXELS = 16_000_000
"""Width times height that is decoded: 4000 by 4000."""

PRINTED = (1000, 250)
"""The most pixels in width and height that are kept: 600 dots an inch in the place a report has for it."""

_PICTURE = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_ANIMATION = frozenset({b"acTL", b"fcTL", b"fdAT"})


def clean_png(content: bytes, named: str) -> tuple[int, int, bytes]:
    """Width, height and the PNG made anew from the pixels. Raises LogoRefused.

    Text, profiles and whatever else a PNG may carry are left out before it is decoded.
    """
    chunks = list(_chunks(content, named))
    _check(chunks, named)
    kept = SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks if kind in _PICTURE)
    try:
        with _whole_pictures_only(), Image.open(BytesIO(kept), formats=["PNG"]) as opened:
            picture = _in_colour(opened)
    except (OSError, ValueError, SyntaxError, zlib.error, struct.error, Image.DecompressionBombError) as error:
        raise refuse("logo-damaged", value=named, what="its pixels cannot be read") from error
    picture.thumbnail(PRINTED, Image.Resampling.LANCZOS)
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    made = BytesIO()
    bare.save(made, "PNG")
    return bare.width, bare.height, made.getvalue()


def _chunks(content: bytes, named: str) -> Iterator[tuple[bytes, bytes]]:
    """The parts of the PNG up to its end; what stands behind it is nobody's picture."""
    at, kind = len(SIGNATURE), b""
    while kind != b"IEND":
        head = content[at : at + 8]
        length, kind = struct.unpack(">I4s", head) if len(head) == 8 else (0, b"")
        data = content[at + 8 : at + 8 + length]
        at += 12 + length
        if len(head) < 8 or at > len(content):
            raise refuse("logo-damaged", value=named, what="it ends early")
        yield kind, data


def _check(chunks: list[tuple[bytes, bytes]], named: str) -> None:
    kind, head = chunks[0]
    if kind != b"IHDR" or len(head) != 13:
        raise refuse("logo-damaged", value=named, what="it does not begin with its size")
    if any(kind in _ANIMATION for kind, _ in chunks):
        raise refuse("logo-animated", value=named)
    width, height = struct.unpack(">II", head[:8])
    if width * height > MOST_PIXELS:
        raise refuse("logo-too-large", value=named, size=f"{width} × {height} pixels", limit=f"{MOST_PIXELS} pixels")
    if not width * height:
        raise refuse("logo-damaged", value=named, what="it has no pixels")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _in_colour(opened: Image.Image) -> Image.Image:
    """The picture with 8 bits each of red, green, blue and, where it has it, transparency."""
    opened.load()
    if opened.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off instead of scaling
        opened = opened.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return opened.convert("RGBA" if opened.has_transparency_data else "RGB")


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """WeasyPrint tells Pillow to fill in what a picture lacks; here that is an error."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
