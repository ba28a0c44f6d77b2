"""Measurements side by side, one module a subject; `./go bench [SUBJECT]` runs them."""
