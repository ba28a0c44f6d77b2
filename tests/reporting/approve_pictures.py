"""Turn the reports as they are now into the approved pictures: `python -m tests.reporting.approve_pictures [CASE...]`.

Look at every picture in tests/data/pictures before you commit it: from then on it is what a report is meant to be.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tests.report_cases import PICTURED, pdf_of
from tests.reporting.pictures import APPROVED, approve, pictures_of


def main(names: Sequence[str]) -> int:
    """Approve the named cases, or all, and then remove pictures of cases that are no more."""
    cases = {case.id: case for case in PICTURED}
    unknown = [name for name in names if name not in cases]
    if unknown:
        print(f"There is no case {', '.join(unknown)}. There are: {', '.join(cases)}.", file=sys.stderr)
        return 2
    for name in names or cases:
        path = approve(name, pictures_of(pdf_of(cases[name])))
        print(f"{path.stat().st_size:8,} bytes  {path}")
    for path in APPROVED.glob("*.png"):
        if path.stem not in cases:
            path.unlink()
            print(f"  removed       {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
