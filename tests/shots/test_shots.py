"""`./go shots`: its pictures and its refusals. That every page can be shown: tests/journeys/test_accessibility.py."""

from pathlib import Path

import pytest

from tests.chromium import NoChromium
from tests.shots import __main__ as shots
from tests.shots.pages import PAGES
from tests.shots.sheet import contact_sheet


@pytest.mark.parametrize("arguments", [["--only", "nonsense"], ["--pages"], ["a", "b"]])
def test_wrong_usage_ends_with_2_and_says_why(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        shots.main(arguments)
    told = capsys.readouterr()
    assert (ended.value.code, told.out) == (2, "")
    assert arguments[-1] in told.err


def test_who_asks_for_no_page_that_there_is_reads_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        shots.main(["--only", "nonsense"])
    assert all(name in capsys.readouterr().err for name in list(PAGES)[:1])


def test_without_a_browser_the_end_is_3_and_the_text_says_what_mends_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> list[str]:
        raise NoChromium("apt-get install chromium")

    monkeypatch.setattr(shots, "_taken_everywhere", none)
    assert shots.main([]) == 3
    assert "apt-get install" in capsys.readouterr().err


def test_the_sheet_shows_every_picture_of_every_page_and_language(tmp_path: Path) -> None:
    sheet = contact_sheet(tmp_path, ["01-start", "02-sample"], ["nl", "de"], ["360-light", "1280-dark"]).read_text()
    assert sheet.count("<img") == 8
    assert 'src="de/01-start-1280-dark.png"' in sheet
