"""Turn results into the report: words first (content), then HTML, then PDF."""
