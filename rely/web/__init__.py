"""Serve the questionnaire on the web: forms that need no script, results, downloads."""

from flask import Flask
from jinja2 import StrictUndefined

from rely import paths
from rely.jobs.queue import open_queue
from rely.services.settings import Settings
from rely.services.site import Site, open_site
from rely.storage.migrate import check
from rely.web import (
    addresses,
    assets,
    context,
    errors,
    frame,
    health,
    hidden,
    housekeeping,
    maintenance,
    queue,
    security,
)
from rely.web.answer import drawn
from rely.web.answer import views as answer
from rely.web.coach import views as coach
from rely.web.components import views as components
from rely.web.deeper import views as deeper
from rely.web.delete import views as delete
from rely.web.earlier import views as earlier
from rely.web.later import views as later
from rely.web.pages import views as pages
from rely.web.research import views as research
from rely.web.result import actions
from rely.web.result import views as result
from rely.web.resume import views as resume
from rely.web.review import views as review
from rely.web.start import views as start


def create_app(settings: Settings, *, site: Site | None = None) -> Flask:
    """The web application of a site, by default the one that the settings describe.

    Raises WrongSetting without a secret key, DatabaseNotReady when the tables are not those of this release,
    QueueLacksDriver and QueueUnreachable, and QuestionnaireError when an instrument of the catalogue has problems.
    """
    settings.secret()
    opened = site if site is not None else open_site(settings)
    check(opened.database)
    app = Flask(__name__, static_folder=None, template_folder=str(paths.templates_dir()))
    app.jinja_env.undefined = StrictUndefined
    context.install(app, opened)
    addresses.install(app)
    queue.install(app, open_queue(settings, site=opened))
    maintenance.install(app, settings)
    security.install(app, settings)
    frame.install(app, settings)
    assets.install(app)
    drawn.install(app)
    errors.install(app)
    housekeeping.install(app, opened)
    hidden.install(app)
    for step in (
        start,
        answer,
        later,
        resume,
        review,
        result,
        actions,
        research,
        deeper,
        earlier,
        delete,
        pages,
        health,
    ):
        app.register_blueprint(step.blueprint)
    if settings.has_coach_upload:
        app.register_blueprint(coach.blueprint)
    if settings.is_development:
        app.register_blueprint(components.blueprint)
    return app
