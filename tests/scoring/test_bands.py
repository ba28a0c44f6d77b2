import pytest

from rely.scoring.bands import BandEdge, band_of, borderline

BANDS = [BandEdge("low", 0), BandEdge("middle", 40), BandEdge("high", 50)]


def test_a_cut_off_belongs_to_the_higher_band() -> None:
    assert [band_of(score, BANDS) for score in (0, 39.99, 40, 49.99, 50, 100)] == [
        "low",
        "low",
        "middle",
        "middle",
        "high",
        "high",
    ]


def test_without_a_score_there_is_no_band_and_nothing_borderline() -> None:
    assert band_of(None, BANDS) is None
    assert borderline(None, 5, BANDS) is None
    assert borderline(45, None, BANDS) is None


def test_a_score_below_all_bands_is_an_error_and_not_the_lowest_band() -> None:
    with pytest.raises(ValueError, match="below all bands"):
        band_of(5, [BandEdge("middle", 40)])


@pytest.mark.parametrize(
    ("score", "margin", "neighbour"),
    [
        (47, 4, "high"),
        (43, 4, "low"),
        (43, 20, "low"),
        (46, 20, "high"),
        (45, 6, "high"),
        (45, 5, None),
        (40, 1, "low"),
        (50, 1, "middle"),
        (39, 1, None),
        (39, 1.01, "middle"),
        (20, 10, None),
        (95, 10, None),
        (40, 0, None),
    ],
    ids=str,
)
def test_borderline_names_the_nearest_band_whose_cut_off_lies_strictly_inside_the_margin(
    score: float, margin: float, neighbour: str | None
) -> None:
    assert borderline(score, margin, BANDS) == neighbour


def test_noise_neither_puts_a_cut_off_inside_the_margin_nor_breaks_a_tie() -> None:
    assert borderline(45 + 1e-11, 5 + 5e-11, BANDS) is None
    assert borderline(45 - 1e-11, 6, BANDS) == "high"


def test_a_single_band_has_no_neighbour() -> None:
    assert borderline(50, 100, [BandEdge("only", 0)]) is None
