"""Turn a private link into a page with one button, and an uploaded file into a new assessment."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from rely.services.assessments import NotFound
from rely.services.codes import read_code
from rely.services.drafts import LARGEST, NotADraft, ReadDraft, begin_from_draft, read_draft
from rely.services.limits import UPLOADS, TooManyAttempts, count_use, network_of
from rely.web.access import let_in
from rely.web.context import language, site, words
from rely.web.later.views import UPLOADED
from rely.web.resume.content import UploadView, pack, unpack, view_left_out, view_refusal
from rely.web.start.content import view_wait
from rely.web.staying import stays

blueprint = Blueprint("resume", __name__, url_prefix="/<language:language>")

Shown = str | tuple[str, int] | tuple[str, int, dict[str, str]]


@blueprint.get("/go/<code>")
def show_link(code: str) -> str:
    """Ask whether to open the answers: who only looks at a link, such as a scanner of mails, opens nothing.

    Nothing is looked up, so the page tells nobody whether a code exists. Its button sends the code as if it had
    been typed, which is limited and answered in the same way.
    """
    found = read_code(code)
    if found is None:
        raise NotFound
    return render_template("resume/go.html", code=found)


@blueprint.after_request
def _without_a_trace(response: Response) -> Response:
    """Have no page pass on the address of a private link, whatever went wrong with it."""
    if request.endpoint == f"{blueprint.name}.{show_link.__name__}":
        # Not even to ourselves: a proxy before the site may write down where a request came from.
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/upload")
def ask_file() -> str:
    """Ask for the file of answers."""
    return _shown(UploadView(_heading()))


@blueprint.post("/upload")
def upload() -> AnyResponse | Shown:
    """Make a new assessment of a file, unless something of it would be lost without being agreed to."""
    raw = b""
    if stays():
        return _shown(UploadView(_heading(), content=_sent_as_letters()))
    try:
        raw = _sent()
        count_use(site(), (UPLOADS, network_of(request.remote_addr or "")))
        draft = read_draft(site(), raw)
    except TooManyAttempts as error:
        wait = view_wait(error.wait, words())
        view = UploadView(_heading(), wait=wait.sentence, content=pack(raw))
        return _shown(view), 429, {"Retry-After": str(wait.seconds)}
    except NotADraft as error:
        return _refused(error), 422
    if draft.misfits and "leave_out" not in request.form:
        return _asked_whether_to_leave_out(draft, raw), 422
    started = begin_from_draft(site(), draft, language=language())
    let_in(started)
    return redirect(url_for("later.show", assessment=started.id, after=UPLOADED), 303)


def upload_again() -> tuple[str, int]:
    """Show the page with the file that was sent, because the token had gone stale."""
    try:
        view = UploadView(_heading(), content=pack(_sent()), was_stale=True)
    except NotADraft as error:
        return _refused(error), 422
    return _shown(view), 400


def too_large() -> tuple[str, int]:
    """Say that a file is so large that it was not even looked at."""
    return _refused(NotADraft("too-large")), 413


def _sent_as_letters() -> str:
    """The file as a form carries it; empty for none."""
    try:
        return pack(_sent())
    except NotADraft:
        return ""


def _sent() -> bytes:
    """The file that was chosen, or that the form carried. Its name tells nothing. Raises NotADraft for none."""
    content = request.form.get("content", "")
    if content:
        return unpack(content)[: LARGEST + 1]
    file = request.files.get("file")
    if file is None or not file.filename:  # what a browser sends where none was chosen
        raise NotADraft("none")
    return file.stream.read(LARGEST + 1)


def _refused(error: NotADraft) -> str:
    return _shown(UploadView(_heading(), refusal=view_refusal(error, words())))


def _asked_whether_to_leave_out(draft: ReadDraft, raw: bytes) -> str:
    left_out = view_left_out(draft.offer.instrument, draft.misfits, words())
    return _shown(
        UploadView(
            heading=words().ngettext(
                "One answer in this file does not fit", "%(n)s answers in this file do not fit", len(left_out)
            ),
            left_out=left_out,
            kept=words().ngettext(
                "%(n)s answer fits and would be taken.", "%(n)s answers fit and would be taken.", len(draft.answers)
            ),
            content=pack(raw),
        )
    )


def _heading() -> str:
    return words().gettext("Go on with your file")


def _shown(view: UploadView) -> str:
    return render_template("resume/upload.html", view=view)
