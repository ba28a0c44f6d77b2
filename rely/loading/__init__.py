"""Turn the YAML an author writes into an instrument, or into the problems that stand in its way."""
