from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely.services.filenames import FALLBACK, file_name

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("subject", "slug"),
    [
        ("Tulp", "tulp"),
        ("Süd & Söhne", "süd-söhne"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\r\nSet-Cookie: x", "a-set-cookie-x"),
        ('x".exe', "x-exe"),
        ("客户", "客户"),
        ("‮gpj.exe", "gpj-exe"),
        ("<script>", "script"),
        ("CON", "con"),
        ("🌷", FALLBACK),
        ("", FALLBACK),
        ("...", FALLBACK),
    ],
)
def test_a_name_keeps_letters_and_digits_and_nothing_that_means_something_to_a_machine(subject: str, slug: str) -> None:
    assert file_name(subject, DAY, "pdf") == f"rely-{slug}-2026-11-21.pdf"


@given(st.text())
def test_no_subject_leads_out_of_its_folder_or_hides_its_ending(subject: str) -> None:
    name = file_name(subject, DAY, "pdf")
    assert name.endswith("-2026-11-21.pdf")
    assert name.isprintable()
    assert not set(name[:-4]) & set("./\\:;\"<>|?*%'\n\r\t ")
    assert len(name) < 200


def test_a_part_tells_documents_of_one_day_apart() -> None:
    assert file_name("Tulp", DAY, "pdf", part="ohne Daten") == "rely-tulp-2026-11-21-ohne-daten.pdf"
    assert file_name("Tulp", DAY, "pdf", part="../x.exe") == "rely-tulp-2026-11-21-x-exe.pdf"
