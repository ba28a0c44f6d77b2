"""Turn the settings and the catalogue into the pages about this site."""

from flask import Blueprint, render_template

from rely.web.context import site, words
from rely.web.pages.content import view_method, view_privacy

blueprint = Blueprint("pages", __name__, url_prefix="/<language:language>")


@blueprint.get("/privacy")
def privacy() -> str:
    """Tell what happens with answers."""
    return render_template("pages/privacy.html", view=view_privacy(site().settings, words()))


@blueprint.get("/about")
def about() -> str:
    """Tell what the questionnaires rest on."""
    methods = [view_method(offer, words()) for offer in site().catalogue.offers()]
    return render_template("pages/about.html", methods=methods)
