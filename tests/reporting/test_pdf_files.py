"""The PDF reads its own files and no others, whatever the texts in it ask for."""

from pathlib import Path

import pytest

from rely.paths import reports_dir
from rely.reporting.pdf import HTML, FatalURLFetchingError, fetch_own_file, render_pdf
from tests.reporting.test_pdf import content, pages


def test_hostile_text_cannot_make_the_report_read_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }")
    pdf = render_pdf(content("nl", cx_alias=f'"><link rel=stylesheet href=file://{secret}>'))
    assert "rel=stylesheet" in pages(pdf)[0]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x.css",
        "file:///etc/passwd",
        "file://server/share",
        "data:text/css,p{}",
        (reports_dir() / "fonts" / ".." / ".." / "pyproject.toml").as_uri(),
        reports_dir().as_uri() + "/fonts/%2e%2e/%2e%2e/pyproject.toml",
        reports_dir().as_uri() + "/no-such-file.css",
        reports_dir().as_uri(),
    ],
)
def test_whatever_is_not_the_reports_own_file_stops_the_rendering(url: str) -> None:
    with pytest.raises(FatalURLFetchingError, match="may only use its own files"):
        fetch_own_file(url, folder=reports_dir())
    fetch = lambda wanted: fetch_own_file(wanted, folder=reports_dir())  # noqa: E731  # a def says no more
    with pytest.raises(FatalURLFetchingError):
        HTML(
            string=f'<link rel="stylesheet" href="{url}">', base_url=reports_dir().as_uri(), url_fetcher=fetch
        ).render()


def test_the_reports_own_files_are_read() -> None:
    tokens = reports_dir() / "styles" / "tokens.css"
    assert fetch_own_file(tokens.as_uri(), folder=reports_dir()).read() == tokens.read_bytes()
