"""Show every part of the pages in every state, to those who work on them; there in development only."""
