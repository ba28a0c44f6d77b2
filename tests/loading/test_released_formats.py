"""What was released stays readable: reports of old assessments need the instrument they were answered with."""

import json
from pathlib import Path

import pytest

from rely.loading.catalogue import UnreadableInstrument, load_canonical
from rely.model.digest import digest

QUESTIONNAIRES = Path(__file__).resolve().parents[2] / "questionnaires"
RELEASES = sorted(QUESTIONNAIRES.glob("*/releases/*.json"))


def test_something_was_released() -> None:
    assert RELEASES


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: f"{path.parents[1].name} {path.stem}")
def test_every_released_instrument_is_still_read_and_has_its_digest(path: Path) -> None:
    instrument = load_canonical(path.read_text(encoding="utf-8"))
    assert (instrument.id, instrument.version) == (path.parents[1].name, path.stem)
    assert digest(instrument) in (path.parents[1] / "releases.yaml").read_text(encoding="utf-8")


def test_an_instrument_in_the_format_of_another_release_is_told_in_words() -> None:
    written = json.loads(RELEASES[0].read_text(encoding="utf-8")) | {"colours": ["blue"]}
    with pytest.raises(UnreadableInstrument, match="another release of Rely") as caught:
        load_canonical(json.dumps(written))
    assert written["version"] in str(caught.value)
