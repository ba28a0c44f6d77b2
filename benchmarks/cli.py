"""Measure how soon help comes, each time in a process of its own."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.side_by_side import compare

_MAIN = "from rely.cli import main; main()"


def run() -> None:
    """Print the ratios of help and of an empty validation against importing what they cannot do without."""
    compare(
        "rely --help against python -c 'import click'",
        lambda: _python("-c", _MAIN, "--help"),
        lambda: _python("-c", "import click"),
        rounds=21,
        target="<= 1.35 x, stretch 1.15 x",
    )
    compare(
        "rely score --help against python -c 'import click'",
        lambda: _python("-c", _MAIN, "score", "--help"),
        lambda: _python("-c", "import click"),
        rounds=11,
    )
    compare(
        "rely validate against python -c 'import pydantic, yaml'",
        lambda: _python("-c", _MAIN, "validate"),
        lambda: _python("-c", "import pydantic, yaml"),
        rounds=7,
    )


def _python(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
