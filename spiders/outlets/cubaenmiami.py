"""Cuba en Miami, Spanish; WordPress."""

from __future__ import annotations

from spiders.families.wordpress import WordPressSpider


class CubaEnMiami(WordPressSpider):
    """Passes on what others report ("informa Diario de Cuba" at the end): seldom a source of its own. Sure: addresses
    of four words or more at the root. Listed once: the feed. Guessed: sitemaps, container of the text. Its firewall
    (Sucuri) answers a bare 307 when it is asked too often: told as blocked, asked again the next night. New York's
    time."""

    name = "cubaenmiami"
    outlet_name = "Cuba en Miami"
    home = "https://www.cubaenmiami.com/"
    hosts = ("cubaenmiami.com",)
    languages = ("es",)
    timezone = "America/New_York"
    sections = ("/",)
    article_url = (
        r"//www\.cubaenmiami\.com/(?!categor|author/|autor/|tags?/|page/|feed|wp-)[a-z0-9]+(?:-[a-z0-9]+){3,}/?$"
    )
