"""Let coaches have reports made of a whole table, and keep nothing."""
