"""Turn scores and facts into recommendations: which status advice has, and what comes first."""
