"""Turn the present state of an instrument into a recorded release."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from rely.cli.files import day as read_day
from rely.cli.streams import say, write

if TYPE_CHECKING:
    from pathlib import Path

    from rely.model.instrument import Instrument


@click.command("release")
@click.argument("instrument_id", metavar="ID")
@click.option("--date", "day", callback=read_day, metavar="DAY", help="The day of the release; default: today.")
def command(instrument_id: str, day: date | None) -> int:
    """Record the version and digest of an instrument.

    They are added to releases.yaml beside instrument.yaml, and the content is kept as
    releases/VERSION.json. Refused while the questionnaire has problems, and when the version was released
    with other content. A version step that is too small for what changed since the last release is told,
    and recorded all the same. ID may also be the path of the questionnaire's folder.
    """
    from rely.loading.catalogue import find_to_change
    from rely.loading.files import folder_of
    from rely.loading.instrument import read_questionnaire
    from rely.loading.problems import as_text
    from rely.loading.releases import record_release

    path = find_to_change(instrument_id)
    folder = folder_of(path)
    if folder is None:
        raise click.UsageError(f"{path} is a single file; releases are recorded beside it, so put it into a folder.")
    loaded = read_questionnaire(folder)
    if loaded.instrument is None or loaded.problems:
        for problem in loaded.problems:
            say(as_text(problem))
        say("Nothing is released: mend these problems first.")
        return 1
    doubt = _step_in_doubt(folder, loaded.instrument)
    recorded = record_release(folder, loaded.instrument, day or date.today())
    release = recorded.release
    write(f"{loaded.instrument.id} {release.version} {release.date} {release.digest}\n")
    if not recorded.is_new:
        say("This was released before; nothing has changed.")
    elif doubt is not None:
        say(f"warning: {doubt}")
    return 0


def _step_in_doubt(folder: Path, instrument: Instrument) -> str | None:
    """What speaks against the version after the last release; None when nothing does, or it is the first."""
    from rely.loading.catalogue import UnreadableInstrument
    from rely.loading.diff.compare import compare
    from rely.loading.diff.told import warning
    from rely.loading.releases import read_releases
    from rely.loading.versions import load_version

    releases = read_releases(folder)
    if not releases or instrument.version in {release.version for release in releases}:
        return None
    last = f"{folder}@{releases[-1].version}"
    try:
        told = warning(compare(load_version(last), instrument))
    except UnreadableInstrument as error:
        return f"the version step is not checked: {error}"
    return None if told is None else f"{told} It is recorded all the same; `rely diff {last} {folder}` tells why."
