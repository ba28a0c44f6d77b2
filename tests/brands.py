"""Give the tests brands: files to read, logos of many shapes, and what comes of them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from rely.loading.brand import BrandError, read_brand
from rely.loading.problems import Problem
from rely.model.brand import Brand
from rely.reporting.html import backgrounds

EXAMPLE = Path(__file__).parents[1] / "docs" / "examples" / "brand" / "brand.yaml"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">{}</svg>'
"""An SVG to put shapes into."""


def example() -> Brand:
    """The brand of the documentation."""
    return read_brand(EXAMPLE, backgrounds=backgrounds())


def png(width: int = 40, height: int = 10, mode: str = "RGB", **saving: Any) -> bytes:
    """A PNG of one colour."""
    made = BytesIO()
    Image.new(mode, (width, height)).save(made, "PNG", **saving)
    return made.getvalue()


def brand_file(folder: Path, text: str = "", *, logo: str | bytes | None = None, name: str = "logo.svg") -> Path:
    """A brand file with this text, and a logo beside it."""
    if logo is not None:
        (folder / name).write_bytes(logo if isinstance(logo, bytes) else logo.encode())
        text = f"logo: {name}\n{text}"
    path = folder / "brand.yaml"
    path.write_text(text if "name:" in text else f"name: Leaf\n{text}", encoding="utf-8")
    return path


def brand_of(path: Path) -> Brand:
    """The brand in a file without problems."""
    return read_brand(path, backgrounds=backgrounds())


def problems_of(path: Path) -> tuple[Problem, ...]:
    """What is wrong with a brand file and its logo; nothing when it can be read."""
    try:
        read_brand(path, backgrounds=backgrounds())
    except BrandError as error:
        return error.problems
    return ()
