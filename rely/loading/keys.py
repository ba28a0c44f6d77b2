"""Turn a place in a questionnaire into the keys that the format knows there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel

TAGGED = frozenset({"response_scales", "measures"})
"""The lists whose entries have a `kind`, which decides about their other keys."""


def keys_at(model: type[BaseModel], location: Sequence[str | int]) -> tuple[str, ...]:
    """The keys of the block at a location of pydantic, in the order of the format; none if it is no block."""
    models = [model]
    for step in location:
        if isinstance(step, str):
            models = _follow(models, step)
    return tuple(dict.fromkeys(key_of(name, each) for each in models for name in each.model_fields))


def key_of(name: str, model: type[BaseModel]) -> str:
    """The key in the file for a field of a model."""
    return model.model_fields[name].alias or name


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation names, at any depth."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


def kind_of(model: type[BaseModel]) -> str | None:
    """The word under `kind` that chooses this model among others."""
    field = model.model_fields.get("kind")
    return None if field is None else str(get_args(field.annotation)[0])


def _follow(models: list[type[BaseModel]], step: str) -> list[type[BaseModel]]:
    tagged = [model for model in models if kind_of(model) == step]
    if tagged and len(models) > 1:
        return tagged
    for model in models:
        for name, field in model.model_fields.items():
            if key_of(name, model) == step:
                return list(models_in(field.annotation))
    return models
