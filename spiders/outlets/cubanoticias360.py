"""Cuba Noticias 360, Spanish; WordPress."""

from __future__ import annotations

from spiders.families.wordpress import WordPressSpider


class CubaNoticias360(WordPressSpider):
    """Sure: the feed; addresses of four words or more at the root. Guessed: sitemaps, container of the text. It turns
    away agents that send no browser's headers, with 301 or 403: an honest agent is told as blocked, then ask the
    editors."""

    name = "cubanoticias360"
    outlet_name = "Cuba Noticias 360"
    home = "https://www.cubanoticias360.com/"
    hosts = ("cubanoticias360.com",)
    languages = ("es",)
    sections = ("/",)
    article_url = (
        r"//www\.cubanoticias360\.com/(?!categor|author/|autor/|tags?/|page/|feed|wp-)[a-z0-9]+(?:-[a-z0-9]+){3,}/?$"
    )
