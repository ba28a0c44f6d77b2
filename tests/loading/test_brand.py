"""Prove that a brand file is read strictly, with all problems at their lines, and a logo without its surplus."""

import hashlib
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from rely.loading.brand.png import MOST_PIXELS, PRINTED
from rely.loading.problem_kinds.brand import BRAND_KINDS, OWN_BRAND_KINDS
from rely.loading.problems import as_text
from rely.loading.reference import problems_page
from rely.model.brand import Brand, BrandFile
from tests.brands import SVG, brand_file, brand_of, example, png, problems_of

INVALID = sorted((Path(__file__).parents[1] / "data" / "brands" / "invalid").iterdir())
MARK = b"# <- here", b"<!-- <- here -->"
NOT_IN_A_FILE_OF_TEXT = {"logo-too-large", "logo-animated", "logo-damaged"}
"""Problems of pictures, which are proved below."""


@pytest.mark.parametrize("folder", INVALID, ids=lambda folder: folder.name)
def test_each_problem_is_told_alone_at_its_line(folder: Path) -> None:
    marked = [
        (str(path), number)
        for path in folder.iterdir()
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1)
        if any(mark in line for mark in MARK)
    ]
    problems = problems_of(folder / "brand.yaml")
    place_of_key = [(problem.path, problem.line) for problem in problems]
    assert [problem.code for problem in problems] == [folder.name]
    assert place_of_key == marked
    assert problems[0].hint
    assert "questionnaire" not in problems[0].hint
    assert "invalid" not in as_text(problems[0]).replace(str(folder), "")


def test_every_problem_of_brands_has_its_example_and_is_documented() -> None:
    own = {kind.code for kind in OWN_BRAND_KINDS}
    assert own <= {folder.name for folder in INVALID} | NOT_IN_A_FILE_OF_TEXT
    assert {folder.name for folder in INVALID} <= set(BRAND_KINDS)
    page = problems_page().partition("## Of brand files")[2]
    assert all(f"| `{code}` |" in page for code in own)


def test_the_example_of_the_documentation_is_read_as_it_is_written() -> None:
    brand = example()
    assert brand.file.name.in_language("nl") == "Leaf Export Advice"
    assert brand.file.letterhead[2].in_language("de") == "Beratung für kleine Exporteure"
    assert brand.logo is not None
    assert (brand.logo.kind, brand.logo.width, brand.logo.height) == ("svg", 136.0, 40.0)
    assert set(BrandFile.model_fields) == brand.file.model_fields_set


def test_a_name_is_all_that_is_needed(tmp_path: Path) -> None:
    brand = brand_of(brand_file(tmp_path, "name: Leaf\n"))
    assert (brand.logo, brand.file.colours, brand.file.letterhead) == (None, None, ())


@pytest.mark.parametrize("text", [" ", "\u200b", "\u00a0\u2060"])
def test_a_name_that_cannot_be_seen_is_none(text: str, tmp_path: Path) -> None:
    (problem,) = problems_of(brand_file(tmp_path, f'name: "{text}"\n'))
    assert problem.code == "empty"


def test_all_problems_of_file_and_logo_are_told_at_once(tmp_path: Path) -> None:
    path = brand_file(
        tmp_path,
        'nme: x\ncolours:\n  main: "#FFEE00"\nletterhead:\n  - ' + "x" * 50 + "\ncontact:\n  fax: 1\n",
        logo=SVG.format("<text/><script/>"),
    )
    told = [problem.code for problem in problems_of(path)]
    assert sorted(told) == ["low-contrast", "svg-element", "svg-element", "too-long", "unknown-key", "unknown-key"]


@pytest.mark.parametrize("written", ["#12505B", "12505B", '"#12505"', '"#12505B "', '"rgb(1,2,3)"', "[1]", "{a: 1}"])
def test_only_six_digits_in_quotes_are_a_colour(written: str, tmp_path: Path) -> None:
    (problem,) = problems_of(brand_file(tmp_path, f"colours:\n  main: {written}\n"))
    assert problem.line == 3
    assert "quotes" in problem.hint or problem.code == "not-text"


def test_a_pale_colour_is_told_with_what_it_has_and_needs_and_the_nearest_that_passes(tmp_path: Path) -> None:
    path = brand_file(tmp_path, 'colours:\n  main: "#12505B"\n  second: "#F0C040"\n')
    (problem,) = problems_of(path)
    assert problem.message.startswith("the colour #F0C040 has a contrast of 1.50:1 with the background #F5F0E8")
    assert "needs 3:1" in problem.message
    offered = problem.hint.split()[-1].rstrip(".")
    path.write_text(path.read_text().replace("#F0C040", offered))
    assert problems_of(path) == ()


def test_a_colour_for_a_bar_need_not_be_dark_enough_for_text(tmp_path: Path) -> None:
    path = brand_file(tmp_path, 'colours:\n  main: "#12505B"\n  second: "#B07D0A"\n')
    assert problems_of(path) == ()
    path.write_text('name: Leaf\ncolours:\n  main: "#B07D0A"\n')
    assert [problem.code for problem in problems_of(path)] == ["low-contrast"]


def test_the_digest_changes_with_what_is_said_and_with_the_logo_but_not_with_comments(tmp_path: Path) -> None:
    path = brand_file(tmp_path, "closing: Talk to us.\n", logo=SVG.format("<path d='M0 0H4'/>"))
    first = brand_of(path).digest
    path.write_text(f"# a comment\n{path.read_text()}")
    assert brand_of(path).digest == first
    path.write_text(path.read_text().replace("Talk", "Speak"))
    second = brand_of(path).digest
    (tmp_path / "logo.svg").write_text(SVG.format("<path d='M0 0H5'/>"))
    assert len({first, second, brand_of(path).digest}) == 3


# -- pictures -------------------------------------------------------------------------------------------


def _logo(tmp_path: Path, content: str | bytes, name: str = "logo.svg") -> Brand:
    return brand_of(brand_file(tmp_path, logo=content, name=name))


def _clean(tmp_path: Path, inside: str) -> str:
    logo = _logo(tmp_path, SVG.format(inside)).logo
    assert logo is not None
    assert logo.digest == "sha256:" + hashlib.sha256(logo.content).hexdigest()
    return logo.content.decode()


def test_shapes_gradients_clipping_and_copies_are_kept(tmp_path: Path) -> None:
    inside = (
        '<defs><linearGradient id="a" x1="0" x2="1"><stop offset="0" stop-color="#fff"/></linearGradient>'
        '<radialGradient id="b" href="#a"/><clipPath id="c"><rect width="9" height="9"/></clipPath></defs>'
        '<g transform="translate(1 2)rotate(-30)" clip-path="url(#c)">'
        '<path id="p" d="M0,0h4.5e0l-1-2z" fill="url(#b)"/>'
        '<use href="#p" x="4"/><circle cx="1" cy="1" r="1"/><polygon points="0,0 1,1-1,2" stroke="red"/></g>'
    )
    assert _clean(tmp_path, inside) == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10" width="40" height="10">' + inside + "</svg>"
    )


def test_what_drawing_programs_note_for_themselves_is_left_out(tmp_path: Path) -> None:
    editors = (
        "<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' "
        "'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'><!-- made by hand --><svg version='1.1' class='x' "
        "xmlns='http://www.w3.org/2000/svg' xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:version='1' "
        "xmlns:s='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd' viewBox='0 0 4 2' style='width:9cm' "
        "xml:space='preserve' data-name='x'><title>t</title><metadata><script>alert(1)</script></metadata>"
        "<s:namedview><i:grid/></s:namedview><g i:label='x' style='font-family:x;-inkscape-font-specification:y'>"
        "<path d='M0 0' style='fill:#123;mix-blend-mode:normal' fill='red'/></g></svg>"
    )
    logo = _logo(tmp_path, editors).logo
    assert logo is not None
    assert logo.content.decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2" width="4" height="2">'
        '<g><path d="M0 0" fill="#123"/></g></svg>'
    )


@pytest.mark.parametrize(
    ("size", "box"),
    [
        ("width='30' height='20'", "0 0 30 20"),
        ("width='1in' height='36pt'", "0 0 96 48"),
        ("viewBox='-1,-2 3 4' width='100%'", "-1 -2 3 4"),
    ],
)
def test_the_size_comes_from_the_view_box_else_from_width_and_height(size: str, box: str, tmp_path: Path) -> None:
    logo = _logo(tmp_path, f"<svg xmlns='http://www.w3.org/2000/svg' {size}><path d='M0 0'/></svg>").logo
    assert logo is not None
    assert f'viewBox="{box}"' in logo.content.decode()


@pytest.mark.parametrize(
    "size", ["", "width='9'", "viewBox='0 0 0 5'", "viewBox='0 0 -4 5'", "viewBox='0 0 9999999 1'"]
)
def test_a_picture_without_a_size_is_refused(size: str, tmp_path: Path) -> None:
    path = brand_file(tmp_path, logo=f"<svg xmlns='http://www.w3.org/2000/svg' {size}><path d='M0 0'/></svg>")
    assert [problem.code for problem in problems_of(path)] == ["svg-size"]


def test_the_same_reason_is_told_once_where_it_stands_first(tmp_path: Path) -> None:
    path = brand_file(tmp_path, logo=SVG.format("\n<text/>\n<text/>\n<style/>"))
    told = problems_of(path)
    assert [(problem.line, problem.column, problem.path[-8:]) for problem in told] == [
        (2, 1, "logo.svg"),
        (4, 1, "logo.svg"),
    ]
    assert "paths" in told[0].hint
    assert "presentation attributes" in told[1].hint


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_kind_becomes_one_in_colour_no_larger_than_print_needs(mode: str, tmp_path: Path) -> None:
    logo = _logo(tmp_path, png(3000, 600, mode), "logo.png").logo
    assert logo is not None
    with Image.open(BytesIO(logo.content)) as picture:
        assert picture.mode == ("RGBA" if mode in ("LA", "RGBA") else "RGB")
        assert picture.size == (logo.width, logo.height)
        assert (picture.width <= PRINTED[0], picture.height <= PRINTED[1]) == (True, True)
        assert picture.width == PRINTED[0]
        assert picture.info == {}


def test_grey_of_sixteen_bits_keeps_its_brightness(tmp_path: Path) -> None:
    made = BytesIO()
    Image.new("I;16", (4, 4), 0x8000).save(made, "PNG")
    logo = _logo(tmp_path, made.getvalue(), "logo.png").logo
    assert logo is not None
    with Image.open(BytesIO(logo.content)) as picture:
        assert picture.getpixel((1, 1)) == (128, 128, 128)


def test_what_a_png_carries_besides_pixels_is_left_out(tmp_path: Path) -> None:
    text = b"tEXtComment\0secret"
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    plain = png()
    loaded = plain[:33] + chunk + plain[33:] + b"<script>"
    logo = _logo(tmp_path, loaded, "logo.png").logo
    assert logo == _logo(tmp_path, plain, "logo.png").logo
    assert logo is not None
    assert b"secret" not in logo.content


def _animated() -> bytes:
    made = BytesIO()
    Image.new("RGB", (4, 4)).save(made, "PNG", save_all=True, append_images=[Image.new("RGB", (4, 4), "red")])
    return made.getvalue()


PICTURES = {
    "logo-animated": _animated(),
    "logo-too-large": png()[:16] + struct.pack(">II", 100_000, 100_000) + png()[24:],
    "logo-damaged": png()[:-20],
}


@pytest.mark.parametrize("code", PICTURES)
def test_pictures_that_cannot_be_the_logo_are_told_where_the_brand_names_them(code: str, tmp_path: Path) -> None:
    (problem,) = problems_of(brand_file(tmp_path, logo=PICTURES[code], name="logo.png"))
    assert (problem.code, problem.path, problem.line) == (code, str(tmp_path / "brand.yaml"), 2)


def test_a_damaged_png_is_refused_although_weasyprint_lets_pillow_fill_in_what_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    pixels = zlib.compress(b"\0" * 60)  # of 10 rows with 121 bytes each
    chunks = [png()[8:33], _chunk(b"IDAT", pixels), _chunk(b"IEND", b"")]
    (problem,) = problems_of(brand_file(tmp_path, logo=png()[:8] + b"".join(chunks), name="logo.png"))
    assert problem.code == "logo-damaged"
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_picture_of_just_so_many_pixels_is_read(tmp_path: Path) -> None:
    side = int(MOST_PIXELS**0.5)
    assert problems_of(brand_file(tmp_path, logo=png(side, side, "1"), name="logo.png")) == ()
    (problem,) = problems_of(brand_file(tmp_path, logo=png(side + 1, side, "1"), name="logo.png"))
    assert f"{side + 1} × {side} pixels" in problem.message


def test_a_logo_in_a_folder_below_is_found(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "logo.png").write_bytes(png())
    assert brand_of(brand_file(tmp_path, "logo: pictures/logo.png\n")).logo is not None
    (problem,) = problems_of(brand_file(tmp_path, "logo: pictures/Logo.png\n"))
    assert "'logo.png'" in problem.message


@pytest.mark.parametrize(("colour", "codes"), [("#AE5507", []), ("#AF5607", ["low-contrast"])])
def test_the_limit_is_not_rounded(colour: str, codes: list[str], tmp_path: Path) -> None:
    path = brand_file(tmp_path, f'colours:\n  main: "{colour}"\n')
    assert [problem.code for problem in problems_of(path)] == codes


def test_colours_without_the_main_one_lack_a_key(tmp_path: Path) -> None:
    assert [problem.code for problem in problems_of(brand_file(tmp_path, "colours: {}\n"))] == ["missing-key"]
    path = brand_file(tmp_path, 'colours:\n  mian: "#12505B"\n')
    assert sorted(problem.code for problem in problems_of(path)) == ["missing-key", "unknown-key"]
