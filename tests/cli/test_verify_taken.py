"""rely verify: who took on which action is recomputed too, and read as strictly as everything else."""

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from rely.guidelines.recommend import recommend
from rely.guidelines.taken import Taken
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment
from rely.model.digest import digest
from rely.reporting.content import build_report
from rely.reporting.pdf import render_pdf
from rely.scoring.score import score
from tests.cli.carrying import DAY, NAME, Data, data_of, report, with_data
from tests.cli.conftest import Verify
from tests.reporting.test_pdf import PROSPECT

OWNER = "=Anna <b>תות</b>"


@cache
def taken_report() -> bytes:
    """A report in which the first action of the plan was taken on, and one that is not in the plan."""
    instrument = load_instrument("relationship-check")
    result = score(instrument, Assessment(answers=PROSPECT, id="k7"))
    advice = recommend(instrument, result)
    earlier = next(each.id for each in instrument.guidelines if each.id not in advice.actions)
    taken = {advice.actions[0]: Taken(OWNER, date(2026, 12, 3)), earlier: Taken("Bo", None, True)}
    return render_pdf(
        build_report(
            instrument, result, advice, language="en", digest=digest(instrument), day=DAY, with_data=True, taken=taken
        )
    )


def first(data: Data) -> Data:
    """What is said of the first action of the plan."""
    found: Data = data["taken"][data["plan"][0]]
    return found


def test_a_report_with_actions_taken_on_is_consistent(verify: Verify) -> None:
    assert first(data_of(taken_report())) == {"owner": OWNER, "due": "2026-12-03", "done": False}
    assert verify(taken_report()).out.startswith("consistent\n")


def test_a_report_of_the_first_release_which_lacks_the_key_is_consistent(verify: Verify) -> None:
    assert data_of(report())["taken"] == {}
    outcome = verify(with_data(lambda data: data.pop("taken")))
    assert (outcome.code, outcome.out[:11]) == (0, "consistent\n")


MANIPULATED: dict[str, tuple[Callable[[Data], object], str]] = {
    "another owner": (lambda data: first(data).update(owner="Eve"), "Eve"),
    "another day": (lambda data: first(data).update(due="2026-12-04"), "4 Dec"),
    "no day": (lambda data: first(data).update(due=None), "page 1 says"),
    "called done": (lambda data: first(data).update(done=True), "page 1 says"),
    "nobody any more": (lambda data: data["taken"].pop(data["plan"][0]), "page 1 says"),
    "no key at all": (lambda data: data.pop("taken"), "page 1 says"),
    "somebody for another action": (
        lambda data: data["taken"].update({data["plan"][1]: {"owner": "Eve", "due": None, "done": False}}),
        "Eve",
    ),
}


@pytest.mark.parametrize(("change", "told"), MANIPULATED.values(), ids=MANIPULATED.keys())
def test_a_changed_owner_day_or_state_is_found(verify: Verify, change: Callable[[Data], object], told: str) -> None:
    outcome = verify(with_data(change, taken_report()))
    assert outcome.code == 1
    assert told in outcome.out


HOSTILE: dict[str, Callable[[Data], object]] = {
    "a list": lambda data: data.update(taken=[1]),
    "null": lambda data: data.update(taken=None),
    "an unknown guideline": lambda data: data["taken"].update({"../../etc": dict(first(data))}),
    "a text for an action": lambda data: data["taken"].update({data["plan"][0]: "Anna"}),
    "an odd key": lambda data: first(data).update(__class__="os.system"),
    "a key too few": lambda data: first(data).pop("done"),
    "no owner": lambda data: first(data).update(owner=""),
    "an owner that is a list": lambda data: first(data).update(owner=["Anna"]),
    "an owner with a control character": lambda data: first(data).update(owner="Anna\x1b[2J"),
    "an owner that turns the direction": lambda data: first(data).update(owner="\u202eannA"),
    "an owner with a line end": lambda data: first(data).update(owner="Anna\nBo"),
    "an owner that is not composed": lambda data: first(data).update(owner="Zoe\u0301"),
    "an endless owner": lambda data: first(data).update(owner="x" * 81),
    "a day that is none": lambda data: first(data).update(due="2026-02-30"),
    "an empty day": lambda data: first(data).update(due=""),
    "a day with a space": lambda data: first(data).update(due=" 2026-12-03"),
    "a day that is a number": lambda data: first(data).update(due=20261203),
    "a number for a truth": lambda data: first(data).update(done=1),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_nobody_could_have_taken_on_is_refused_in_one_line(
    verify: Verify, change: Callable[[Data], object]
) -> None:
    outcome = verify(with_data(change, taken_report()))
    assert (outcome.code, outcome.out) == (1, "")
    assert f"{NAME} in this PDF is not that of a report: '" in outcome.err
    assert outcome.err.count("\n") == 1
