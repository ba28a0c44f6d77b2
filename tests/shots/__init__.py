"""Make pictures of every page for people to look at: `./go shots`."""
