"""Turn an id into a small questionnaire that is in order as it stands and says what each part is for."""

from __future__ import annotations

import re

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_LONGEST_ID = 64


def is_instrument_id(text: str) -> bool:
    """Whether the text can be the id of an instrument, and so the name of its folder."""
    return len(text) <= _LONGEST_ID and _ID.match(text) is not None


def skeleton(instrument_id: str) -> str:
    """The text of instrument.yaml for a new instrument of this id."""
    return _TEXT.replace("ID_OF_THE_INSTRUMENT", instrument_id)


_TEXT = """\
# A questionnaire for Rely. All keys are described in docs/questionnaire-format.md.
# After each change:  rely validate questionnaires/ID_OF_THE_INSTRUMENT

id: ID_OF_THE_INSTRUMENT # the name of this folder
version: 0.1.0 # last number: wording; middle: additions; first: scores change
languages: # every text below is written in these; the first is the source
  - en
  - nl
title:
  en: A short check
  nl: Een korte check
about:
  en: Three statements about working together.
  nl: Drie uitspraken over samenwerken.
disclaimer:
  en: A first draft, not validated.
  nl: Een eerste opzet, niet gevalideerd.

# Who may answer; the first is assumed.
perspectives:
  - id: self
    label:
      en: My own view
      nl: Mijn eigen kijk

# The dimensions of the items. A score can be made for each value.
facets:
  - id: topic
    label:
      en: Topic
      nl: Onderwerp
    values:
      - id: contact
        label:
          en: Contact
          nl: Contact

# The answers that items share.
response_scales:
  - id: agree5
    kind: likert # others: rating, number, choice, multiple, country, date, text
    options:
      - code: 1
        label:
          en: Disagree
          nl: Oneens
      - code: 2
        label:
          en: Rather disagree
          nl: Eerder oneens
      - code: 3
        label:
          en: Neither
          nl: Neutraal
      - code: 4
        label:
          en: Rather agree
          nl: Eerder eens
      - code: 5
        label:
          en: Agree
          nl: Eens
    na: # leave this out when every item applies to everyone
      label:
        en: Does not apply
        nl: Niet van toepassing
  - id: words
    kind: text
    max_length: 60

# What is asked. The id of an item is permanent: it names the answer in every file.
sections:
  - id: about
    title:
      en: About
      nl: Vooraf
    items:
      - id: name
        text:
          en: How do you call this client? (no personal data)
          nl: Hoe noemt u deze klant? (geen persoonsgegevens)
        response_scale: words
        required: true
  - id: contact
    title:
      en: Contact
      nl: Contact
    question:
      en: How far do you agree?
      nl: In hoeverre bent u het eens?
    items:
      - id: CT01
        text:
          en: We speak often enough.
          nl: We spreken elkaar vaak genoeg.
        response_scale: agree5
        facets:
          topic: contact
      - id: CT02
        text:
          en: We hear about problems in time.
          nl: We horen op tijd over problemen.
        response_scale: agree5
        facets:
          topic: contact
      - id: CT03
        text:
          en: Calls often come at a bad moment.
          nl: Gesprekken komen vaak ongelegen.
        response_scale: agree5
        reverse: true # agreeing means less
        facets:
          topic: contact

# How many answers a score needs; a missing answer never counts as zero.
missing_data:
  min_answered: 2
  min_coverage: 0.5
  narrow_below: 0.5

scores:
  by_facet:
    - facet: topic

# Names for ranges of scores, from 0 up; a cut-off belongs to the band that begins there.
bands:
  - id: low
    from: 0
    label:
      en: Weak
      nl: Zwak
  - id: middle
    from: 50
    label:
      en: Fair
      nl: Redelijk
  - id: high
    from: 75
    label:
      en: Strong
      nl: Sterk

report:
  title:
    en: Short report
    nl: Kort verslag
  subject: name # the item whose answer names the report

# Answers with the results they must give; `rely validate` recomputes them.
cases:
  - id: half_answered
    note: Two of three answers are enough. Reverse coding makes 75 of the 2 on CT03.
    answers:
      CT01: 4
      CT03: 2
    expect:
      scores:
        contact: 75
      bands:
        contact: high
"""
