"""Turn the settings of this machine into a worker that makes documents until Ctrl-C."""

from __future__ import annotations

import click


@click.command("worker")
@click.option(
    "--workers",
    type=click.IntRange(1, 32),
    default=1,
    show_default=True,
    help="How many documents to make at the same time; each takes a processor.",
)
@click.option("--parent", type=int, hidden=True, help="End with the process of this number.")
def command(workers: int, parent: int | None) -> None:
    """Make in the background what takes long: the PDFs of the site.

    It also deletes what is past its period. `rely serve` starts one by itself, unless it is told --no-worker. Both
    need the same settings: RELY_QUEUE_URL, RELY_DATABASE_URL, RELY_SECRET_KEY, RELY_DATA, and how long things are
    kept (RELY_DRAFT_DAYS, RELY_RESULT_DAYS, RELY_BACKUP_DAYS).
    """
    import os

    from rely.cli.streams import say
    from rely.jobs.worker import run_worker
    from rely.services.logs import log_to_standard_error
    from rely.services.settings import settings_from

    settings = settings_from(os.environ)
    log_to_standard_error(settings)
    if parent is None:
        say("Rely makes documents in the background until Ctrl-C.")
    run_worker(settings, workers=workers, parent=parent)
