"""Turn a resume code into the private link that opens the same answers, and say how long both are good."""

from datetime import date

from rely.services.assessments import OpenAssessment
from rely.services.finished_results import earlier_results
from rely.services.settings import Settings
from rely.services.site import Site


def private_link(settings: Settings, *, code: str, language: str) -> str:
    """The whole address that leads to the answers of a code."""
    return f"{settings.base_url}/{language}/go/{code}"


def kept_until(site: Site, opened: OpenAssessment) -> date:
    """The day on which these answers are deleted if nothing changes, in the zone of the site."""
    record = opened.record
    if record.finished is None:
        results = [each.result.finished + site.settings.result_time for each in earlier_results(site, opened)]
        end = max([record.last_answered + site.settings.draft_time, *results])
    else:
        end = record.finished + site.settings.result_time
    return end.astimezone(site.clock().tzinfo).date()
