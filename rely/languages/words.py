"""Turn messages, numbers, dates, countries and lists into the words of one language."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence
from functools import cache, cached_property

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from rely.errors import RelyError
from rely.languages.catalogue import SOURCE_LANGUAGE, Catalogue, catalogue
from rely.model.text import Text
from rely.scoring.rounding import NOISE

INTERFACE_LANGUAGES = ("nl", "en", "de")
"""The languages in which Rely itself speaks; an instrument may have more."""

NARROW_SPACE = "\u202f"
"""The narrow no-break space, between a sign and its number."""

_LOCALES = {"nl": "nl_NL", "en": "en_GB", "de": "de_DE"}
_QUOTES = {"nl": ("‘", "’"), "en": ("‘", "’"), "de": ("„", "“")}
_SHORT_DATES = {"nl": "dd-MM-y", "en": "d MMM y", "de": "dd.MM.y"}
_DAYS_OF_THE_WEEK = {"nl": "EEEEEE d MMM", "en": "EEE d MMM", "de": "EEEEEE, d. MMM"}


class UnknownLanguage(RelyError):
    """A language in which Rely has no words."""

    def __init__(self, language: str) -> None:
        self.language = language
        super().__init__(
            f"There are no words in the language '{language}'. Choose one of {', '.join(INTERFACE_LANGUAGES)}."
        )


def N_(message: str) -> str:
    """Mark a message that is translated later, so that it is found; gives the message itself."""
    return message


@cache
def words_for(language: str) -> Words:
    """All words of one language. Raises UnknownLanguage for any but the interface languages."""
    if language not in INTERFACE_LANGUAGES:
        raise UnknownLanguage(language)
    return Words(language)


class Words:
    """The words of one language; made by `words_for`, the same for everybody and never changed.

    In a message `%(name)s` stands for the keyword argument of that name; a per cent sign in a message with
    such places is written twice.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    @cached_property
    def _catalogue(self) -> Catalogue:
        return catalogue(self.language)

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(_LOCALES[self.language])

    @cached_property
    def _separators(self) -> tuple[str, str]:
        symbols = self._locale.number_symbols["latn"]
        return symbols["group"], symbols["decimal"]

    def gettext(self, message: str, /, **values: object) -> str:
        """The message in this language, with its places filled in; in English while it has no translation."""
        wording = self._catalogue.wordings.get(message, (message,))[0]
        return wording % values if values else wording

    def ngettext(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """The message that fits the number `n`, which fills the place `%(n)s` in this language's digits."""
        values.setdefault("n", self.number(n))
        wordings = self._catalogue.wordings.get(singular, (singular, plural))
        return wordings[min(self._catalogue.plural(n), len(wordings) - 1)] % values

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with this many decimals, halves away from zero, noise of 1e-9 forgiven: 62,5 and 1.250."""
        unit = 10**decimals
        digits = int(abs(value) * unit + 0.5 + NOISE)
        sign = "-" if value < 0 and digits else ""
        group, point = self._separators
        whole, part = divmod(digits, unit)
        fraction = f"{point}{part:0{decimals}d}" if decimals else ""
        return f"{sign}{whole:,}".replace(",", group) + fraction

    def measured(self, value: float, decimals: int = 1) -> str:
        """A number with at most this many decimals and no zero at their end: 4,8 but 5."""
        digits = int(abs(value) * 10**decimals + 0.5 + NOISE)
        while decimals and digits % 10 == 0:
            digits //= 10
            decimals -= 1
        return self.number(value, decimals)

    def date(self, day: datetime.date) -> str:
        """A day in full: 3 maart 2025."""
        return format_date(day, "long", self._locale)

    def short_date(self, day: datetime.date) -> str:
        """A day for tables: 03-03-2025; in English with the month's name, so that nobody mistakes it."""
        return format_date(day, _SHORT_DATES[self.language], self._locale)

    def weekday(self, day: datetime.date) -> str:
        """A day of the coming weeks, without its year: ma 23 nov."""
        return format_date(day, _DAYS_OF_THE_WEEK[self.language], self._locale)

    def month(self, day: datetime.date) -> str:
        """The month of a day, for tables: dec 2026."""
        return format_date(day, "MMM y", self._locale)

    def country(self, code: str) -> str:
        """The name of a country by its two-letter code of ISO 3166-1; an unknown code stays as it is."""
        name = self._locale.territories.get(code)
        return code if name is None else str(name)

    def text(self, text: Text) -> str:
        """The wording of a text for a reader of this language: this language, else English, else the first."""
        return text.in_language(self.language, SOURCE_LANGUAGE)

    def quoted(self, text: str) -> str:
        """The text between the quotation marks of this language."""
        before, after = _QUOTES[self.language]
        return f"{before}{text}{after}"

    def list_of(self, words: Sequence[str]) -> str:
        """Words in a row: a, b en c; nothing for none."""
        return format_list(list(words), locale=self._locale)

    def collate_key(self, text: str) -> str:
        """What to sort by, so that accents and capitals make no difference: Österreich beside Oman."""
        return plain_letters(text).casefold()


def plain_letters(text: str) -> str:
    """The text without its accents: e for é."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
