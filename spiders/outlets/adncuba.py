"""ADN Cuba, Spanish with some English; Drupal."""

from __future__ import annotations

from extract.page_rules import Selectors
from spiders.families.drupal import DrupalSpider


class AdnCuba(DrupalSpider):
    """Sure: the feed; three generations of addresses (/noticias-de-cuba/<part>/<slug>, /<section>/<slug>,
    /es/<section>/<slug>, and /node/<n>). From code of 2024-25: the text's container and p.updated__paragraph, which
    tells of the change, not of the publication, with English months on Spanish pages. Guessed: the sitemap. Stored
    pages thin out after 2023: look whether the site still publishes. Edited in Miami: New York's time."""

    name = "adncuba"
    outlet_name = "ADN Cuba"
    home = "https://adncuba.com/es"
    hosts = ("www.adncuba.com",)
    mirrors = ("adncuba.1eye.us",)
    languages = ("es", "en")
    timezone = "America/New_York"
    feeds = ("/es/rss.xml", "/rss.xml")
    sections = ("/es", "/noticias-de-cuba")
    short_url = r"/(?:(?:es|en)/)?node/\d+$"
    article_url = (
        r"//adncuba\.com/(?!tags/|autor/|node/|user|search|(?:es|en)/(?:taxonomy|autor|node|tags)/|"
        r"(?:es/)?america-latina/)(?:(?:es|en)/)?[a-z0-9-]{3,}(?:/[a-z0-9-]+)?/(?=[a-z0-9]*-)[a-z0-9-]+$"
    )
    templates = (
        Selectors(body=(".text-long",), updated=("p.updated__paragraph",)),
        Selectors(title=("h1.page-header", "h1.title"), author=(".field--name-field-autor",)),
    )
    boilerplate = (r"skip to main content", r"actualizado: ")
