"""Turn the items that were asked into the addresses where their answers can be changed."""

from rely.services.outline import REVIEW, Outline
from rely.web.forms.build import ITEM
from rely.web.places import address


def change_addresses(outline: Outline) -> dict[str, str]:
    """By item: the address of its box, from which the respondent goes on to the look back and the result anew."""
    found: dict[str, str] = {}
    for page in outline.pages.values():
        there = address(outline.assessment.id, page.place, origin=REVIEW)
        # The address of a page with one item leads to it already.
        found |= {item.id: there if page.place.item else f"{there}#{ITEM}{item.id}" for item in page.items}
    return found
