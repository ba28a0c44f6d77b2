"""Turn colours into how well they can be told apart, and into darker and paler ones of the same hue."""

from __future__ import annotations

from collections.abc import Iterable

Channels = tuple[int, int, int]
"""Red, green and blue, each 0-255."""


def channels_of(colour: str) -> Channels:
    """Red, green and blue of a colour written as #12505B."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def written(channels: Iterable[float]) -> str:
    """The colour as #12505B, in capitals."""
    return "#" + "".join(f"{int(channel + 0.5):02X}" for channel in channels)


def luminance(colour: str) -> float:
    """The relative luminance, from 0 for black to 1 for white, as WCAG 2.2 defines it."""
    red, green, blue = (_linear(channel / 255) for channel in channels_of(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def grey(colour: str) -> str:
    """What a printer without colours makes of it: the luma of ITU-R BT.601."""
    red, green, blue = channels_of(colour)
    return written((0.299 * red + 0.587 * green + 0.114 * blue,) * 3)


def least_contrast(colour: str, backgrounds: Iterable[str]) -> tuple[float, str]:
    """The lowest contrast with any of the backgrounds, in colour and in grey, and with which of them."""
    return min(
        (min(contrast(colour, background), contrast(grey(colour), grey(background))), background)
        for background in backgrounds
    )


def darkened(colour: str, backgrounds: Iterable[str], needed: float) -> str:
    """The nearest darker colour of the same hue and saturation with the contrast that is needed; else black."""
    behind, channels = tuple(backgrounds), channels_of(colour)
    shades = (written(channel * step / 255 for channel in channels) for step in range(255, -1, -1))
    return next((shade for shade in shades if least_contrast(shade, behind)[0] >= needed), "#000000")


def mixed(colour: str, other: str, share: float) -> str:
    """The colour with so much of it (0-1) and the rest of the other."""
    pairs = zip(channels_of(colour), channels_of(other), strict=True)
    return written(share * here + (1 - share) * there for here, there in pairs)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
