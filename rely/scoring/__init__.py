"""Turn answers into scores and measures: pure functions over codes, numbers and small values."""
