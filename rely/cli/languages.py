"""Turn the language asked for on the command line into one in which there are documents, or into wrong usage."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rely.model.instrument import Instrument

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def language_option(default: str) -> Callable[[Decorated], Decorated]:
    """The option --lang, whose help says what is taken without it; check_language looks at what was given."""
    said = f"The language, such as nl, en, de or another one of the questionnaire. {default}"
    return click.option("--lang", "language", metavar="TAG", help=said)


def check_language(language: str | None, instrument: Instrument) -> None:
    """Raise UsageError for a language in which there are neither words of Rely nor texts of the instrument."""
    from rely.languages import offered_languages
    from rely.loading.near import did_you_mean

    offered = offered_languages(instrument.languages)
    if language is not None and language not in offered:
        near = did_you_mean(language, offered)
        raise click.UsageError(
            f"There is nothing in the language '{language}'.{near} Choose from {', '.join(offered)}."
        )
