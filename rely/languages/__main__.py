"""Turn the messages in use into up-to-date PO files: `python -m rely.languages`."""

from __future__ import annotations

import sys

from rely.languages.catalogue import SOURCE_LANGUAGE, po_path
from rely.languages.messages import messages_in_use, translation_problems, updated_catalogue
from rely.languages.words import INTERFACE_LANGUAGES


def main() -> int:
    """Bring every PO file up to date and list what still needs a translator; 1 when something does."""
    used = messages_in_use()
    wanting = 0
    for language in INTERFACE_LANGUAGES:
        if language == SOURCE_LANGUAGE:
            continue
        po_path(language).write_text(updated_catalogue(language, used), encoding="utf-8")
        for problem in translation_problems(language, used):
            print(f"{po_path(language).name}: {problem}", file=sys.stderr)
            wanting += 1
    return 1 if wanting else 0


if __name__ == "__main__":
    sys.exit(main())
