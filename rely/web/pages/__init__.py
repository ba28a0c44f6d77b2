"""Tell about the site itself: what happens with data, what the instruments rest on."""
