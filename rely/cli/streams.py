"""Turn texts into what stands on standard output (data) and on standard error (everything for people)."""

from __future__ import annotations

import sys


class ReaderGone(Exception):
    """The program that read our output has closed it, as `head` does."""


def write(text: str) -> None:
    """Write data to standard output. Raises ReaderGone."""
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise ReaderGone from None


def write_bytes(content: bytes) -> None:
    """Write data that is no text to standard output. Raises ReaderGone."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ReaderGone from None


def say(text: str) -> None:
    """Tell a person something, as a line on standard error; nobody listening is no error."""
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except BrokenPipeError:
        pass


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """The number with its noun: 1 error, 2 errors."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


class Progress:
    """A count on one line of standard error that is rewritten in place; silent when it is no terminal."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._count = 0
        self._shown = sys.stderr.isatty()

    def step(self) -> None:
        """Count one more."""
        self._count += 1
        self._show(counted(self._count, self._noun))

    def _show(self, line: str) -> None:
        if self._shown:
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Make room for a line of text, or end."""
        if self._shown and self._count:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
