"""Run the measurements of one subject, or of all: `python -m benchmarks [SUBJECT...]`.

Every module of this folder that has a function `run` is a subject. Nothing here passes or fails: on a shared
machine only the ratios mean something, and they are read beside the targets.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

HELPERS = {"chromium", "http_load", "otree_site", "retold", "served", "side_by_side", "stored", "visitors", "widgets"}


def subjects() -> list[str]:
    """The subjects that can be measured."""
    names = (module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    return sorted(name for name in names if name not in {"__main__", *HELPERS})


def main(wanted: Sequence[str]) -> int:
    """Measure what is wanted, everything without a wish; 2 when there is no such subject."""
    known = subjects()
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"There is no subject '{unknown[0]}'. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    for name in wanted or known:
        print(f"== {name}")
        import_module(f"benchmarks.{name}").run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
