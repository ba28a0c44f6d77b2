"""Show what follows: the results page and the documents to take along."""
