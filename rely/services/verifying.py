"""Turn the PDF of a report into a verdict: is it what comes out when it is made again from what it carries?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import isclose
from typing import Any

from rely.guidelines.recommend import recommend
from rely.languages import words_for
from rely.loading.problems import visible
from rely.model.digest import digest
from rely.reporting.carried import NAME, Carried
from rely.reporting.content import ReportContent, build_report
from rely.reporting.printed import Printed, read_data, read_printed
from rely.scoring.score import score
from rely.services.carried import LONGEST_TEXT, Claimed, read_claimed
from rely.services.own_words import answered_in, fits, typed_items, with_gaps

Render = Callable[[ReportContent], bytes]
MOST_TOLD = 20
"""How many differences are told one by one."""

_CLOSE = 1e-9
_SHOWN = 60
_UNSEEN = re.compile("[\\s\u00ad\u2010\u2011-]")
_ABSENT = object()
_MAKERS = ("rely", "pango", "harfbuzz")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the comparison came to.

    `differences`: each as one line, none when the report is consistent. `respondent`: the name of who answered
    as it is printed, which no data vouch for. `other_makers`: the programs of other versions that made it.
    `own_words`: the items with answers in own words, which stand in the report and on purpose not in the data.
    """

    differences: tuple[str, ...]
    respondent: str | None
    other_makers: tuple[str, ...]
    own_words: tuple[str, ...] = ()


def verify_report(pdf: bytes, render: Render) -> Verdict:
    """Compute and make the report again from the data in it, and compare numbers, text and what it carries.

    The layout may have been made with other versions of Pango and HarfBuzz: texts are compared, not bytes.
    Raises NotAReport, VersionNotAtHand, NormsNotAtHand, NormsRefused.
    """
    claimed = read_claimed(read_data(pdf))
    printed = read_printed(pdf)
    respondent = _respondent(claimed, printed)
    content = _content(claimed, respondent)
    own_words = _own_words(claimed, printed, content)
    if own_words:
        claimed = replace(claimed, assessment=with_gaps(claimed.assessment, own_words))
        content = _content(claimed, respondent)
    made_again = render(content)
    if made_again == pdf:
        return Verdict((), respondent, ())
    expected = read_printed(made_again)
    computed: Carried = json.loads(read_data(made_again))
    makers = tuple(
        f"{name} {visible(str(claimed.data[name]))[:_SHOWN]} (here {computed[name]})"
        for name in _MAKERS
        if claimed.data[name] != computed[name]
    )
    layout_differs = any(claimed.data[name] != computed[name] for name in ("pango", "harfbuzz"))
    fits_again = bool(own_words) and fits(
        _flow(printed, content), _flow(expected, content), claimed.instrument, own_words
    )
    found = [
        *_of_the_rest(printed, expected, layout_differs=layout_differs or fits_again),
        *(() if fits_again else _of_pages(printed, expected, content, layout_differs=layout_differs)),
        *_of_data(claimed.data, computed),
    ]
    told = tuple(visible(each) for each in found[:MOST_TOLD])
    more = (f"and {len(found) - MOST_TOLD} more.",) if len(found) > MOST_TOLD else ()
    return Verdict((*told, *more), respondent, makers, own_words)


def _own_words(claimed: Claimed, printed: Printed, content: ReportContent) -> tuple[str, ...]:
    """The items whose answers stand in the report in own words."""
    result = score(claimed.instrument, claimed.assessment, reference=claimed.reference)
    names = typed_items(claimed.instrument, [name for name in result.asked if name not in result.routed])
    if not names:
        return ()
    return answered_in(_flow(printed, content), claimed.instrument, names, words_for(claimed.language))


def _content(claimed: Claimed, respondent: str | None) -> ReportContent:
    instrument = claimed.instrument
    result = score(instrument, replace(claimed.assessment, respondent=respondent), reference=claimed.reference)
    return build_report(
        instrument,
        result,
        recommend(instrument, result),
        language=claimed.language,
        digest=digest(instrument),
        day=claimed.day,
        with_data=True,
        paper=claimed.paper,
        previous=None if claimed.previous is None else score(instrument, claimed.previous, reference=claimed.reference),
        brand=claimed.brand,
        taken=claimed.taken,
        beside=claimed.beside,
    )


def _respondent(claimed: Claimed, printed: Printed) -> str | None:
    """The name of who answered, which stands on the first page and on purpose not in the data."""
    facts = _content(claimed, "?").head.facts
    label = words_for(claimed.language).gettext("Answered by")
    place = next((at for at, fact in enumerate(facts) if fact.label == label), None)
    if place is None or not printed.pages or label not in printed.pages[0]:
        return None
    before = facts[place - 1].value if place else facts[-1].label  # the heads stand in one row, the facts in the next
    after = facts[place + 1].value if place + 1 < len(facts) else ""
    start, end = (re.escape(" ".join(text.split())) for text in (before, after))
    found = re.search(rf"{start} (.{{1,{LONGEST_TEXT}}}?) {end}", printed.pages[0])
    return found[1] if found and found[1].isprintable() else None


def _of_data(carried: Carried, computed: Carried) -> Iterator[str]:
    for key in carried:
        if key not in ("pango", "harfbuzz"):
            yield from _unequal(key, carried[key], computed.get(key, _ABSENT))


def _unequal(path: str, carried: Any, computed: Any) -> Iterator[str]:
    """Each value that differs, by its path in rely.json."""
    if isinstance(carried, dict) and isinstance(computed, dict):
        for key in dict.fromkeys((*computed, *carried)):
            yield from _unequal(f"{path}.{key[:_SHOWN]}", carried.get(key, _ABSENT), computed.get(key, _ABSENT))
    elif isinstance(carried, list) and isinstance(computed, list):
        for at, (here, there) in enumerate(zip_longest(carried, computed, fillvalue=_ABSENT)):
            yield from _unequal(f"{path}.{at}", here, there)
    elif not _same(carried, computed):
        yield f"{NAME}: {path} is {_shown(carried)}, and {_shown(computed)} when it is computed again."


def _same(carried: Any, computed: Any) -> bool:
    numbers = all(isinstance(each, (int, float)) and not isinstance(each, bool) for each in (carried, computed))
    if numbers:
        return isclose(carried, computed, rel_tol=_CLOSE, abs_tol=_CLOSE)
    return type(carried) is type(computed) and bool(carried == computed)


def _shown(value: Any) -> str:
    if value is _ABSENT:
        return "absent"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _of_pages(printed: Printed, expected: Printed, content: ReportContent, *, layout_differs: bool) -> Iterator[str]:
    if layout_differs and _flow(printed, content) == _flow(expected, content):
        return
    if len(printed.pages) != len(expected.pages):
        yield f"the report has {len(printed.pages)} pages, and {len(expected.pages)} when it is made again."
    for number, (here, there) in enumerate(zip(printed.pages, expected.pages, strict=False), start=1):
        if _letters(here) != _letters(there):
            says, should = _apart(here.split(), there.split())
            yield f"page {number} says '{says}', and '{should}' when it is made again."


def _letters(text: str) -> str:
    """The text without spaces and hyphens, which depend on where lines end."""
    return _UNSEEN.sub("", text)


def _flow(printed: Printed, content: ReportContent) -> str:
    """The text of all pages as one, without what stands at the edge of each, since pages may end elsewhere."""
    before, between, after = content.running.page
    branded = "" if content.brand is None else f"{content.running.kind} · {content.brand.name}"
    # The heads of a table stand again where it goes on, and what is drawn is read at the end of its page.
    heads = _letters(content.answers.question_head + content.answers.answer_head)
    axis = _letters("".join(content.glance.cut_off_words))
    flow = []
    for number, page in enumerate(printed.pages, start=1):
        text = _letters(page)
        at_page = f"{before}{number}{between}{len(printed.pages)}{after}"
        for edge in (content.running.foot, at_page, branded, content.head.kind):
            text = text.replace(_letters(edge), "") if edge else text
        flow.append(text.replace(_letters(content.running.name), "").replace(heads, "").replace(axis, ""))
    return "".join(flow)


def _apart(here: list[str], there: list[str]) -> tuple[str, str]:
    """The two texts from the first word that differs, cut short."""
    start = next((at for at, (one, other) in enumerate(zip(here, there, strict=False)) if one != other), None)
    start = min(len(here), len(there)) if start is None else start
    begin = max(0, start - 2)
    return _excerpt(here, begin), _excerpt(there, begin)


def _excerpt(words: list[str], begin: int) -> str:
    text = " ".join(words[begin : begin + 12])
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _of_the_rest(printed: Printed, expected: Printed, *, layout_differs: bool) -> Iterator[str]:
    if printed.files != expected.files:
        yield f"the PDF carries {printed.files} files, and a report carries one."
    here, there = set(printed.besides), set(expected.besides)
    for each in sorted(here ^ there):
        if not (layout_differs and each.startswith("page ")):
            yield f"the PDF {'has' if each in here else 'lacks'} {each[:_SHOWN]}, unlike the report made again."
