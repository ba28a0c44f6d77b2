from rely.reporting.score_table import build_score_table
from tests.reporting.garden import ANSWERS, changed, material


def test_every_score_of_the_result_stands_in_the_table() -> None:
    report = material()
    table = build_score_table(report)
    assert table is not None
    assert [(column.sign, column.label) for column in table.columns] == [("", "Together"), ("●", "Sun"), ("□", "Shade")]
    numbers = {row.label: [None if cell is None else cell.number for cell in row.cells] for row in table.rows}
    assert numbers == {
        "Roses": ["58", "88", "38"],
        "Herbs": ["33", "25", "38"],
        "Pond": ["", None, ""],
        "Whole garden": ["46", None, None],
    }
    assert sum(cell is not None for row in table.rows for cell in row.cells) == len(report.result.scores)


def test_what_does_not_enter_the_overall_score_says_so() -> None:
    notes = {row.label: row.note for row in build_score_table(material()).rows}
    assert notes == {"Roses": "", "Herbs": "", "Pond": "not part of the overall score", "Whole garden": ""}


def test_scores_over_named_items_stand_below_the_rows() -> None:
    named = {"by_facet": [{"facet": "bed"}], "of_items": [{"id": "care", "label": "Care", "items": ["R1", "H1"]}]}
    table = build_score_table(material(instrument=changed(scores=named, sides=None)))
    assert [row.label for row in table.rows] == ["Roses", "Herbs", "Pond", "Care"]
    assert [column.label for column in table.columns] == ["Score"]


def test_where_nothing_was_asked_there_is_no_table_of_scores() -> None:
    assert build_score_table(material(given={})) is None
    assert build_score_table(material(dict.fromkeys(ANSWERS))) is not None
