"""Make a questionnaire French: one in three languages, and the file that its translator has sent back."""

import shutil
from pathlib import Path

from rely.loading.catalogue import load_instrument
from rely.loading.files import Files, read_files
from rely.loading.instrument import read_questionnaire
from rely.loading.translations.entries import entries_of
from rely.loading.translations.judging import judge
from rely.loading.translations.reading import read_translations
from rely.loading.translations.taking import take
from rely.model.instrument import Instrument

DATA = Path(__file__).parent / "data" / "translations"
CLIENT_PULSE = DATA / "client-pulse"
FRENCH = DATA / "client-pulse.fr.po"

ANSWERS = {
    "CP_NAME": "Le Moulin",
    "CP_COUNTRY": "DE",
    "CP_TR1": 1,
    "CP_TR2": 3,
    "CP_CO1": 5,
    "CP_DELIGHT": 4,
    "CP_NPS": 4,
    "CP_MIX": "as_now",
}


def read_sound(path: Path) -> tuple[Files, Instrument]:
    """The files of a questionnaire without errors, and its instrument."""
    instrument = read_questionnaire(path, history=False).instrument
    assert instrument is not None
    return read_files(path), instrument


def french_folder(folder: Path) -> Path:
    """The questionnaire in four languages, in a new folder inside `folder`."""
    copy = folder / CLIENT_PULSE.name
    shutil.copytree(CLIENT_PULSE, copy)
    files, instrument = read_sound(copy)
    judged = judge(
        read_translations(FRENCH), instrument, entries_of(files, instrument), language="fr", take_stale=False
    )
    assert judged.problems == ()
    take(copy, files, instrument, judged)
    return copy


def french_instrument(folder: Path) -> Instrument:
    """The instrument of french_folder."""
    return load_instrument(french_folder(folder))
