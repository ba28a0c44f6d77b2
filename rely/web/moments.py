"""Turn a moment into words: its day, and its time where a day holds several."""

from datetime import datetime

from rely.languages import Words


def time_words(moment: datetime) -> str:
    """The time as a clock shows it, the same in every language: 10:42."""
    return f"{moment:%H:%M}"


def moment_words(moment: datetime, words: Words) -> str:
    """Day and time."""
    return words.gettext("%(day)s, %(time)s", day=words.date(moment.date()), time=time_words(moment))
