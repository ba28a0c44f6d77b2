"""Send pages what no browser would send: nothing breaks, and nothing is stored that the instrument does not allow."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rely.model.instrument import Instrument
from rely.scoring.accept import accept_one
from rely.services.assessments import get_assessment
from rely.services.site import Site
from rely.storage.database import Database
from rely.web import create_app
from rely.web.security import LARGEST_FORM
from tests.browser import Browser, begin
from tests.databases import copied_sqlite_url, sqlite_template
from tests.sites import make_site
from tests.small_instrument import small_instrument

__all__ = ["sqlite_template"]

PAGES = ("garden/1", "garden/2", "garden/3", "garden/4", "work/1", "work/2", "sun/1")
ITEMS = tuple(small_instrument().items)

NUMBERS = ["0", "1", "5", "6", "-1", "1e9", "2.5", "2,5", "1.250", "9" * 40, "nan"]
CODES = ["", " ", "na", "dk", "yes", "no", "DE", "NA", "XX", "hoe", "spade", "2026-02-30", "2026-03-01"]
HOSTILE = ["'; DROP TABLE answer; --", "<script>", "a\x00b", "\u202e"]
VALUES = st.one_of(
    st.sampled_from([*NUMBERS, *CODES, *HOSTILE]), st.text(max_size=300), st.integers().map(str), st.floats().map(str)
)
NAMES = st.one_of(
    st.sampled_from([f"{kind}-{item}" for kind in ("item", "seen", "shown", "other", "at") for item in ITEMS]),
    st.sampled_from(
        ["clear", "take", "go", "asked", "csrf_token", "instrument", "code", "page", "item-", "item-unknown"]
    ),
    st.text(max_size=40),
)
FORMS = st.lists(st.tuples(NAMES, VALUES), max_size=12)


class Attacked:
    """One browser with one assessment that is sent one form after the other."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.browser = begin(Browser(create_app(site.settings, site=site)))
        self.start = self.browser.path
        self.token = self.browser.token
        self.id = uuid.UUID(self.start.split("/")[3])

    def send(self, path: str, pairs: list[tuple[str, str]]) -> int:
        """Send these fields with a good token, and give the status."""
        values: dict[str, list[str]] = {}
        for name, value in pairs:
            values.setdefault(name, []).append(value)
        values["csrf_token"] = [self.token]
        response = self.browser.client.post(path, data=values)
        response.close()
        return response.status_code

    def stored(self) -> dict[str, object]:
        """All answers that are stored now."""
        return dict(get_assessment(self.site, self.id).answers)


@pytest.fixture(scope="module")
def attacked(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    database = Database(copied_sqlite_url(sqlite_template, tmp_path_factory.mktemp("attacked")))
    yield Attacked(make_site(database, small_instrument()))
    database.close()


def assert_allowed(instrument: Instrument, answers: dict[str, object]) -> None:
    """Every stored answer is one that the instrument accepts, exactly as it is stored."""
    for item, value in answers.items():
        again, problem = accept_one(instrument, instrument.items[item], value)
        assert problem is None, (item, value)
        assert (again, type(again)) == (value, type(value))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(page=st.sampled_from(PAGES), pairs=FORMS)
def test_no_form_breaks_a_page_or_stores_what_the_instrument_does_not_allow(
    attacked: Attacked, page: str, pairs: list[tuple[str, str]]
) -> None:
    path = attacked.start.replace("garden/1", page)
    assert attacked.send(path, pairs) in (200, 303, 409, 422)
    assert_allowed(small_instrument(), attacked.stored())
    assert attacked.browser.client.get(attacked.start).status_code == 200


@settings(max_examples=100)
@given(path=st.text(max_size=60), pairs=FORMS)
def test_no_address_whatever_breaks_the_site(attacked: Attacked, path: str, pairs: list[tuple[str, str]]) -> None:
    for address in (f"/en/a/{attacked.id}/{path}", f"/en/{path}", f"/{path}"):
        assert attacked.browser.client.get(address).status_code < 500
        assert attacked.send(address, pairs) < 500


@settings(max_examples=100)
@given(code=st.text(max_size=200), pairs=FORMS)
def test_no_code_whatever_breaks_the_way_back(attacked: Attacked, code: str, pairs: list[tuple[str, str]]) -> None:
    assert attacked.send("/en/resume", [*pairs, ("code", code)]) in (303, 404)


def test_ten_megabytes_are_refused_before_they_are_read(attacked: Attacked) -> None:
    before = attacked.stored()
    assert attacked.send(attacked.start, [("item-data", "x" * 10_000_000)]) == 413
    assert attacked.send(attacked.start, [("item-data", "x" * LARGEST_FORM)]) == 413
    assert attacked.stored() == before


def test_thousands_of_fields_are_refused_or_ignored(attacked: Attacked) -> None:
    assert attacked.send(attacked.start, [(f"item-x{number}", "1") for number in range(5000)]) in (303, 413)


def test_a_body_that_is_no_form_is_refused(attacked: Attacked) -> None:
    for content_type in ("application/json", "text/plain", "multipart/form-data; boundary=x", "multipart/form-data"):
        response = attacked.browser.client.post(attacked.start, data=b"\xff\x00{[", content_type=content_type)
        assert response.status_code == 400


def test_a_damaged_cookie_is_no_cookie(attacked: Attacked) -> None:
    for value in ("x", "e30.x.y", "." * 4000, "\u00e9"):
        client = attacked.browser.app.test_client()
        client.set_cookie("rely", value)
        assert client.get(attacked.start).status_code == 404
        assert client.get("/en/").status_code == 200


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=FORMS)
def test_no_save_breaks_or_stores_what_the_instrument_does_not_allow(
    attacked: Attacked, pairs: list[tuple[str, str]]
) -> None:
    assert attacked.send(attacked.start.replace("garden/1", "save"), pairs) == 200
    assert_allowed(small_instrument(), attacked.stored())
