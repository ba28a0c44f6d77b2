"""Name every page and state of the site that there is to see, and say how a window gets there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, cast

from rely.jobs.tasks import work
from rely.services import coach_run
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import get_assessment
from rely.services.limits import WRONG_CODES, count_use
from rely.storage.jobs import open_jobs
from rely.web.components.content import ERRORS
from tests.shots.visit import Visit

HEAD = "id,lang,cx_alias,cx_country,cx_first_contact,cx_first_transaction,cx_physical_12m,TR01\n"
GOOD, WRONG = "anna,nl,Tulp,DE,yes,no,2,4\n", "bert,nl,Roos,Atlantis,yes,no,2,9\n"


def _wrong_code(visit: Visit) -> None:
    visit.to("/resume")
    visit.page.locator("#code").fill("2222-2222-2222-2222")
    visit.pressed("main form button")


def _too_many_codes(visit: Visit) -> None:
    visit.to("/resume")
    for _ in range(WRONG_CODES.most):
        count_use(visit.site, (WRONG_CODES, "127.0.0.1"))
    visit.page.locator("#code").fill("2222-2222-2222-2222")
    visit.pressed("main form button")


def _forgotten(visit: Visit) -> None:
    """A browser that lost its cookie sends a page."""
    visit.of("Acacia", "/trust/1")
    kept = visit.page.context.cookies()
    visit.page.context.clear_cookies()
    visit.sent("#answers", "form => form.submit()")
    assert visit.page.locator("#code").count()
    visit.page.context.add_cookies(cast(Any, kept))


def _earlier(visit: Visit) -> None:
    visit.of("changed", "/result")
    visit.pressed("#earlier .list a")


def _restore(visit: Visit) -> None:
    _earlier(visit)
    visit.pressed(".files a[href$='/restore']")


def _stale(visit: Visit) -> None:
    visit.of("Acacia", "/review")
    visit.page.locator("main [name=csrf_token]").evaluate("box => { box.value = 'stale'; }")
    visit.pressed("form.prevnext .btn")


def _upload(visit: Visit, content: str) -> None:
    visit.to("/upload")
    visit.uploaded(content.encode())


def _no_file(visit: Visit) -> None:
    visit.to("/upload")
    visit.pressed("form:has(#file) .btn")


def _mistake(visit: Visit) -> None:
    visit.of("Acacia", "/client/3")
    visit.sent('[id="item-cx_physical_12m-box"]', "box => { box.value = 'x'; box.form.submit(); }")
    assert visit.page.locator("#mistakes").count()


def _mistake_at_once(visit: Visit) -> None:
    visit.fresh("/client/3")
    visit.page.locator('[id="item-cx_physical_12m-box"]').fill("x")
    visit.page.locator('[id="item-cx_digital_3m-box"]').focus()
    visit.page.wait_for_selector(".err")


def _saved(visit: Visit) -> None:
    visit.fresh("/trust/1")
    visit.chosen("TR01", 4, "Saved")


def _offline(visit: Visit) -> None:
    visit.fresh("/trust/1")
    visit.page.context.set_offline(True)
    visit.chosen("TR01", 4, "Waiting for a connection")


def _fresh_and_answered_elsewhere(visit: Visit) -> None:
    """Open a page, and give one of its answers elsewhere, before any answer that this window can give."""
    opened = get_assessment(visit.site, visit.fresh("/trust/1").id)
    save_answers(visit.site, opened, {"TR01": Arrived(2, at=opened.record.started)})


def _changed_elsewhere(visit: Visit) -> None:
    _fresh_and_answered_elsewhere(visit)
    visit.chosen("TR01", 4, "Changed elsewhere")


def _changed_without_script(visit: Visit) -> None:
    _fresh_and_answered_elsewhere(visit)
    visit.sent('[name="item-TR01"][value="4"]', "box => { box.checked = true; box.form.submit(); }")
    assert visit.page.locator("#conflicts").count()


def _one_at_a_time(visit: Visit) -> None:
    visit.fresh("/trust/1")
    visit.pressed("button.pace")


def _reasons(visit: Visit) -> None:
    visit.of("Tulp", "/trust/1")
    _unfold(visit)


def _unfold(visit: Visit) -> None:
    visit.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


def _mail_mistake(visit: Visit) -> None:
    visit.of("Acacia", "/later")
    visit.page.locator("#address").fill("anna")
    visit.pressed("form:has(#address) button")


def _taking(visit: Visit) -> None:
    visit.of("Tulp", "/result")
    visit.page.locator("details.take summary").first.click()


def _taking_mistake(visit: Visit) -> None:
    _taking(visit)
    visit.pressed(".take-form .btn")


def _all_of_result(visit: Visit, name: str) -> None:
    visit.of(name, "/result")
    _unfold(visit)


def _research_stale(visit: Visit) -> None:
    _all_of_result(visit, "Tulp")
    visit.page.locator("#research [name=csrf_token]").evaluate("box => { box.value = 'stale'; }")
    visit.pressed("#research .btn")


def _receipt(visit: Visit) -> None:
    visit.fresh("/delete")
    visit.pressed(".btn-danger")


def _coach(visit: Visit, rows: str) -> None:
    """Upload a table after whatever was there before is gone."""
    visit.to("/coach")
    if visit.page.locator("a[href$='/coach/check']").count():
        visit.pressed("a[href$='/coach/check']")
        visit.pressed("form[action$='/coach/delete'] button")
        visit.to("/coach")
    visit.uploaded((HEAD + rows).encode(), selector="#table")


def _coach_refused(visit: Visit) -> None:
    visit.to("/coach")
    visit.pressed("form:has(#table) .btn")


def _coach_making(visit: Visit) -> None:
    _coach(visit, GOOD)
    visit.pressed("form[action$='/coach/make'] .btn")


def _coach_ready(visit: Visit) -> None:
    _coach_making(visit)
    with visit.site.database.reading() as session:
        jobs = open_jobs(session, coach_run.KIND)
    for job in jobs:
        while work(visit.site, job.id):
            pass
    visit.to("/coach/reports")


def _coach_deleted(visit: Visit) -> None:
    _coach(visit, GOOD)
    visit.pressed("form[action$='/coach/delete'] button")


def _part(name: str, visit: Visit) -> None:
    """A whole page that is hard to come by otherwise."""
    visit.to(f"/parts/{name}")


PAGES: Mapping[str, Callable[[Visit], None]] = {
    "01-start": lambda visit: visit.to("/"),
    "02-sample": lambda visit: visit.to("/sample"),
    "03-resume": lambda visit: visit.to("/resume"),
    "04-wrong-code": _wrong_code,
    "05-too-many-codes": _too_many_codes,
    "06-forgotten": _forgotten,
    "07-private-link": lambda visit: visit.to(f"/go/{visit.stock['Acacia'].code}"),
    "08-upload": lambda visit: visit.to("/upload"),
    "08-upload-no-file": _no_file,
    "08-upload-foreign": lambda visit: _upload(visit, "%PDF-1.7"),
    "08-upload-damaged": lambda visit: _upload(visit, visit.draft()[:-9] + "\n : ["),
    "08-upload-too-large": lambda visit: _upload(visit, "x" * 600_000),
    "08-upload-misfit": lambda visit: _upload(visit, visit.draft().replace("answers:", "answers:\n  TR01: 9")),
    "10-client-name": lambda visit: visit.of("Acacia", "/client/1"),
    "11-client-dates": lambda visit: visit.of("Acacia", "/client/2"),
    "12-client-contact": lambda visit: visit.of("Acacia", "/client/3"),
    "13-client-people": lambda visit: visit.of("Acacia", "/client/4"),
    "14-client-digital": lambda visit: visit.of("Acacia", "/client/5"),
    "15-client-channels": lambda visit: visit.of("Acacia", "/client/6"),
    "16-client-importance": lambda visit: visit.of("Acacia", "/client/7"),
    "17-mistake": _mistake,
    "17-mistake-at-once": _mistake_at_once,
    "18-course": lambda visit: visit.of("Tulp", "/course"),
    "19-given": lambda visit: visit.of("garden", "/given-facts/1"),
    "19-given-numbers-and-text": lambda visit: visit.of("garden", "/overall/1"),
    "19-given-long-options": lambda visit: visit.of("garden", "/care/1"),
    "19-given-review": lambda visit: visit.of("garden", "/review"),
    "20-statements-open": lambda visit: visit.of("facts", "/trust/1"),
    "20-statements-answered": lambda visit: visit.of("Tulp", "/trust/1"),
    "20-statements-reasons": _reasons,
    "20-statements-never-met": lambda visit: visit.of("Rowan", "/trust/1"),
    "20-statements-one": _one_at_a_time,
    "21-saved": _saved,
    "22-offline": _offline,
    "23-changed-elsewhere": _changed_elsewhere,
    "23-changed-without-script": _changed_without_script,
    "25-later": lambda visit: visit.of("Acacia", "/later"),
    "25-later-mailed": lambda visit: visit.of("Acacia", "/later?after=mailed"),
    "25-later-uploaded": lambda visit: visit.of("Acacia", "/later?after=uploaded"),
    "25-later-mail-mistake": _mail_mistake,
    "30-review-open": lambda visit: visit.of("Acacia", "/review"),
    "31-review-complete": lambda visit: visit.of("complete", "/review"),
    "32-review-changing": lambda visit: visit.of("changing", "/review"),
    "33-review-stale": _stale,
    "40-result": lambda visit: visit.of("Tulp", "/result"),
    "40-result-unfolded": lambda visit: _all_of_result(visit, "Tulp"),
    "41-result-client": lambda visit: visit.of("Eiche", "/result"),
    "42-result-scan": lambda visit: visit.of("scan", "/result"),
    "43-result-taking": _taking,
    "43-result-taking-mistake": _taking_mistake,
    "43-result-taken": lambda visit: visit.of("taken", "/result"),
    "44-result-changed": lambda visit: _all_of_result(visit, "changed"),
    "45-earlier": _earlier,
    "46-restore": _restore,
    "47-making": lambda visit: visit.of("Tulp", "/result/report.pdf"),
    **{f"47-{name}": partial(_part, name) for name in ("late", "failed", "ready")},
    "48-research-agreed": lambda visit: _all_of_result(visit, "Eiche"),
    "48-research-withdrawn": lambda visit: _all_of_result(visit, "withdrawn"),
    "48-research-stale": _research_stale,
    "50-delete": lambda visit: visit.of("Tulp", "/delete"),
    "51-receipt": _receipt,
    "60-privacy": lambda visit: visit.to("/privacy"),
    "61-about": lambda visit: visit.to("/about"),
    "70-coach": lambda visit: visit.to("/coach"),
    "71-coach-refused": _coach_refused,
    "72-coach-check": lambda visit: _coach(visit, GOOD + WRONG),
    "73-coach-making": _coach_making,
    "74-coach-ready": _coach_ready,
    "75-coach-deleted": _coach_deleted,
    "80-not-found": lambda visit: visit.to("/nowhere"),
    **{f"81-{name}": partial(_part, name) for name in ERRORS},
    "90-parts": lambda visit: visit.to("/parts"),
}
"""What leads to each page and state, by its name."""
