"""OnCuba News, Spanish and English; WordPress."""

from __future__ import annotations

from spiders.families.wordpress import WordPressSpider


class OnCuba(WordPressSpider):
    """Works from official notes: good for the government's figures. Sure: the feed, the shape of addresses; English
    stands under /en/. Guessed: sitemaps, container of the text. The English feed was once found empty."""

    name = "oncuba"
    outlet_name = "OnCuba News"
    home = "https://oncubanews.com/"
    hosts = ("www.oncubanews.com",)
    languages = ("es", "en")
    feeds = ("/feed/", "/en/feed/")
    sections = ("/cuba/", "/en/")
    article_url = (
        r"//oncubanews\.com/(?!categor|author/|autor/|tags?/|page/|feed|wp-)(?:en/)?[a-z-]+(?:/[a-z-]+)*/"
        r"[a-z0-9]+(?:-[a-z0-9]+){3,}/?$"
    )
