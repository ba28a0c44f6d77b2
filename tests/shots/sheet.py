"""Turn a folder of pictures into one page that shows them side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

_HEAD = """<!doctype html><meta charset="utf-8"><title>Pages</title><style>
body{font:15px system-ui;margin:1rem}section{margin-bottom:3rem}div{display:flex;gap:1rem;align-items:flex-start;
overflow-x:auto}figure{margin:0;flex:none}img{display:block;border:1px solid #999;max-height:900px}</style>
"""


def contact_sheet(folder: Path, names: Sequence[str], languages: Iterable[str], kinds: Sequence[str]) -> Path:
    """Write `index.html`: a row of pictures for each page and language."""
    languages = tuple(languages)
    rows = [
        f"<section><h2>{escape(name)}, {language}</h2><div>"
        + "".join(_picture(f"{language}/{name}-{kind}.png", kind) for kind in kinds)
        + "</div></section>\n"
        for name in names
        for language in languages
    ]
    path = folder / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_HEAD + "".join(rows), encoding="utf-8")
    return path


def _picture(address: str, kind: str) -> str:
    picture = f'<img src="{address}" loading="lazy" alt="">'
    return f'<figure><figcaption>{kind}</figcaption><a href="{address}">{picture}</a></figure>'
