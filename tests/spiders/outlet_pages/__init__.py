"""A page of every outlet in its site's markup, with the article that must be read from it; see make.py."""
