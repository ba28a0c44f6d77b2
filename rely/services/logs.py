"""Turn what happens into lines on standard error."""

import logging

from rely.services.settings import Settings


def log_to_standard_error(settings: Settings) -> None:
    """Write what happens to standard error, from the level of the settings on."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # The one warns of every rule for screens in the style sheets that web and report share, the other of every request
    # that waits while others are answered: dozens of lines a second in a workshop, and nothing is wrong.
    for name in ("weasyprint", "waitress.queue"):
        logging.getLogger(name).setLevel(logging.ERROR)
    if settings.log_level != "DEBUG":
        # They tell of every step of every job, and of what kind the database is.
        for name in ("huey", "alembic"):
            logging.getLogger(name).setLevel(logging.WARNING)
