"""Carry out the use cases that pages and commands call: start, answer, review, finish, report."""
