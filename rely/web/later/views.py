"""Turn the wish to stop into the page that tells how to go on, into a mail to oneself, and into a file to keep."""

import io
import uuid

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from rely.languages import words_for
from rely.services.assessments import NotFound, OpenAssessment
from rely.services.drafts import build_draft
from rely.services.limits import TooManyAttempts
from rely.services.mail import MailNotSent, NoMailHere, NotAnAddress, mail_myself
from rely.services.mail_settings import LONGEST_ADDRESS
from rely.web.access import code_of, open_here
from rely.web.context import language, site, words
from rely.web.later.content import MailBox, view_later
from rely.web.later.sentences import failed, not_an_address, refused
from rely.web.start.content import view_wait
from rely.web.staying import stays

blueprint = Blueprint("later", __name__, url_prefix="/<language:language>/a/<uuid:assessment>")

MAILED, UPLOADED = "mailed", "uploaded"
"""What the page tells besides, as `after` in its address."""


@blueprint.get("/later")
def show(assessment: uuid.UUID) -> str:
    """Say how to go on later."""
    return _shown(open_here(assessment))


@blueprint.post("/mail")
def send(assessment: uuid.UUID) -> Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Send the link and the code to the address that was typed."""
    opened, code = open_here(assessment), code_of(assessment) or ""
    if stays():
        return _shown(opened)
    try:
        mail_myself(
            site(),
            opened,
            code=code,
            typed=request.form.get("address", ""),
            words=words_for(language()),  # a mail is no page
            language=language(),
            network=request.remote_addr or "",
        )
    except NoMailHere as error:
        raise NotFound from error
    except NotAnAddress:
        return _shown(opened, not_an_address(words())), 422
    except TooManyAttempts as error:
        wait = view_wait(error.wait, words())
        return _shown(opened, wait.sentence), 429, {"Retry-After": str(wait.seconds)}
    except MailNotSent as error:
        return (_shown(opened, refused(words())), 422) if error.is_refused else (_shown(opened, failed(words())), 503)
    return redirect(url_for("later.show", assessment=assessment, after=MAILED), 303)


@blueprint.get("/draft.yaml")
def draft(assessment: uuid.UUID) -> Response:
    """Give the answers as a file that can be uploaded again."""
    document = build_draft(site(), open_here(assessment), language=language())
    response = send_file(
        io.BytesIO(document.body), mimetype=document.media_type, as_attachment=True, download_name=document.name
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def show_again(assessment: uuid.UUID) -> tuple[str, int]:
    """Show the page with the address as it was typed, because the token had gone stale."""
    return _shown(open_here(assessment), was_stale=True), 400


def _shown(opened: OpenAssessment, error: str = "", *, was_stale: bool = False) -> str:
    after = request.args.get("after")
    view = view_later(
        site(),
        opened,
        code=code_of(opened.id) or "",
        words=words(),
        mail=MailBox(request.form.get("address", "")[:LONGEST_ADDRESS], error),
        is_mailed=after == MAILED,
        is_uploaded=after == UPLOADED,
        was_stale=was_stale,
    )
    return render_template("later/later.html", view=view)
