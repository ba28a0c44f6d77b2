"""Say what to do about a mail that did not leave."""

from rely.languages import Words


def not_an_address(words: Words) -> str:
    """What was typed is not one address."""
    return words.gettext("Write one mail address, such as name@example.com.")


def refused(words: Words) -> str:
    """The mail server does not take the address."""
    return words.gettext("The mail server does not know this address. Check it letter by letter.")


def failed(words: Words) -> str:
    """The mail server could not be reached, or did not take the mail."""
    return words.gettext("The mail could not be sent. Note down the code or the link instead.")
