"""Turn the given facts of an instrument into a section of items, so that pages ask for them like anything else."""

from rely.languages import INTERFACE_LANGUAGES, N_, words_for
from rely.model.instrument import Instrument
from rely.model.items import Item, Section
from rely.model.measures import Given
from rely.model.response_scales import Choice, NumberEntry, Option, ResponseScale
from rely.model.text import Text

SECTION = "given-facts"
"""The id of the section; the hyphen keeps it apart from every section that an author can name."""

_SCALE = "given-"
"""Before the id of a fact this makes the id of its response scale."""

_SECONDS = 10.0

TITLE = N_("Before you begin")
INTRO = N_("These facts come before the questions. You can change them at any time.")
INTRO_ONE = N_("This fact comes before the questions. You can change it at any time.")


def with_given(instrument: Instrument) -> Instrument:
    """The instrument as pages ask it: its given facts are the items of a first section.

    It is the instrument itself where it has none. Scores are made with the instrument itself.
    """
    return instrument.derived("with given facts", _with_given) if instrument.given else instrument


def _with_given(instrument: Instrument) -> Instrument:
    # Made without being validated again: the ids of the section and the response scales are none that an author may
    # write. A copy would keep what the original has derived.
    parts = {name: getattr(instrument, name) for name in Instrument.model_fields}
    own = tuple(_item(instrument, fact) for fact in instrument.given)
    scales = tuple(_scale(instrument, fact) for fact in instrument.given)
    parts["sections"] = (_section(instrument, own), *instrument.sections)
    parts["response_scales"] = (*scales, *instrument.response_scales)
    return Instrument.model_construct(**parts)


def _section(instrument: Instrument, items: tuple[Item, ...]) -> Section:
    intro = _said(INTRO if len(items) > 1 else INTRO_ONE)
    return Section.model_construct(id=SECTION, title=_said(TITLE), intro=intro, items=items)


def _item(instrument: Instrument, fact: Given) -> Item:
    facet = instrument.selecting_facet
    decides = facet is not None and facet.selects_by == fact.id
    return Item.model_construct(
        id=fact.id,
        text=fact.label,
        label=fact.label,
        response_scale=_SCALE + fact.id,
        help=fact.help,
        required=decides,
        allow_na=False,
    )


def _scale(instrument: Instrument, fact: Given) -> ResponseScale:
    if not fact.codes:
        return NumberEntry.model_construct(
            id=_SCALE + fact.id, kind="number", seconds=_SECONDS, min=fact.min, max=fact.max, unit=fact.unit
        )
    labels = instrument.labels_of(fact)
    options = tuple(Option.model_construct(code=code, label=labels.get(code, Text(code))) for code in fact.codes)
    return Choice.model_construct(id=_SCALE + fact.id, kind="choice", seconds=_SECONDS, options=options)


def _said(message: str) -> Text:
    """Words of the interface as a text, in every language that a page can have."""
    return Text({language: words_for(language).gettext(message) for language in INTERFACE_LANGUAGES})
