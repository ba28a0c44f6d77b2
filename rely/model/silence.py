"""Say which warnings an author has looked at and means to leave, and why."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from rely.model.base import Part

_Words = Annotated[str, StringConstraints(min_length=1, max_length=4000)]


class Silence(Part):
    """One warning that is not to be told any more; errors cannot be silenced."""

    code: _Words = Field(description="The code of the warning: what stands in brackets at its end.")
    at: _Words | None = Field(
        None,
        description="What it is about: the id of an item, a guideline, a measure, a score, a band or whatever else "
        "has one, or a key at the top, such as title. Left out: wherever it is told.",
    )
    reason: _Words = Field(description="Why it may stay. For authors; respondents never see it.")
