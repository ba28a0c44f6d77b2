"""Turn the lack of something on this machine into an error that names the command that mends it."""

from rely.errors import RelyError


class MachineLacks(RelyError):
    """A library or service that Rely needs is missing; the text says how to get it."""
