"""Send every form of the site what no browser would send: no 500, and nothing stored that is not allowed."""

import io
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rely.loading.catalogue import load_instrument
from rely.storage.database import Database
from tests.abuse.attacked import Attacked, names_of, path_of
from tests.abuse.test_web_abuse import FORMS, VALUES
from tests.databases import copied_sqlite_url, sqlite_template

__all__ = ["sqlite_template"]

TABLE = b"id,lang,cx_alias,cx_country,TR01\nanna,nl,Tulp,DE,4\n"
DRAFT = b"instrument: small\nlang: en\ndraft:\n  version: 1.0.0\nanswers:\n  data: Tulp\n  plants: 12\n"

LIKELY: Mapping[str, tuple[str, ...]] = {
    "instrument": ("small", "relationship-check"),
    "form": ("full", "scan", "short"),
    "page": ("trust/1", "garden/1", "0/garden/1"),
    "asked": ("TR01 TR02", "data,plants"),
    "go": ("next", "previous", "later", "stay", "review", "garden/2"),
    "clear": ("TR01", "data"),
    "take": ("TR01", "data"),
    "pace": ("one", "whole"),
    "back": ("review",),
    "words": ("yes",),
    "item-TR01": ("1", "5", "6", "na"),
    "seen-TR01": ("0", "1", "99999999999999999999"),
    "shown-TR01": ("1",),
    "at-TR01": ("0", "1760000000000", "-1", "9" * 30),
    "address": ("anna@example.org", "anna", "a@b\r\nBcc: c@d.org"),
    "content": ("aW5zdHJ1bWVudDogc21hbGwK", "=", "eJwDAAAAAAE="),
    "leave_out": ("yes",),
    "do": ("take", "done", "reopen", "leave", "agree", "withdraw"),
    "wording": (f"sha256:{'0' * 64}", "sha256:", "\x00"),
    "owner": ("Anna", "a\x00b", "A" * 81, "\u202eannA"),
    "due": ("2026-12-01", "0001-01-01", "9999-12-31", "2026-02-30"),
    "row": ("trust", "soil", ""),
    "language": ("nl", ""),
    "paper": ("a4", "letter"),
    "upload": ("00000000",),
}
"""What the fields of the forms are called, and what a browser or a person might send in them."""

FILES: Mapping[str, tuple[bytes, ...]] = {
    "file": (DRAFT, b"", b"%PDF-1.7", b"\xff\xfe\x00", b"a: &a [*a]", b"PK\x03\x04"),
    "table": (TABLE, b"", b"PK\x03\x04", b"id\n\x00\n", b"\xff" * 99),
    "brand": (b"name: Firm\n", b"logo: ../../x\n", b"\xff"),
    "logo": (b"<svg/>", b"\x89PNG\r\n\x1a\n"),
}

NEEDS: Mapping[str, tuple[str, ...]] = {
    "start.begin": ("instrument", "form"),
    "start.resume": ("code", "page", "item-TR01", "seen-TR01", "go"),
    "answer.save": ("item-TR01", "seen-TR01", "go", "clear", "take", "pace", "back"),
    "answer.keep": ("item-TR01", "seen-TR01", "shown-TR01", "at-TR01", "page", "asked"),
    "later.send": ("address", "go"),
    "resume.upload": ("content", "leave_out", "file", "go"),
    "review.finish": (),
    "result.make_again": (),
    "actions.save": ("do", "owner", "due", "go"),
    "deeper.begin": ("row",),
    "earlier.restore": (),
    "delete.delete": (),
    "research.decide": ("do", "wording", "words"),
    "coach.upload": ("instrument", "language", "form", "paper", "table", "brand", "logo", "go"),
    "coach.make": ("upload",),
    "coach.delete": (),
}
"""The fields of each form; a new form fails the test below until it is listed here."""

GUIDELINES = tuple(each.id for each in load_instrument("relationship-check").guidelines)
HUGE = ("x" * 100_000, "9" * 5000, "\x00" * 50, "é" * 9999)
ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "language": ("nl", "en", "de"),
    "section": ("trust", "garden", "client", "nowhere"),
    "number": ("1", "2", "0", "9" * 30),
    "file": ("report.pdf", "short.pdf", f"earlier-{7:032x}.pdf", "earlier-1.pdf", "scores.json", "..", "x.pdf"),
    "guideline": (*GUIDELINES[:4], "nothing", "x" * 300, "'; --"),
    "code": ("2222-2222-2222-2222", "x"),
    "instrument": ("relationship-check", "nothing", ".."),
    "form_language": ("nl",),
    "item": ("TR01", "data", "nothing"),
    "name": ("making", "nothing", "web.css"),
    "result": (str(uuid.UUID(int=7)),),
}
"""What stands in the addresses of the site, besides whose assessment it is."""

NOBODY = str(uuid.UUID(int=7))
BAD_LANGUAGES = ("xx", "EN", "en-GB", "nl/de", "\x00", "e" * 5000)
BAD_IDS = ("1", NOBODY.replace("-", ""), "{" + NOBODY + "}", NOBODY + "0", "\u202e", "x" * 5000)
BAD_NUMBERS = ("-1", "1.0", "1e3", "٣", "9" * 5000, "0x1")
BODIES = (
    ("application/json", b'{"csrf_token": [1]}'),
    ("text/plain", b"\xff\x00{["),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nnever ends'),
    ("multipart/form-data; boundary=" + "x" * 300, b"--x--"),
    ("application/x-www-form-urlencoded; charset=klingon", b"a=%ff%zz&&&=&b"),
    ("x/" + "y" * 300, b""),
)


@pytest.fixture(scope="module")
def attacked(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    folder = tmp_path_factory.mktemp("attacked")
    database = Database(copied_sqlite_url(sqlite_template, folder))
    yield Attacked(database, folder)
    database.close()


def arguments(attacked: Attacked, **changes: str) -> dict[str, str]:
    """Arguments that lead somewhere, with these changed."""
    first = {name: values[0] for name, values in ARGUMENTS.items()}
    return {**first, "assessment": str(attacked.own["Tulp"].id), **changes}


def test_every_form_and_every_argument_of_the_site_is_attacked(attacked: Attacked) -> None:
    assert {rule.endpoint for rule in attacked.posts} == set(NEEDS)
    assert set(names_of(attacked.rules)) == {*ARGUMENTS, "assessment"}
    assert {name for names in NEEDS.values() for name in names} <= {*LIKELY, *FILES, "code"}


def _value(name: str, codes: list[str]) -> st.SearchStrategy[Any]:
    likely = codes if name == "code" else LIKELY.get(name, ("x",))
    return st.one_of(st.sampled_from(likely), VALUES, st.sampled_from(HUGE))


def _sent(data: st.DataObject, endpoint: str, attacked: Attacked) -> dict[str, list[Any]]:
    """Fields of the form, once, twice or not at all, and fields of no form."""
    codes = [each.code for each in attacked.own.values()]
    values: dict[str, list[Any]] = {}
    for name, value in data.draw(FORMS):
        values.setdefault(name, []).append(value)
    for name in NEEDS[endpoint]:
        if name in FILES:
            content = data.draw(st.one_of(st.none(), st.sampled_from(FILES[name]), st.binary(max_size=200)))
            values[name] = [] if content is None else [(io.BytesIO(content), data.draw(st.text(max_size=20)) or "x")]
        else:
            values[name] = data.draw(st.lists(_value(name, codes), max_size=2))
    return values


def attack(attacked: Attacked, data: st.DataObject) -> None:
    """Send one form to one address, and look at what is stored."""
    rule = data.draw(st.sampled_from(attacked.posts))
    chosen = {name: data.draw(st.sampled_from(values)) for name, values in ARGUMENTS.items()}
    whose = data.draw(st.sampled_from([*sorted(attacked.own), ""]))
    chosen["assessment"] = str(attacked.own[whose].id) if whose else NOBODY
    number, results = data.draw(st.integers(0, 20)), attacked.results()
    chosen["result"] = results[number] if number < len(results) else NOBODY
    status = attacked.send(path_of(rule, chosen), _sent(data, rule.endpoint, attacked))
    assert status < 500, rule
    attacked.assert_allowed()
    attacked.refresh()


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_form_whatever_breaks_the_site_or_stores_what_is_not_allowed(
    attacked: Attacked, data: st.DataObject
) -> None:
    attack(attacked, data)


@pytest.mark.long
@settings(max_examples=1500, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_form_of_thousands_breaks_the_site(attacked: Attacked, data: st.DataObject) -> None:
    attack(attacked, data)


@pytest.fixture
def unchanged(attacked: Attacked) -> Iterator[None]:
    """Nothing that is stored may change meanwhile."""
    attacked.refresh()
    before = attacked.dump()
    yield
    assert attacked.dump() == before


@pytest.mark.usefixtures("unchanged")
def test_ten_megabytes_are_refused_and_store_nothing(attacked: Attacked) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="%s"; filename="x"\r\n\r\n%s\r\n'
    files = b"".join(part % (name, b"x" * 5_000_000) for name in (b"file", b"table")) + b"--x--\r\n"
    for rule in attacked.posts:
        path = path_of(rule, arguments(attacked))
        assert attacked.send(path, {"item-TR01": "x" * 10_000_000}) == 413, rule
        sent = attacked.browser.client.post(path, data=files, content_type="multipart/form-data; boundary=x")
        assert sent.status_code == 413, rule


@pytest.mark.usefixtures("unchanged")
def test_without_a_token_of_its_own_nothing_is_done(attacked: Attacked) -> None:
    tokens: tuple[dict[str, Any], ...] = (
        {},
        {"csrf_token": ""},
        {"csrf_token": "x" * 5000},
        {"csrf_token": ["a\x00", "é"]},
    )
    for rule in attacked.posts:
        path = path_of(rule, arguments(attacked))
        sent = {name: LIKELY[name][0] for name in NEEDS[rule.endpoint] if name in LIKELY}
        for token in tokens:
            response = attacked.browser.client.post(path, data={**sent, **token})
            assert response.status_code in (400, 404, 422), rule


@pytest.mark.usefixtures("unchanged")
def test_a_body_that_is_no_form_breaks_nothing(attacked: Attacked) -> None:
    for rule in attacked.posts:
        path = path_of(rule, arguments(attacked, assessment=NOBODY))
        for content_type, body in BODIES:
            for headers in ({}, {"X-CSRFToken": attacked.token}):
                response = attacked.browser.client.post(path, data=body, content_type=content_type, headers=headers)
                response.close()
                assert response.status_code < 500, (rule, content_type, headers)


def test_no_address_answers_to_methods_it_does_not_know(attacked: Attacked) -> None:
    for rule in attacked.rules:
        path = path_of(rule, arguments(attacked, assessment=NOBODY))
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "FOO"} - (rule.methods or set()):
            response = attacked.browser.client.open(path, method=method)
            known = {each for other in attacked.rules if other.rule == rule.rule for each in other.methods or ()}
            assert method in known or response.status_code in (404, 405), (rule.rule, method)
            assert response.status_code < 500
            response.close()


@pytest.mark.parametrize(
    ("name", "values"), [("language", BAD_LANGUAGES), ("assessment", BAD_IDS), ("number", BAD_NUMBERS)]
)
def test_an_address_that_is_none_is_not_found(attacked: Attacked, name: str, values: tuple[str, ...]) -> None:
    send: Mapping[str, Callable[..., Any]] = {"GET": attacked.browser.client.get, "POST": attacked.browser.client.post}
    for rule in attacked.rules:
        if f"{name}>" in rule.rule:
            for value in values:
                for method in {"GET", "POST"} & (rule.methods or set()):
                    response = send[method](path_of(rule, arguments(attacked, **{name: value})))
                    assert response.status_code in (404, 405), (rule.rule, value, method)
