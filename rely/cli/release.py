"""Turn the present state of an instrument into a recorded release."""

from __future__ import annotations

from datetime import date

import click

from rely.cli.files import day as read_day
from rely.cli.streams import say, write


@click.command("release")
@click.argument("instrument_id", metavar="ID")
@click.option("--date", "day", callback=read_day, metavar="DAY", help="The day of the release; default: today.")
def command(instrument_id: str, day: date | None) -> int:
    """Record the version and digest of an instrument.

    They are added to releases.yaml beside instrument.yaml, and the content is kept as
    releases/VERSION.json. Refused while the questionnaire has problems, and when the version was released
    with other content. ID may also be the path of the questionnaire's folder.
    """
    from rely.loading.catalogue import find_questionnaire
    from rely.loading.files import folder_of
    from rely.loading.instrument import read_questionnaire
    from rely.loading.problems import as_text
    from rely.loading.releases import record_release

    path = find_questionnaire(instrument_id)
    folder = folder_of(path)
    if folder is None:
        raise click.UsageError(f"{path} is a single file; releases are recorded beside it, so put it into a folder.")
    loaded = read_questionnaire(folder)
    if loaded.instrument is None or loaded.problems:
        for problem in loaded.problems:
            say(as_text(problem))
        say("Nothing is released: mend these problems first.")
        return 1
    recorded = record_release(folder, loaded.instrument, day or date.today())
    release = recorded.release
    write(f"{loaded.instrument.id} {release.version} {release.date} {release.digest}\n")
    if not recorded.is_new:
        say("This was released before; nothing has changed.")
    return 0
