"""Say how simulated respondents answer: every number that the simulation assumes, with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What is assumed about answers that nobody has given; all of it editorial where no source stands beside it.

    Shares lie on 0-1; what is measured on the latent scale is in standard deviations of that scale.
    """

    na: float = 0.05
    """How often an item that offers 'does not apply' is answered so."""

    dk: float = 0.03
    """How often an item that offers 'cannot judge' is answered so."""

    missing: float = 0.04
    """How often an answer is left out."""

    missing_required: float = 0.01
    """The same for items that the questionnaire asks for again, and for given facts; never more than `missing`."""

    loading: float = 0.65
    """How strongly an item depends on its factor, on average (0-1): standardised loadings of .5 to .8 are usual."""

    loading_spread: float = 0.15
    """How far the loading of one item lies from that at most."""

    common: float = 0.35
    """The correlation between two factors, since good relationships tend to be good in several respects."""

    ease: float = 0.2
    """How far answers lean to the favourable side on average."""

    ease_spread: float = 0.4
    """The standard deviation of that lean between items: some things are easier to do than others."""

    width: float = 1.7
    """The outer thresholds of a response scale with very many steps lie at minus and plus this."""

    acquiescence: float = 0.2
    """The standard deviation between respondents of agreeing with whatever is said (Baumgartner & Steenkamp 2001)."""

    extremity: float = 0.2
    """The standard deviation between respondents of using the ends of the scale (Weijters et al. 2010)."""

    straightliners: float = 0.02
    """The share of respondents who always answer the same step (careless answering: Meade & Craig 2012)."""

    named_countries: float = 0.6
    """How often a country is one that the instrument names."""

    ticked: float = 0.35
    """How often an option is ticked where several may be."""

    usual: float = 100.0
    """The highest number where neither the instrument nor its response scale gives an idea of one."""

    beyond: float = 4.0
    """The highest number is so many times the highest with which the instrument compares it."""

    last_day: date = date(2026, 12, 31)
    """The last of the days that are answered; a fixed one, since the simulation has no clock."""

    days_back: int = 3650
    """How many days before the last the first of them lies."""
