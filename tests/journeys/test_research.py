"""Play a respondent who is asked for research: finishes, agrees, sees it, changes an answer, withdraws."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rely.services.assessments import finish_assessment, get_assessment
from rely.services.consented import consented
from rely.services.examples import fill_examples
from rely.services.site import Site
from tests.chromium import let_in
from tests.journeys.test_deletion import finish_again
from tests.journeys.walking import DESKTOP, PHONE, follow
from tests.shots.stock import stored


@pytest.mark.parametrize(("viewport", "scripts"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone-no-script"])
def test_a_respondent_agrees_sees_it_and_withdraws_with_one_button_each(
    site: Site, address: str, open_page: Callable[..., Page], viewport: dict[str, int], scripts: bool
) -> None:
    started = stored(site, get_assessment(site, fill_examples(site)[0].id).answers)
    finish_assessment(site, started.id)

    def is_passed_on() -> bool:
        return str(started.id) in {each.case.key for each in consented(site)}

    page = open_page(java_script_enabled=scripts, locale="nl-NL", viewport=viewport)
    let_in(page, f"{address}/nl/", started.code)
    own = f"{address}/nl/a/{started.id}"
    page.goto(f"{own}/result")
    card = page.locator("#research")
    expect(card.locator("h2")).to_have_text("Mogen uw antwoorden voor onderzoek worden gebruikt?")
    expect(card.locator("input:checked")).to_have_count(0)
    assert not is_passed_on()

    card.get_by_text("Wat dit betekent, en hoe u toestemming geeft").click()
    follow(page, card.get_by_role("button"))
    assert page.url == f"{own}/result#research"
    expect(card).to_contain_text("U gaf toestemming op")
    expect(card).to_be_in_viewport()
    page.reload()
    expect(card.locator("h2")).to_have_text("Uw antwoorden mogen voor onderzoek worden gebruikt")
    card.get_by_text("Waar u toestemming voor gaf").click()
    expect(card.get_by_text("Dit is vrijwillig.")).to_be_visible()
    assert is_passed_on()

    finish_again(page, own, site)
    expect(card).to_contain_text("U gaf toestemming op")
    assert is_passed_on()

    follow(page, card.get_by_role("button", name="Mijn toestemming intrekken"))
    expect(card).to_contain_text("Vanaf het volgende bestand laten we uw antwoorden weg.")
    assert not is_passed_on()
