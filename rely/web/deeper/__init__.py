"""Lead from the first picture of a short form to the whole one."""
