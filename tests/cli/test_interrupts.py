"""Prove that a command which the system ends tidies up as after Ctrl-C."""

import signal

import pytest

from rely.cli.interrupts import ended_by_sigterm


def test_sigterm_is_taken_for_ctrl_c_within_the_block_and_by_nobody_after_it() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)  # or the signal would end the tests where it is not taken
    try:
        with pytest.raises(KeyboardInterrupt), ended_by_sigterm():
            signal.raise_signal(signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)
