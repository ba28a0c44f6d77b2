import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from rely.services.site import Site
from tests.browser import Browser
from tests.sites import clock_of
from tests.small_instrument import small_instrument
from tests.web.test_earlier import change, finished
from tests.web.test_review import to_review

VALUES: dict[str, Any] = {
    "section": "work",
    "number": 1,
    "item": "S1",
    "file": "report.pdf",
    "guideline": "g",
    "result": uuid.UUID(int=7),
}


def asked(browser: Browser, result: str) -> Browser:
    return browser.visit(result.replace("result", "delete"))


def copy_of(browser: Browser) -> Browser:
    """Another tab, or the same click once more: with the cookie of this moment."""
    other = Browser(browser.app)
    cookie = browser.client.get_cookie("rely")
    assert cookie is not None
    other.client.set_cookie("rely", cookie.value)
    return other


def test_what_will_be_gone_is_told_first_and_what_can_be_saved(browser: Browser) -> None:
    result = finished(browser)
    asked(browser, result)
    assert browser.heading == "Delete everything about ‘Tulp’?"
    gone = [each.text_content() for each in browser.page.xpath("//section[1]//li")]
    assert gone[:2] == ["5 answers", "One result with its report"]
    assert len(gone) == 6
    links = browser.page.xpath("//ul[@class='files']//a/@href")
    assert links == [f"{result}/report.pdf", f"{result}/answers.csv"]
    assert browser.follow("No, keep everything").path == result


def test_of_a_draft_the_answers_so_far_and_the_last_report_can_be_saved(browser: Browser) -> None:
    to_review(browser, data="Tulp")
    draft = browser.path.replace("review", "draft.yaml")
    browser.follow("Delete everything")
    assert browser.page.xpath("//ul[@class='files']//a/@href") == [draft]
    assert "result" not in browser.page.xpath("string(//section[1])")
    browser.visit(browser.path.replace("delete", "review")).press("Show my result")
    result = browser.path
    change(browser, result, S1="5").follow("Delete everything")
    first, last = browser.page.xpath("//ul[@class='files']//a/@href")
    assert first == draft
    assert re.fullmatch(f"{result}/earlier-[0-9a-f]{{32}}.pdf", last)


def test_result_review_and_the_page_for_later_lead_to_it(browser: Browser) -> None:
    result = finished(browser)
    for page in ("result", "review", "later"):
        browser.visit(result.replace("result", page)).follow("Delete everything")
        assert browser.path == result.replace("result", "delete")


def test_the_receipt_tells_when_and_until_which_day_a_backup_may_hold_it_and_names_nobody(browser: Browser) -> None:
    result = finished(browser)
    hex = result.split("/")[3].replace("-", "")
    asked(browser, result).press("Yes, delete everything")
    assert (browser.status, browser.path) == (200, "/en/deleted")
    assert browser.heading == "Everything is deleted"
    assert "21 November 2026, 12:00" in browser.text
    assert "The last backup that may still hold it is gone on 21 December 2026." in browser.text
    assert "Tulp" not in browser.body.decode()
    assert browser.page.xpath("//@data-forget") == [hex]
    assert hex not in browser.text


def test_the_cookie_holds_the_code_no_more_after_the_deletion(browser: Browser) -> None:
    result = finished(browser)
    with browser.client.session_transaction() as cookie:
        [[_, code]] = cookie["open"]
    asked(browser, result).press("Yes, delete everything")
    with browser.client.session_transaction() as cookie:
        assert code not in str(dict(cookie))


def test_the_receipt_can_be_reloaded_and_read_in_another_language_but_tells_the_id_once(
    site: Site, browser: Browser
) -> None:
    result = finished(browser)
    asked(browser, result).press("Yes, delete everything")
    clock_of(site).move(minutes=30)
    browser.visit("/nl/deleted")
    assert browser.heading == "Alles is gewist"
    assert "21 november 2026, 12.00 uur" in browser.text
    assert browser.page.xpath("//@data-forget") == []


def test_without_a_deletion_there_is_no_receipt(browser: Browser) -> None:
    assert browser.visit("/en/deleted").status == 404


def test_without_backups_the_receipt_says_so(browse: Callable[..., Browser]) -> None:
    browser = browse(small_instrument(), backup_time=timedelta(0))
    asked(browser, finished(browser)).press("Yes, delete everything")
    assert "No backups are kept, so nothing is left anywhere." in browser.text


def addresses(browser: Browser, method: str, id: str) -> list[str]:
    """Every address below this assessment that can be asked for in this way."""
    adapter = browser.app.url_map.bind("localhost")
    found = []
    for rule in browser.app.url_map.iter_rules():
        if "assessment" in rule.arguments and method in (rule.methods or ()):
            values = {name: VALUES[name] for name in rule.arguments if name in VALUES}
            missing = rule.arguments - {"assessment", "language", *values}
            assert not missing, f"say in VALUES what stands for {missing} of {rule}"
            found.append(adapter.build(rule.endpoint, {**values, "assessment": id, "language": "en"}))
    return found


def test_afterwards_every_address_is_not_found_in_this_and_every_other_browser(browser: Browser) -> None:
    result = finished(browser)
    change(browser, result, S1="5").press("Show my result")
    id = result.split("/")[3]
    elsewhere = copy_of(browser)
    token = elsewhere.visit("/en/").token
    assert elsewhere.visit(result).status == 200
    asked(browser, result).press("Yes, delete everything")
    for each in (browser, elsewhere):
        paths = addresses(browser, "GET", id)
        assert len(paths) > 8
        for path in paths:
            assert each.visit(path).status == 404, path
        for path in addresses(browser, "POST", id):
            if not path.endswith("/delete"):
                assert each.send(path, {"csrf_token": token, "item-S1": "3", "seen-S1": "1"}).status == 404, path
                assert each.send(path, {"csrf_token": "stale", "item-S1": "3"}).status in (404, 400), path


def test_the_code_opens_nothing_any_more(browser: Browser) -> None:
    result = finished(browser)
    code = browser.page.xpath("//*[contains(@class, 'code')]")[0].text_content().strip()
    asked(browser, result).press("Yes, delete everything")
    browser.visit("/en/resume")
    assert browser.send("/en/resume", {"csrf_token": browser.token, "code": code}).status == 404


def test_the_second_click_of_a_double_click_leads_to_the_receipt_as_well(site: Site, browser: Browser) -> None:
    result = finished(browser)
    path, token = asked(browser, result).path, browser.token
    with_old_cookie = copy_of(browser)
    first = browser.client.post(path, data={"csrf_token": token})
    assert first.status_code == 303
    for again in (with_old_cookie, browser):
        assert again.send(path, {"csrf_token": token}).path == "/en/deleted"
        assert again.status == 200
    clock_of(site).move(minutes=2)
    assert browser.send(path, {"csrf_token": token}).status == 404


def test_with_a_stale_token_nothing_is_deleted_and_it_is_asked_again(browser: Browser) -> None:
    result = finished(browser)
    path = asked(browser, result).path
    browser.send(path, {"csrf_token": "stale"})
    assert browser.status == 400
    assert "Please press the button once more" in browser.text
    assert browser.visit(result).status == 200
    browser.send(path, {"csrf_token": "stale"}).press("Yes, delete everything")
    assert browser.path == "/en/deleted"


def test_nobody_deletes_what_is_not_his(open_browser: Callable[[], Browser]) -> None:
    own, stranger = open_browser(), open_browser()
    result = finished(own)
    token = stranger.visit("/en/").token
    path = result.replace("result", "delete")
    assert stranger.visit(path).status == 404
    assert stranger.send(path, {"csrf_token": token}).status == 404
    assert own.visit(result).status == 200


def test_other_assessments_of_this_browser_stay_open(browser: Browser) -> None:
    first = finished(browser)
    second = finished(browser)
    asked(browser, first).press("Yes, delete everything")
    assert browser.visit(second).status == 200


@pytest.mark.parametrize(("days", "told"), [(30, "Backups are kept for 30 days."), (0, "No backups are kept.")])
def test_the_privacy_page_tells_how_long_backups_are_kept(browse: Callable[..., Browser], days: int, told: str) -> None:
    assert told in browse(small_instrument(), backup_time=timedelta(days=days)).visit("/en/privacy").text
