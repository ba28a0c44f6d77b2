"""Let respondents come back: by their private link, or with the file of their answers."""
