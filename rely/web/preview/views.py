"""Turn requests for the preview into its page, into news for its script, and into answers to look at."""

import uuid
from typing import cast

from flask import Blueprint, Flask, current_app, g, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from rely.languages import INTERFACE_LANGUAGES
from rely.services.assessments import Started, get_assessment
from rely.services.branches import Branch
from rely.services.outline import COURSE, Place, build_outline
from rely.services.preview import BRANCH, OWN, NoAnswers, Preview, Source, source_of
from rely.web.access import code_of, let_in
from rely.web.addresses import url_for
from rely.web.context import language, words
from rely.web.preview.content import Shown, view_bench, view_broken
from rely.web.preview.guard import FRAMES
from rely.web.preview.reaching import page_of_branch
from rely.web.preview.wish import CLOSELY, RESULT, Wish, read_wish

blueprint = Blueprint("preview", __name__)

_KEY = "rely-preview"

HOLD = 5.0
"""In seconds: how long a question for news waits for an answer."""


def install(app: Flask, preview: Preview) -> None:
    """Keep the preview with the app, and serve its page."""
    app.extensions[_KEY] = preview
    app.register_blueprint(blueprint)


def _preview() -> Preview:
    return cast(Preview, current_app.extensions[_KEY])


@blueprint.get("/preview")
def choose_language() -> Response:
    """Lead to the preview in the language that the browser prefers."""
    preferred = request.accept_languages.best_match(INTERFACE_LANGUAGES) or INTERFACE_LANGUAGES[1]
    response = redirect(f"/{preferred}/preview", 302)
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/<language:language>/preview")
def show() -> str:
    """Show the questionnaire beside its problems, or its problems alone before it has been without errors."""
    g.setdefault(FRAMES, True)
    look = _preview().look(closely=CLOSELY in request.args)  # a script hears later of what takes longer
    if look.instrument is None:
        return render_template("preview/broken.html", view=view_broken(look, _preview().watch.path, words()))
    wish = _adopted(_wish())
    started = _preview().started(wish.source, language=wish.language)
    let_in(started)
    opened = get_assessment(_preview().site, started.id)
    missed = source_of(request.args["missed"]) if "missed" in request.args else None
    shown = Shown(_preview(), look, opened, wish, missed)
    return render_template("preview/bench.html", view=view_bench(shown, words()))


@blueprint.get("/preview/news")
def news() -> Response:
    """Answer as soon as the files have changed, or after a while; `seen` is the number of the last change known."""
    seen = request.args.get("seen", "")
    found = _preview().watch.wait(int(seen) if seen.isdecimal() and len(seen) < 10 else -1, seconds=HOLD)
    return jsonify(number=found.number, version=found.version)


@blueprint.post("/<language:language>/preview/open")
def open_answers() -> Response:
    """Fill in the answers of a source, and lead to where they are of interest."""
    wish, source = _wish(), source_of(request.form.get("open", ""))
    try:
        started = _preview().open(source, language=wish.language)
    except NoAnswers as error:
        return redirect(url_for("preview.show", **wish.values, missed=error.source.id), 303)
    return redirect(wish.address(source=source, at=_place_of(started, source, wish)), 303)


@blueprint.post("/<language:language>/preview/report")
def report() -> Response:
    """Ask for the report of the answers that are shown."""
    wish = _wish()
    started = _preview().started(wish.source, language=wish.language)
    return redirect(wish.address(at=_finished(started)), 303)


@blueprint.post("/<language:language>/preview/clear")
def clear() -> Response:
    """Begin the own answers anew."""
    wish = _wish()
    _preview().clear(language=wish.language)
    return redirect(wish.address(source=Source(OWN), at=""), 303)


def _wish() -> Wish:
    return read_wish(request.values, _preview().look().instrument, language=language())


def _adopted(wish: Wish) -> Wish:
    """The wish for the assessment that the frame has gone to, when one was begun on the pages themselves."""
    try:
        here = uuid.UUID(request.args.get("a", ""))
    except ValueError:
        return wish
    code = code_of(here)
    if code is None:
        return wish
    source = _preview().adopt(Started(here, code))
    return Wish(wish.language, wish.width, source, wish.at)


def _finished(started: Started) -> str:
    """Ask for a result and tell where it is; where it is not settled what is asked, lead to where that is told."""
    outline = build_outline(get_assessment(_preview().site, started.id))
    if not outline.is_settled and Place(COURSE) in outline.places:
        return COURSE
    _preview().finish(started)
    return RESULT


def _place_of(started: Started, source: Source, wish: Wish) -> str:
    """Where the answers of a source are of interest: a branch on its page, all others in the report."""
    if source.kind == OWN:
        return wish.at
    if source.kind != BRANCH:
        return _finished(started)
    kind, _, name = source.name.partition("/")
    outline = build_outline(get_assessment(_preview().site, started.id))
    return page_of_branch(outline, Branch(kind, name))
