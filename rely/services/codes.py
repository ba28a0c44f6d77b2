"""Turn chance into a resume code that people can copy by hand, and a code into the hash that is stored."""

import hashlib
import hmac
from collections.abc import Callable

ALPHABET = "23456789ACDEFGHJKMNPQRTVWXY"
"""What a code is made of: no two look alike (0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B)."""

GROUPS = 4
LETTERS = 4

# Sixteen letters out of 27 are 76 bits. How long guessing takes: docs/decisions/0011-limits-on-codes.md.
LENGTH = GROUPS * LETTERS

LOOK_ALIKES = str.maketrans({"S": "5", "B": "8", "Z": "2", "U": "V"})
"""What a reader may take a letter of the alphabet for."""

BETWEEN = frozenset(" -‐‑–—.·\t\u00a0")
"""What people write between groups."""


def make_code(choose: Callable[[str], str]) -> str:
    """A new code such as KQ7M-2XDP-94RT-VW3C; `choose` picks one letter of several."""
    letters = "".join(choose(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[start : start + LETTERS] for start in range(0, LENGTH, LETTERS))


def read_code(typed: str) -> str | None:
    """The code that somebody typed, in the spelling of `make_code`; None when it cannot be one.

    Small letters, other dashes, spaces and look-alikes do not matter.
    """
    if len(typed) > 4 * LENGTH:
        return None
    letters = "".join(letter for letter in typed.upper() if letter not in BETWEEN).translate(LOOK_ALIKES)
    if len(letters) != LENGTH or any(letter not in ALPHABET for letter in letters):
        return None
    return "-".join(letters[start : start + LETTERS] for start in range(0, LENGTH, LETTERS))


def hash_code(code: str, secret: str) -> str:
    """The keyed hash under which a code is stored and looked up, as 64 hexadecimal digits.

    HMAC-SHA256: a copy of the database opens nothing without the secret, and since every code is hashed
    before it is compared, how long a comparison takes tells nothing about the codes that exist.
    """
    return hmac.new(secret.encode(), b"resume-code:" + code.encode(), hashlib.sha256).hexdigest()
