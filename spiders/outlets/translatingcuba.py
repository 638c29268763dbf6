"""Translating Cuba, English; WordPress."""

from __future__ import annotations

from spiders.families.wordpress import WordPressSpider


class TranslatingCuba(WordPressSpider):
    """Volunteers' translations of 14ymedio and of blogs: no second source. The date in the dateline ("14ymedio, Author,
    Havana, 31 May 2023 —") is the original's, in three spellings; the post's own is later. Lists print whole posts:
    texts are read from an article's own page only. Guessed: feed, sitemap, article:published_time. The originals'
    addresses are not known: naming 14ymedio's home page has them matched by people, numbers and dates."""

    name = "translatingcuba"
    outlet_name = "Translating Cuba"
    home = "https://translatingcuba.com/"
    hosts = ("www.translatingcuba.com",)
    languages = ("en",)
    sections = ("/category/14ymedio/", "/category/authors/14ymedio/")
    article_url = r"//translatingcuba\.com/(?!category/|author/|page/|tag/|wp-|feed)(?=[a-z0-9]*-)[a-z0-9-]+/?$"
    editions = (("es", "https://www.14ymedio.com/"),)
    boilerplate = (
        r"14ymedio bigger$",
        r"continue reading\b.{0,80}$",
        r"_{5,}$",
        r"collaborate with our work:",
        r"translated by .{1,60}$",
        r"note from translating cuba:",
    )
