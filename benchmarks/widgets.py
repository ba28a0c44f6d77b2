"""Turn the statements of a page into HTML twice: by our macros over prepared values, and by the widgets of WTForms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wtforms import Form, RadioField
from wtforms.fields.choices import SelectChoice

from rely.languages import words_for
from rely.services.assessments import get_assessment, start_assessment
from rely.services.outline import build_outline
from rely.services.site import Site
from rely.web import create_app
from rely.web.answer.content import view_page


def by_macros(site: Site, instrument: str) -> tuple[Callable[[], str], Callable[[], str]]:
    """Draw the items of the first page of an instrument: as the page does, and each as if nobody had seen it before."""
    app = create_app(site.settings, site=site)
    started = start_assessment(site, instrument, language="en")
    outline = build_outline(get_assessment(site, started.id))
    words = words_for("en")
    with app.test_request_context("/en/"):
        view = view_page(outline, outline.pages[outline.places[0]], words=words, code="")
    drawn = app.jinja_env.globals["drawn"]
    draw = app.jinja_env.get_template("answer/items.html").module.draw

    def anew() -> str:
        return "".join(draw(item, words.gettext, words.quoted) for item in view.items)

    return lambda: "".join(drawn(item) for item in view.items), anew


def by_widgets(texts: Sequence[str], steps: Sequence[str]) -> Callable[[], str]:
    """Draw as many rows of radio buttons as WTForms does by itself."""
    choices = [SelectChoice(value=str(code), label=text) for code, text in enumerate(steps, start=1)]
    fields = {f"item-I{at}": RadioField(text, choices=choices) for at, text in enumerate(texts, start=1)}
    form = type("Widgets", (Form,), fields)()
    return lambda: "".join(f"{field.label()}{field()}" for field in form)
