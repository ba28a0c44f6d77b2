"""Find cited works that are said to be in a language which nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from babel import Locale, localedata
from babel.core import get_global

from rely.loading.checks.findings import Finding, found
from rely.loading.checks.index import Index


def check_works(index: Index) -> Iterator[Finding]:
    """The language of each work is a tag that is registered, in its shortest form, as BCP 47 wants it."""
    for place, work in enumerate(index.instrument.works):
        if work.language is not None and not _is_known(work.language):
            path = ("works", place, "language")
            yield found(path, "unknown-tag", language=work.language, hint=_hint(work.language))


def _is_known(tag: str) -> bool:
    # Most tags have a file of their own, so that the long lists of names are rarely read.
    if localedata.exists(tag.replace("-", "_")):
        return True
    language, _, part = tag.partition("-")
    return language in _names().languages and (not part or part in _names().territories or part in _names().scripts)


@cache
def _names() -> Locale:
    return Locale("en")


def _hint(tag: str) -> str:
    """The tag that was meant, where the language has another one: nl for dut."""
    language, _, part = tag.partition("-")
    other = get_global("language_aliases").get(language)
    if other is not None:
        return f"Write '{other.replace('_', '-')}{'-' if part else ''}{part}'."
    return f"Leave '-{part}' out." if _is_known(language) else ""
