"""Give every part of an instrument the same manners: frozen, and deaf to keys it does not know."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of an instrument as written in the YAML: unknown keys are refused, nothing can be changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)
