"""Say how whoever hands out a report shows who they are: name, logo, two colours, letterhead, closing, contact."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field, StringConstraints

from rely.model.base import Part
from rely.model.text import Text

LONGEST_NAME = 50
LONGEST_LETTERHEAD = 40
LONGEST_CONTACT = 80
LONGEST_CLOSING = 600
"""The most characters of the name, of a line of letterhead or contact, and of the closing."""

MOST_LINES = 4
"""The most lines of letterhead."""

CONTACT = ("name", "mail", "telephone", "site")
"""The lines of the contact, in the order in which they are printed."""

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
"""A colour as six hexadecimal digits: #12505B."""


class Colours(Part):
    """The colours of the report; those that tell a status are never changed."""

    main: Colour = Field(description="Headings, dots and rules: at least 4.5:1 on white and on the tint of the head.")
    second: Colour | None = Field(None, description="The bar above the head: at least 3:1; else the main one.")


class Contact(Part):
    """How to reach whoever hands out the report."""

    name: Text | None = Field(None, description="A person or a company.")
    mail: Text | None = Field(None, description="A mail address.")
    telephone: Text | None = Field(None, description="A telephone number.")
    site: Text | None = Field(None, description="The address of a website.")

    def lines(self) -> tuple[Text, ...]:
        """What is written, in order."""
        return tuple(line for each in CONTACT if (line := getattr(self, each)) is not None)


class BrandFile(Part):
    """A brand file as it is written."""

    name: Text = Field(description="What the brand is called; also the alternative text of the logo.")
    logo: str | None = Field(None, description="An SVG or PNG file beside this one or in a folder below.")
    colours: Colours | None = Field(None, description="The colours; without them those of Rely.")
    letterhead: tuple[Text, ...] = Field((), max_length=MOST_LINES, description="Lines beside the title.")
    closing: Text | None = Field(None, description="A paragraph at the end of the report.")
    contact: Contact | None = Field(None, description="Who can be asked, below the closing.")


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture without anything that is not picture: `kind` svg or png, its size in its own units, its digest."""

    kind: str
    width: float
    height: float
    digest: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand, ready for reports. `digest` covers what the brand file says and the file of the logo as it was given."""

    digest: str
    file: BrandFile
    logo: Logo | None = None
