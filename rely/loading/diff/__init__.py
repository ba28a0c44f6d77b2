"""Turn two versions of an instrument into what changed between them, and which scores stay comparable."""
