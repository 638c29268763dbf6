"""Observatorio Cubano de Derechos Humanos, Spanish; WordPress."""

from __future__ import annotations

from spiders.families.wordpress import WordPressSpider


class Ocdh(WordPressSpider):
    """The primary source of monthly counts of repression; the total is the sum of detentions and other abuses. Sure:
    addresses of four words or more at the root, and /?p=<id>; the first line is a dateline with the date of publication
    ("Madrid, 6 de mayo de 2025"), which stays in the text. Guessed: feed, sitemaps, container of the text. Madrid's
    time."""

    name = "ocdh"
    outlet_name = "Observatorio Cubano de Derechos Humanos"
    home = "https://observacuba.org/"
    hosts = ("www.observacuba.org",)
    languages = ("es",)
    timezone = "Europe/Madrid"
    sections = ("/",)
    article_url = (
        r"//observacuba\.org/(?:\?p=\d+|(?!categor|author/|autor/|tags?/|page/|feed|wp-)[a-z0-9]+(?:-[a-z0-9]+){3,}/?)$"
    )
