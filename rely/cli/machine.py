"""Turn the lack of something on this machine into an error that names the command that mends it."""

import errno
from importlib.util import find_spec
from typing import Final

from rely.errors import RelyError

FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What the system says of a disk, or of somebody's share of it, that holds no more."""


class MachineLacks(RelyError):
    """A library or service that Rely needs is missing; the text says how to get it."""


def check_research(*packages: str) -> None:
    """Raises MachineLacks where one of these packages of the extra `research` is not installed."""
    lacking = [package for package in packages if find_spec(package) is None]
    if lacking:
        raise MachineLacks(f"this needs {' and '.join(lacking)}, which is not installed: pip install 'rely[research]'")
