"""Do in the background what takes long: one queue, one worker, and the database that remembers the work."""
