"""Hand each request the queue of the work in the background."""

from typing import cast

from flask import Flask, current_app

from rely.services.jobs import Queue

_KEY = "rely-queue"


def install(app: Flask, queue: Queue) -> None:
    """Keep the queue with the app."""
    app.extensions[_KEY] = queue


def queue() -> Queue:
    """The queue of the site that answers this request."""
    return cast(Queue, current_app.extensions[_KEY])
