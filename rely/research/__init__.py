"""Turn many assessments into knowledge; the only package that computes with arrays."""
