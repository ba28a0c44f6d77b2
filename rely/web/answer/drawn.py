"""Turn an item in a state that others meet too into its HTML, drawn once for all of them."""

from functools import lru_cache
from typing import Any

from flask import Flask
from markupsafe import Markup

from rely.languages import words_for
from rely.web.answer.items import NOTHING_KNOWN, ItemView

MOST = 4000
"""How many drawings are kept: three times those of sixty items of five steps in three languages, some 6 MB."""


def install(app: Flask) -> None:
    """Hand the templates `drawn`: all of an item but what is hidden.

    Kept is by its whole view but for what differs from one person to the next, and the macro is not told that
    either. What somebody wrote, and messages about it, are never kept.
    """

    def draw(item: ItemView) -> Markup:
        words = words_for(item.language)
        macros: Any = app.jinja_env.get_template("answer/items.html").module
        drawing: Markup = macros.inside(item, words.gettext, words.quoted)
        return drawing

    kept = lru_cache(maxsize=MOST)(draw)

    @app.template_global()
    def drawn(item: ItemView) -> Markup:
        if item.is_common:
            return kept(item._replace(known=NOTHING_KNOWN))
        return draw(item)
