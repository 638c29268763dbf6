"""One file an outlet: what is known of its site, as data."""
