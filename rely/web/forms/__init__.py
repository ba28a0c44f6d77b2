"""Turn the items of a page into a form, and what was typed into answers or sentences that help."""
