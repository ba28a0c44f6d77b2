"""Lead a database from one release's tables to the next's, one revision a file."""
