"""Give every template the words, the other languages of its page, and who runs the site."""

from functools import cache
from typing import Any

from flask import Flask, Response, request
from markupsafe import Markup
from werkzeug.routing import BuildError

from rely.languages import language_name, words_for
from rely.languages.marks import has_marks, in_spans
from rely.services.links import private_link
from rely.services.settings import Settings
from rely.web.addresses import url_for
from rely.web.context import disclaimer, language, page_languages, words

POSTED = {
    "answer.save": "answer.page",
    "answer.keep": "answer.go_on",
    "review.finish": "review.show",
    "start.begin": "start.show",
    "deeper.begin": "result.show",
    "earlier.restore": "earlier.ask",
    "delete.delete": "delete.ask",
    "result.make_again": "result.download",
    "actions.save": "result.show",
    "research.decide": "result.show",
    "start.resume": "start.ask_code",
    "later.send": "later.show",
    "resume.upload": "resume.ask_file",
    "coach.upload": "coach.show",
    "coach.make": "coach.check",
    "coach.delete": "coach.show",
}
"""Which page stands behind an address that can only be sent to."""


def install(app: Flask, settings: Settings) -> None:
    """Hand the templates what they all need."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def _frame() -> dict[str, Any]:
        said = words()
        return {
            "_": said.gettext,
            "ngettext": said.ngettext,
            "quoted": said.quoted,
            "language": language(),
            # Only whole pages ask for it.
            "languages": lambda: [(code, language_name(code), _in(code)) for code in page_languages()],
            "disclaimer": disclaimer,
            "operator": settings.operator,
            "draft_days": settings.draft_time.days,
            "result_days": settings.result_time.days,
            "private_link": lambda code: private_link(settings, code=code, language=language()),
            "can_mail": settings.mail is not None,
            "has_coach_upload": settings.has_coach_upload,
        }

    @cache
    def drawn(name: str, said: str) -> Markup:
        return Markup(app.jinja_env.get_template(name).render({"_": words_for(said, marks=True).gettext}))

    @app.after_request
    def _told_apart(response: Response) -> Response:
        """Let the page say of words in another language which one that is."""
        if response.mimetype == "text/html" and response.is_sequence:
            page = response.get_data()
            if has_marks(page):
                response.set_data(in_spans(page.decode(), language()))
        return response

    @app.template_global()
    def fixed(name: str) -> Markup:
        """A template that says the same to everybody who reads this language: drawn once."""
        return drawn(name, language())


def _in(code: str) -> str:
    """The address of this page in another language, or of the start page where this one has no other."""
    endpoint = POSTED.get(request.endpoint or "", request.endpoint)
    try:
        return url_for(endpoint or "start.show", **{**(request.view_args or {}), "language": code})
    except BuildError:
        return url_for("start.show", language=code)
