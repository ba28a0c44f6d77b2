"""Turn what a script sends, one answer at a time, into answers, without a form class for every mixture of items."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from werkzeug.datastructures import MultiDict

from rely.model.instrument import Instrument
from rely.services.answers import Arrived, Unreadable
from rely.web.forms.build import ITEM, SEEN, revision_in
from rely.web.forms.fields import FIELD_BUILDERS

AT = "at-"
"""Before an item's id this makes the name of the field that tells when the answer was given."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# In digits: milliseconds since 1970 have 13 from the year 2001 on, and 14 from 2286 on.
_LONGEST_TIME = 14


@dataclass(frozen=True, slots=True)
class SentAnswers:
    """What was sent: by item id the values, the revision that the page showed, and when it was answered.

    Every item whose revision is told has sent its answer; one of which nothing else is sent was emptied. `times`
    holds the times as they were written, which is how the device tells its answers apart.
    """

    typed: Mapping[str, tuple[str, ...]]
    seen: Mapping[str, str]
    times: Mapping[str, str]

    def read(self, instrument: Instrument) -> dict[str, Arrived]:
        """The answers by item id, each with what this instrument reads in its values."""
        return {
            name: Arrived(
                _value(instrument, name, values), seen=revision_in(self.seen[name]), at=moment_in(self.times[name])
            )
            for name, values in self.typed.items()
        }


def sent_answers(sent: MultiDict[str, str]) -> SentAnswers:
    """The answers in what a script sent."""
    names = [name.removeprefix(SEEN) for name in sent if name.startswith(SEEN)]
    return SentAnswers(
        typed={name: tuple(sent.getlist(ITEM + name)) for name in names},
        seen={name: sent[SEEN + name] for name in names},
        times={name: sent.get(AT + name, "") for name in names},
    )


def _value(instrument: Instrument, name: str, values: tuple[str, ...]) -> object:
    item = instrument.items.get(name)
    if item is None or not any(value.strip() for value in values):
        return None
    scale = instrument.scale_of(item)
    try:
        return FIELD_BUILDERS[scale.kind].read(scale)(list(values))
    except ValueError as problem:
        return Unreadable(str(problem), values[0])


def moment_in(written: str) -> datetime | None:
    """The moment of so many milliseconds since 1970; None for what is no such number."""
    if not written or len(written) > _LONGEST_TIME or not (written.isascii() and written.isdecimal()):
        return None
    return _EPOCH + timedelta(milliseconds=int(written))
