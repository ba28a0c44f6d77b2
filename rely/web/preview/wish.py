"""Turn the address of the preview into what its reader wants to see, and back into an address."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rely.languages import INTERFACE_LANGUAGES
from rely.model.instrument import Instrument
from rely.services.preview import Source, source_of
from rely.web.addresses import url_for

PHONE, DESK, BOTH = "phone", "desk", "both"
WIDTHS = (PHONE, DESK, BOTH)

START, RESULT = "start", "result"

CLOSELY = "closely"
"""What stands in the address of a page that is to wait until everything is checked."""

_AT = re.compile(r"[A-Za-z0-9_-]{1,100}(/[0-9]{1,3}(/[A-Za-z0-9_]{1,100})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wish:
    """What to see: the language of the questionnaire, how wide, whose answers, and where in it.

    `at` is the end of an address of an assessment, empty for where its answers left off, or START.
    """

    language: str
    width: str
    source: Source
    at: str

    @property
    def values(self) -> dict[str, str]:
        """The wish as the values of an address or a form."""
        return {"lang": self.language, "width": self.width, "answers": self.source.id, "at": self.at}

    def address(self, **changes: Any) -> str:
        """The address of the preview with this wish, changed."""
        return url_for("preview.show", **replace(self, **changes).values)

    @property
    def again(self) -> str:
        """The address of the preview with this wish, with all that there is to tell."""
        return url_for("preview.show", **self.values, **{CLOSELY: "1"})

    def framed(self, assessment: uuid.UUID) -> str:
        """The address of the page that is framed."""
        if self.at == START:
            return url_for("start.show", language=self.language)
        return url_for("answer.go_on", language=self.language, assessment=assessment) + self.at


def read_wish(values: Mapping[str, str], instrument: Instrument | None, *, language: str) -> Wish:
    """The wish in an address or a form; what it does not tell, or wrongly, is as at the beginning.

    `language` is that of the reader.
    """
    known = languages_of(instrument)
    wanted, width, at = values.get("lang", ""), values.get("width", ""), values.get("at", "")
    first = language if language in known else known[0]
    return Wish(
        language=wanted if wanted in known else first,
        width=width if width in WIDTHS else PHONE,
        source=source_of(values.get("answers", "")),
        at=at if _AT.fullmatch(at) else "",
    )


def languages_of(instrument: Instrument | None) -> tuple[str, ...]:
    """The languages of the questionnaire, all of which its pages are shown in; without it those of the interface."""
    return INTERFACE_LANGUAGES if instrument is None else instrument.languages
