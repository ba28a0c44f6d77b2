"""The instrument as a whole: what a copy of it shares with the original."""

from rely import load_instrument


def test_a_copy_with_other_parts_derives_everything_anew() -> None:
    instrument = load_instrument("relationship-check")
    every = list(instrument.items)
    assert instrument.derived("first item", lambda each: next(iter(each.items))) == every[0]

    shorter = instrument.model_copy(update={"sections": instrument.sections[1:]})

    assert len(shorter.items) < len(every)
    assert shorter.derived("first item", lambda each: next(iter(each.items))) == next(iter(shorter.items))
    assert list(instrument.items) == every
