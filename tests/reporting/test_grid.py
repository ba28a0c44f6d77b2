from rely.model.answers import Code
from rely.reporting.grid import Box, Grid, build_grid
from tests.reporting.garden import SOURCE, changed, material

NO_SHADE: dict[str, Code] = {"trees": ("spade",)}


def grid_of(changes: dict[str, Code] | None = None, **more: object) -> Grid:
    grid = build_grid(material(changes, **more))  # type: ignore[arg-type]  # passed on as it is
    assert grid is not None
    return grid


def texts(box: Box | None) -> list[str]:
    assert box is not None
    return [entry.text for entry in box.entries]


def test_each_guideline_stands_once_in_its_own_box_or_in_the_band_of_both() -> None:
    roses, herbs, pond = grid_of().rows
    assert [texts(box) for box in roses.boxes] == [["Feed roses in the sun."], ["Feed roses in the shade."]]
    assert texts(roses.band) == ["Prune in March."]
    assert [texts(box) for box in herbs.boxes] == [["Talk to the herbs."], []]
    assert herbs.boxes[1].empty == "No guideline of its own; see below."
    assert [texts(box) for box in pond.boxes] == [["Plant a tree."]]
    assert pond.band is None


def test_a_guideline_that_names_no_column_holds_for_all() -> None:
    everywhere = {**SOURCE["guidelines"][1], "facets": {"bed": "roses", "season": "spring"}}
    grid = grid_of(instrument=changed(guidelines=[everywhere]))
    assert texts(grid.rows[0].band) == ["Feed roses in the sun."]


def test_a_box_without_a_band_below_does_not_point_there() -> None:
    only_sun = [SOURCE["guidelines"][1]]
    boxes = grid_of(instrument=changed(guidelines=only_sun)).rows[0].boxes
    assert [box.empty for box in boxes] == ["", "No guideline."]


def test_a_planned_guideline_carries_the_number_of_its_action() -> None:
    roses = grid_of().rows[0]
    planned = [(entry.status.word, entry.planned) for entry in roses.boxes[1].entries]
    assert planned == [("Action 1", True)]
    assert [(entry.status.word, entry.planned) for entry in roses.boxes[0].entries] == [("In place", False)]


def test_a_box_tells_its_score_or_why_there_is_none() -> None:
    roses = grid_of({"R3": None, "R1": None}).rows[0]
    sun, shade = (box.score for box in roses.boxes)
    assert sun is not None
    assert shade is not None
    assert (shade.number, shade.verdict, shade.basis) == ("", "too few answers", "0 of 2")
    assert (sun.verdict, sun.basis) == ("too few answers", "1 of 2")


def test_the_legend_counts_every_guideline_of_the_grid_once() -> None:
    grid = grid_of({"R2": None})
    counts = {count.status.kind: (count.status.word, count.number, count.meaning) for count in grid.legend}
    assert counts == {
        "act": ("Act", "3", ""),
        "in_place": ("In place", "1", ""),
        "open": ("Open", "1", "not answered"),
        "always": ("Always", "1", ""),
    }
    assert list(counts) == ["act", "in_place", "open", "always"]


def test_in_a_short_form_the_legend_does_not_call_unanswered_what_was_not_asked() -> None:
    short = changed(forms=[{"id": "brief", "label": "Brief look", "items": ["R1", "R3"]}])
    grid = grid_of(instrument=short, form="brief")
    meanings = {count.status.kind: count.meaning for count in grid.legend}
    assert meanings["open"] == "not answered, or not asked in this form"


def test_what_cannot_apply_is_not_called_unanswered_and_the_reason_is_told_once() -> None:
    grid = grid_of(NO_SHADE)
    (entry,) = grid.rows[0].boxes[1].entries
    assert (entry.status.kind, entry.status.word) == ("not_applicable", "n/a")
    assert grid.routed == ("There is no shade, so we skip the shade. The guideline on this: ‘Plant a tree’.",)
    assert grid_of().routed == ()


def test_a_guideline_without_a_row_is_a_note_below_the_grid() -> None:
    grid = grid_of()
    assert [entry.text for entry in grid.notes] == ["Greet the neighbours."]
    assert "Greet the neighbours." not in [text for row in grid.rows for box in row.boxes for text in texts(box)]


def test_only_the_evidence_that_occurs_is_explained() -> None:
    assert [(key.mark, key.label) for key in grid_of().evidence] == [("B", "garden book")]


def test_the_grid_says_for_whom_it_holds() -> None:
    assert grid_of().scope == "Norway · Spring"
    assert grid_of({"where": "KE"}).scope == "All gardens · Spring"


def test_a_grid_without_columns_has_one_wide_box_a_row() -> None:
    instrument = changed(report={**SOURCE["report"], "grid": {"rows": "bed"}})
    rows = grid_of(instrument=instrument).rows
    assert [len(row.boxes) for row in rows] == [1, 1, 1]
    assert texts(rows[0].boxes[0]) == ["Prune in March.", "Feed roses in the sun.", "Feed roses in the shade."]


def test_a_single_column_holds_what_names_it_and_what_names_none() -> None:
    light = {"id": "light", "label": "Light", "values": SOURCE["facets"][2]["values"][:1]}
    nowhere = {**SOURCE["guidelines"][1], "id": "nowhere", "facets": {"bed": "roses", "season": "spring"}}
    instrument = changed(
        facets=[*SOURCE["facets"][:2], light], sides=None, guidelines=[SOURCE["guidelines"][1], nowhere]
    )
    (row, *_) = grid_of(instrument=instrument).rows
    assert [texts(box) for box in row.boxes] == [["Feed roses in the sun."] * 2]


def test_a_row_with_fewer_boxes_than_there_are_columns_still_fills_the_table() -> None:
    dusk = {"id": "dusk", "label": "At dusk"}
    light = {**SOURCE["facets"][2], "values": [*SOURCE["facets"][2]["values"], dusk]}
    late = {**SOURCE["guidelines"][1], "id": "late", "facets": {"bed": "pond", "season": "spring", "light": "dusk"}}
    instrument = changed(facets=[*SOURCE["facets"][:2], light], sides=None, guidelines=[*SOURCE["guidelines"], late])
    grid = grid_of(instrument=instrument)
    assert grid.columns == 3
    assert [[box.span for box in row.boxes] for row in grid.rows] == [[1, 2], [1, 2], [1, 2]]
    assert [box.label for box in grid.rows[2].boxes] == ["Shade", "At dusk"]
    assert {box.sign for row in grid.rows for box in row.boxes} == {""}


def test_an_instrument_without_a_grid_or_without_guidelines_has_none() -> None:
    report = {key: value for key, value in SOURCE["report"].items() if key != "grid"}
    assert build_grid(material(instrument=changed(report=report))) is None
    assert build_grid(material(instrument=changed(guidelines=[]))) is None
