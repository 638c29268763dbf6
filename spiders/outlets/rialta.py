"""Rialta, Spanish; WordPress."""

from __future__ import annotations

from spiders.families.wordpress import WordPressSpider


class Rialta(WordPressSpider):
    """Culture, and the campaigns of independent media. Sure: addresses of four words or more at the root, and a mirror
    that keeps the slug. Listed once: the feed. Guessed: sitemaps, container of the text. Numbers mix words and digits
    ("mil 395")."""

    name = "rialta"
    outlet_name = "Rialta"
    home = "https://rialta.org/"
    hosts = ("www.rialta.org",)
    languages = ("es",)
    sections = ("/",)
    article_url = r"//rialta\.org/(?!categor|author/|autor/|tags?/|page/|feed|wp-)[a-z0-9]+(?:-[a-z0-9]+){3,}/?$"
    rewrite = (
        (r"^https?://s3\.eu-central-1\.amazonaws\.com/qurium/rialta\.org/([\w-]+)\.html$", r"https://rialta.org/\1/"),
    )
