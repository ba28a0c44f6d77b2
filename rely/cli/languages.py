"""Turn the language asked for on the command line into its tag, or into wrong usage."""

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


def tag_after(option: str, written: str | None) -> str | None:
    """The tag of any language, as questionnaires write it. Raises UsageError for what is no tag."""
    from rely.loading.translations.reading import language_in

    tag = None if written is None else language_in(written)
    if tag == "":
        raise click.UsageError(f"'{written}' after {option} is no language: write a tag such as fr or pt-BR.")
    return tag
