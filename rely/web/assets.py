"""Serve styles and fonts, each under an address that changes with its content, so that browsers may keep it."""

import hashlib
from pathlib import Path

from flask import Flask, Response, abort, request, send_from_directory

from rely import paths

YEAR, MONTH, MINUTES = 31536000, 2592000, 300


def install(app: Flask) -> None:
    """Serve `static/`, and the tokens and fonts that the pages share with the report."""
    folders = {
        "tokens.css": paths.reports_dir() / "styles",
        **{font.name: font.parent for font in (paths.reports_dir() / "fonts").glob("*.woff2")},
        **{style.name: style.parent for style in (Path(__file__).parent / "static").iterdir()},
    }
    versions = {name: _version(folder / name) for name, folder in folders.items()}

    @app.get("/static/<name>")
    def static(name: str) -> Response:
        if name not in folders:
            abort(404)
        response = send_from_directory(folders[name], name)
        response.headers["Cache-Control"] = _how_long(name, request.args.get("v") == versions[name])
        return response

    @app.template_global()
    def asset(name: str) -> str:
        return f"/static/{name}?v={versions[name]}"


def _version(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def _how_long(name: str, is_versioned: bool) -> str:
    if is_versioned:
        return f"public, max-age={YEAR}, immutable"
    # A style sheet names its fonts without a version.
    return f"public, max-age={MONTH if name.endswith('.woff2') else MINUTES}"
