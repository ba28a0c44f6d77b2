"""Prove that a report counts as unchanged only when nothing that it depends on has changed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rely.cli.assessing import open_sitting
from rely.cli.report_keys import KEYS, Keys, content_key
from rely.cli.reports import Maker
from rely.model.answers import Assessment


@pytest.mark.parametrize("damaged", [b"", b"{", b"\xff\xfe", b"[1]", b'{"documents": {"a": 1}}', b'{"documents": []}'])
def test_a_damaged_or_foreign_key_file_is_ignored(damaged: bytes, here: Path) -> None:
    (here / KEYS).write_bytes(damaged)
    keys = Keys(here)
    assert not keys.match("a", "key")
    (here / "a").write_bytes(b"content")
    keys.add("a", "key", b"content")
    keys.save()
    assert Keys(here).match("a", "key")
    assert not Keys(here).match("a", "other")


def test_the_key_covers_answers_day_language_format_instrument_and_libraries(here: Path) -> None:
    table = here / "t.csv"
    table.touch()
    sitting = open_sitting("relationship-check", str(table))
    maker = Maker(sitting, "html", None)
    one = Assessment(answers={"TR01": 3}, lang="nl", date=date(2026, 11, 30))
    others = [
        content_key(maker, replace(one, answers={**one.answers, "TR01": 4}), {}),
        content_key(maker, replace(one, given={"hour_cost": 5}), {}),
        content_key(maker, replace(one, respondent="Anna"), {}),
        content_key(maker, replace(one, date=date(2026, 12, 1)), {}),
        content_key(maker, replace(one, lang="de"), {}),
        content_key(replace(maker, form="pdf"), one, {}),
        content_key(replace(maker, with_data=False), one, {}),
        content_key(replace(maker, language="en"), one, {}),
        content_key(replace(maker, sitting=replace(sitting, digest="sha256:0")), one, {}),
        content_key(maker, one, {"pango": "1.0"}),
        content_key(maker, one, {}),
    ]
    assert len(set(others)) == len(others)
    assert content_key(maker, one, {}) == others[-1]
