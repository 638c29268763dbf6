"""Hypermedia Magazine, Spanish; WordPress."""

from __future__ import annotations

from spiders.families.wordpress import WordPressSpider


class Hypermedia(WordPressSpider):
    """Long essays with footnote marks ("[1]"), thin spaces between thousands. Sure: the feed, addresses in one section
    or two. Guessed: sitemaps, container of the text."""

    name = "hypermedia"
    outlet_name = "Hypermedia Magazine"
    home = "https://hypermediamagazine.com/"
    hosts = ("www.hypermediamagazine.com",)
    languages = ("es",)
    sections = ("/sociedad/",)
    article_url = (
        r"//hypermediamagazine\.com/(?!categor|author/|autor/|tags?/|page/|feed|wp-)[a-z0-9-]+(?:/[a-z0-9-]+)?/"
        r"(?=[a-z0-9]*-[a-z0-9]*-)[a-z0-9-]+/?$"
    )
    boilerplate = (r"\[?\d+\]?$",)
