"""Play a German entrepreneur with three minutes and a phone: scan, a closer look at the weakest part, full result."""

import io
from collections.abc import Callable

import pypdf
from playwright.sync_api import Page, expect

from tests.journeys.walking import PHONE, asked, finish, follow

FACTS = {"cx_alias": "Linde", "cx_country": "Niederlande", "cx_physical_12m": "3", "cx_digital_3m": "4"}
CHOICES = {"cx_first_contact": "Ja", "cx_first_transaction": "Nein"}

MOSTLY, SLIGHTLY = 3, 1
"""The places of two steps: largely and a little."""


def fill(page: Page) -> list[str]:
    """Answer all that is asked on the page: content is weak, the rest is largely in place. Gives what was asked."""
    items = asked(page)
    for item in items:
        boxes = page.locator(f'[name="item-{item}"]')
        if item in CHOICES:
            page.locator(f'[id="item-{item}"]').get_by_label(CHOICES[item], exact=True).check()
        elif (kind := boxes.first.evaluate("box => box.type")) == "radio":
            boxes.nth(SLIGHTLY if item.startswith("CO") else MOSTLY).check()
        elif kind == "select-one":
            boxes.first.select_option(label=FACTS[item])
        else:
            boxes.first.fill(FACTS[item])
    return items


def walk_on(page: Page) -> list[str]:
    """Answer one page, or read what the facts lead to, and go on. Gives what was asked."""
    if "/course" in page.url:
        expect(page.locator(".lead")).to_contain_text("Sie bekommen jetzt 9 Aussagen.")
        follow(page, page.get_by_role("link", name="Weiter", exact=True))
        return []
    items = fill(page)
    follow(page, page.get_by_role("button", name="Weiter", exact=True))
    return items


def test_from_a_scan_to_a_closer_look_at_the_weakest_part_and_the_full_report(
    address: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False, locale="de-DE", viewport=PHONE, accept_downloads=True)
    page.goto(address)
    expect(page.locator("h1")).to_have_text("Wie gut ist Ihr Kontakt zu diesem einen Kunden?")
    for cost in ("3 bis 10 Minuten, Sie wählen", "Kein Konto, keine echten Namen"):
        box = page.get_by_text(cost).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 640, "what it costs is seen without scrolling on a small phone"
    follow(page, page.get_by_role("button", name="Drei-Minuten-Scan"))

    done: list[str] = []
    while "/review" not in page.url:
        assert len(done) < 16
        expect(page.locator(".progress-line")).not_to_contain_text("etwa 4 Minuten")
        done += walk_on(page)
    assert len(done) == 15
    expect(page.locator("h1")).to_have_text("Alles ist beantwortet")
    finish(page)

    scan = page.locator("#glance").inner_text()
    assert "eine Antwort" in scan
    assert "Drei-Minuten-Scan" in page.locator("#conclusion").inner_text()
    rows = page.locator("#deeper li")
    expect(rows.first.locator("h3")).to_contain_text("Inhalt")
    expect(rows.first).to_contain_text("Aussagen, etwa")
    follow(page, rows.first.get_by_role("button", name="Genauer hinsehen"))

    deeper: list[str] = []
    while "/content/" in page.url:
        deeper += walk_on(page)
    assert {"CO03", "CO06"} < set(deeper)
    assert all(item.startswith("CO") for item in deeper)
    follow(page, page.locator(".progress").get_by_role("button", name="Prüfen"))
    expect(page.locator("h1")).to_contain_text("Antworten sind noch offen")
    follow(page, page.get_by_role("button", name="Mein Ergebnis zeigen").first)

    expect(page.locator("#deeper")).to_have_count(0)
    assert "Drei-Minuten-Scan" not in page.locator("#conclusion").inner_text()
    content = page.locator("#glance tbody", has_text="Inhalt").inner_text()
    assert "5 von 5" in content
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Bericht herunterladen (PDF)").click()
    with open(downloading.value.path(), "rb") as file:
        report = pypdf.PdfReader(io.BytesIO(file.read()))
    told = " ".join(" ".join(each.extract_text() for each in report.pages).split())
    assert "Linde" in told
    assert "Drei-Minuten-Scan" not in told
    assert "5 von 5" in told
