"""Turn a phase, a country, a way of answering, a code name and a language into a report: the cases that pages,
structure and pictures of reports are tested on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from rely.guidelines.recommend import recommend
from rely.languages import INTERFACE_LANGUAGES
from rely.model.answers import Assessment, Code
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.model.results import Advice, Result
from rely.reporting.beside import Beside, build_beside
from rely.reporting.content import ReportContent, build_report
from rely.scoring.score import score
from tests.houses import HOUSES, WRITTEN
from tests.instruments import client_view, relationship_check, second_view, short_report

DAY = date(2026, 11, 18)
EARLIER_DAY = date(2026, 2, 3)
RESPONDENT = "Anna de Vries"

INITIAL: dict[str, Code] = {
    "cx_region": "mixed", "cx_sector": "manufacturing", "cx_first_contact": "yes", "cx_first_transaction": "no",
    "cx_months": 5, "cx_first_mode": "digital", "cx_contact_moments": 5, "cx_physical_12m": 2, "cx_digital_3m": 2,
    "cx_reply_hours": "next_day", "cx_travel_hours": 6, "cx_decision_makers": 3, "cx_client_generation": "under35",
    "cx_own_generation": "35_49", "cx_digital_skill": 4, "cx_digital_trust": 3, "cx_infrastructure": 4,
    "cx_channels_used": ("email", "teams", "whatsapp"), "cx_channel_preferred": "unknown",
    "im_trust": 5, "im_emotion": 3, "im_content": 4, "im_interaction": 4,
    "TR01": 4, "TR02": 2, "TR03": 4, "TR04": 5, "TR05": 3, "TR06": 4, "TR10": 4,
    "EM01": 3, "EM02": 2, "EM03": 4, "EM04": 5, "EM05": 3, "EM06": 2,
    "CO01": 4, "CO02": 4, "CO03": 4, "CO04": 3, "CO05": 4, "CO06": 1, "CO07": 3,
    "IN01": 4, "IN02": 5, "IN03": 4, "IN04": 2, "IN05": 1, "IN06": 4, "CH01": 5, "CH02": 1, "CH03": 3, "CH04": 2,
}  # fmt: skip
"""Every question of the initial phase answered, but for the code name and the country."""

FOLLOW_UP: dict[str, Code] = {
    "cx_region": "rural", "cx_sector": "horticulture_agrifood", "cx_first_contact": "yes",
    "cx_first_transaction": "yes", "cx_months": 62, "cx_first_mode": "in_person", "cx_contact_moments": 140,
    "cx_physical_12m": 5, "cx_digital_3m": 9, "cx_reply_hours": "later", "cx_travel_hours": 9,
    "cx_decision_makers": 4, "cx_client_generation": "60plus", "cx_own_generation": "under35",
    "cx_digital_skill": 3, "cx_digital_trust": 4, "cx_infrastructure": 3,
    "cx_channels_used": ("phone", "email", "post"), "cx_channel_preferred": "phone",
    "im_trust": 5, "im_emotion": 4, "im_content": 3, "im_interaction": 4,
    "TR01": 5, "TR02": 4, "TR05": 4, "TR06": 1, "TR07": 5, "TR08": 5, "TR09": 4,
    "EM01": 4, "EM07": 5, "EM08": 5, "EM09": 3, "EM10": 5, "EM11": 2,
    "CO01": 4, "CO08": 2, "CO09": 4, "CO10": 5, "CO11": 2, "CO12": 1,
    "IN01": 4, "IN04": 4, "IN05": 4, "IN06": 2, "IN07": 3, "IN08": 4, "IN09": 1,
    "CH01": 5, "CH02": 3, "CH03": 2, "CH05": "na",
}  # fmt: skip
"""Every question of the follow-up phase answered, but for the code name and the country."""

PHASES: dict[str, dict[str, Code]] = {"initial": INITIAL, "follow_up": FOLLOW_UP}
COUNTRIES = ("DE", "FR", "KE")
"""Two countries with advice of their own and one without."""

NAMES = {
    "plain": "Tulp",
    "one": "X",
    "eighty": "Eine sehr lange Bezeichnung für einen Kunden, die den ganzen Platz brauchen wird",
    "right_to_left": "תות שדה",
    "emoji": "🌷 Tulp 👩\u200d💼",
}


def _complete(answers: Mapping[str, Code]) -> dict[str, Code]:
    return dict(answers)


def _partial(answers: Mapping[str, Code]) -> dict[str, Code]:
    """Every third scored statement skipped, every tenth not applicable where that is offered; half the rest open."""
    kept: dict[str, Code] = {}
    for at, (name, code) in enumerate(answers.items()):
        if name not in _scored():
            kept[name] = code if at % 2 or name in _ALWAYS_KNOWN else None
        elif at % 3:
            kept[name] = "na" if at % 10 == 0 and relationship_check().items[name].allow_na else code
    return kept


def _never_met(answers: Mapping[str, Code]) -> dict[str, Code]:
    """Digital contact alone: no meeting in a year, and nothing said about meetings."""
    items = relationship_check().items
    only_met = {name for name in answers if items[name].values("setting") == ("physical",)}
    return {name: code for name, code in answers.items() if name not in only_met} | {"cx_physical_12m": 0}


def _nearly_empty(answers: Mapping[str, Code]) -> dict[str, Code]:
    return {name: answers[name] for name in (*_ALWAYS_KNOWN, "TR01", "IN01", "CH02")}


def _all_lowest(answers: Mapping[str, Code]) -> dict[str, Code]:
    """Every score 0, every contact rare, all of it important."""
    few: dict[str, Code] = {"cx_months": 240, "cx_physical_12m": 1, "cx_digital_3m": 0, "cx_reply_hours": "later"}
    return _with_every_score(answers, lowest=True) | few


def _all_highest(answers: Mapping[str, Code]) -> dict[str, Code]:
    """Every score 100, more contact than anybody needs."""
    many: dict[str, Code] = {"cx_physical_12m": 1000, "cx_digital_3m": 10000, "cx_contact_moments": 100000}
    return _with_every_score(answers, lowest=False) | many


def _with_every_score(answers: Mapping[str, Code], *, lowest: bool) -> dict[str, Code]:
    items = relationship_check().items
    extreme = {name: 1 if lowest is not items[name].reverse else 5 for name in answers if name in _scored()}
    return {**answers, **extreme}


@cache
def _scored() -> frozenset[str]:
    return frozenset(name for name, item in relationship_check().items.items() if item.facets)


_ALWAYS_KNOWN = ("cx_first_contact", "cx_first_transaction")

FILLS: dict[str, Callable[[Mapping[str, Code]], dict[str, Code]]] = {
    "complete": _complete,
    "partial": _partial,
    "never_met": _never_met,
    "nearly_empty": _nearly_empty,
    "all_lowest": _all_lowest,
    "all_highest": _all_highest,
}


@dataclass(frozen=True)
class Case:
    """One report by what it is made from; `fill` is how much was answered, `name` a key of NAMES.

    `variant`: full; short; trend, a full report with an earlier assessment of the same client; or beside, one with
    what three people at the client and a colleague answered.
    """

    phase: str
    country: str
    fill: str
    name: str
    language: str
    variant: str = "full"

    @property
    def id(self) -> str:
        """What the case is called in test names and file names."""
        variant = () if self.variant == "full" else (self.variant,)
        return "-".join((self.phase, self.country, self.fill, self.name, self.language, *variant))

    @property
    def code_name(self) -> str:
        return NAMES[self.name]

    @property
    def answers(self) -> dict[str, Code]:
        """The answers as given; skipped ones are absent or None."""
        filled = FILLS[self.fill](PHASES[self.phase])
        return {"cx_alias": self.code_name, "cx_country": self.country, **filled}

    @property
    def earlier_answers(self) -> dict[str, Code]:
        """The answers of the earlier assessment: every second statement one step lower, every seventh higher."""
        answers = self.answers
        for at, name in enumerate(name for name in answers if name in _scored()):
            code = answers[name]
            if isinstance(code, int):
                answers[name] = max(1, code - 1) if at % 2 else min(5, code + 1) if at % 7 == 0 else code
        return answers


@dataclass(frozen=True)
class ShortCase:
    """One report of an instrument that is not about a relationship; `fill` is a key of HOUSES."""

    fill: str
    language: str
    variant: str = "full"

    @property
    def id(self) -> str:
        """What the case is called in test names and file names."""
        return f"short_report-{self.fill}-{self.language}"


AnyCase = Case | ShortCase
SHORT_REPORTS = (ShortCase("complete", "nl"), ShortCase("partial", "en"), ShortCase("empty", "nl"))
"""Reports of one or two pages."""

MATRIX = tuple(
    Case(
        phase=tuple(PHASES)[(at_fill // 3 + at_name) % 2],
        country=COUNTRIES[(at_fill + 2 * at_name) % 3],
        fill=fill,
        name=name,
        language=INTERFACE_LANGUAGES[(at_fill + at_name) % 3],
    )
    for at_fill, fill in enumerate(FILLS)
    for at_name, name in enumerate(NAMES)
)
"""Thirty reports in which every two values of different kinds meet: each country in each language, and so on."""

EVERYDAY = tuple(
    Case(phase, country, "complete", "plain", language)
    for phase in PHASES
    for country in COUNTRIES
    for language in INTERFACE_LANGUAGES
)
"""What most people get: complete answers, in every phase, country and language."""

GERMAN_INITIAL = {language: Case("initial", "DE", "complete", "plain", language) for language in INTERFACE_LANGUAGES}
"""The report that Table 1 of the article is about, by language."""

SAMPLE = (
    GERMAN_INITIAL["de"],
    Case("follow_up", "FR", "complete", "plain", "nl"),
    Case("initial", "KE", "never_met", "right_to_left", "en"),
    Case("follow_up", "DE", "all_lowest", "eighty", "de"),
    Case("follow_up", "KE", "nearly_empty", "emoji", "nl"),
)
"""The few reports that are tested at every run."""

VARIANTS = (
    Case("initial", "DE", "complete", "plain", "nl", "trend"),
    Case("follow_up", "FR", "partial", "eighty", "de", "trend"),
    Case("initial", "DE", "complete", "plain", "de", "short"),
    Case("follow_up", "KE", "nearly_empty", "emoji", "en", "short"),
    Case("initial", "FR", "partial", "plain", "en", "beside"),
)
"""The other forms of the report: with an earlier assessment, in short, and with the views of others."""

PICTURED: tuple[AnyCase, ...] = (
    *SAMPLE,
    *VARIANTS[:3],
    VARIANTS[4],
    Case("follow_up", "FR", "never_met", "one", "nl"),
    Case("initial", "DE", "all_lowest", "one", "de"),
    Case("follow_up", "DE", "all_highest", "eighty", "en"),
    Case("initial", "DE", "nearly_empty", "right_to_left", "nl"),
    *SHORT_REPORTS[:2],
)
"""Reports of which approved pictures are kept: every value of every kind at least once."""

ALL = tuple(dict.fromkeys((*SAMPLE, *VARIANTS, *EVERYDAY, *MATRIX)))
"""Every case once, the sample first."""


def instrument_of(case: AnyCase) -> Instrument:
    """The instrument whose report a case is."""
    return relationship_check() if isinstance(case, Case) else short_report()


def typed_in(case: AnyCase) -> tuple[str, ...]:
    """What somebody typed for a case in own words, line by line."""
    lines = (case.code_name,) if isinstance(case, Case) else tuple(filter(None, WRITTEN.split("\n")))
    return (*lines, RESPONDENT)


def results_of(case: AnyCase) -> tuple[Result, Advice]:
    """The scores of a case and the advice on it."""
    if isinstance(case, Case):
        result = _scored_on(case.answers, DAY)
    else:
        answers, given = HOUSES[case.fill]
        result = score(short_report(), Assessment(answers=answers, given=given, date=DAY))
    return result, recommend(instrument_of(case), result)


def earlier_result(case: AnyCase) -> Result | None:
    """The scores of the earlier assessment, where the report tells what has changed since then."""
    if not isinstance(case, Case) or case.variant != "trend":
        return None
    return _scored_on(case.earlier_answers, EARLIER_DAY)


CLIENTS: tuple[tuple[date, dict[str, Code]], ...] = (
    (
        EARLIER_DAY,
        {"RECOMMEND": 9, "IMPROVE": "Words of theirs", "C_REPLY": 5, "C_TACT": 4, "C_DOUBT": 1, "C_SPECS": 3},
    ),
    (DAY, {"RECOMMEND": 7, "IMPROVE": "More of them", "C_REPLY": 4, "C_TACT": 5, "C_DOUBT": 2}),
    (DAY, {"RECOMMEND": 6, "C_REPLY": 4, "C_TACT": 4, "C_DOUBT": "na", "C_SPECS": 4}),
)
"""What three people at the client answered, and when."""

COLLEAGUE: dict[str, Code] = {"TR01": 3, "TR06": 2, "OWN": 3}
"""What a colleague answered."""


def others_of(case: AnyCase) -> tuple[Beside, ...]:
    """What others answered, where the report shows that beside the own answers."""
    if case.variant != "beside":
        return ()
    phase = {"phase": "initial"}
    clients = [
        Assessment(answers=answers, given=phase, perspective="client", respondent="Herr Maier", date=day)
        for day, answers in CLIENTS
    ]
    colleagues = [Assessment(answers=COLLEAGUE, perspective="colleague", date=DAY)]
    own = instrument_of(case)
    return build_beside(own, client_view(), clients), build_beside(own, second_view(), colleagues)


def _scored_on(answers: dict[str, Code], day: date) -> Result:
    return score(relationship_check(), Assessment(answers=answers, respondent=RESPONDENT, date=day))


@cache
def content_of(case: AnyCase) -> ReportContent:
    """The content of the report on a case, a full one with the data that its PDF carries."""
    instrument = instrument_of(case)
    result, advice = results_of(case)
    return build_report(
        instrument,
        result,
        advice,
        language=case.language,
        digest=digest(instrument),
        day=DAY,
        with_data=case.variant != "short",
        short=case.variant == "short",
        previous=earlier_result(case),
        beside=others_of(case),
    )


@cache
def pdf_of(case: AnyCase) -> bytes:
    """The report on a case as PDF."""
    from rely.reporting.pdf import render_pdf  # late, because it loads WeasyPrint

    return render_pdf(content_of(case))
