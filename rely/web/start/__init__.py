"""Let in: the start page, the beginning of an assessment, and the way back with a resume code."""
