"""Prove that no brand file and no logo, however hostile, runs, fetches, fills the memory or gets through by half."""

import os
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rely.loading.brand.refusal import LogoRefused
from rely.loading.brand.svg import clean_svg
from rely.loading.brand.svg_rules import ATTRIBUTES, KEPT
from rely.loading.problems import as_text
from tests.brands import SVG, brand_file, png, problems_of

ROOT = Path(__file__).parents[2]
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
PATH = '<path id="p" d="M0 0H4"/>'


def _doubling(times: int) -> str:
    """Copies of copies: as many elements as two to the power of `times`."""
    groups = (f'<g id="g{n}"><use href="#g{n - 1}"/><use href="#g{n - 1}"/></g>' for n in range(1, times))
    return f'<g id="g0">{PATH}</g>' + "".join(groups)


HOSTILE = {
    "a script": ("<script>alert(1)</script>", "svg-element"),
    "a script of another namespace": ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">1</h:script>', "svg-element"),
    "a script in capitals": ("<SCRIPT>alert(1)</SCRIPT>", "svg-element"),
    "an event": ('<path d="M0 0" onload="alert(1)"/>', "svg-attribute"),
    "an event in capitals": ('<path d="M0 0" ONCLICK="alert(1)"/>', "svg-attribute"),
    "a page": ("<foreignObject><p>x</p></foreignObject>", "svg-element"),
    "a style sheet": ("<style>path { fill: url(http://e.org/x) }</style>", "svg-element"),
    "an imported style sheet": ("<style>@import url(http://e.org/x.css);</style>", "svg-element"),
    "a picture from a file": ('<image href="file:///etc/passwd"/>', "svg-element"),
    "a picture from the network": ('<image href="http://e.org/x.png"/>', "svg-element"),
    "a picture inside the address": ('<image href="data:image/png;base64,AAAA"/>', "svg-element"),
    "a copy from a file": (f'<use {XLINK} xlink:href="file:///etc/passwd#a"/>', "svg-attribute"),
    "a copy from the network": (f'<use {XLINK} xlink:href="http://e.org/x.svg#a"/>', "svg-attribute"),
    "a copy from a data address": ('<use href="data:image/svg+xml;base64,AAAA#a"/>', "svg-attribute"),
    "a copy from a file beside it": ('<use href="other.svg#a"/>', "svg-attribute"),
    "a copy from a file that is called like a part": ('<g id="g"/><use href="g"/>', "svg-attribute"),
    "a link": ('<a href="javascript:alert(1)"><path d="M0 0"/></a>', "svg-element"),
    "a colour from the network": ('<path d="M0 0" fill="url(http://e.org/x#a)"/>', "svg-attribute"),
    "a colour from a file by style": ('<path d="M0 0" style="fill:url(file:///etc/passwd#a)"/>', "svg-attribute"),
    "a style that imports": ('<path d="M0 0" style="behavior:url(x.htc)"/>', "svg-attribute"),
    "a style with an escape": ('<path d="M0 0" style="fill:u\\72l(http://e.org)"/>', "svg-attribute"),
    "a style with a variable": ('<path d="M0 0" style="fill:var(--x)"/>', "svg-attribute"),
    "a filter": ('<path d="M0 0" filter="url(#f)"/>', "svg-attribute"),
    "a movement": ('<path d="M0 0"><animate attributeName="href" to="http://e.org"/></path>', "svg-element"),
    "a change of an attribute": ('<g><set attributeName="onload" to="alert(1)"/></g>', "svg-element"),
    "letters": ("<text>Leaf</text>", "svg-element"),
    "a font": ('<font-face font-family="x"/>', "svg-element"),
    "another base": ('<path d="M0 0" xml:href="http://e.org"/>', "svg-attribute"),
    "a huge number": ('<path d="M0 0H1e99"/>', "svg-attribute"),
    "a long number": (f'<rect width="{"9" * 500}" height="1"/>', "svg-attribute"),
    "no number": ('<rect width="NaN" height="1"/>', "svg-attribute"),
    "many elements": ("<path/>" * 3_500, "logo-too-large"),
    "elements inside each other": ("<g>" * 200 + "</g>" * 200, "logo-too-large"),
    "elements inside left out ones": ("<metadata>" + "<g>" * 200 + "</g>" * 200 + "</metadata>", "logo-too-large"),
    "copies of copies": (_doubling(5), None),
    "copies of copies of copies": (_doubling(30), "svg-reference"),
    "many copies": (f'<g id="g">{"<path/>" * 100}</g>' + '<use href="#g"/>' * 100, "logo-too-large"),
    "a copy of itself": ('<g id="a"><use href="#a"/></g>', "svg-reference"),
    "copies in a circle": ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "svg-reference"),
    "clipping by itself": ('<clipPath id="a" clip-path="url(#a)"><path d="M0 0"/></clipPath>', "svg-reference"),
    "gradients in a circle": (
        '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>', "svg-reference",
    ),
    "copies in a row": (
        PATH + '<use id="u0" href="#p"/>' + "".join(f'<use id="u{n}" href="#u{n - 1}"/>' for n in range(1, 900)),
        "svg-reference",
    ),
    "copies in a row, the last first": (
        "".join(f'<use id="u{n}" href="#u{n + 1}"/>' for n in range(900)) + '<g id="u900"/>', "svg-reference",
    ),
    "two of the same name": (PATH + PATH, "svg-reference"),
    "a copy of the whole": ('<use href="#root"/>', "svg-reference"),
    "a colour that is a copy": ('<g id="g"/><path d="M0 0" fill="url(#g)"/>', "svg-reference"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_svg_is_refused_in_words_or_harmless(name: str, tmp_path: Path) -> None:
    inside, code = HOSTILE[name]
    problems = problems_of(brand_file(tmp_path, logo=SVG.format(inside)))
    assert {problem.code for problem in problems} == ({code} if code else set())
    for problem in problems:
        assert as_text(problem).isprintable()
        assert problem.line >= 1


def test_a_circle_is_told_as_one(tmp_path: Path) -> None:
    inside = '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'
    (problem,) = problems_of(brand_file(tmp_path, logo=SVG.format(inside)))
    assert problem.message == "the reference to '#a' leads back to itself."


BEFORE = {
    "an entity": '<!DOCTYPE svg [<!ENTITY a "b">]>',
    "an entity from a file": '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "a parameter entity": '<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://e.org/x.dtd"> %a;]>',
    "laughter": '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>',
    "attributes out of nothing": "<!DOCTYPE svg [<!ATTLIST path onload CDATA 'alert(1)'>]>",
    "a style sheet": '<?xml-stylesheet href="http://e.org/x.css"?>',
    "an unknown encoding": "<?xml version='1.0' encoding='klingon'?>",
    "a second document": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>",
}


@pytest.mark.parametrize("name", BEFORE)
def test_what_stands_before_the_picture_is_refused_too(name: str, tmp_path: Path) -> None:
    path = brand_file(tmp_path, logo=BEFORE[name] + SVG.format("<path d='M0 0'/>"))
    assert {problem.code for problem in problems_of(path)} <= {"svg-doctype", "svg-element", "svg-syntax"}
    assert problems_of(path)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "logo-format"),
        (b"GIF89a", "logo-format"),
        (b"\0\0\1\0\1\0\x10\x10", "logo-format"),
        (b"\xff\xd8\xff\xe0", "logo-format"),
        (b"\x1f\x8b\x08", "logo-format"),
        (b"<", "svg-syntax"),
        (b"<html><body onload='x'/></html>", "svg-element"),
        (b"<title xmlns='http://www.w3.org/2000/svg'/>", "svg-element"),
        (b"<metadata/>", "svg-element"),
        (b"<svg>" + b"\0" * 100, "svg-syntax"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 60_000, "logo-too-large"),
        (b"<svg>" + b" " * 300_000 + b"</svg>", "logo-too-large"),
        (png()[:8], "logo-damaged"),
        (png()[:40], "logo-damaged"),
        (png()[:8] + b"\x7f\xff\xff\xffIHDR", "logo-damaged"),
        (png() + b" " * 3_000_000, "logo-too-large"),
        (png()[:16] + b"\0" * 8 + png()[24:], "logo-damaged"),
        (png()[:16] + struct.pack(">II", 2**31 - 1, 2**31 - 1) + png()[24:], "logo-too-large"),
    ],
)
def test_files_that_are_not_what_their_name_says_are_refused(content: bytes, code: str, tmp_path: Path) -> None:
    for name in ("logo.png", "logo.svg"):
        (problem,) = problems_of(brand_file(tmp_path, logo=content, name=name))
        assert problem.code == code


def test_pixels_that_swell_are_not_unpacked_beyond_the_size_of_the_picture(tmp_path: Path) -> None:
    swelling = zlib.compress(b"\0" * 300_000_000, 9)
    chunk = struct.pack(">I", len(swelling)) + b"IDAT" + swelling + struct.pack(">I", zlib.crc32(b"IDAT" + swelling))
    text = b"zTXtComment\0\0" + swelling
    more = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    path = brand_file(tmp_path, logo=png()[:33] + more + chunk + png()[-12:], name="logo.png")
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (700_000_000,) * 2)\n"
        "from pathlib import Path; from tests.brands import problems_of\n"
        "print([problem.code for problem in problems_of(Path(sys.argv[1]))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"  # nothing of what swells is needed for the picture


@pytest.mark.parametrize(
    "written",
    [
        "../logo.png", "a/../../logo.png", "a/../logo.png", "/etc/passwd", "~/logo.png",
        "http://e.org/logo.png", "//e.org/logo.png", "file:///etc/passwd", "data:image/png;base64,AAAA", "C:/logo.png",
        "a\\\\logo.png", "''", "' '",
        '"logo\\u202e.png"', "x" * 300,
    ],
)  # fmt: skip
def test_only_a_name_below_the_folder_is_a_logo(written: str, tmp_path: Path) -> None:
    folder = tmp_path / "brand"
    folder.mkdir()
    for place in (tmp_path, folder):
        (place / "logo.png").write_bytes(png())
    text = written if written[0] in "'\"" else f'"{written}"'
    (problem,) = problems_of(brand_file(folder, f"logo: {text}\n"))
    assert problem.code == "logo-place"


def test_links_out_of_the_folder_folders_pipes_and_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    folder, outside = tmp_path / "brand", tmp_path / "secret.png"
    folder.mkdir()
    outside.write_bytes(png())
    (folder / "out.png").symlink_to(outside)
    (folder / "up").symlink_to(tmp_path)
    (folder / "round.png").symlink_to(folder / "round.png")
    (folder / "in.png").symlink_to(folder / "real.png")
    (folder / "real.png").write_bytes(png())
    os.mkfifo(folder / "pipe.png")
    codes = {
        name: [problem.code for problem in problems_of(brand_file(folder, f"logo: {name}\n"))]
        for name in ("out.png", "up/secret.png", "round.png", "pipe.png", "up", ".", "in.png")
    }
    assert codes == {
        "out.png": ["logo-place"],
        "up/secret.png": ["logo-place"],
        "up": ["logo-place"],
        "round.png": ["logo-missing"],
        "pipe.png": ["logo-missing"],
        ".": ["logo-missing"],
        "in.png": [],
    }


NAMES = st.sampled_from([*sorted(KEPT), "script", "image", "text", "style", "h:p", "title"])
KEYS = st.sampled_from([*sorted(ATTRIBUTES), "style", "href", "id", "onload", "class", "xlink:href", "filter"])
VALUES = st.one_of(
    st.sampled_from(
        ["url(#a)", "#a", "url(http://e.org)", "none", "1e5", "javascript:x", "a", "fill:red;x:url(y)", "0 0 9 9"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='<&"'), max_size=20),
)


def _element(name: str, attributes: dict[str, str], children: list[str]) -> str:
    told = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{told}>{''.join(children)}</{name}>"


ELEMENTS = st.recursive(
    st.just(""),
    lambda inside: st.builds(_element, NAMES, st.dictionaries(KEYS, VALUES, max_size=4), st.lists(inside, max_size=4)),
    max_leaves=12,
)


@given(ELEMENTS)
@example('<linearGradient id="a"/><g style="fill:red;filter:none"><path d="M0 0" fill="url(#a)" class="b"/></g>')
@example('<clipPath id="a"><rect/></clipPath><g clip-path="url(#a)" id="b"/><use xlink:href="#b" data-x="y"/>')
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_what_is_kept_of_any_svg_is_shapes_and_its_own_references_only(inside: str) -> None:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {XLINK} xmlns:h="http://www.w3.org/1999/xhtml" viewBox="0 0 9 9">'
    try:
        width, height, clean = clean_svg(f"{head}{inside}</svg>".encode())
    except LogoRefused:
        return
    text = clean.decode()
    assert (width, height) == (9, 9)
    assert clean_svg(clean) == (width, height, clean)
    assert set(re.findall(r"<(\w+)", text)) <= KEPT
    assert set(re.findall(r" ([\w-]+)=", text)) <= {*ATTRIBUTES, "id", "href", "xmlns"}
    assert not re.search(r"url\((?!['\"]?#)|href=\"(?!#)", text)


@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_refused_without_a_traceback(content: bytes) -> None:
    for start in (b"", b"<svg>", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' "):
        with pytest.raises(LogoRefused):
            clean_svg(start + content)
