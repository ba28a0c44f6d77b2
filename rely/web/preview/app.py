"""Turn the preview of a questionnaire into a web application: the pages of the site, and one page that frames them."""

from flask import Flask, Response, request

from rely.services.preview import Preview
from rely.web import create_app
from rely.web.access import may_open
from rely.web.addresses import url_for
from rely.web.preview import guard, views


def create_preview_app(preview: Preview) -> Flask:
    """The application of a preview. Raises as create_app does."""
    app = create_app(preview.site.settings, site=preview.site)
    views.install(app, preview)
    guard.install(app)

    @app.before_request
    def _look() -> None:
        """Have every page be that of the files as they are."""
        if request.endpoint not in ("static", "preview.news"):
            preview.look()

    app.after_request(_to_what_is_there)
    return app


def _to_what_is_there(response: Response) -> Response:
    """Lead from a page of the questionnaire that a change has taken away to where its answers left off."""
    if response.status_code == 404 and request.endpoint == "answer.page" and request.view_args:
        assessment = request.view_args["assessment"]
        if may_open(assessment):
            response.status_code = 303
            response.location = url_for("answer.go_on", assessment=assessment)
    return response
