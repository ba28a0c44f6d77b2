"""Turn requests for pages of the questionnaire into pages, and sent pages into stored answers."""

import uuid
from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Form

from rely.services.answers import Conflict, changing
from rely.services.assessments import NotFound, OpenAssessment, answer_in
from rely.services.outline import COURSE, PAGE, Outline, PageOutline, Place, build_outline, page_items
from rely.web.access import check_may_open, code_of, may_open, open_here
from rely.web.answer.content import view_page
from rely.web.answer.course import view_course
from rely.web.answer.saved import view_saved
from rely.web.context import language, site, words
from rely.web.forms.build import CLEAR, ITEM, TAKE, arrived, page_form, typed, unreadable
from rely.web.forms.sent import sent_answers
from rely.web.pace import PACE, PACES, change_pace, outline_here
from rely.web.places import LATER, ORIGIN, ORIGINS, PREVIOUS, STAY, address, page_named, pressed

blueprint = Blueprint("answer", __name__, url_prefix="/<language:language>/a/<uuid:assessment>")

GO = "go"
"""The name of the buttons that save a page and lead on; the value says where."""


@blueprint.get("/")
def go_on(assessment: uuid.UUID) -> Response:
    """Lead to where the respondent left."""
    opened = open_here(assessment)
    if opened.is_finished:
        return redirect(url_for("result.show", assessment=assessment), 303)
    return redirect(address(assessment, outline_here(opened).where_left()), 303)


@blueprint.get("/<section>/<int:number>")
@blueprint.get("/<section>/<int:number>/<item>")
def page(assessment: uuid.UUID, section: str, number: int, item: str = "") -> Response | str:
    """Show one page, or lead to the one that is meant."""
    outline = outline_here(open_here(assessment))
    place = Place(PAGE, section, number, item)
    found = outline.pages.get(place)
    if found is not None:
        return _shown(outline, found)
    page_items(outline.instrument, place)
    return redirect(_address(outline, outline.instead_of(place), item), 303)


@blueprint.post("/<section>/<int:number>")
@blueprint.post("/<section>/<int:number>/<item>")
def save(assessment: uuid.UUID, section: str, number: int, item: str = "") -> Response | str | tuple[str, int]:
    """Store one page and lead on; or show it again with what could not be stored."""
    check_may_open(assessment)
    return save_page(assessment, Place(PAGE, section, number, item))


def save_page(assessment: uuid.UUID, here: Place) -> Response | str | tuple[str, int]:
    """Store what was sent for a page, whether or not it is asked at this moment."""
    with changing(site(), assessment) as change:
        opened = change.opened
        form = _sent_form(opened, here)
        saved = change.save(arrived(form, request.form))
    answer_in(site(), opened, language())
    problems = unreadable(form, request.form) | {each.item: each.kind for each in saved.problems}
    conflicts = {each.item: each for each in saved.conflicts}
    before, outline = _outline_for(opened, here), _outline_for(saved.assessment, here)
    found = outline.pages.get(here)
    if found is not None and (problems or conflicts):
        return _shown(outline, found, form, problems, conflicts), 422 if problems else 409
    return redirect(_target(before, outline, here), 303)


def show_again(assessment: uuid.UUID, section: str, number: int, item: str = "") -> tuple[str, int]:
    """Show a page with what was typed, stored or not, because its token had gone stale."""
    here = Place(PAGE, section, number, item)
    outline = _outline_for(open_here(assessment), here)
    found = outline.pages.get(here)
    if found is None:
        raise NotFound
    form = _sent_form(outline.assessment, here)
    return _shown(outline, found, form, unreadable(form, request.form), was_stale=True), 400


@blueprint.post("/save")
def keep(assessment: uuid.UUID) -> str:
    """Store answers as they are given, and give back the pieces of the page that change."""
    check_may_open(assessment)
    sent = sent_answers(request.form)
    with changing(site(), assessment) as change:
        saved = change.save(sent.read(change.opened.questionnaire))
    page, asked = request.form.get("page", ""), request.form.get("asked", "")
    outline = _outline_for(saved.assessment, page_named(page))
    view = view_saved(saved, sent, outline, page=page, asked=asked, words=words())
    return render_template("answer/saved.html", view=view)


def keep_again(assessment: uuid.UUID) -> tuple[str, int]:
    """Hand a script whose token had gone stale a fresh one; what it sent waits on the device."""
    return render_template("answer/token.html"), 400


def keep_no_more(assessment: uuid.UUID) -> tuple[str, int]:
    """Tell a script that there is nothing to save into.

    Who was let in once, as his cookie proves, hears that the answers are gone, so that his device forgets what
    waits. Anybody else hears what every stranger hears, and what waits on the device stays there for the code.
    """
    return render_template("answer/gone.html", assessment=assessment, is_ours=may_open(assessment)), 404


@blueprint.app_template_global("server_time")
def server_time() -> int:
    """This moment in milliseconds since 1970, by which a device finds out how wrong its clock is."""
    return int(site().now().timestamp() * 1000)


@blueprint.get("/course")
def course(assessment: uuid.UUID) -> Response | str:
    """Say what the facts lead to, or which are missing; lead on where there is nothing to say."""
    outline = outline_here(open_here(assessment))
    if outline.instrument.selecting_facet is None:
        raise NotFound
    if Place(COURSE) not in outline.places:
        return redirect(address(assessment, outline.where_left()), 303)
    later_address = url_for("later.show", assessment=assessment)
    return render_template("answer/course.html", view=view_course(outline, words=words(), later_address=later_address))


def _outline_for(opened: OpenAssessment, here: Place | None) -> Outline:
    """The way as the page that was sent shows it, whatever this visitor has wanted since in another window."""
    return build_outline(opened, one_at_a_time=here is not None and bool(here.item))


def _origin() -> str:
    """The kind of place that the respondent came from and wants to go back to, empty on the ordinary way."""
    found = request.values.get(ORIGIN, "")
    return found if found in ORIGINS else ""


def _address(outline: Outline, place: Place, item: str = "") -> str:
    """The address of a place, from which the respondent can go back to where he came from."""
    return address(outline.assessment.id, place, ITEM + item if item else None, origin=_origin())


def _shown(
    outline: Outline,
    found: PageOutline,
    form: Form | None = None,
    problems: Mapping[str, str] | None = None,
    conflicts: Mapping[str, Conflict] | None = None,
    *,
    was_stale: bool = False,
) -> str:
    view = view_page(
        outline,
        found,
        words=words(),
        code=code_of(outline.assessment.id) or "",
        typed=None if form is None else typed(form, request.form),
        problems=problems,
        conflicts=conflicts,
        was_stale=was_stale,
        origin=_origin(),
    )
    return render_template("answer/page.html", view=view)


def _sent_form(opened: OpenAssessment, here: Place) -> Form:
    items = page_items(opened.questionnaire, here)
    return page_form(opened.questionnaire, opened.record.instrument_digest, items)(request.form)


def _target(before: Outline, after: Outline, here: Place) -> str:
    """Where the pressed button leads, with what the answers just given have changed on the way."""
    stays, go = request.form.get(CLEAR) or request.form.get(TAKE), request.form.get(GO, "")
    if stays in after.instrument.items:
        return _address(after, here, str(stays))
    if request.form.get(PACE) in PACES:
        change_pace(request.form[PACE])
        return _address(after, outline_here(after.assessment).instead_of(here), here.item)
    if go == LATER:
        return url_for("later.show", assessment=after.assessment.id)
    if go == STAY:
        return _address(after, here)
    if go == PREVIOUS:
        return _address(after, after.before(here) or here)
    chosen = pressed(go, after.places)
    if chosen is not None:
        # Who chooses a part himself is on the ordinary way again.
        return address(after.assessment.id, chosen)
    new = _new_items(before, after, here)
    if new:
        return _address(after, here, new[0])
    return _address(after, after.next_after(here) if here in after.pages else after.where_left())


def _new_items(before: Outline, after: Outline, here: Place) -> list[str]:
    """The items of this page that are asked only since the answers that were just given."""
    if here not in before.pages or here not in after.pages:
        return []
    known = {item.id for item in before.pages[here].items}
    return [item.id for item in after.pages[here].items if item.id not in known]
