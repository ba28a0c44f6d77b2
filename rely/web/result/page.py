"""Turn a finished assessment into the results page, also after something was typed on it that does not fit."""

from dataclasses import replace

from flask import render_template

from rely.services.assessments import OpenAssessment
from rely.services.results import build_result, day_of
from rely.services.taken_actions import taken_of
from rely.web.access import code_of
from rely.web.context import language, site, words
from rely.web.deeper.content import view_deeper
from rely.web.earlier.content import view_earlier
from rely.web.pace import outline_here
from rely.web.research.content import Again, view_research
from rely.web.result.changing import change_addresses
from rely.web.result.content import Colours, view_result
from rely.web.result.take_along import files_of
from rely.web.result.taking import Attempt, build_taking


def show_result(
    opened: OpenAssessment,
    attempt: Attempt | None = None,
    *,
    deeper_was_stale: bool = False,
    research_again: Again = "",
) -> str:
    """The results page; `attempt` is what was typed to take an action on. Raises NotFinished."""
    content = build_result(site(), opened, language=language())
    view = view_result(site(), opened, content, code=code_of(opened.id) or "", words=words())
    taking = build_taking(
        opened.id,
        opened.instrument,
        content.actions,
        taken_of(site(), opened),
        day=day_of(site(), opened),
        today=site().clock().date(),
        words=words(),
        attempt=attempt,
    )
    earlier = view_earlier(site(), opened, content, words())
    deeper = view_deeper(opened, words(), was_stale=deeper_was_stale)
    changes = change_addresses(outline_here(opened))
    research = view_research(site(), opened, words(), again=research_again)
    view = replace(view, deeper=deeper, earlier=earlier, taking=taking, changes=changes, research=research)
    files = files_of(opened.instrument, content, words())
    return render_template("result/result.html", view=view, files=files, colours=Colours())
