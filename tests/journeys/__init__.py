"""Play people who use the site, from first page to last, in a real browser."""
