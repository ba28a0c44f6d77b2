import random
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text

from rely.loading.catalogue import load_canonical, load_instrument
from rely.model.digest import canonical_json, digest
from rely.model.instrument import Instrument
from rely.paths import questionnaires_dir
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import OpenAssessment, get_assessment, start_assessment
from rely.services.drafts import LARGEST, NotADraft, begin_from_draft, build_draft, read_draft
from rely.services.site import Site
from rely.storage.database import Database
from tests.sites import make_site
from tests.small_instrument import SOURCE, small_instrument

ANSWERS: dict[str, object] = {"data": "Tulp", "plants": 12, "errors": ["rake"], "S1": 4, "S2": "na"}


def answered(site: Site, name: str = "small") -> OpenAssessment:
    started = start_assessment(site, name, language="nl")
    answers = ANSWERS if name == "small" else {"cx_alias": "Tulp", "cx_country": "DE"}
    save_answers(site, get_assessment(site, started.id), {item: Arrived(value) for item, value in answers.items()})
    return get_assessment(site, started.id)


def saved(site: Site, name: str = "small") -> bytes:
    return build_draft(site, answered(site, name), language="nl").body


def counted(site: Site) -> int:
    with site.database.reading() as session:
        return int(session.execute(text("SELECT count(*) FROM assessment")).scalar() or 0)


def refused(site: Site, raw: bytes) -> NotADraft:
    before = counted(site)
    with pytest.raises(NotADraft) as caught:
        read_draft(site, raw)
    assert counted(site) == before
    return caught.value


def test_a_draft_becomes_a_new_assessment_with_the_same_answers_and_a_code_of_its_own(site: Site) -> None:
    first = answered(site)
    draft = read_draft(site, build_draft(site, first, language="nl").body)
    assert draft.misfits == ()
    started = begin_from_draft(site, draft, language="en")
    second = get_assessment(site, started.id)
    assert second.answers == first.answers
    assert (second.record.form, second.record.perspective, second.record.language) == ("full", "self", "en")
    assert second.record.instrument_digest == first.record.instrument_digest
    assert second.id != first.id
    assert second.record.relationship_id != first.record.relationship_id
    assert second.record.code_hash != first.record.code_hash


def test_a_cleared_answer_is_not_in_the_draft(site: Site) -> None:
    opened = answered(site)
    save_answers(site, opened, {"S1": Arrived(None)})
    assert "S1" not in build_draft(site, get_assessment(site, opened.id), language="nl").body.decode()


def test_the_file_is_named_by_the_code_name_that_cannot_leave_its_folder(site: Site) -> None:
    opened = answered(site)
    save_answers(site, opened, {"data": Arrived("../Tulp & Co")})
    name = build_draft(site, get_assessment(site, opened.id), language="nl").name
    assert re.fullmatch(r"rely-[a-z-]+-2026-11-21\.rely\.yaml", name)


def test_a_draft_of_a_kept_release_goes_on_with_that_release(database: Database) -> None:
    path = questionnaires_dir() / "relationship-check" / "releases" / "1.0.0.json"
    older = load_canonical(path.read_text(encoding="utf-8"))
    raw = saved(make_site(database, older), "relationship-check")
    now = make_site(database, load_instrument("relationship-check"))
    with now.database.writing() as session:  # as on a site that never had the older version
        session.execute(text("DELETE FROM assessment"))
        session.execute(text("DELETE FROM instrument"))
    started = begin_from_draft(now, read_draft(now, raw), language="nl")
    opened = get_assessment(now, started.id)
    assert opened.instrument.version == "1.0.0"
    assert opened.record.instrument_digest == digest(older)
    assert opened.answers["cx_alias"] == "Tulp"


def test_a_draft_of_a_version_that_only_the_database_keeps_goes_on_with_it(database: Database) -> None:
    older = Instrument.model_validate(SOURCE | {"version": "0.9.0"})
    raw = saved(make_site(database, older))
    now = replace(make_site(database, small_instrument()), choose=random.Random(2).choice)
    opened = get_assessment(now, begin_from_draft(now, read_draft(now, raw), language="nl").id)
    assert opened.instrument.version == "0.9.0"


def test_a_version_that_is_not_at_hand_is_named(site: Site) -> None:
    raw = saved(site).replace(digest(small_instrument()).encode(), b"sha256:" + b"0" * 64)
    error = refused(site, raw.replace(b'version: "1.0.0"', b'version: "7.0.0"'))
    assert (error.kind, error.facts["version"]) == ("unknown-version", "7.0.0")


def test_the_digest_of_another_instrument_is_refused(database: Database) -> None:
    other = Instrument.model_validate(SOURCE | {"id": "other"})
    site = make_site(database, small_instrument(), other)
    saved(site, "small")
    answered_other = start_assessment(site, "other", language="nl")
    assert get_assessment(site, answered_other.id).record.instrument_digest == digest(other)
    raw = saved(site).replace(digest(small_instrument()).encode(), digest(other).encode())
    assert canonical_json(other) != canonical_json(small_instrument())
    assert refused(site, raw).kind == "damaged"


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda raw: b"", "empty"),
        (lambda raw: b" \n\t\n", "empty"),
        (lambda raw: b"%PDF-1.7\n...", "pdf"),
        (lambda raw: b"PK\x03\x04xlsx", "office"),
        (lambda raw: b"\x89PNG\r\n\x1a\n\x00\x00", "not-text"),
        (lambda raw: raw.replace(b"Tulp", b"T\x00ulp"), "not-text"),
        (lambda raw: raw.decode().encode("utf-16"), "not-text"),
        (lambda raw: raw + b"#" * LARGEST, "too-large"),
        (lambda raw: b"name: x\nservices: {}\n", "foreign"),
        (lambda raw: b"- 1\n- 2\n", "foreign"),
        (lambda raw: b"just words", "foreign"),
        (lambda raw: b"<html><body>x</body></html>", "foreign"),
        (lambda raw: raw[: raw.index(b"draft:")], "no-end"),
        (lambda raw: raw[:-2], "unreadable"),
        (lambda raw: raw.replace(b'"Tulp"', b'"Tulp'), "unreadable"),
        (lambda raw: raw.replace(b'"Tulp"', b"&a Tulp"), "unreadable"),
        (lambda raw: raw.replace(b'"Tulp"', b"!!python/object:x Tulp"), "unreadable"),
        (lambda raw: raw.replace(b"S1: 4", b"S1: 4\n  S1: 5"), "unreadable"),
        (lambda raw: raw.replace(b'"Tulp"', b"[" * 3000), "unreadable"),
        (lambda raw: raw.replace(b"format: 1", b"format: 2"), "newer-format"),
        (lambda raw: raw.replace(b"format: 1", b"format: x"), "damaged"),
        (lambda raw: raw.replace(b'"small"', b'"large"'), "unknown-instrument"),
        (lambda raw: raw.replace(b'"small"', b"[small]"), "damaged"),
        (lambda raw: raw.replace(b'"full"', b'"tiny"'), "damaged"),
        (lambda raw: raw.replace(b'"self"', b'"client"'), "damaged"),
        (lambda raw: raw.replace(b"answers:", b"answers: 3\nreplies:"), "damaged"),
    ],
)
def test_what_is_no_draft_is_told_apart_and_nothing_is_stored(
    site: Site, change: Callable[[bytes], bytes], kind: str
) -> None:
    error = refused(site, change(saved(site)))
    assert error.kind == kind
    assert (error.line > 0) == (kind in ("unreadable", "damaged", "newer-format", "not-text"))


def test_a_bomb_of_aliases_is_refused_at_once(site: Site) -> None:
    bomb = b"a: &a [x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (letter, letter, b", ".join([b"*%c" % (letter - 1)] * 9)) for letter in range(98, 110)
    )
    assert refused(site, bomb).kind == "unreadable"


def test_what_does_not_fit_is_named_with_its_line_and_never_left_out_silently(site: Site) -> None:
    raw = saved(site).replace(b"  S1: 4\n", b"  S1: 9\n  S9: 3\n").replace(b"answers:", b"respondent: me\nanswers:")
    draft = read_draft(site, raw)
    lines = raw.decode().splitlines()
    assert [(each.name, each.written) for each in draft.misfits] == [("respondent", "me"), ("S1", "9"), ("S9", "3")]
    for each in draft.misfits:
        assert lines[each.line - 1].strip().startswith(f"{each.name}:")
    assert set(draft.answers) == set(ANSWERS) - {"S1"}


def test_what_is_shown_of_a_hostile_answer_is_short_and_in_one_line(site: Site) -> None:
    raw = saved(site).replace(b"S1: 4", b'S1: "' + b"x" * 500 + b'\\n\\u202e"\n  ' + b"k" * 300 + b": {a: 1}")
    for each in read_draft(site, raw).misfits:
        assert len(each.name) <= 60
        assert len(each.written) <= 60
        assert each.written.isprintable()
