"""Turn the address of the parts into a page that shows each of them, made by the macros that the pages use."""

from flask import Blueprint, Response, render_template

from rely.services.assessments import NotFound
from rely.services.sample import get_sample
from rely.web.components.content import ERRORS, PAGES, view_page, view_parts
from rely.web.context import language, site, words
from rely.web.error_page import show_error
from rely.web.result.content import Colours
from rely.web.start.content import view_sample

blueprint = Blueprint("components", __name__, url_prefix="/<language:language>/parts")


@blueprint.get("")
def show() -> str:
    """Show every part in every state."""
    offer = site().catalogue.offers()[0]
    result = view_sample(site(), get_sample(site(), offer.instrument.id, language()), words())
    view = view_parts(offer.instrument, result, words())
    return render_template("components/parts.html", parts=view, view=result, report=result.report, colours=Colours())


@blueprint.get("/<name>")
def show_page(name: str) -> str | Response:
    """Show one whole page in a state that is hard to come by. Raises NotFound."""
    if name in ERRORS:
        return show_error(name if name == "maintenance" else ERRORS[name], ERRORS[name])
    if name not in PAGES:
        raise NotFound
    offer = site().catalogue.offers()[0]
    result = view_sample(site(), get_sample(site(), offer.instrument.id, language()), words())
    return render_template(PAGES[name], view=view_page(name, result, words()))
