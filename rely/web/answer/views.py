"""Turn requests for pages of the questionnaire into pages, and sent pages into stored answers."""

import uuid
from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Form

from rely.services.answers import save_answers
from rely.services.assessments import NotFound, OpenAssessment, answer_in, get_assessment
from rely.services.outline import COURSE, PAGE, Outline, PageOutline, Place, build_outline, page_items
from rely.web.access import code_of, open_here
from rely.web.answer.content import view_page
from rely.web.answer.course import view_course
from rely.web.answer.later import view_later
from rely.web.context import language, site, words
from rely.web.forms.build import CLEAR, ITEM, arrived, page_form, typed, unreadable
from rely.web.places import LATER, PREVIOUS, STAY, address, pressed

blueprint = Blueprint("answer", __name__, url_prefix="/<language:language>/a/<uuid:assessment>")

GO = "go"
"""The name of the buttons that save a page and lead on; the value says where."""


@blueprint.get("/")
def go_on(assessment: uuid.UUID) -> Response:
    """Lead to where the respondent left."""
    opened = open_here(assessment)
    if opened.is_finished:
        return redirect(url_for("result.show", assessment=assessment), 303)
    return redirect(address(assessment, build_outline(opened).where_left()), 303)


@blueprint.get("/<section>/<int:number>")
def page(assessment: uuid.UUID, section: str, number: int) -> Response | str:
    """Show one page."""
    outline = build_outline(open_here(assessment))
    found = _page(outline, section, number)
    if found is None:
        return _elsewhere(outline, section, number)
    return _shown(outline, found)


@blueprint.post("/<section>/<int:number>")
def save(assessment: uuid.UUID, section: str, number: int) -> Response | str | tuple[str, int]:
    """Store one page and lead on; or show it again with what could not be stored."""
    return save_page(open_here(assessment), section, number)


def save_page(opened: OpenAssessment, section: str, number: int) -> Response | str | tuple[str, int]:
    """Store what was sent for a page, whether or not it is asked at this moment."""
    form = _sent_form(opened, section, number)
    saved = save_answers(site(), opened, arrived(form, request.form))
    answer_in(site(), opened, language())
    problems = unreadable(form, request.form) | {each.item: each.kind for each in saved.problems}
    before, outline = build_outline(opened), build_outline(get_assessment(site(), opened.id))
    found = _page(outline, section, number)
    if found is not None and problems:
        return _shown(outline, found, form, problems), 422
    return redirect(_target(before, outline, section, number), 303)


def show_again(assessment: uuid.UUID, section: str, number: int) -> tuple[str, int]:
    """Show a page with what was typed, stored or not, because its token had gone stale."""
    outline = build_outline(open_here(assessment))
    found = _page(outline, section, number)
    if found is None:
        raise NotFound
    form = _sent_form(outline.assessment, section, number)
    return _shown(outline, found, form, unreadable(form, request.form), was_stale=True), 400


@blueprint.get("/course")
def course(assessment: uuid.UUID) -> str:
    """Say what the facts lead to."""
    outline = build_outline(open_here(assessment))
    if Place(COURSE) not in outline.places:
        raise NotFound
    later_address = url_for("answer.later", assessment=assessment)
    return render_template("answer/course.html", view=view_course(outline, words=words(), later_address=later_address))


@blueprint.get("/later")
def later(assessment: uuid.UUID) -> str:
    """Say how to go on later."""
    opened = open_here(assessment)
    code = code_of(assessment) or ""
    return render_template("answer/later.html", view=view_later(site(), opened, code=code, words=words()))


def _page(outline: Outline, section: str, number: int) -> PageOutline | None:
    return outline.pages.get(Place(PAGE, section, number))


def _elsewhere(outline: Outline, section: str, number: int) -> Response:
    """A page that exists but asks nothing now leads to where the respondent is; any other is not found."""
    page_items(outline.instrument, section, number)
    return redirect(address(outline.assessment.id, outline.where_left()), 303)


def _shown(
    outline: Outline,
    found: PageOutline,
    form: Form | None = None,
    problems: Mapping[str, str] | None = None,
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
        was_stale=was_stale,
    )
    return render_template("answer/page.html", view=view)


def _sent_form(opened: OpenAssessment, section: str, number: int) -> Form:
    items = page_items(opened.instrument, section, number)
    return page_form(opened.instrument, opened.record.instrument_digest, items)(request.form)


def _target(before: Outline, after: Outline, section: str, number: int) -> str:
    """Where the pressed button leads, with what the answers just given have changed on the way."""
    assessment_id, here = after.assessment.id, Place(PAGE, section, number)
    cleared, go = request.form.get(CLEAR), request.form.get(GO, "")
    if cleared in after.instrument.items:
        return address(assessment_id, here, ITEM + str(cleared))
    if go == LATER:
        return url_for("answer.later", assessment=assessment_id)
    if go == STAY:
        return address(assessment_id, here)
    if go == PREVIOUS:
        return address(assessment_id, after.before(here) or here)
    chosen = pressed(go, after.places)
    if chosen is not None:
        return address(assessment_id, chosen)
    new = _new_items(before, after, here)
    if new:
        return address(assessment_id, here, ITEM + new[0])
    return address(assessment_id, after.next_after(here) if here in after.pages else after.where_left())


def _new_items(before: Outline, after: Outline, here: Place) -> list[str]:
    """The items of this page that are asked only since the answers that were just given."""
    if here not in before.pages or here not in after.pages:
        return []
    known = {item.id for item in before.pages[here].items}
    return [item.id for item in after.pages[here].items if item.id not in known]
