"""Show the author of a questionnaire what respondents will see, beside its problems: on this machine only."""
