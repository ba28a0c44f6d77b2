"""Let respondents look back: what is open, what that costs, and the way to the result."""
