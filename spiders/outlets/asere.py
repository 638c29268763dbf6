"""Asere Noticias, Spanish; WordPress."""

from __future__ import annotations

from spiders.families.wordpress import WordPressSpider


class Asere(WordPressSpider):
    """Sure: the feed; addresses of four words or more at the root. Guessed: sitemaps, container of the text. Embedded
    posts leave lines of their own ("pic.twitter.com/…", "— Name (@handle) March 5, 2026"). The most-read digests hold
    several stories that stand elsewhere, and are left out."""

    name = "asere"
    outlet_name = "Asere Noticias"
    home = "https://www.asere.com/"
    hosts = ("asere.com",)
    languages = ("es",)
    sections = ("/",)
    article_url = (
        r"//www\.asere\.com/(?!categor|author/|autor/|tags?/|page/|feed|wp-|noticias-de-cuba-mas-leidas)"
        r"[a-z0-9]+(?:-[a-z0-9]+){3,}/?$"
    )
    boilerplate = (r"noticias de cuba$", r"pic\.twitter\.com/\w+$", r"— .{1,80} \(@\w+\) .{4,20}\d{4}$")
