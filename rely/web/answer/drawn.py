"""Turn an item in a state that others meet too into its HTML, drawn once for all of them."""

from functools import lru_cache
from typing import Any

from flask import Flask
from markupsafe import Markup

from rely.languages import words_for
from rely.web.answer.items import MOST, ItemView


def install(app: Flask) -> None:
    """Hand the templates `drawn`: an item, to stand on a page or to take the place of what stands there (`oob`).

    A view that others meet too is one and the same for all of them, and so is its drawing. What somebody wrote, and
    messages about it, are never kept.
    """

    def draw(item: ItemView, *, oob: bool = False) -> Markup:
        words = words_for(item.language, marks=True)
        macros: Any = app.jinja_env.get_template("answer/items.html").module
        drawing: Markup = macros.draw(item, words.gettext, words.quoted, oob)
        return drawing

    kept = lru_cache(maxsize=MOST)(draw)

    @app.template_global()
    def drawn(item: ItemView, *, oob: bool = False) -> Markup:
        return kept(item) if item.is_common and not oob else draw(item, oob=oob)
