"""Prove that what stands in the way of a file is told as what it is."""

import errno
import os

import click
import pytest

from rely.cli.files import told_as_usage


def test_a_place_that_cannot_be_written_to_is_told_with_its_name() -> None:
    with (
        pytest.raises(click.UsageError, match=r"'a\.csv' cannot be written to: permission denied"),
        told_as_usage("a.csv"),
    ):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_no_wrong_usage(number: int) -> None:
    with pytest.raises(OSError, match=os.strerror(number)), told_as_usage("a.csv"):
        raise OSError(number, os.strerror(number))
