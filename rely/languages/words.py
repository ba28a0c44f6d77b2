"""Turn messages, numbers, dates, countries and lists into the words of one language."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list

from rely.errors import RelyError
from rely.languages.catalogue import SOURCE_LANGUAGE, Catalogue, catalogue, interface_languages
from rely.languages.marks import is_marked, marked
from rely.model.text import Text, is_language_tag
from rely.scoring.rounding import NOISE

INTERFACE_LANGUAGES = interface_languages()
"""The languages in which Rely itself speaks; an instrument may have more."""

NARROW_SPACE = "\u202f"
"""The narrow no-break space, between a sign and its number."""

MINUS = "\u2212"
"""What stands before a negative number: it is read aloud as minus, and no line ends behind it."""

_LOCALES = {"en": "en-GB"}
"""The locale of a language whose own writes days and numbers in another way than readers here expect."""

_SHORT_DATES = {"nl": "dd-MM-y", "de": "dd.MM.y"}
_DAYS_OF_THE_WEEK = {"nl": "EEEEEE d MMM", "de": "EEEEEE, d. MMM"}


class UnknownLanguage(RelyError):
    """What is no tag of a language."""

    def __init__(self, language: str) -> None:
        self.language = language
        super().__init__(f"'{language}' is no language. Write a tag such as {', '.join(INTERFACE_LANGUAGES)}.")


def offered_languages(languages: Iterable[str]) -> tuple[str, ...]:
    """The languages in which pages and reports of an instrument can be had: those of Rely, then its own others."""
    return tuple(dict.fromkeys((*INTERFACE_LANGUAGES, *languages)))


def spoken_language(language: str) -> str:
    """The language of the messages for a reader: this one, the one it is a variety of (pt for pt-BR), else English."""
    wanted = (language, language.partition("-")[0])
    return next((each for each in wanted if each in INTERFACE_LANGUAGES), SOURCE_LANGUAGE)


@cache
def language_name(language: str) -> str:
    """What a language calls itself, as a name: Deutsch, Français; its tag when nobody knows it."""
    try:
        name = str(Locale.parse(language, sep="-").language_name or language)
    except (ValueError, UnknownLocaleError):
        return language
    return name[:1].upper() + name[1:]


def N_(message: str) -> str:
    """Mark a message that is translated later, so that it is found; gives the message itself."""
    return message


_QUOTED = N_("‘%(text)s’")
"""The quotation marks of a language; a translation puts its own ones round the text."""


@cache
def words_for(language: str, *, marks: bool = False) -> Words:
    """All words for readers of one language; in which Rely has no messages, these are English.

    With `marks`, what is in another language than this one says so (`rely.languages.marks`): for pages, and for
    nothing else. Raises UnknownLanguage for what is no tag of a language.
    """
    if not is_language_tag(language):
        raise UnknownLanguage(language)
    return Words(language, marks=marks)


class Words:
    """The words of one language; made by `words_for`, the same for everybody and never changed.

    In a message `%(name)s` stands for the keyword argument of that name; a per cent sign in a message with
    such places is written twice. `spoken` is the language of the messages.
    """

    def __init__(self, language: str, *, marks: bool = False) -> None:
        self.language = language
        self.spoken = spoken_language(language)
        self._marks = marks
        self._is_mixed = marks and self.spoken != language
        self._wanted = tuple(dict.fromkeys((language, language.partition("-")[0], SOURCE_LANGUAGE)))

    @cached_property
    def _catalogue(self) -> Catalogue:
        return catalogue(self.spoken)

    @cached_property
    def _locale(self) -> Locale:
        try:
            return Locale.parse(_LOCALES.get(self.language, self.language), sep="-")
        except (ValueError, UnknownLocaleError):
            return Locale.parse(_LOCALES[SOURCE_LANGUAGE], sep="-")

    @cached_property
    def _separators(self) -> tuple[str, str]:
        symbols = self._locale.number_symbols["latn"]
        return symbols["group"], symbols["decimal"]

    @property
    def decimal_sign(self) -> str:
        """What stands between a number and its decimals: a comma or a point."""
        return self._separators[1]

    def gettext(self, message: str, /, **values: object) -> str:
        """The message in this language, with its places filled in; in English while it has no translation."""
        wordings = self._catalogue.wordings.get(message)
        wording = message if wordings is None else wordings[0]
        return self._message(wording % values if values else wording, is_translated=wordings is not None)

    def ngettext(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """The message that fits the number `n`, which fills the place `%(n)s` in this language's digits."""
        values.setdefault("n", self.number(n))
        found = self._catalogue.wordings.get(singular)
        wordings = found or (singular, plural)
        place = self._catalogue.plural(n) if found is not None else int(n != 1)
        return self._message(wordings[min(place, len(wordings) - 1)] % values, is_translated=found is not None)

    def _message(self, wording: str, *, is_translated: bool) -> str:
        """A message, marked where it is in another language than that of the reader."""
        if not self._marks or (is_translated and not self._is_mixed):
            return wording
        language = self.spoken if is_translated else SOURCE_LANGUAGE
        return wording if language == self.language else marked(wording, language)

    def _own(self, text: str) -> str:
        """What is made for the language itself, such as a day, marked where it stands between messages of another."""
        return marked(text, self.language) if self._is_mixed else text

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with this many decimals, halves away from zero, noise of 1e-9 forgiven: 62,5 and 1.250."""
        unit = 10**decimals
        digits = int(abs(value) * unit + 0.5 + NOISE)
        sign = MINUS if value < 0 and digits else ""
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
        return self._own(format_date(day, "long", self._locale))

    def short_date(self, day: datetime.date) -> str:
        """A day for tables: 03-03-2025; in English with the month's name, so that nobody mistakes it."""
        return self._own(format_date(day, _SHORT_DATES.get(self.language, "medium"), self._locale))

    def weekday(self, day: datetime.date) -> str:
        """A day of the coming weeks, without its year: ma 23 nov."""
        return self._own(format_date(day, _DAYS_OF_THE_WEEK.get(self.language, "EEE d MMM"), self._locale))

    def month(self, day: datetime.date) -> str:
        """The month of a day, for tables: dec 2026."""
        return self._own(format_date(day, "MMM y", self._locale))

    def country(self, code: str) -> str:
        """The name of a country by its two-letter code of ISO 3166-1; an unknown code stays as it is."""
        name = self._locale.territories.get(code)
        return code if name is None else self._own(str(name))

    def language_called(self, tag: str) -> str:
        """The name of a language by its tag, as the reader calls it; an unknown tag stays as it is."""
        try:
            name = Locale.parse(tag, sep="-").get_display_name(self._locale)
        except (ValueError, UnknownLocaleError):
            return tag
        return tag if name is None else self._own(name)

    def text(self, text: Text) -> str:
        """The wording of a text for a reader of this language: this language, else English, else the first."""
        written = text.root
        if isinstance(written, str):
            return written
        wording = written.get(self.language)
        if wording is not None and not self._is_mixed:
            return wording
        language = next((each for each in self._wanted if each in written), "") or next(iter(written))
        return marked(written[language], language) if self._marks else written[language]

    def quoted(self, text: str) -> str:
        """The text between the quotation marks of the language of the messages."""
        pattern = self._catalogue.wordings.get(_QUOTED, (_QUOTED,))[0]
        return pattern % {"text": text}

    def list_of(self, words: Sequence[str]) -> str:
        """Words in a row: a, b en c; nothing for none. Messages in another language are joined as that one does."""
        listed = list(words)
        if self._is_mixed and listed and all(is_marked(word, self.spoken) for word in listed):
            return marked(format_list(listed, locale=words_for(self.spoken)._locale), self.spoken)
        return format_list(listed, locale=self._locale)

    def one_of(self, words: Sequence[str]) -> str:
        """Words of which one is to be chosen, joined as the language of the messages does: a, b of c."""
        return format_list(list(words), style="or", locale=words_for(self.spoken)._locale)

    def collate_key(self, text: str) -> str:
        """What to sort by, so that accents and capitals make no difference: Österreich beside Oman."""
        return plain_letters(text).casefold()


def plain_letters(text: str) -> str:
    """The text without its accents: e for é."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
