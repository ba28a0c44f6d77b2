"""Gather the ids of an instrument by what they name, so that every check looks them up in one place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from rely.loading.checks.findings import Path
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.response_scales import ResponseScale
from rely.model.scores import Facet


class Index:
    """The ids of an instrument by what they name, each in the order of the questionnaire."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.scales: dict[str, ResponseScale] = {scale.id: scale for scale in instrument.response_scales}
        self.facets: dict[str, Facet] = {facet.id: facet for facet in instrument.facets}
        self.values: dict[str, frozenset[str]] = {
            facet.id: frozenset(value.id for value in facet.values) for facet in instrument.facets
        }
        self.requirements = {requirement.id: requirement for requirement in instrument.requirements}
        self.works = {work.id for work in instrument.works}
        self.levels = {level.id: None for level in instrument.evidence_levels}
        self.profiles = {profile.id: None for profile in instrument.profiles}
        self.norms = {norm.norm: None for norm in instrument.norms}
        self.given = {given.id: given for given in instrument.given}
        self.measures = {measure.id: measure for measure in instrument.measures}
        self.guidelines = {guideline.id: guideline for guideline in instrument.guidelines}
        self.bands = {band.id: None for band in instrument.bands}
        self.items: dict[str, Item] = {}
        self.position: dict[str, int] = {}  # in the order in which pages show them
        for _, item in self.placed_items():
            self.items.setdefault(item.id, item)
        for section in instrument.sections:
            for name in (*chain(*section.pages), *(item.id for item in section.items)):
                self.position.setdefault(name, len(self.position))

    def placed_items(self) -> Iterator[tuple[Path, Item]]:
        """Every item with its path, in the order of the questionnaire."""
        for place, section in enumerate(self.instrument.sections):
            for position, item in enumerate(section.items):
                yield ("sections", place, "items", position), item

    def scale_of(self, item_id: str) -> ResponseScale | None:
        """The response scale of an item, or None when the item or its response scale is not defined."""
        item = self.items.get(item_id)
        return None if item is None else self.scales.get(item.response_scale)

    def scored(self, item_id: str) -> bool:
        """Whether answers to the item become item scores; True when that cannot be told yet."""
        scale = self.scale_of(item_id)
        return scale is None or scale.scored

    def values_of(self, facet_id: str) -> tuple[str, ...]:
        """The values of a facet in their order; none when the facet is not defined."""
        facet = self.facets.get(facet_id)
        return () if facet is None else tuple(value.id for value in facet.values)

    @cached_property
    def selecting(self) -> Facet | None:
        """The facet whose values select items and guidelines by a fact."""
        return self.instrument.selecting_facet

    @cached_property
    def selected_values(self) -> tuple[str, ...]:
        """The values of the selecting facet; none without one."""
        return () if self.selecting is None else self.values_of(self.selecting.id)

    @cached_property
    def scores(self) -> dict[str, Path]:
        """Every score id with the path of what declares it; the first one where two are alike."""
        found: dict[str, Path] = {}
        for score_id, path in self.placed_scores():
            found.setdefault(score_id, path)
        return found

    def placed_scores(self) -> Iterator[tuple[str, Path]]:
        """Every score id with the path of what declares it."""
        scores = self.instrument.scores
        for position, by_facet in enumerate(scores.by_facet):
            for value in self.values_of(by_facet.facet):
                yield value, ("scores", "by_facet", position, "facet")
        for position, by_cell in enumerate(scores.by_cell):
            for cell in self.cells(*by_cell.facets):
                yield ".".join(cell), ("scores", "by_cell", position, "facets")
        for position, of_items in enumerate(scores.of_items):
            yield of_items.id, ("scores", "of_items", position, "id")
        if scores.overall is not None:
            yield scores.overall.id, ("scores", "overall", "id")

    def cells(self, rows: str, columns: str) -> Iterator[tuple[str, str]]:
        """The combinations of two facets' values that have scored items."""
        occurring = {
            (row, column)
            for item in self.items.values()
            if self.scored(item.id)
            for row in item.values(rows)
            for column in item.values(columns)
        }
        for row in self.values_of(rows):
            for column in self.values_of(columns):
                if (row, column) in occurring:
                    yield row, column
