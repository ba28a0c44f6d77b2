"""Serve the questionnaire on the web: forms without scripts, results, downloads."""

from flask import Flask
from jinja2 import StrictUndefined

from rely import paths
from rely.services.settings import Settings
from rely.services.site import Site, open_site
from rely.storage.migrate import check
from rely.web import assets, context, errors, frame, health, housekeeping, security
from rely.web.answer import views as answer
from rely.web.pages import views as pages
from rely.web.result import views as result
from rely.web.review import views as review
from rely.web.start import views as start


def create_app(settings: Settings, *, site: Site | None = None) -> Flask:
    """The web application of a site, by default the one that the settings describe.

    Raises WrongSetting without a secret key, DatabaseNotReady when the tables are not those of this release,
    and QuestionnaireError when an instrument of the catalogue has problems.
    """
    settings.secret()
    opened = site if site is not None else open_site(settings)
    check(opened.database)
    app = Flask(__name__, static_folder=None, template_folder=str(paths.templates_dir()))
    app.jinja_env.undefined = StrictUndefined
    context.install(app, opened)
    security.install(app, settings)
    frame.install(app, settings)
    assets.install(app)
    errors.install(app)
    housekeeping.install(app, opened)
    for step in (start, answer, review, result, pages, health):
        app.register_blueprint(step.blueprint)
    return app
