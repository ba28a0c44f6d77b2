"""Turn a brand into what a report shows of it: words, colours with their tints, and the logo in its place."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rely.languages import Words
from rely.model.brand import CONTACT, Brand, Colours, Logo
from rely.model.colours import mixed
from rely.model.text import Text
from rely.reporting.plain_text import one_line

PLACE = (120.0, 30.0)
"""Width and height in points of the place for the logo; it is never larger, and the place never smaller."""

TINT = 0.12
"""How much of the main colour is in its tint, on which the band of a norm is drawn."""

WHITE = "#FFFFFF"
TYPES = {"png": "image/png", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Picture:
    """The logo as an address that holds it, with its size and how much lower than its place it begins."""

    address: str
    type: str
    content: bytes
    width: str
    height: str
    drop: str


@dataclass(frozen=True, slots=True)
class BrandContent:
    """What a report in one language shows of a brand.

    `contact` holds the lines by their key, in order; `closing` is empty when there is none. `colours` are the two
    as they were chosen, by name, and none when they are those of Rely. `picture` is None also where the report is
    made again to be compared: its place stays the same, so nothing moves.
    """

    digest: str
    name: str
    letterhead: tuple[str, ...]
    closing: str
    contact: Mapping[str, str]
    colours: Mapping[str, str]
    picture: Picture | None

    @property
    def ends(self) -> bool:
        """Whether it has words for the end of a report."""
        return bool(self.closing or self.contact)

    @property
    def tokens(self) -> dict[str, str]:
        """The design tokens that are another colour, by name."""
        if not self.colours:
            return {}
        main = self.colours["main"]
        return {"brand": main, "brand-tint": mixed(main, WHITE, TINT), "second": self.colours["second"]}


def build_brand(brand: Brand, words: Words) -> BrandContent:
    """What a reader of these words sees of a brand."""
    file = brand.file
    contact = {} if file.contact is None else {each: getattr(file.contact, each) for each in CONTACT}
    return BrandContent(
        digest=brand.digest,
        name=_line(file.name, words),
        letterhead=tuple(_line(each, words) for each in file.letterhead),
        closing="" if file.closing is None else _line(file.closing, words),
        contact={each: _line(text, words) for each, text in contact.items() if text is not None},
        colours={} if file.colours is None else _colours(file.colours),
        picture=None if brand.logo is None else _picture(brand.logo),
    )


def carried_brand(brand: BrandContent) -> dict[str, Any]:
    """What rely.json says of the brand: all that is text, the colours, and the digest; not the logo."""
    return {
        "digest": brand.digest,
        "name": brand.name,
        "letterhead": list(brand.letterhead),
        "closing": brand.closing or None,
        "contact": dict(brand.contact),
        "colours": dict(brand.colours) or None,
    }


def _line(text: Text, words: Words) -> str:
    return one_line(words.text(text))


def _colours(colours: Colours) -> dict[str, str]:
    return {"main": colours.main.upper(), "second": (colours.second or colours.main).upper()}


def _picture(logo: Logo) -> Picture:
    scale = min(PLACE[0] / logo.width, PLACE[1] / logo.height)
    kind = TYPES[logo.kind]
    return Picture(
        address=f"data:{kind};base64,{b64encode(logo.content).decode('ascii')}",
        type=kind,
        content=logo.content,
        width=f"{logo.width * scale:.2f}pt",
        height=f"{logo.height * scale:.2f}pt",
        drop=f"{PLACE[1] - logo.height * scale:.2f}pt",
    )
