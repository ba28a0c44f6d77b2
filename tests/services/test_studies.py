"""Prove that the key of a study is made once, kept safe, and never replaced."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rely.services.studies import FOLDER, UnusableStudyKey, WrongStudyName, nameless_study, study_called


def test_the_first_use_makes_the_key_and_later_ones_have_the_same_pseudonyms(tmp_path: Path) -> None:
    first, second = study_called("Clients-2026", tmp_path), study_called("clients-2026", tmp_path)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.path == second.path == tmp_path / FOLDER / "clients-2026.key"
    assert first.pseudonyms.case("a") == second.pseudonyms.case("a")


def test_studies_and_exports_without_one_have_pseudonyms_of_their_own(tmp_path: Path) -> None:
    studies = [study_called("a", tmp_path), study_called("b", tmp_path), nameless_study(), nameless_study()]
    assert len({study.pseudonyms.case("x") for study in studies}) == 4
    assert [study.path is None for study in studies] == [False, False, True, True]
    assert len(list((tmp_path / FOLDER).iterdir())) == 2


def test_only_the_owner_can_read_a_key(tmp_path: Path) -> None:
    path = study_called("a", tmp_path).path
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "name", ["", "..", "../../etc/x", "a/b", "a\\b", "ä", "a b", "-x", "a\n", "x" * 61, "a.key", "\0"]
)
def test_a_name_that_could_lead_elsewhere_is_refused_and_told_how_to_mend(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongStudyName, match="letters a-z, digits, hyphens") as refused:
        study_called(name, tmp_path)
    assert str(refused.value).isprintable()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"00" * 31, b"g" * 64, b"\xff\xfe", b"00" * 33])
def test_a_damaged_key_is_an_error_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = study_called("a", tmp_path).path
    assert path is not None
    path.write_bytes(content)
    with pytest.raises(UnusableStudyKey):
        study_called("a", tmp_path)
    assert path.read_bytes() == content


def test_a_key_that_others_may_read_is_told(tmp_path: Path) -> None:
    study = study_called("one", tmp_path)
    assert study.path is not None
    assert not study.is_open
    study.path.chmod(0o640)
    assert study_called("one", tmp_path).is_open


def test_two_that_begin_a_study_at_the_same_moment_share_its_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: study_called("a", tmp_path), range(16)))
    assert len({study.pseudonyms.case("x") for study in found}) == 1
    assert sum(study.is_new for study in found) == 1
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["a.key"]
