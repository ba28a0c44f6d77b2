"""Turn a sample result into what is said around it: that it is invented, and the way to a result of one's own."""

from dataclasses import dataclass

from rely.languages import Words
from rely.services.sample import Sample
from rely.web.result.take_along import has_dates


@dataclass(frozen=True, slots=True)
class SampleWords:
    """What is said around a sample: that it is invented, what comes with a result of one's own, the way to it."""

    title: str
    invented: str
    begin: str
    own: str
    also: str


def view_sample_words(sample: Sample, words: Words) -> SampleWords:
    """The words for a sample of this instrument."""
    instrument = sample.opened.instrument
    title = f"{words.gettext('Sample report')}: {words.text(instrument.title)}"
    also = words.gettext("You also get these pages as PDF. With them come your answers as data.")
    if has_dates(sample.content):
        also = words.gettext(
            "You also get these pages as PDF. With them come the dates for your calendar and your answers as data."
        )
    if instrument.is_about_a_client:
        return SampleWords(
            title=title,
            invented=words.gettext(
                "This client does not exist, and nobody gave these answers. Your own result looks like this."
            ),
            begin=words.gettext("Begin with your own client"),
            own=words.gettext("And your own client?"),
            also=also,
        )
    return SampleWords(
        title=title,
        invented=words.gettext("Nobody gave these answers. Your own result looks like this."),
        begin=words.gettext("Begin with your own answers"),
        own=words.gettext("And your own answers?"),
        also=also,
    )
