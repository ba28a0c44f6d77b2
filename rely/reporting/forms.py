"""Name the forms in which a report can be had and the papers on which it can be printed; loads nothing else."""

FULL, SHORT, PREPARATION = FORMS = ("full", "short", "preparation")
"""The whole report, its first page with the grid, and the sheet for preparing a talk with the client."""

PAPERS = ("a4", "letter")
"""The papers, the usual one first."""
