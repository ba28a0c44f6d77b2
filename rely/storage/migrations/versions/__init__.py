"""Hold the revisions, named for their order and what they do."""
