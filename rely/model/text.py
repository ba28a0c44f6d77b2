"""Turn a text written in one or in several languages into the words for one reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated

from pydantic import ConfigDict, Field, RootModel, StringConstraints

_TAG = r"[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?"

Language = Annotated[str, StringConstraints(pattern=f"^{_TAG}$")]
"""A language tag such as nl, en or pt-BR."""

LONGEST = 4000
"""The most characters of a text in one language."""

Words = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]


def is_language_tag(text: str) -> bool:
    """Whether a text has the form of a language tag."""
    return re.fullmatch(_TAG, text) is not None


Versions = Annotated[dict[Language, Words], Field(min_length=1)]


class Text(RootModel[Words | Versions]):
    """A text for people: one string for all languages, or a map from language to string."""

    model_config = ConfigDict(frozen=True)

    def in_language(self, *languages: str) -> str:
        """The words in the first of `languages` that has them; else in the first language written."""
        if isinstance(self.root, str):
            return self.root
        for language in languages:
            if language in self.root:
                return self.root[language]
        return next(iter(self.root.values()))

    def missing(self, languages: Iterable[str]) -> tuple[str, ...]:
        """The languages out of `languages` in which this text is not written."""
        if isinstance(self.root, str):
            return ()
        written = self.root
        return tuple(language for language in languages if language not in written)

    def versions(self) -> tuple[tuple[str | None, str], ...]:
        """Each wording with its language; language None when one string serves all."""
        if isinstance(self.root, str):
            return ((None, self.root),)
        return tuple(self.root.items())
