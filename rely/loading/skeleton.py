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
# A questionnaire for Rely. It works as it stands: change one thing, save, look, and go on.
#   look at it while you write:  rely preview questionnaires/ID_OF_THE_INSTRUMENT
#   what is wrong, by line:      rely validate questionnaires/ID_OF_THE_INSTRUMENT
# Behind a # is a remark for you. How far a line is indented says what it belongs to: two spaces a step, no tabs.
# A - begins the next one of a list. The first line lets your editor explain each key and offer others.
# docs/for-researchers.md builds a whole questionnaire, docs/questionnaire-format.md lists every key.

id: ID_OF_THE_INSTRUMENT # the name of this folder; it stays
version: 0.1.0 # last number: wording; middle: additions; first: scores change
languages: # every text is written in these; the first is the one you think in
  - en
  - nl
title:
  en: A short check
  nl: Een korte check
about: # two lines on the start page: what it asks, and what one gets
  en: Three statements about working together.
  nl: Drie uitspraken over samenwerken.
disclaimer: # stands in every report: say what the questionnaire is not
  en: A first draft, not validated.
  nl: Een eerste opzet, niet gevalideerd.

# Who may answer; the first is assumed.
perspectives:
  - id: self
    label:
      en: My own view
      nl: Mijn eigen kijk

# What the items are about. Each value can get a score: add a second value here, and items that name it below.
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

# How people answer. Each is written once, and any number of items name it.
response_scales:
  - id: agree5
    kind: likert # others: rating, number, choice, multiple, country, date, text
    options: # from the lowest to the highest
      - code: 1 # what is stored; people read the label
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

# What is asked, by heading. The id of an item is permanent: it names the answer in every file you will ever have.
sections:
  - id: about
    title:
      en: About
      nl: Vooraf
    items:
      - id: name
        text:
          en: What do you call this client? (no personal data)
          nl: Hoe noemt u deze klant? (geen persoonsgegevens)
        response_scale: words
        required: true # asked for again when it is left out; use it sparingly
  - id: contact
    title:
      en: Contact
      nl: Contact
    question: # what every statement below answers
      en: How far do you agree?
      nl: In hoeverre bent u het eens?
    items:
      - id: CT01
        text: # one thing at a time, without a denial
          en: We speak often enough.
          nl: We spreken elkaar vaak genoeg.
        response_scale: agree5
        facets:
          topic: contact # the score that this item counts for
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

# How many answers a score needs. A missing answer never counts as zero.
missing_data:
  min_answered: 2 # at least so many answers
  min_coverage: 0.5 # and at least this share of the items that apply
  narrow_below: 0.5 # when fewer than this share of the items apply, the report says that the score is narrow

scores:
  by_facet: # one score, 0 to 100, for each value of a facet
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

# Answers with the results they must give. `rely validate` recomputes them, so no change moves a score unseen;
# `rely case` writes such a case from a file of answers.
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
