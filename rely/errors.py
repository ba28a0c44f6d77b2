"""Turn what can go wrong into errors that every layer may raise and every edge can tell a person."""


class RelyError(Exception):
    """Something a person can mend.

    Its text is a whole sentence or more for people: where, what, and how to mend it, without markup. It is
    caught once per edge: the command line prints it and chooses the exit code, the web shows a page.
    Subclasses are named for the event and carry its facts as attributes.
    """
