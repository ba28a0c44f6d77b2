"""Prove that contrast is that of WCAG, and that an offered colour is the nearest that passes."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely.model.colours import channels_of, contrast, darkened, grey, least_contrast, luminance, mixed, written

COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(written)
PAPER = ("#FFFFFF", "#F5F0E8")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#767676", "#FFFFFF", 4.54),
        ("#FF0000", "#FFFFFF", 4.0),
    ],
)
def test_contrast_is_what_wcag_computes(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_a_colour_is_written_as_it_was_read_and_mixed_by_shares() -> None:
    assert written(channels_of("#12505b")) == "#12505B"
    assert mixed("#000000", "#FFFFFF", 0.25) == "#BFBFBF"


@given(COLOURS)
def test_the_least_contrast_counts_in_colour_and_in_grey_on_every_background(colour: str) -> None:
    least, behind = least_contrast(colour, PAPER)
    every = [contrast(colour, each) for each in PAPER] + [contrast(grey(colour), grey(each)) for each in PAPER]
    assert least == min(every)
    assert behind in PAPER


@given(COLOURS, st.sampled_from([3.0, 4.5]))
def test_the_offered_colour_passes_has_the_same_hue_and_no_lighter_shade_does(colour: str, needed: float) -> None:
    offered = darkened(colour, PAPER, needed)
    assert least_contrast(offered, PAPER)[0] >= needed
    assert luminance(offered) <= luminance(colour)
    here, there = (colorsys.rgb_to_hsv(*(each / 255 for each in channels_of(one))) for one in (colour, offered))
    if min(here[1], there[1]) > 0.1 and there[2] > 0.2:
        assert min(abs(here[0] - there[0]), 1 - abs(here[0] - there[0])) < 0.04
    factor = max(channels_of(offered)) / max(1, *channels_of(colour))
    lighter = written(channel * min(1, factor + 2 / 255) for channel in channels_of(colour))
    assert offered in (colour.upper(), lighter) or least_contrast(lighter, PAPER)[0] < needed
