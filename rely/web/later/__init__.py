"""Let respondents stop: what to keep so as to go on later, by code, link, mail or file."""
