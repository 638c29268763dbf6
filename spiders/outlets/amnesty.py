"""Amnesty International on Cuba, English and Spanish; WordPress."""

from __future__ import annotations

from spiders.families.wordpress import WordPressSpider


class Amnesty(WordPressSpider):
    """A primary source. The site is the whole world's: taken are news, campaigns and research whose address names Cuba
    or Cubans; others of the country's page are missed. Sure: the shape of addresses, with year and month. Guessed:
    feed, that it is WordPress, article:published_time; the Spanish twin has a slug of its own. London's time."""

    name = "amnesty"
    outlet_name = "Amnesty International"
    home = "https://www.amnesty.org/en/location/americas/central-america-and-the-caribbean/cuba/"
    hosts = ("amnesty.org",)
    languages = ("en", "es")
    timezone = "Europe/London"
    feeds = ("/en/latest/feed/", "/es/latest/feed/")
    sitemaps = ()
    wordpress_rest = ()
    sitemap_only = r"(?i)news|campaign|research|post"
    sections = ("/en/location/americas/central-america-and-the-caribbean/cuba/",)
    article_url = (
        r"//www\.amnesty\.org/(?:en|es)/latest/(?:news|campaigns|research)/\d{4}/\d{2}/"
        r"(?:[a-z0-9]+-)*cuba(?:n[oa]?s?)?(?:-[a-z0-9]+)*/?$"
    )
