"""Show the results that an assessment had before, what has changed since, and the way back to one of them."""
