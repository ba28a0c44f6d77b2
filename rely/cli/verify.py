"""Turn the PDF of a report into a verdict on whether it agrees with the data that it carries."""

from __future__ import annotations

from pathlib import Path

import click

from rely.cli.streams import write

LARGEST = 50_000_001


@click.command("verify")
@click.argument("report", metavar="REPORT.pdf")
def command(report: str) -> int:
    """Check that a report agrees with the data that it carries.

    It is made again from them, and compared.
    The end is 0 and "consistent" when scores, text and data agree; 1 with every difference; 3 when the version
    of the questionnaire is not at hand. Who made the file, nothing in it can prove.
    """
    pdf = _read(Path(report))

    from rely.cli.render import renderer
    from rely.services.verifying import verify_report

    verdict = verify_report(pdf, renderer("pdf"))
    if verdict.differences:
        write("not consistent\n")
        for difference in verdict.differences:
            write(f"- {difference}\n")
        if verdict.other_makers:
            write(f"Made with {', '.join(verdict.other_makers)}: differences in text may come from that.\n")
        return 1
    write(
        "consistent\n"
        "The scores, the text and the data in this PDF agree with each other and with its version of the "
        "questionnaire; who made it, whether the answers are true and how the pages look was not checked.\n"
    )
    if verdict.respondent is not None:
        write(f"The name after 'answered by' ({verdict.respondent}) is not in the data and was not checked.\n")
    if verdict.own_words:
        write(
            f"What was written in own words ({', '.join(verdict.own_words)}) is not in the data and was not checked.\n"
        )
    return 0


def _read(path: Path) -> bytes:
    """The bytes of the file, and not more of a huge one than tells that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no file has such a name"
        raise click.UsageError(f"'{path}' cannot be read: {reason.lower()}.") from error
