"""Turn many assessments into a norms file: what a group scored, told so that nobody in it is seen."""
