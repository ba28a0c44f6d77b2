"""Turn a day or a moment into words that no line breaks apart, with its time where a day holds several."""

from datetime import date, datetime

from rely.languages import Words


def unbroken(words: str) -> str:
    """The same words on one line."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def day_words(day: date, words: Words) -> str:
    """A day: 21 November 2026."""
    return unbroken(words.date(day))


def time_words(moment: datetime, words: Words) -> str:
    """The time as the language writes it: 10:42, or 10.42."""
    return words.gettext("%(hour)s:%(minute)s", hour=f"{moment:%H}", minute=f"{moment:%M}")


def moment_words(moment: datetime, words: Words) -> str:
    """Day and time."""
    return words.gettext("%(day)s, %(time)s", day=day_words(moment.date(), words), time=time_words(moment, words))
