"""Havana Times, English; WordPress."""

from __future__ import annotations

from spiders.families.wordpress import WordPressSpider


class HavanaTimes(WordPressSpider):
    """Often a translation or reprint: the byline says of what ("By Name (outlet)"). Sure: the feed and the REST
    interface. Guessed: sitemap, container of the text, section pages. The Spanish edition stands on another site, which
    was not seen."""

    name = "havanatimes"
    outlet_name = "Havana Times"
    home = "https://havanatimes.org/"
    hosts = ("www.havanatimes.org",)
    languages = ("en",)
    sections = ("/news/", "/category/news/")
    article_url = r"//havanatimes\.org/(?!category/|tag/|author/|page/|feed|wp-)[a-z-]+/(?=[a-z0-9]*-)[a-z0-9-]+/?$"
    boilerplate = (
        r"read more from\b.{0,160}$",
        r".{0,80}here on havana times\.?$",
    )
