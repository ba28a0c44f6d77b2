"""Turn lines of the log that hold a private link into lines that do not open anything."""

import logging
import re

from flask import Flask

_LINK = re.compile(r"(/go/)[^\s\"'?\]]+")

_SERVER = "waitress"
"""What answers requests, and names the path of one that went wrong or was given up."""


class WithoutLinks(logging.Filter):
    """Take the code out of every private link."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; it is always kept."""
        said = record.getMessage()
        if "/go/" in said:
            record.msg, record.args = _LINK.sub(r"\1…", said), ()
        return True


def install(app: Flask) -> None:
    """Watch the two that write paths: Flask after an error, and the server."""
    for logger in (app.logger, logging.getLogger(_SERVER)):
        if not any(isinstance(each, WithoutLinks) for each in logger.filters):
            logger.addFilter(WithoutLinks())
