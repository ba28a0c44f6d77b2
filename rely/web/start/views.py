"""Turn a visit into the start page, a beginning into an assessment, and a resume code into the way back."""

import uuid
from functools import partial

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from rely.model.answers import FULL_FORM
from rely.services.assessments import NotFound, get_assessment, start_assessment
from rely.services.attempts import try_code
from rely.services.documents import ask_for_sample
from rely.services.limits import BEGINNINGS, TooManyAttempts, count_use, network_of
from rely.services.outline import PAGE, Place
from rely.services.sample import find_sample, get_sample
from rely.web.access import let_in
from rely.web.answer.views import save_page
from rely.web.context import language, preferred, site, words
from rely.web.forms.build import CLEAR, ITEM, OTHER, SEEN, SHOWN, TAKE
from rely.web.pace import outline_here
from rely.web.places import address, button, page_named
from rely.web.queue import queue
from rely.web.result.content import Colours
from rely.web.result.making import hand_over, is_script, view_making_sample
from rely.web.start.content import (
    can_prove,
    view_cards,
    view_hero,
    view_proof,
    view_sample,
    view_wait,
)
from rely.web.start.sample_words import view_sample_words
from rely.web.staying import stays

blueprint = Blueprint("start", __name__)

CARRIED = (ITEM, SEEN, SHOWN, OTHER)
"""What the fields of a page begin with that the respondent sent after the browser had forgotten him."""


@blueprint.get("/")
def choose_language() -> Response:
    """Lead to the start page in the language that was chosen before, else in the one the browser prefers."""
    response = redirect(url_for("start.show", language=preferred()), 302)
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/<language:language>/")
def show() -> str:
    """Show what there is to get."""
    return _start_page()


@blueprint.post("/<language:language>/begin")
def begin() -> Response:
    """Begin an assessment, in full or in a short form."""
    count_use(site(), (BEGINNINGS, network_of(request.remote_addr or "")))
    wanted = request.form.get("form", FULL_FORM)
    started = start_assessment(site(), request.form.get("instrument", ""), language=language(), form=wanted)
    let_in(started)
    outline = outline_here(get_assessment(site(), started.id))
    return redirect(address(started.id, outline.places[0]), 303)


@blueprint.get("/<language:language>/sample")
def first_sample() -> Response:
    """Lead to the first sample that there is."""
    samples = (offer for offer in site().catalogue.offers() if find_sample(site(), offer, language()) is not None)
    found = next(samples, None)
    if found is None:
        raise NotFound
    return redirect(url_for("start.sample", instrument=found.instrument.id), 302)


@blueprint.get("/<language:language>/sample/<instrument>")
def sample(instrument: str) -> str:
    """Show the results page of an invented example."""
    found = get_sample(site(), instrument, language())
    g.instrument = found.opened.instrument
    view = view_sample(site(), found, words())
    said = view_sample_words(found, words())
    return render_template("start/sample.html", view=view, said=said, instrument=instrument, colours=Colours())


@blueprint.get("/<language:language>/sample/<instrument>/report.pdf")
def sample_report(instrument: str) -> Response:
    """Give the report of an invented example, which is made in the background like every other."""
    # Whoever opens the address again tries again; the script of an open page only looks.
    again, network = not is_script(), request.remote_addr or ""
    found = ask_for_sample(site(), queue(), instrument, language=language(), network=network, again=again)
    return hand_over(site(), found, partial(view_making_sample, instrument, words=words()))


@blueprint.get("/<language:language>/resume")
def ask_code() -> str:
    """Ask for a resume code."""
    return render_template(
        "start/resume.html", typed="", is_unknown=False, carried=(), is_stale=False, wait="", page=""
    )


@blueprint.post("/<language:language>/resume")
def resume() -> Response | str | tuple[str, int]:
    """Let in whoever has the code of an assessment, and store what he sent before he was let in."""
    if stays():
        return _asked_again()
    started = try_code(site(), request.form.get("code", ""), address=request.remote_addr or "")
    if started is None:
        return _asked_again(is_unknown=True), 404
    let_in(started)
    carried = _carried_page(started.id)
    if carried is not None:
        return save_page(started.id, carried)
    return redirect(url_for("answer.go_on", assessment=started.id), 303)


def begin_again() -> tuple[str, int]:
    """Show the start page because its token had gone stale."""
    return _start_page(is_stale=True), 400


def resume_again() -> tuple[str, int]:
    """Ask for the code again, as it was typed, because the token had gone stale."""
    return _asked_again(is_stale=True), 400


def ask_code_for_page(assessment: uuid.UUID, section: str, number: int, item: str = "") -> tuple[str, int]:
    """Ask for the code of a sent page that this browser may not open any more, keeping what was typed."""
    name = button(Place(PAGE, section, number, item))
    return _asked_again(page=f"{assessment.hex}/{name}"), 404


def ask_to_wait(error: TooManyAttempts) -> tuple[str, int, dict[str, str]]:
    """Say when the code can be tried again, keeping what was typed."""
    wait = view_wait(error.wait, words())
    return _asked_again(wait=wait.sentence), 429, {"Retry-After": str(wait.seconds)}


def _start_page(*, is_stale: bool = False) -> str:
    offers = site().catalogue.offers()
    samples = {offer.instrument.id: find_sample(site(), offer, language()) for offer in offers}
    cards = view_cards(offers, samples, words())
    found = [samples[card.instrument] for card in cards]
    proof = next((sample for sample in found if sample is not None and can_prove(sample)), None)
    first = site().catalogue.find(cards[0].instrument) if cards else None
    return render_template(
        "start/start.html",
        cards=cards,
        hero=view_hero(cards, None if first is None else first.instrument, words()),
        proof=None if proof is None else view_proof(site(), proof, words()),
        is_stale=is_stale,
    )


def _asked_again(*, is_unknown: bool = False, is_stale: bool = False, wait: str = "", page: str | None = None) -> str:
    carried = [
        (name, value)
        for name, values in request.form.lists()
        if name.startswith(CARRIED) or name in (CLEAR, TAKE)
        for value in values
    ]
    return render_template(
        "start/resume.html",
        typed=request.form.get("code", "")[:100],
        is_unknown=is_unknown,
        is_stale=is_stale,
        wait=wait,
        carried=carried,
        page=request.form.get("page", "") if page is None else page,
    )


def _carried_page(assessment_id: uuid.UUID) -> Place | None:
    """The page that was carried along, if it belongs to this assessment."""
    owner, _, name = request.form.get("page", "").partition("/")
    return page_named(name) if owner == assessment_id.hex else None
