"""Turn a number that is printed without its sign into one with it."""

from rely.languages.words import MINUS


def signed(size: str, value: float) -> str:
    """`size`, the words for how large `value` is, with + or a minus before it; a size that prints as 0 has none."""
    if not size.strip("0.,"):
        return size
    return f"{'+' if value > 0 else MINUS}{size}"
