"""Let respondents delete all that is stored about their assessment, and give them a receipt."""
