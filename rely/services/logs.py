"""Turn what happens into lines on standard error."""

import logging

from rely.services.settings import Settings


def log_to_standard_error(settings: Settings) -> None:
    """Write what happens to standard error, from the level of the settings on."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # It warns of every rule for screens in the style sheets that web and report share.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    if settings.log_level != "DEBUG":
        # They tell of every step of every job, and of what kind the database is.
        for name in ("huey", "alembic"):
            logging.getLogger(name).setLevel(logging.WARNING)
