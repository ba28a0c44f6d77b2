"""Serve styles, scripts and fonts, each under an address that changes with its content, so that browsers may keep it.

All are read and compressed when the site starts. Pages are never compressed: they hold tokens beside what others may
have sent, and the length of a compressed page would tell the one by the other (BREACH).
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, request

from rely import paths

YEAR, MINUTES = 31536000, 300

MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
"""What each kind of file is; no other kind is served."""

_URL = re.compile(r'url\("([\w.-]+)"\)')


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent: its bytes plain and compressed (None where that is no gain), and its version."""

    media_type: str
    plain: bytes
    compressed: bytes | None
    version: str


def install(app: Flask) -> None:
    """Serve `static/`, and the tokens and fonts that the pages share with the report."""
    assets = load_assets()

    @app.get("/static/<name>")
    def static(name: str) -> Response:
        if name not in assets:
            abort(404)
        return _response(assets[name])

    @app.template_global()
    def asset(name: str) -> str:
        return f"/static/{name}?v={assets[name].version}"


def load_assets() -> dict[str, Asset]:
    """All files by name; a style sheet names its fonts with their versions."""
    files = [
        *(paths.reports_dir() / "fonts").glob("*.woff2"),
        paths.reports_dir() / "styles" / "tokens.css",
        *(file for file in (Path(__file__).parent / "static").iterdir() if file.suffix in MEDIA_TYPES),
    ]
    assets: dict[str, Asset] = {}
    for file in sorted(files, key=lambda file: file.suffix == ".css"):
        body = file.read_bytes()
        if file.suffix == ".css":
            body = _URL.sub(lambda found: _with_version(found, assets), body.decode()).encode()
        assets[file.name] = _asset(file, body)
    return assets


def _asset(file: Path, body: bytes) -> Asset:
    # No moment inside, so that every process makes the same bytes.
    small = gzip.compress(body, 9, mtime=0)
    return Asset(
        media_type=MEDIA_TYPES[file.suffix],
        plain=body,
        # A font is compressed already: what little could be gained is not worth unpacking it.
        compressed=small if len(small) < 0.9 * len(body) else None,
        version=hashlib.sha256(body).hexdigest()[:12],
    )


def _with_version(found: re.Match[str], assets: dict[str, Asset]) -> str:
    name = found[1]
    return f'url("{name}?v={assets[name].version}")' if name in assets else found[0]


def _response(asset: Asset) -> Response:
    is_small = asset.compressed is not None and request.accept_encodings["gzip"] > 0
    response = Response(asset.compressed if is_small else asset.plain, mimetype=asset.media_type)
    if asset.compressed is not None:
        response.vary.add("Accept-Encoding")
    if is_small:
        response.content_encoding = "gzip"
    is_versioned = request.args.get("v") == asset.version
    response.headers["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if is_versioned else f"public, max-age={MINUTES}"
    )
    response.set_etag(asset.version + ("-gzip" if is_small else ""))
    response.make_conditional(request)
    return response
