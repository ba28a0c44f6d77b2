"""Turn the name of a format into what makes documents of it, or into what this machine lacks for that."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version

from rely.cli.machine import MachineLacks


def renderer(form: str) -> Callable[..., bytes]:
    """What turns content into a document, `form` being pdf, html or ics. Raises MachineLacks."""
    if form == "html":
        from rely.reporting.html import render_html

        return lambda content: render_html(content).encode()
    if form == "ics":
        from rely.reporting.ics import render_ics

        return render_ics
    try:
        from rely.reporting.pdf import render_pdf
    except OSError as error:
        raise MachineLacks(
            "PDFs need Pango, which this machine lacks. On Debian and Ubuntu: sudo apt-get install "
            "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ) from error
    return render_pdf


def libraries(form: str) -> dict[str, str]:
    """The libraries on which the bytes of a document depend, each with its version. Raises MachineLacks."""
    renderer(form)
    if form in ("html", "ics"):
        return {}
    from rely.reporting.pdf import engine

    return {"weasyprint": version("weasyprint"), **engine()}
